"""What must be accounted for in a line of a document: figures, number and time words, and names,
found mechanically, by a detector that knows no record. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from api.base.text import fold

NUMBER_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "half",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
)
TIME_WORDS = (
    "today",
    "yesterday",
    "tomorrow",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_RELATIVE = re.compile(
    r"\b(?:last|next|this|coming) (?:week|month|year)\b|\bearlier this year\b|\bas soon as "
    r"possible\b",
    re.IGNORECASE,
)
# A figure with whatever sign, separator or unit is joined to it.
_FIGURE = re.compile(r"[$€¥≈]?\d[\d.,:/]*(?:[-\u2010-\u2015]\d[\d.,]*)?%?")
WORD = re.compile(r"[^\W\d_][\w.'’&]*(?:[-\u2010-\u2011][\w'’]+)*")


@dataclass(frozen=True)
class Found:
    """Something in a document that must be accounted for."""

    document: str
    line: int
    start: int
    end: int
    text: str


def detect(document: str, number: int, line: str) -> Iterator[Found]:
    """Figures, number and time words, and names of one line (from 1)."""
    for pattern in (_FIGURE, _RELATIVE):
        for match in pattern.finditer(line):
            text = match.group().rstrip(".,:/")
            yield Found(document, number, match.start(), match.start() + len(text), text)
    for match in WORD.finditer(line):
        word = match.group()
        plain = fold(word.rstrip(".'’"))
        if (plain in NUMBER_WORDS or plain in TIME_WORDS) and (
            plain not in ("may", "march", "second", "one") or word[0].isupper()
        ):
            yield Found(document, number, match.start(), match.end(), word)
    yield from _names(document, number, line)


def _names(document: str, number: int, line: str) -> Iterator[Found]:
    """Capitalised words; of those that open a sentence, those that also stand in lower case
    somewhere are left out later.
    """
    for match in WORD.finditer(line):
        word = match.group()
        if word[0].isupper() and fold(word) not in TIME_WORDS:
            yield Found(document, number, match.start(), match.end(), word)


class Mention(NamedTuple):
    """A figure, a date or a name as coverage names it: names of several words are one."""

    kind: str  # figure, date, name
    text: str


_SHORT_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)
_SPACES = (" ", "\u00a0", "\u202f")
_AFTER = ".'\u2019"  # at the end of a word and no part of it
MOST_NAME_WORDS = 5  # of a name: what has more is a headline in capitals


def mentions(line: str) -> list[Mention]:
    """What a line mentions, each once, in order of place."""
    runs: list[tuple[int, int, str, int]] = []  # start, end, kind, words
    for one in sorted(set(detect("", 1, line)), key=lambda one: (one.start, -one.end)):
        start, end, kind, words = runs[-1] if runs else (0, 0, "", 0)
        if one.start < end:
            continue
        joins = kind == _kind(one.text) == "name" and line[end : one.start] in _SPACES
        if joins and words < MOST_NAME_WORDS:
            runs[-1] = start, one.end, kind, words + 1
        else:
            runs.append((one.start, one.end, _kind(one.text), 1))
    return list(
        dict.fromkeys(Mention(kind, _said(line[start:end])) for start, end, kind, _ in runs)
    )


def _said(text: str) -> str:
    """As it is named: with plain spaces, and with a period only where it ends an abbreviation."""
    for space in _SPACES:
        text = text.replace(space, " ")
    last = text.rpartition(" ")[2]
    return text if last.count(".") > 1 else text.rstrip(_AFTER)


def _kind(text: str) -> str:
    plain = fold(text.rstrip(_AFTER))
    if plain in TIME_WORDS or plain in _SHORT_MONTHS or _RELATIVE.fullmatch(text):
        return "date"
    return "figure" if plain in NUMBER_WORDS or not text[0].isalpha() else "name"
