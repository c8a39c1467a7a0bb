"""Where the words of a search stand in a text, marked for showing on a page. Pure.

The text is escaped for HTML and only `<mark>` is added, so that the result can be put into a page as it stands.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise

from api.base.search_words import Piece, aligned, has_compounds, pieces_of


def marked(text: str, words: Sequence[str]) -> str:
    """The text with every word that a search for `words` (folded, in their order) finds in it within `<mark>…</mark>`."""
    wanted = frozenset([*words, *(first + second for first, second in pairwise(words))])
    plain = aligned(text)
    spans: Iterable[tuple[int, int]] = ()
    if plain is not None and not has_compounds(plain):
        # Most texts: each word is by itself, so one pass finds those that begin as wanted.
        spans = [match.span() for match in _beginning(wanted).finditer(plain)]
        closed = plain.replace(" ", "")
        if not spans and not any(form in closed for form in wanted):
            return escape(text)
    found, end = [], 0
    for start, stop in spans or _spans(list(pieces_of(text)), wanted):
        found += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*found, escape(text[end:])])


@lru_cache(maxsize=256)
def _beginning(wanted: frozenset[str]) -> re.Pattern[str]:
    """Any word of folded text that begins as wanted."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(wanted))})[^\W_]*")


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
