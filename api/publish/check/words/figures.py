"""Figures in English text: numerals, number words, scales, ranges, fractions. Pure."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from api.publish.check.words.number_words import (
    ANY_NUMERAL,
    LETTERS,
    ORDINALS,
    PARTS,
    SCALES,
    SIGNS,
    TENS,
    TOKEN,
    UNITS,
    VAGUE,
    VAGUE_SCALES,
    has_number_word,
    plain,
)

_JOINS = re.compile(r"[ -]?")
# Between the two ends of a range: "100-150", "$10 to $20", "between 5 and 10".
_BETWEEN = re.compile(r" ?(?:-|;|to|or|and) ?(?:[A-Za-z.]{0,4}[$€£¥₩])?")
_AFTER_A = frozenset({"hundred", "dozen", *PARTS, *SCALES})
_HALF = Fraction(1, 2)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text: `kind` is number, ordinal, part (of a whole) or vague (then a range).
    `first` and `last` are the ends of the range that it stands in, else its own.
    """

    value: Fraction
    start: int
    end: int
    kind: str = "number"
    highest: Fraction | None = None
    scale: int = 1  # what its own scale word multiplied it by
    worded: bool = False  # written in words, not in numerals
    first: int = -1
    last: int = -1


class _Token(NamedTuple):
    kind: str  # numeral, ordinal, part or word
    value: Fraction
    text: str
    start: int
    end: int
    scale: int = 1


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the text, in order."""
    if not ANY_NUMERAL.search(text) and not has_number_word(text):
        return ()
    text = plain(text)
    reader = _Reader(text, [_token(match) for match in TOKEN.finditer(text)])
    found = []
    while reader.at < len(reader.tokens):
        begin = reader.at
        figure = reader.read()
        if figure is None:
            reader.at = begin + 1
        else:
            found.append(figure)
    return tuple(_ranges(text, found))


def _token(match: re.Match[str]) -> _Token:
    span = match.span()
    if word := match["word"]:
        return _Token("word", _ZERO, word.lower(), *span)
    part, numeral = match["part"], match["numeral"]
    if part:
        return _Token("part", SIGNS[part], part, *span)
    top, slash, bottom = numeral.replace(",", "").replace(" ", "").partition("/")
    letter = match["letter"] or match["short"]
    scale = LETTERS[letter] if letter else 1
    factor = -scale if match["sign"] == "-" else scale
    value = Fraction(int(top) if top.isdecimal() else top)  # most are whole: half the time
    value = value * factor if factor != 1 else value
    if slash:
        value /= int(bottom) or 1
    kind = "ordinal" if match["ordinal"] else "part" if slash else "numeral"
    return _Token(kind, value, numeral, *span, scale)


class _Reader:
    """Reads one figure after another from the tokens of a text; `at` is the next token."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0

    def read(self) -> Figure | None:
        """The figure that begins at the next token, or None."""
        begin = self.tokens[self.at]
        if begin.kind == "word" and begin.text in VAGUE:
            return self._vague(begin)
        value: Fraction | None
        if begin.kind == "ordinal" or begin.text in ORDINALS:
            self.at += 1
            value = Fraction(ORDINALS.get(begin.text, begin.value))
            return self._figure(begin, value, "ordinal")
        if begin.kind == "part" or begin.text == "half":
            self.at += 1
            return self._part(begin, begin.value or _HALF)
        value = self._lead(begin)
        if value is None:
            return None
        follower = self._joined()
        if follower is not None and follower.kind == "part" and begin.kind == "numeral":
            self.at += 1
            value += follower.value
        elif follower is not None and follower.text in PARTS and value < 100:
            self.at += 1
            return self._part(begin, value / PARTS[follower.text])
        value = value + part if (part := self._and_a_part()) else value
        return self._scaled(begin, value)

    def _lead(self, begin: _Token) -> Fraction | None:
        """A numeral, "a" before what can be counted, or a number below one hundred in words."""
        if begin.kind == "numeral":
            self.at += 1
            return begin.value
        if begin.text in ("a", "an"):
            self.at += 1
            follower = self._joined()
            return Fraction(1) if follower is not None and follower.text in _AFTER_A else None
        if begin.text in TENS:
            self.at += 1
            unit = self._joined()
            if unit is not None and 0 < UNITS.get(unit.text, 0) < 10:
                self.at += 1
                return Fraction(TENS[begin.text] + UNITS[unit.text])
            return Fraction(TENS[begin.text])
        if begin.text in UNITS:
            self.at += 1
            return Fraction(UNITS[begin.text])
        return None

    def _scaled(self, begin: _Token, value: Fraction) -> Figure:
        """The value with its decimals in words, its scale words and what follows them."""
        if begin.kind == "word":
            value += self._decimals(begin)
        total, scale = _ZERO, begin.scale
        while (word := self._joined()) is not None:
            if word.text in ("hundred", "dozen"):
                self.at += 1
                value *= 100 if word.text == "hundred" else 12
                value += self._rest(100) if word.text == "hundred" else 0
            elif word.text in SCALES:
                self.at += 1
                scale = SCALES[word.text]
                total = total + value * scale if total else value * scale
                value = self._rest(scale) if begin.kind == "word" else _ZERO
                if not value:
                    break
            else:
                break
        return self._figure(
            begin, total + value if total and value else total or value, "number", scale
        )

    def _rest(self, below: int) -> Fraction:
        """What a number in words goes on with after "hundred" or a scale: "and fifty"."""
        begin = self.at
        word = self._joined()
        if word is not None and word.text == "and":
            self.at += 1
            word = self._joined()
        if word is not None and word.kind == "word" and word.text not in ("a", "an"):
            value = self._lead(word)
            if value is not None and value < below:
                return value
        self.at = begin
        return _ZERO

    def _decimals(self, begin: _Token) -> Fraction:
        """ "point two" after a number in words."""
        word = self._joined()
        if word is None or word.text != "point":
            return _ZERO
        begin_at, value, place = self.at, Fraction(0), Fraction(1, 10)
        self.at += 1
        while (word := self._joined()) is not None and UNITS.get(word.text, 10) < 10:
            value, place = value + UNITS[word.text] * place, place / 10
            self.at += 1
        if self.at == begin_at + 1:
            self.at = begin_at
        return value

    def _and_a_part(self) -> Fraction:
        """ "and a half" after a number."""
        texts = [token.text for token in self.tokens[self.at : self.at + 3]]
        if len(texts) == 3 and texts[:2] == ["and", "a"] and texts[2] in ("half", "quarter"):
            self.at += 3
            return Fraction(1, PARTS[texts[2]])
        return _ZERO

    def _part(self, begin: _Token, value: Fraction) -> Figure:
        """A fraction, or the number it makes of a scale: "half a billion"."""
        words = [token.text for token in self.tokens[self.at : self.at + 3]]
        for before in (["of", "a"], ["a"], []):
            if words[: len(before)] == before and words[len(before) : len(before) + 1]:
                scale = SCALES.get(words[len(before)])
                if scale:
                    self.at += len(before) + 1
                    return self._figure(begin, value * scale, "number", scale)
        return self._figure(begin, value, "part")

    def _vague(self, begin: _Token) -> Figure:
        """ "hundreds", "tens of thousands": a range."""
        lowest, highest = VAGUE[begin.text]
        self.at += 1
        words = [token.text for token in self.tokens[self.at : self.at + 2]]
        if len(words) == 2 and words[0] == "of" and words[1] in VAGUE_SCALES:
            self.at += 2
            scale = VAGUE_SCALES[words[1]]
            lowest, highest = lowest * scale, (highest + 1) * scale - 1
        figure = self._figure(begin, Fraction(lowest), "vague")
        return replace(figure, highest=Fraction(highest))

    def _joined(self) -> _Token | None:
        """The next token, where no more than a blank or a hyphen stands before it."""
        if not 0 < self.at < len(self.tokens):
            return None
        gap = (self.tokens[self.at - 1].end, self.tokens[self.at].start)
        return self.tokens[self.at] if _JOINS.fullmatch(self.text, *gap) else None

    def _figure(self, begin: _Token, value: Fraction, kind: str, scale: int = 1) -> Figure:
        start, end = begin.start, self.tokens[self.at - 1].end
        return Figure(value, start, end, kind, None, scale, begin.kind == "word", start, end)


def _ranges(text: str, found: list[Figure]) -> list[Figure]:
    """The figures with the ranges they stand in: the first end shares the scale of the last."""
    for at in range(len(found) - 1):
        low, high = found[at], found[at + 1]
        if low.kind != "number" or high.kind != "number":
            continue
        between = _BETWEEN.fullmatch(text, low.end, high.start)
        if between is None or (
            "and" in between[0] and not text[: low.start].rstrip("$ US").endswith("between")
        ):
            continue
        value = low.value
        if low.scale == 1 and high.scale > 1 and value < high.value / high.scale:
            value *= high.scale
        found[at] = replace(low, value=value, last=high.end)
        found[at + 1] = replace(high, first=low.first)
    return found
