"""Whether one figure or date lies inside another, so that the two do not disagree. Pure; dates have
been checked, so nothing is raised.

An exact figure, `about x` (± half its last stated digit) and a range contain others; `over`,
`at_least`, `under`, `up_to` and `nearly` lie inside by their x and contain nothing. A date contains
those that fall into it, unless it is an interval that means how long something lasted.
"""

import re
from decimal import Decimal
from functools import lru_cache

from api.base.dates import bounds
from api.publish.resolve.to_claims import Claim

FigureSpan = tuple[Decimal, Decimal]

OPEN = frozenset({"over", "at_least", "under", "up_to", "nearly"})
# Of two figures of one width the one that stands first is the more precise.
_PRECISION = ("exact", "about", "range")
# Dates on which something lasted from the first day of an interval to its last.
_LASTING = frozenset({"occurred_on"})
_SCALES = tuple(Decimal(1000) ** power for power in range(5))
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def figure_inside(inner: Claim, outer: Claim) -> bool:
    """Whether a figure lies inside another that says it less precisely, in the same unit."""
    if inner.unit != outer.unit or inner.says == outer.says:
        return False
    inside, around = figure_span(inner), figure_span(outer)
    if inside is None or around is None or _is_open(outer):
        return False
    if inside == around and not _is_open(inner):
        return _precision(inner) < _precision(outer)
    return around[0] <= inside[0] and inside[1] <= around[1]


def _precision(claim: Claim) -> int:
    return _PRECISION.index(claim.qualifier) if claim.qualifier in _PRECISION else len(_PRECISION)


def _is_open(claim: Claim) -> bool:
    """Whether the figure has only one end: its x, or a range without the other."""
    ends = claim.minimum, claim.maximum
    return claim.qualifier in OPEN or (claim.number is None and None in ends)


def figure_span(claim: Claim) -> FigureSpan | None:
    """From where to where the figure of a claim reaches; one that is open is at its x. None where
    the claim has words and no figure.
    """
    if claim.number is not None:
        x = Decimal(str(claim.number))
        half = _rounding(x, claim.quote) if claim.qualifier == "about" else Decimal(0)
        return x - half, x + half
    ends = [Decimal(str(end)) for end in (claim.minimum, claim.maximum) if end is not None]
    return (ends[0], ends[-1]) if ends else None


def _rounding(x: Decimal, quote: str) -> Decimal:
    """Half of the last digit stated: of "some 6.8 billion" 50 million. Where the quote has no such
    figure, it is read as one of thousands, millions, billions or trillions.
    """
    for stated in _DIGITS.findall(quote):
        figure = Decimal(stated.rstrip(",").replace(",", ""))
        for scale in _SCALES:
            if figure * scale == abs(x):
                return _last_digit(figure) * scale / 2
    scale = max((one for one in _SCALES if one <= abs(x)), default=_SCALES[0])
    return _last_digit((abs(x) / scale).normalize()) * scale / 2


def _last_digit(figure: Decimal) -> Decimal:
    exponent = figure.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(min(exponent, 0))


@lru_cache(maxsize=16384)
def date_inside(
    field: str,
    inner: tuple[str, str | None],
    outer: tuple[str, str | None],
) -> bool:
    """Whether a date, with its modifier, falls into another that is less precise."""
    (text, modifier), (around, around_modifier) = inner, outer
    if inner == outer or around_modifier in ("before", "after") or modifier in ("before", "after"):
        return False
    if "/" in around and field in _LASTING:
        return False
    if modifier == "by":  # it has no first day, so nothing says that it falls into a period
        return False
    first, last = bounds(text, modifier)
    # `by July` is not before July in so many words: only what falls into July itself is inside.
    start, end = bounds(around, None if around_modifier == "by" else around_modifier)
    if (first, last) == (start, end):
        return (modifier is not None, text) < (around_modifier is not None, around)
    return str(start) <= str(first) and str(last) <= str(end)


def is_inside(kind: str, inner: Claim, outer: Claim) -> bool:
    """Whether the value of one claim lies inside that of another, for a field of that kind."""
    if kind in ("number", "whole", "value"):
        return figure_inside(inner, outer)
    if kind == "date":
        field = inner.field
        return date_inside(field, (inner.value, inner.modifier), (outer.value, outer.modifier))
    return False
