"""Marks the words of a search in a text. The text is escaped for HTML and only `<mark>` is added,
so that it can be put into a page unchanged. Pure.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise

from api.base.search_words import Piece, aligned, has_compounds, pieces_of

_SPECIAL = re.compile(r"""[&<>"']""")  # to HTML
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TO_END_OF_WORD = re.compile(r"[^\W_]*")


def marked(text: str, words: Sequence[str]) -> str:
    """The text with every word that a search for `words` (folded, in their order) finds in it
    within `<mark>…</mark>`.
    """
    wanted = _wanted(tuple(words))
    plain = aligned(text)
    spans: Iterable[tuple[int, int]] = ()
    if plain is None or has_compounds(plain):
        spans = _spans(list(pieces_of(text)), wanted)
    elif not (spans := _begun(plain, wanted)) and any(
        form in plain.replace(" ", "") for form in wanted
    ):
        spans = _spans(list(pieces_of(text)), wanted)  # two words may be written together
    found, end = [], 0
    for start, stop in spans:
        found += [_escaped(text[end:start]), "<mark>", _escaped(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*found, _escaped(text[end:])])


@lru_cache(maxsize=256)
def _wanted(words: tuple[str, ...]) -> frozenset[str]:
    """What is looked for: each word, and each written together with the next."""
    return frozenset([*words, *(first + second for first, second in pairwise(words))])


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
        if joined in wanted or (
            second.glued
            and any(joined.startswith(word) and len(word) > len(first.word) for word in wanted)
        ):
            hit[place] = hit[place + 1] = True
    start = None
    for place, piece in enumerate(pieces):
        if not hit[place]:
            continue
        start = piece.start if start is None else start
        if not (place + 1 < len(pieces) and hit[place + 1] and pieces[place + 1].glued):
            yield start, piece.end
            start = None
