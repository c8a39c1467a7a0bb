"""Where the words of a search stand in a text, marked for showing on a page. Pure.

The text is escaped for HTML and only `<mark>` is added, so that the result can be put into a page as it stands.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise

from api.base.search_words import LONGEST_LINK, Piece, aligned, has_acronyms, has_compounds, pieces_of

_SPECIAL = re.compile(r"""[&<>"']""")  # to HTML
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TO_END_OF_WORD = re.compile(r"[^\W_]*")


def marked(text: str, words: Sequence[str]) -> str:
    """The text with every word that a search for `words` (folded, in their order) finds in it within `<mark>…</mark>`."""
    wanted = _wanted(tuple(words))
    plain = aligned(text)
    spans: Sequence[tuple[int, int]] = ()
    if plain is not None and has_compounds(plain):
        if _each_by_itself(plain, wanted):
            spans = _begun(plain, wanted)
            if not spans:
                return _escaped(text)
            if any(start - end <= LONGEST_LINK for (_, end), (start, _) in pairwise(spans)):
                spans = ()  # Two words of one compound are marked as one.
    elif plain is not None:
        # Most texts: each word is by itself, and those that begin as wanted are all there is to find.
        spans = _begun(plain, wanted)
        closed = "" if spans else plain.replace(" ", "")
        if not spans and not any(form in closed for form in wanted):
            return _escaped(text)
    found, end = [], 0
    for start, stop in spans or _spans(list(pieces_of(text)), wanted):
        found += [_escaped(text[end:start]), "<mark>", _escaped(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*found, _escaped(text[end:])])


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> frozenset[str]:
    """What is looked for: each word, and each written together with the next."""
    return frozenset([*words, *(first + second for first, second in pairwise(words))])


def _each_by_itself(plain: str, wanted: Iterable[str]) -> bool:
    """Whether in a text with compounds nothing that is wanted stands across two words."""
    if has_acronyms(plain):
        return False
    closed = _BETWEEN_WORDS.sub("", plain)
    return all(_occurrences(plain, form) == _occurrences(closed, form) for form in wanted)


def _occurrences(text: str, form: str) -> int:
    """How often a form stands in a text; those that overlap count each."""
    found, start = 0, text.find(form)
    while start >= 0:
        found, start = found + 1, text.find(form, start + 1)
    return found


def _begun(plain: str, wanted: Iterable[str]) -> Sequence[tuple[int, int]]:
    """Where words of folded text begin as wanted, to their ends, in order."""
    found: dict[int, int] = {}
    for form in wanted:
        start = plain.find(form)
        while start >= 0:
            if start == 0 or not plain[start - 1].isalnum():
                word = _TO_END_OF_WORD.match(plain, start)
                found[start] = word.end() if word else start
            start = plain.find(form, start + 1)
    return sorted(found.items())


def _escaped(text: str) -> str:
    """Safe in HTML; most texts are."""
    return escape(text) if _SPECIAL.search(text) else text


def has_every_word(text: str, words: Sequence[str], near: Collection[str] = ()) -> bool:
    """Whether a text alone has every word of a search, or one near it."""
    pieces = list(pieces_of(text))
    joined = [first.word + second.word for first, second in pairwise(pieces)]
    whole = "".join(piece.word for piece in pieces)
    if whole == "".join(words):
        return True
    forms = [piece.word for piece in pieces] + joined
    return all(any(form.startswith(word) or form in near for form in forms) for word in words)


def _spans(pieces: list[Piece], wanted: Collection[str]) -> Iterator[tuple[int, int]]:
    """Places of the pieces that fit, those of one compound that both fit as one."""
    beginnings = tuple(wanted)
    hit = [piece.word.startswith(beginnings) for piece in pieces]
    for place, (first, second) in enumerate(pairwise(pieces)):
        joined = first.word + second.word
        if joined in wanted or (second.glued and any(joined.startswith(word) and len(word) > len(first.word) for word in wanted)):
            hit[place] = hit[place + 1] = True
    start = None
    for place, piece in enumerate(pieces):
        if not hit[place]:
            continue
        start = piece.start if start is None else start
        if not (place + 1 < len(pieces) and hit[place + 1] and pieces[place + 1].glued):
            yield start, piece.end
            start = None
