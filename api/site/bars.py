"""The picture of a deal: pledged, packaged and announced on one scale, never added. Pure: amounts
in, places of the bars out; the template draws them as SVG, once wide and once narrow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.formats import words

BASES = ("pledged", "packaged", "announced")
_STEPS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)  # billions between two lines of the scale
BILLION = 10**9


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of one drawing. In the narrow one a bar stands below its label."""

    name: str
    left: float
    bars: float
    total: float
    head: float
    row: float
    thick: float
    drop: float
    most_lines: int
    below: bool


WIDE = Layout("wide", 116, 792, 1000, 38, 42, 28, 0, 8, below=False)
NARROW = Layout("narrow", 1, 355, 360, 42, 62, 24, 24, 3, below=True)


@dataclass(frozen=True, slots=True)
class DealTotals:
    """What is drawn of a deal: its name and address, its totals by basis, the names of parts."""

    name: str
    href: str
    rows: Mapping[str, Mapping[str, Any]]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BarPart:
    """A piece of a bar: one part of the whole, or, hatched, what nobody splits."""

    x: float
    width: float
    figure: str
    name: str
    split: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One basis of one deal; `note` says what the pieces are."""

    basis: str
    label: str
    y: float
    total: str
    end: float
    parts: Sequence[BarPart]
    note: str


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
    layout: Layout


def picture(deals: Sequence[DealTotals], layout: Layout) -> Picture:
    """Draw deals on one scale that begins at zero."""
    most = max((row["stated_amount"] for one in deals for row in one.rows.values()), default=0)
    step = next((one for one in _STEPS if most / BILLION / one <= layout.most_lines), _STEPS[-1])
    top = (int(most / BILLION / step) + 1) * step
    scale = layout.bars / top / BILLION
    lines = [
        (layout.left + value * BILLION * scale, f"${value}bn" if value else "$0")
        for value in range(0, top + 1, step)
    ]
    y, drawn = 0.0, []
    for one in deals:
        bars = [
            _bar(basis, one, y + layout.head + layout.drop + n * layout.row, scale, layout)
            for n, basis in enumerate(BASES)
        ]
        # Where no amount counts, the sum is 0 and nobody states it.
        amounts = {
            basis: words.money(row["stated_amount"], "USD")
            if (row := one.rows.get(basis)) and row["counted_count"]
            else ""
            for basis in BASES
        }
        drawn.append(Deal(one.name, one.href, y + 24, bars, amounts))
        y += layout.head + len(BASES) * layout.row + 24
    return Picture(drawn, lines, y, layout)


def _bar(basis: str, deal: DealTotals, y: float, scale: float, layout: Layout) -> Bar:
    label, row = basis.capitalize(), deal.rows.get(basis)
    if row is None or not row["stated_amount"]:
        return Bar(basis, label, y, "", layout.left, (), "")
    parts, x = [], layout.left
    pieces = list(_pieces(row, deal.parts))
    for amount, name, split in pieces:
        width = amount * scale
        figure = words.figure(amount / BILLION)
        shown = figure if split and len(pieces) > 1 and width > len(figure) * 12 else ""
        parts.append(BarPart(x, width, shown, name, split))
        x += width
    return Bar(basis, label, y, _short(row["stated_amount"]), x, parts, _note(row))


def _pieces(row: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[float, str, bool]]:
    """Each part with what it counts, the largest first, then what is not split."""
    counted = sorted(row["counted"], key=lambda one: -one["amount_usd_counted"])
    split = [one for one in counted if one["amount_usd_counted"] == one["amount_usd"]]
    if row["itemised_amount"] == sum(one["amount_usd_counted"] for one in split):
        for one in split:
            yield one["amount_usd_counted"], names.get(one["subject_id"], ""), True
    elif row["itemised_amount"]:
        yield row["itemised_amount"], "", True
    if row["unitemised_amount"]:
        yield row["unitemised_amount"], "", row["basis"] == "pledged"


def _short(amount: float) -> str:
    return f"${words.figure(amount / BILLION)}bn"


def _note(row: Mapping[str, Any]) -> str:
    rest = row["unitemised_amount"]
    if row["basis"] == "pledged" or not rest:
        return ""
    if rest == row["stated_amount"]:
        return "not split among its parts"
    return f"{_short(rest)} of it not split"
