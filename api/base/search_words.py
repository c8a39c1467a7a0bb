"""Words as search sees them, alike when a record is indexed and when a reader asks. `Low‑Carbon`,
`low carbon` and `LOW-CARBON` give the same words; a text with `low-carbon` or `9.2` also gives
`lowcarbon` and `92`. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse, pairwise
from typing import NamedTuple
from unicodedata import combining, normalize

# A token of the index is one of these letters and a word: it says where in the record the word
# stands. Each word of a record is there once as one of the last three, in the best place it has;
# the others are there besides, and so is the stem of each
# word, and once more where it stands in a name; and each two neighbouring words of a text.
WHOLE = "w"  # a whole name, alias or id, its words written together
FIRST = "f"  # the first word of a name or alias
JOINED = "j"  # two neighbouring words of a name, written together
NAME = "n"
SUMMARY = "s"
REST = "r"
STEM = "t"
NAME_STEM = "u"
PHRASE = "p"
OFFICE = "h"  # the stems of an office that a person holds, in order of letters, written together
LEFT_OUT = "o"  # the stem of a word of a document that no claim cites

QUOTED = '"'  # how two neighbouring words of a phrase in quotes begin among the words asked for

LONGEST_WORD = 60  # characters; what is longer is cut alike in records and in questions
LONGEST_WHOLE = 200  # characters of a whole name that can be asked for as one
_MOST_JOINED = (
    4  # parts of a compound that is also known as one word; what has more is an address or a list
)

_WORD = re.compile(r"[^\W_]+")
# `U.S.`, `u.k`: letters with periods, written together elsewhere.
_ACRONYM = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
# Signs that are words: `$36`, `90 %`, and `[1]`, the number of a note.
_SIGNS = {"$": " usd ", "€": " eur ", "£": " gbp ", "¥": " jpy ", "₩": " krw ", "%": " percent "}
_SIGN = re.compile(r"\[(\d{1,9})\]|[$€£¥₩%]")
_IN_QUOTES = re.compile(r'["“„”]([^"“„”]+)["“”]')
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s(?![^\W_])")
# Two words with only a hyphen, period, comma or the like between them.
_COMPOUND = re.compile(r"[^\W_][^\w\s]{1,2}[^\W_]|_")
_END_OF_COMPOUND = re.compile(
    r"[^\w\s][^\W_]|_"
)  # in every compound, and looked for three times as fast
LONGEST_LINK = 2  # characters, as in `U.S.-Japan`
# Letters that Unicode does not take apart, but readers write plain.
_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
# Soft hyphen, zero-width spaces and joiners, byte order mark: no reader sees them.
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_WRITTEN_PLAIN = str.maketrans({**_LETTERS, **_INVISIBLE})
_WRITTEN_OTHERWISE = re.compile("[" + "".join([*_LETTERS, *_INVISIBLE]) + "]")
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
# A word as it is written, with its accents and invisible hyphens, or an acronym with its periods.
_WRITTEN = re.compile(
    r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"
    rf"|[^\W_](?:[^\W_]|[{_ACCENTS}\u00ad\u200b-\u200d\u2060\ufeff])*"
)


_UNALIGNED = "\x00"


class _Aligned(dict[int, str]):
    """Character → the one character it folds to, else _UNALIGNED; filled as texts need it."""

    def __missing__(self, code: int) -> str:
        plain = _folded(chr(code))
        found = self[code] = plain if len(plain) == 1 else _UNALIGNED
        return found


_ALIGNED = _Aligned()


class Piece(NamedTuple):
    """A written word of a text: where it stands, its folded form, and whether only a hyphen or the
    like parts it from the one before.
    """

    start: int
    end: int
    word: str
    glued: bool


def words_of(text: str) -> list[str]:
    """The words in their order, compounds taken apart."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(_plain(text))]


