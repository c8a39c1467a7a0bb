"""A search as expressions over the tokens of the full-text index, in tiers from best to least.
Every telling word must be found, alone or joined with its neighbour, as the beginning of a longer
one, or in another form. A partial search leaves some out.
Tokens are letters and digits only, so no word is mistaken for an operator. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from types import MappingProxyType
from typing import NamedTuple

from api.base.search_words import (
    FIRST,
    JOINED,
    LEFT_OUT,
    LONGEST_WHOLE,
    LONGEST_WORD,
    NAME,
    NAME_STEM,
    OFFICE,
    PHRASE,
    QUOTED,
    REST,
    STEM,
    SUMMARY,
    WHOLE,
    plain_words,
)
from api.base.word_forms import is_of_figure, office_word, stem, telling_words

Words = tuple[str, ...]
# Beginning of a word → the words it can be, or None where it can be too many to name.
Meanings = Mapping[str, Sequence[str] | None]

MOST_MEANINGS = 16
UNKNOWN: Meanings = MappingProxyType({})
# Where a hit of each tier was found.
MATCHED_IN = ("name", "name", "name", "summary", "summary", "other", "other", "other", "left_out")
PARTIAL_TIERS = 3  # of records that lack equally many words
MOST_PARTIAL_WORDS = 10  # of a question of which no record has every word


@dataclass(frozen=True, slots=True)
class Token:
    """Records that have a token, or any token that begins so."""

    text: str
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """Records that fit every part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Records that fit one part or more; none where there is no part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class But:
    """Records that fit the one and not the other."""

    fits: "Expression"
    fits_not: "Expression"


Expression = Token | Every | Either | But


def beginnings(words: Words) -> list[str]:
    """Every beginning of a word that the search asks for."""
    plain = plain_words(words)
    asked = (plain, telling_words(plain))
    return list(dict.fromkeys(form for one in asked for forms in _forms(one) for form in forms))


def anywhere(words: Words, meanings: Meanings = UNKNOWN) -> Expression:
    """Records that have every word, wherever."""
    plain = plain_words(words)
    found = [_called(plain), _has(plain, (NAME, SUMMARY, REST), meanings), _left_out(plain)]
    return _with_phrases(_either(found), words)


def partial_words(words: Words) -> tuple[Words, ...]:
    """What a partial search looks for: each word, but those of a figure together where other words
    stand beside it.
    """
    asked = telling_words(plain_words(words))[:MOST_PARTIAL_WORDS]
    found: list[Words] = []
    for word in asked:
        if found and is_of_figure(found[-1][-1], word):
            found[-1] = (*found[-1], word)
        else:
            found.append((word,))
    return tuple(found) if len(found) > 1 else tuple((word,) for word in asked)


def partial(words: Words, missing: int, letter: str = STEM) -> Expression:
    """Records that have all but so many words, in any form."""
    asked = partial_words(words)
    kept = combinations(asked, len(asked) - missing)
    return _either([_all_stems(tuple(chain(*some)), letter) for some in kept])


def partial_tiers(words: Words, missing: int) -> list[Expression | None]:
    """The same in tiers: where those words stand in names; where one of them does; the others."""
    found, in_names = partial(words, missing), partial(words, missing, NAME_STEM)
    named = _either([_all_stems(some, NAME_STEM) for some in partial_words(words)])
    some_named = Every((found, named))
    return [in_names, But(some_named, in_names), But(found, _either([in_names, some_named]))]


def _with_phrases(expression: Expression, words: Words) -> Expression:
    """Those of the records that also have the phrases in quotes."""
    pairs = tuple(Token(PHRASE + word[1:]) for word in words if word.startswith(QUOTED))
    return Every((expression, *pairs)) if pairs else expression


def _left_out(words: Words) -> Expression:
    """Records that have every word in any form, or mention it without any claim citing it."""
    forms = map(stem, telling_words(words))
    parts = [_either([Token(letter + form) for letter in (STEM, LEFT_OUT)]) for form in forms]
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _all_stems(words: Words, letter: str = STEM) -> Expression:
    parts = tuple(Token(letter + stem(word)) for word in words)
    return parts[0] if len(parts) == 1 else Every(parts)


def by_name(words: Words, meanings: Meanings) -> list[Expression | None]:
    """The records whose names fit what is being typed: a whole name; names that begin so; names
    that have every word.
    """
    whole, in_names = _whole(words), _has(words, (NAME,), meanings)
    known = meanings.get(words[0])
    first = (
        [Token(FIRST + words[0], beginning=True)]
        if known is None
        else [Token(FIRST + word) for word in known]
    )
    begun = _but(Every((_either(first), in_names)), whole) if first else None
    return [whole, begun, _but(in_names, _either([whole, *first]))]


def tiers(words: Words, meanings: Meanings = UNKNOWN) -> list[Expression | None]:
    """The records that fit, best first, each in one tier: a whole name; every word in names; also
    as a beginning or another form; in names or summary, and anywhere, each first those named by the
    last word; anywhere in another form; where no claim cites it. None where it can hold nothing.
    """
    found = _tiers(plain_words(words), meanings)
    return [None if one is None else _with_phrases(one, words) for one in found]


