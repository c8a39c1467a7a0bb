"""/charts/{name}, and the picture itself as .svg, .png and .json: drawn from the same lists and
totals as the API, with their filters, day and release. Raises what the read side raises.
"""

import textwrap
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from fastapi import Request, Response

from api.base.errors import InvalidRequest, ParameterError, RecordNotFound
from api.formats import words
from api.http.edge.canonical_url import QueryItems, address, without
from api.http.edge.context import ApiContext
from api.read.answers.warnings import shown_by
from api.read.request.given import CLOCKS
from api.site import bars, drawings
from api.site.drawings import SOFT, ChartText, Drawing
from api.site.frame import answer, clocks_asked, items_of, use_of
from api.site.home import deals_drawn
from api.site.reader import LoadedItem, Reader, read_page
from api.site.render import drawn, render

_WIDE, _NARROW = "wide", "narrow"
MARGIN = 16
MOST_EMPTY = 3  # months in a row that are drawn without an event
# The drawings of a page besides the usual one; paper is always light.
_PHONE, _DARK = "(max-width: 40rem)", "screen and (prefers-color-scheme: dark)"
_VARIANTS: Sequence[tuple[str, QueryItems]] = (
    (f"{_DARK} and {_PHONE}", (("size", _NARROW), ("theme", "dark"))),
    (_DARK, (("theme", "dark"),)),
    (_PHONE, (("size", _NARROW),)),
)
_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}
_CHOICES = {"size": (_WIDE, _NARROW), "theme": tuple(drawings.PAINTS)}  # the first is usual
_STATES = "US-"


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows: columns and rows of its table, the drawing by width, what is left out."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str | float | None]]
    draw: Callable[..., Drawing]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title and unit, the collection whose filters it takes, how it is read."""

    title: str
    unit: str
    collection: str
    read: Callable[[Reader, QueryItems], Awaitable[ChartData]]


async def _money(reader: Reader, items: QueryItems) -> ChartData:
    deals = await deals_drawn(reader, items)
    rows = [
        [one.name, basis, _billions(one.rows.get(basis))] for one in deals for basis in bars.BASES
    ]
    draw = partial(drawings.money_bars, deals)
    return ChartData(("Deal", "Basis", "Stated amount, billions of U.S. dollars"), rows, draw)


def _billions(total: Mapping[str, Any] | None) -> float | None:
    """What a total states; nothing where no amount counts, which is not zero."""
    if total is None or not total["counted_count"]:
        return None
    return float(total["stated_amount"] / 1_000_000_000)


async def _sectors(reader: Reader, items: QueryItems) -> ChartData:
    found = Counter(
        words.code_label("sectors", one["sector"]) if one["sector"] else "Not stated"
        for one in await reader.all("projects", *items)
    )
    counts = sorted(found.items(), key=lambda pair: (pair[0] == "Not stated", -pair[1], pair[0]))
    return ChartData(("Sector", "Projects"), counts, partial(drawings.count_bars, counts))


async def _states(reader: Reader, items: QueryItems) -> ChartData:
    projects = await reader.all("projects", *items)
    # Releases published before the list have the one state alone.
    places = [one["subdivisions"] or [one["subdivision"] or ""] for one in projects]
    found = Counter(code for codes in places for code in codes)
    counts = {code: count for code, count in found.items() if code.startswith(_STATES)}
    rows = [
        (words.code_label("subdivisions", code), count)
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    placed = sum(any(one.startswith(_STATES) for one in codes) for codes in places)
    missing = len(projects) - placed
    left_out = f"{missing} of {len(projects)} projects are of no known state." if missing else ""
    draw = partial(drawings.state_tiles, counts)
    return ChartData(("State", "Projects"), rows, draw, left_out)


async def _timeline(reader: Reader, items: QueryItems) -> ChartData:
    events = await reader.all("events", *items)
    dated = [one for one in events if len((one["occurred_on"] or "").partition("/")[0]) >= 7]
    found = Counter((one["occurred_on"][:7], one["status"] == "planned") for one in dated)
    rows = [
        (month, found[month, False], found[month, True])
        for month in sorted({month for month, _ in found})
    ]
    missing = len(events) - len(dated)
    left_out = f"{missing} of {len(events)} events have no known month." if missing else ""
    draw = partial(drawings.month_columns, list(_columns(rows)))
    return ChartData(("Month", "Happened", "Planned"), rows, draw, left_out)


def _columns(rows: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Months with their empty ones between; many empty ones are a gap."""
    last = None
    for month, happened, planned in rows:
        number = int(month[:4]) * 12 + int(month[5:]) - 1
        empty = range(number if last is None else last + 1, number)
        if len(empty) > MOST_EMPTY:
            yield drawings.GAP, 0, 0
        else:
            yield from ((_month(one), 0, 0) for one in empty)
        yield _month(number), happened, planned
        last = number


def _month(number: int) -> str:
    return f"{words.MONTHS[number % 12][:3]} {number // 12}"


CHARTS = {
    "money": Chart(
        "Pledged, packaged, announced",
        "Stated amounts in billions of U.S. dollars; the bars of a deal overlap, never add them",
        "agreements",
        _money,
    ),
    "sectors": Chart("Projects by sector", "Number of projects", "projects", _sectors),
    "states": Chart("Projects by state", "Number of projects", "projects", _states),
    "timeline": Chart(
        "Events by month", "One square an event; hatched: planned", "events", _timeline
    ),
}


def charts_of(collection: str, items: QueryItems) -> list[tuple[str, str]]:
    """The charts of a list: title, and the address with its filters, day and release."""
    return [
        (chart.title, address(f"/charts/{name}", items))
        for name, chart in CHARTS.items()
        if chart.collection == collection and chart.collection != "agreements"
    ]


