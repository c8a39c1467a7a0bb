"""/cards/{collection}/{id}.png: the picture of a record that other sites show beside a link to its
page. Raises what the read side raises.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import Request, Response

from api.base.errors import RecordNotFound
from api.collections import BY_NAME
from api.formats import words
from api.http.edge.canonical_url import QueryItems, address
from api.http.edge.context import ApiContext
from api.read.answers.warnings import shown_by
from api.site.drawings import FILLS, INK, PAPER, SOFT, ChartText
from api.site.facts import MARKS, PageItem, RecordFact, facts_of, figures_of
from api.site.frame import clocks_asked
from api.site.reader import RECORD_SPECS, Reader, read_page
from api.site.render import drawn, render

WIDTH, HEIGHT, EDGE = 1200, 630, 72  # what other sites ask for
_WITHIN = WIDTH - 2 * EDGE
_SUFFIX = ".png"
_LETTER = 0.54  # widths of letters differ; bold ones take this much of their size at most
_TITLE_SIZES = ((72, 1), (60, 2), (50, 3))  # size of a name, and lines that it may fill


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the sort of record, its name and summary, its figures, the source line."""

    kind: str
    name: str
    summary: str
    figures: Sequence[tuple[str, str, str]]
    source: str


def card_address(collection: str, record_id: str, clocks: QueryItems) -> str:
    """Where the picture of a record is."""
    return address(f"/cards/{collection}/{record_id}{_SUFFIX}", clocks)


async def show_card(context: ApiContext, request: Request) -> Response:
    """GET /cards/{collection}/{id}.png"""
    name, file = request.path_params["collection"], request.path_params["file"]
    if name not in RECORD_SPECS or not file.endswith(_SUFFIX):
        raise RecordNotFound("cards", f"{name[:60]}/{file[:60]}")
    record_id = file.removesuffix(_SUFFIX)

    async def build(reader: Reader) -> tuple[PageItem, Sequence[RecordFact]]:
        read = await reader.evidence(name, record_id)
        return read.item, figures_of(facts_of(BY_NAME[name], read.item, read.around))

    clocks = clocks_asked(request)
    (item, figures), reader = await read_page(await context.source_of(clocks), clocks, build)
    card = Card(
        words.noun(name, 1).capitalize(),
        item.get("name") or item.get("title") or words.untitled(record_id),
        item.get("summary") or item.get("publisher") or "",
        [_figure(one) for one in figures],
        f"Known on {words.date(reader.day)}. Release {reader.release.id}.",
    )
    what = shown_by(reader, name, record_id=record_id)
    body = await drawn(partial(card_svg, card), 1)
    return context.sent(request, body, reader.release, what, media="image/png")


def _figure(fact: RecordFact) -> tuple[str, str, str]:
    """Label, value and mark; where there is no value, the mark alone."""
    mark = MARKS[fact.mark]
    return (fact.label, fact.text, mark) if fact.text else (fact.label, mark.capitalize(), "")


def card_svg(card: Card) -> bytes:
    """The card as SVG; what is too long for it ends with three dots."""
    lines = [ChartText(WIDTH - EDGE, 98, card.kind, 28, "end", fill=SOFT)]
    lines += _title(card.name)
    y = lines[-1].y
    most = int(HEIGHT - 96 - y - (190 if card.figures else 30)) // 42
    for text in _wrapped(card.summary, 30, most):
        y += 42 if lines[-1].size == 30 else 58
        lines.append(ChartText(EDGE, y, text, 30, fill=SOFT))
    lines += _figures(card.figures)
    lines.append(ChartText(EDGE, HEIGHT - 40, card.source, 24, fill=SOFT))
    return render(
        "card.svg",
        base="",
        width=WIDTH,
        height=HEIGHT,
        margin=EDGE,
        lines=lines,
        rules=[x for x, _ in _columns(card.figures)],
        wide=_WITHIN / max(len(card.figures), 1) - 24,
        paper=PAPER,
        accent=FILLS["packaged"],
        ink=INK,
    )


def _title(name: str) -> list[ChartText]:
    """The name, as large as it fits."""
    for size, most in _TITLE_SIZES:
        if len(_wrapped(name, size, most + 1)) <= most:
            break
    return [
        ChartText(EDGE, 150 + (n + 1) * size * 1.1, text, size, bold=True)
        for n, text in enumerate(_wrapped(name, size, most))
    ]


def _columns(figures: Sequence[tuple[str, str, str]]) -> Iterator[tuple[float, tuple[str, ...]]]:
    for n, one in enumerate(figures):
        yield EDGE + n * _WITHIN / len(figures), one


def _figures(figures: Sequence[tuple[str, str, str]]) -> Iterator[ChartText]:
    wide = _WITHIN / max(len(figures), 1) - 24
    longest = max((len(value) for _, value, _ in figures), default=1)
    size = max(28.0, min(54.0, wide / longest / _LETTER))
    for x, (label, value, mark) in _columns(figures):
        (text,) = _wrapped(value, size, 1, wide)
        yield ChartText(x, 440, label, 26, fill=SOFT)
        yield ChartText(x, 495, text, size, bold=True)
        yield ChartText(x, 530, mark, 24, fill=SOFT)


def _wrapped(text: str, size: float, most: int, wide: float = float(_WITHIN)) -> list[str]:
    """Lines of a text; what is beyond the most of them is left out, and said to be."""
    if most < 1 or not text:
        return []
    letters = int(wide / size / _LETTER)
    return textwrap.wrap(text, letters, max_lines=most, placeholder="…")