def _tiers(words: Words, meanings: Meanings) -> list[Expression | None]:
    whole = _called(words)
    exact = _has(
        words,
        (NAME,),
        {one: (one,) if _can_be(one, meanings) else () for one in beginnings(words)},
    )
    in_names = _either(
        [_has(words, (NAME,), meanings), _all_stems(telling_words(words), NAME_STEM)]
    )
    found: list[Expression | None] = [
        whole,
        _but(exact, whole),
        None if in_names == exact else _but(in_names, _either([exact, whole])),
    ]
    former: Expression = _either([in_names, whole])
    for letters in ((NAME, SUMMARY), (NAME, SUMMARY, REST)):
        # A word is stored in its best place only: of one word just the new place need be asked.
        alone = len(telling_words(words)) == 1
        fresh = _has(words, letters[-1:] if alone else letters, meanings)
        kind = Every((fresh, _kind_asked_for(words)))
        found += [None if alone else _but(kind, former), _but(fresh, _either([former, kind]))]
        former = _either([former, fresh])
    in_any_form = _all_stems(telling_words(words))
    found.append(_but(in_any_form, former))
    return [*found, _but(_left_out(words), _either([former, in_any_form]))]


def _kind_asked_for(words: Words) -> Expression:
    """Records named by the last word: it says what a thing is ("Hyundai raid" is a raid)."""
    return Token(NAME_STEM + stem(telling_words(words)[-1]))


def _whole(words: Words) -> Expression:
    whole = "".join(words)
    return Token(WHOLE + whole) if len(whole) <= LONGEST_WHOLE else Either(())


def _called(words: Words) -> Expression:
    """Records of which this is a whole name, alias or id, and people who hold the office."""
    return _either([_whole(words), Token(OFFICE + office_word(words))])


def _forms(words: Words) -> Iterator[list[str]]:
    """For each word how it can be written: alone, or together with a neighbour."""
    joined = [(first + second)[:LONGEST_WORD] for first, second in pairwise(words)]
    for place, word in enumerate(words):
        yield [word, *joined[max(0, place - 1) : place + 1]]


def _has(words: Words, letters: Iterable[str], meanings: Meanings) -> Expression:
    places = tuple(letters)
    parts = []
    for forms in _forms(telling_words(words)):
        options = [token for form in forms for token in _tokens(form, places, meanings)]
        parts.append(_either(options))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _tokens(form: str, places: tuple[str, ...], meanings: Meanings) -> Iterator[Token]:
    known = meanings.get(form)
    for letter in places:
        if known is None:
            yield Token(letter + form, beginning=True)
        else:
            yield from (Token(letter + word) for word in known)
    if NAME in places:
        yield Token(JOINED + form)


def _can_be(word: str, meanings: Meanings) -> bool:
    known = meanings.get(word)
    return known is None or word in known


def _either(parts: Sequence[Expression]) -> Expression:
    flat = tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, Either) else (part,))
    )
    return flat[0] if len(flat) == 1 else Either(tuple(dict.fromkeys(flat)))


def _but(fits: Expression, fits_not: Expression) -> Expression | None:
    if isinstance(fits, Either) and not fits.parts:
        return None
    return But(fits, fits_not)


class Syntax(NamedTuple):
    """How a database spells an expression. `nothing` is a token that no record has: a token is a
    letter of class and a word.
    """

    token: str
    beginning: str
    every: str
    either: str
    but: str
    nothing: str


FTS5 = Syntax('"{}"', '"{}"*', " AND ", " OR ", "({}) NOT ({})", '"w"')
TSQUERY = Syntax("'{}'", "'{}':*", " & ", " | ", "({}) & !({})", "'w'")


def written(expression: Expression, syntax: Syntax) -> str:
    """The expression as a database reads it."""
    match expression:
        case Token(text, beginning):
            return (syntax.beginning if beginning else syntax.token).format(text)
        case But(fits, fits_not):
            return syntax.but.format(written(fits, syntax), written(fits_not, syntax))
        case Every(parts):
            return syntax.every.join(f"({written(part, syntax)})" for part in parts)
        case Either(parts):
            said = [
                written(part, syntax) if isinstance(part, Token) else f"({written(part, syntax)})"
                for part in parts
            ]
            return syntax.either.join(said) or syntax.nothing


# An expression as each database reads it: values of a statement's parameters.
Spelt = Mapping[str, str]


def spelt(expression: Expression) -> Spelt:
    """The expression for each database."""
    return {
        "match_sqlite": written(expression, FTS5),
        "match_postgresql": written(expression, TSQUERY),
    }


def all_spelt(expressions: Iterable[Expression | None]) -> list[Spelt | None]:
    """Several expressions; None stays None."""
    return [None if expression is None else spelt(expression) for expression in expressions]