def pairs_of(words: list[str]) -> list[str]:
    """Each two neighbouring words, written together: what a phrase is found by."""
    return [(first + second)[:LONGEST_WORD] for first, second in pairwise(words)]


def quoted_pairs(text: str) -> list[str]:
    """The neighbouring words of each phrase in double quotes, marked as such."""
    phrases = (match.group(1) for match in _IN_QUOTES.finditer(text))
    return [QUOTED + pair for phrase in phrases for pair in pairs_of(words_of(phrase))]


def plain_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words asked for, without what says that some stand in quotes."""
    return tuple(word for word in words if not word.startswith(QUOTED))


def begins_with_letter(word: str) -> bool:
    """Whether a word is no number: the beginnings of such words are looked up in the vocabulary."""
    return not word[0].isnumeric()


def has_compounds(text: str) -> bool:
    """Whether some words of a text stand together with only a hyphen or the like between them."""
    return _END_OF_COMPOUND.search(text) is not None and _COMPOUND.search(text) is not None


def tokens_of(text: str) -> set[str]:
    """Everything a text can be found by: its words, and the neighbours in each compound joined."""
    return words_and_tokens(text)[1]


def words_and_tokens(text: str) -> tuple[list[str], set[str]]:
    """What `words_of` and `tokens_of` give, from one reading."""
    plain = _plain(text)
    words = [word[:LONGEST_WORD] for word in _WORD.findall(plain)]
    return words, {*words, *_compounds(plain)} if has_compounds(plain) else set(words)


def _compounds(plain: str) -> set[str]:
    """Neighbours in each compound joined."""
    found: set[str] = set()
    compound: list[str] = []
    end = -1
    for match in _WORD.finditer(plain):
        word = match.group()
        if end >= 0 and _linked(plain, end, match.start()):
            found.add((compound[-1] + word)[:LONGEST_WORD])
            compound.append(word)
            if 2 < len(compound) <= _MOST_JOINED:
                found.add("".join(compound)[:LONGEST_WORD])
        else:
            compound = [word]
        end = match.end()
    return found


def aligned(text: str) -> str | None:
    """The folded text where each character of it stands where the written one stood; None where
    some letter folds to none or to several.
    """
    plain = text.lower() if text.isascii() else text.translate(_ALIGNED)
    return None if _UNALIGNED in plain else plain


def pieces_of(text: str) -> Iterator[Piece]:
    """The written words of a text with their places, for showing where a word was found."""
    end = -1
    for match in _WRITTEN.finditer(text):
        start, written = match.start(), match.group()
        word = written.lower().replace(".", "") if written.isascii() else "".join(words_of(written))
        yield Piece(start, match.end(), word, end >= 0 and _linked(text, end, start))
        end = match.end()


def _linked(text: str, end: int, start: int) -> bool:
    """Whether only a hyphen or the like stands between two words, of which the first ends and the
    second starts there.
    """
    return start - end <= LONGEST_LINK and not (text[end].isspace() or text[start - 1].isspace())


def _plain(text: str) -> str:
    plain = text.lower() if text.isascii() else _folded(text)
    if _SIGN.search(plain):
        plain = _SIGN.sub(_sign_word, plain)
    if "'" in plain or "\u2019" in plain or "\u02bc" in plain:
        plain = _POSSESSIVE.sub("", plain)
    if "." in plain[:-1]:
        plain = _ACRONYM.sub(lambda match: match.group().replace(".", ""), plain)
    return plain


def _sign_word(match: re.Match[str]) -> str:
    return f" note{match.group(1)} " if match.group(1) else _SIGNS[match.group()]


def _folded(text: str) -> str:
    """As `text.fold`, and letters with strokes and the like plain too; dashes and spaces part words
    as they are.
    """
    plain = "".join(filterfalse(combining, normalize("NFKD", text).casefold()))
    return plain.translate(_WRITTEN_PLAIN) if _WRITTEN_OTHERWISE.search(plain) else plain
