"""The picture of a deal: pledged, packaged and announced on one scale, never added. Pure: amounts
in, places of the bars out; the template draws them as SVG.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.site import words

BASES = ("pledged", "packaged", "announced")
_LEFT, _WIDTH, _ROW = 116.0, 792.0, 40.0
_STEPS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)  # billions between two lines of the scale
_MOST_LINES = 8
BILLION = 10**9


@dataclass(frozen=True, slots=True)
class BarPart:
    """A piece of a bar: what is itemised, or, hatched, what nobody splits."""

    x: float
    width: float
    label: str
    split: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One basis of one deal."""

    basis: str
    label: str
    y: float
    total: str
    end: float
    parts: Sequence[BarPart]


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal: its name, its bars, and where it begins."""

    name: str
    href: str
    y: float
    bars: Sequence[Bar]
    amounts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """All deals on one scale: lines of the scale with their label, and the height of it all."""

    deals: Sequence[Deal]
    lines: Sequence[tuple[float, str]]
    height: float
    left: float = _LEFT
    width: float = 1000.0


def picture(deals: Sequence[tuple[str, str, Mapping[str, Mapping[str, Any]]]]) -> Picture:
    """Draw deals, each a name, an address and its totals by basis."""
    most = max((row["stated_amount"] for _, _, rows in deals for row in rows.values()), default=0)
    step = next((one for one in _STEPS if most / BILLION / one <= _MOST_LINES), _STEPS[-1])
    top = (int(most / BILLION / step) + 1) * step
    scale = _WIDTH / top / BILLION
    lines = [
        (_LEFT + value * BILLION * scale, f"${value}bn" if value else "$0")
        for value in range(0, top + 1, step)
    ]
    y, drawn = 0.0, []
    for name, href, rows in deals:
        bars = [
            _bar(basis, rows.get(basis), y + 34 + n * _ROW, scale) for n, basis in enumerate(BASES)
        ]
        amounts = {
            basis: words.money(rows[basis]["stated_amount"], "USD") if basis in rows else ""
            for basis in BASES
        }
        drawn.append(Deal(name, href, y, bars, amounts))
        y += 34 + len(BASES) * _ROW + 24
    return Picture(drawn, lines, y)


def _bar(basis: str, row: Mapping[str, Any] | None, y: float, scale: float) -> Bar:
    label = basis.capitalize()
    if row is None or not row["stated_amount"]:
        return Bar(basis, label, y, "", _LEFT, ())
    parts, x = [], _LEFT
    for name in ("itemised", "unitemised"):
        amount = row[f"{name}_amount"]
        if amount > 0:
            text = words.money(amount, "USD") if amount != row["stated_amount"] else ""
            parts.append(BarPart(x, amount * scale, text, name == "itemised"))
            x += amount * scale
    return Bar(basis, label, y, words.money(row["stated_amount"], "USD"), x, parts)