async def show_chart(context: ApiContext, request: Request) -> Response:
    """GET /charts/{name}, /charts/{name}.svg, .png and .json"""
    name, _, suffix = request.path_params["name"].partition(".")
    if name not in CHARTS or suffix not in ("", *_MEDIA):
        raise RecordNotFound("charts", request.path_params["name"][:60], tuple(CHARTS))
    chart = CHARTS[name]
    items = tuple(pair for pair in items_of(request) if pair[1])
    size, theme = _look(items)
    asked = without(items, *_CHOICES, *CLOCKS)
    clocks = clocks_asked(request)

    async def build(reader: Reader) -> tuple[ChartData, list[LoadedItem]]:
        return await chart.read(reader, asked), await reader.all("documents")

    (data, documents), reader = await read_page(await context.source_of(clocks), clocks, build)
    source = (
        f"Source: Pledgebook, from {len(documents)} documents. Known on "
        f"{words.date(reader.day)}. Release {reader.release.id}."
    )
    if not suffix:
        return _page(context, request, reader, name, data)
    what = shown_by(reader, chart.collection, listed=True)
    if suffix == "json":
        metadata = {
            "release": reader.release.id,
            "as_of": reader.day,
            "source": source,
            "permalink": context.permalink(context.own(request), reader, reader.release),
            "warnings": [one.message for one in context.warnings(reader.release, what)],
        }
        body = orjson.dumps(_table(chart, data) | metadata)
    else:
        draw = partial(svg, chart, data, source, narrow=size == _NARROW, theme=theme)
        body = await drawn(draw, 2 if suffix == "png" else None)
    return context.sent(request, body, reader.release, what, media=_MEDIA[suffix])


def _look(items: QueryItems) -> list[str]:
    """The size and the theme asked for. Raises InvalidRequest."""
    given = dict(items)
    chosen = {name: given.get(name, known[0]) for name, known in _CHOICES.items()}
    wrong = [
        ParameterError(name, "invalid_value", f"'{name}' is {' or '.join(_CHOICES[name])}.")
        for name, value in chosen.items()
        if value not in _CHOICES[name]
    ]
    if wrong:
        raise InvalidRequest(*wrong)
    return list(chosen.values())


def _table(chart: Chart, data: ChartData) -> dict[str, Any]:
    return {
        "title": chart.title,
        "unit": chart.unit,
        "items": [dict(zip(data.columns, row, strict=True)) for row in data.rows],
        "left_out": data.left_out or None,
    }


def svg(chart: Chart, data: ChartData, source: str, *, narrow: bool, theme: str = "light") -> bytes:
    """The picture with its title, unit, source, day and release inside."""
    margin = MARGIN // 4 if narrow else MARGIN
    drawing = data.draw(narrow=narrow)
    most = 52 if narrow else 150  # letters of a line
    head = [ChartText(0, 30, chart.title, 20, bold=True)]
    for line in textwrap.wrap(chart.unit, most):
        head.append(ChartText(0, head[-1].y + 20, line, 13, fill=SOFT))
    top = head[-1].y + 18
    foot = top + drawing.height + 24
    for line in textwrap.wrap(f"{data.left_out} {source}".strip(), most):
        head.append(ChartText(0, foot, line, 12, fill=SOFT))
        foot += 17
    description = f"{chart.unit}. {_in_words(data)}"
    return render(
        "chart.svg",
        base="",
        width=drawing.width + 2 * margin,
        height=foot,
        margin=margin,
        top=top,
        head=head,
        title=chart.title,
        description=description,
        drawing=drawing,
        paint=drawings.PAINTS[theme],
        paper=drawings.PAPER,
        grid=drawings.GRID,
        fills=drawings.FILLS,
        names={fill: name for name, fill in drawings.FILLS.items()},
    )


def _in_words(data: ChartData) -> str:
    """The rows of a chart, for who does not see it: `Japan, Pledged: 550; …`."""
    lines = []
    for row in data.rows:
        names = [_cell(one) for one in row if isinstance(one, str)]
        pairs = zip(data.columns, row, strict=True)
        figures = [(column, _cell(one)) for column, one in pairs if not isinstance(one, str)]
        said = [text if len(figures) == 1 else f"{column} {text}" for column, text in figures]
        lines.append(f"{', '.join(names)}: {', '.join(said)}")
    return "; ".join(lines) or "Nothing matches."


def _page(
    context: ApiContext, request: Request, reader: Reader, name: str, data: ChartData
) -> Response:
    """The page of a chart: the picture, its table, its files."""
    chart, items = CHARTS[name], without(items_of(request), *_CHOICES)
    files = {suffix: address(f"/charts/{name}.{suffix}", items) for suffix in _MEDIA}
    variants = [
        (media, address(f"/charts/{name}.svg", (*items, *look))) for media, look in _VARIANTS
    ]
    rows = [[_cell(one) for one in row] for row in data.rows]
    asked = (("group_by", "agreement"),) if name == "money" else without(items, *CLOCKS)
    api = "/v1/totals" if name == "money" else f"/v1/{chart.collection}"
    use = use_of(context, request, reader, api, asked, shape="sums" if name == "money" else "rows")
    values: Mapping[str, Any] = {
        "title": chart.title,
        "lede": f"{chart.unit}.",
        "left_out": data.left_out,
        "columns": data.columns,
        "rows": rows,
        "texts": 2 if name == "money" else 1,
        "files": files,
        "variants": variants,
        "picture": files["png"],
        "use": use,
    }
    return answer(context, request, reader, "chart.html", **values)


def _cell(value: str | float | None) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, str):
        return words.date(value) if words.is_date(value) else value
    return words.scaled(value)
