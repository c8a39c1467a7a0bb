"""The range that the sides of a dispute span: from the least to the most that any of them says. No
side is picked. Pure.
"""

from collections.abc import Sequence
from typing import Any

from api.base.dates import bounds
from api.publish.resolve.outcomes import Group
from api.publish.resolve.to_claims import Claim

# Qualifiers that state a least, and those that state a most.
LOWER = frozenset({"over", "at_least"})
UPPER = frozenset({"under", "up_to", "nearly"})
Ends = tuple[Any, Any]  # None where a side leaves that end open


def span_of_dates(sides: Sequence[Group]) -> Ends:
    """The earliest and the latest day of any side."""
    return _around([bounds(first.value, first.modifier) for first, *_ in sides])


def span_of_figures(sides: Sequence[Group]) -> tuple[Any, Any, str | None]:
    """The least and the most of any side, and their unit; nothing where a side is no figure or has
    another unit.
    """
    claims = [first for first, *_ in sides]
    units = {claim.unit for claim in claims}
    said = [figure_ends(claim) for claim in claims]
    if len(units) != 1 or any(ends == (None, None) for ends in said):
        return None, None, None
    (unit,) = units
    return *_around(said), unit


def figure_ends(claim: Claim) -> Ends:
    """The least and the most that a claim says."""
    if claim.number is None:
        return claim.minimum, claim.maximum
    least = None if claim.qualifier in UPPER else claim.number
    most = None if claim.qualifier in LOWER else claim.number
    return least, most


def _around(ends: Sequence[Ends]) -> Ends:
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    least = min(lows) if lows and None not in lows else None
    most = max(highs) if highs and None not in highs else None
    return least, most
