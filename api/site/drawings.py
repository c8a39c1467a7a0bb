"""Charts as shapes with a place: bars, columns of months, a map of states as tiles. Pure: what is
drawn comes in, boxes and words come out; `chart.svg` writes them down. Colours are those of
`tokens.css` on paper; `PAINTS` says which ones stand for them in a theme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.site import bars

INK, SOFT, PAPER, GRID = "#1b1c1e", "#54575b", "#fdfcf9", "#e4dfd5"
FILLS = {"pledged": "#c5dde4", "packaged": "#2d7289", "announced": "#0a3949"}
EMPTY, ON_FILL = "#f5f2eb", "#ffffff"  # a tile without a project; words within a filled box
# What each colour is painted with, by theme.
PAINTS: Mapping[str, Mapping[str, str]] = {
    "light": {one: one for one in (INK, SOFT, PAPER, GRID, EMPTY, ON_FILL, *FILLS.values())},
    "dark": {
        INK: "#ecebe6",
        SOFT: "#adb1b4",
        PAPER: "#141719",
        GRID: "#2b3033",
        EMPTY: "#262b2f",
        ON_FILL: "#0c1214",
        FILLS["pledged"]: "#29454f",
        FILLS["packaged"]: "#62abc0",
        FILLS["announced"]: "#cfeef6",
    },
}
GAP = "…"  # stands for months without an event
# Where each state stands in the map: column and row.
_TILES = {
    name: (column, row)
    for row, names in enumerate(
        (
            "AK . . . . . . . . . ME",
            ". . . . . WI . . . VT NH",
            "WA ID MT ND MN IL MI . NY MA .",
            "OR NV WY SD IA IN OH PA NJ CT RI",
            "CA UT CO NE MO KY WV VA MD DE .",
            ". AZ NM KS AR TN NC SC DC . .",
            ". . . OK LA MS AL GA . . .",
            "HI . . TX . . . . FL . .",
        )
    )
    for column, name in enumerate(names.split())
    if name != "."
}
TILE_COLUMNS, TILE_ROWS = 11, 8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; a hatched one is what nobody splits, or what is only planned."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class ChartText:
    """A line of text; `anchor` is where `x` stands in it: start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 14
    anchor: str = "start"
    bold: bool = False
    fill: str = INK


@dataclass(slots=True)
class Drawing:
    """What stands between the title and the source line of a chart."""

    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    words: list[ChartText] = field(default_factory=list)
    grid: list[tuple[float, float, float]] = field(default_factory=list)  # x, top, bottom


def money_bars(deals: Sequence[bars.DealTotals], *, narrow: bool) -> Drawing:
    """The picture of the front page: pledged, packaged and announced on one scale."""
    layout = bars.NARROW if narrow else bars.WIDE
    picture = bars.picture(deals, layout)
    drawn = Drawing(layout.total, picture.height + 22)
    for n, (x, label) in enumerate(picture.lines):
        drawn.grid.append((x, 30, picture.height - 8))
        last = n == len(picture.lines) - 1
        anchor = "start" if n == 0 else "end" if last else "middle"
        drawn.words.append(ChartText(x, picture.height + 14, label, 12, anchor, fill=SOFT))
    for deal in picture.deals:
        drawn.words.append(ChartText(0, deal.y, deal.name, 17, bold=True))
        for bar in deal.bars:
            _money_bar(drawn, bar, layout)
    return drawn


def _money_bar(drawn: Drawing, bar: bars.Bar, layout: bars.Layout) -> None:
    middle = bar.y + layout.thick / 2 + 5
    label_y = bar.y - 7 if layout.below else middle
    drawn.words.append(ChartText(0, label_y, bar.label, 14, bold=True))
    for part in bar.parts:
        fill = FILLS[bar.basis]
        drawn.boxes.append(Box(part.x, bar.y, part.width, layout.thick, fill, not part.split))
        if part.figure:
            inside = ChartText(part.x + 7, middle, part.figure, 14, bold=True, fill=ON_FILL)
            drawn.words.append(inside)
    text = ", ".join(one for one in (bar.total, bar.note) if one) or "no figure stated"
    if layout.below:
        drawn.words.append(ChartText(layout.total, label_y, text, 12.5, "end"))
    else:
        drawn.words.append(ChartText(bar.end + 10, middle, text, 14))


def count_bars(counts: Sequence[tuple[str, int]], *, narrow: bool) -> Drawing:
    """One bar a group, its number at its end."""
    width, left, row = (360, 0, 46) if narrow else (1000, 230, 32)
    most = max((count for _, count in counts), default=1)
    drawn = Drawing(width, len(counts) * row + 4)
    for n, (label, count) in enumerate(counts):
        y = n * row + (20 if narrow else 0)
        long = count / most * (width - left - 50)
        drawn.boxes.append(Box(left, y, long, 20, FILLS["packaged"]))
        drawn.words.append(ChartText(0, y - 6 if narrow else y + 15, label))
        drawn.words.append(ChartText(left + long + 8, y + 15, str(count), bold=True))
    return drawn


def state_tiles(counts: Mapping[str, int], *, narrow: bool) -> Drawing:
    """The United States, every state a tile of one size; `counts` by ISO 3166-2 code."""
    size = 30 if narrow else 58
    left = 0 if narrow else (1000 - TILE_COLUMNS * (size + 2)) / 2
    drawn = Drawing(360 if narrow else 1000, TILE_ROWS * (size + 2) + 4)
    for state, (column, row) in _TILES.items():
        x, y = left + column * (size + 2), row * (size + 2)
        count = counts.get(f"US-{state}", 0)
        fill, ink = (FILLS["packaged"], ON_FILL) if count else (EMPTY, SOFT)
        drawn.boxes.append(Box(x, y, size, size, fill))
        high = y + size / 2 + (-1 if count else 4)
        drawn.words.append(ChartText(x + size / 2, high, state, size / 3 + 1, "middle", fill=ink))
        if count:
            low = y + size / 2 + size / 3 + 1
            drawn.words.append(
                ChartText(
                    x + size / 2, low, str(count), size / 3 + 1, "middle", bold=True, fill=ink
                )
            )
    return drawn


def month_columns(months: Sequence[tuple[str, int, int]], *, narrow: bool) -> Drawing:
    """A column a month, a square an event: `(label, happened, planned)`; planned ones hatched."""
    width = 360 if narrow else 1000
    step = min(width / max(len(months), 1), 80)
    size = min(step - 2, 22.0)
    tall = max((happened + planned for _, happened, planned in months), default=0)
    base = tall * (size + 2) + 4
    drawn = Drawing(width, base + 22)
    every = max(1, round((58 if narrow else 70) / step + 0.49))
    for n, (label, happened, planned) in enumerate(months):
        for k in range(happened + planned):
            y = base - (k + 1) * (size + 2)
            box = Box(n * step, y, size, size, FILLS["packaged"], hatched=k >= happened)
            drawn.boxes.append(box)
        after_gap = n > 0 and months[n - 1][0] == GAP
        if after_gap:  # the last column: its label ends where it ends
            drawn.words.append(ChartText(n * step + size, base + 16, label, 12, "end", fill=SOFT))
        elif n % every == 0 and label != GAP:
            drawn.words.append(ChartText(n * step, base + 16, label, 12, fill=SOFT))
        elif label == GAP:
            drawn.words.append(ChartText(n * step, base - 4, label, 16, fill=SOFT))
    return drawn
