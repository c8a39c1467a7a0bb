"""Every row of a list, batch by batch, from one release, and as a file: text in chunks, the others
written to a path. Raises, also after the first rows, what the plan raises, InvalidRequest for
unknown ids or too many rows for a workbook, and Unavailable.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Select, select

from api.base.errors import InvalidRequest, ParameterError, Unavailable
from api.collections.data_warnings import DataWarning
from api.collections.served_tables import DATASET, SERVED
from api.formats.about import About, TooLarge
from api.formats.json_ import with_related
from api.formats.registry import Format
from api.read.answers import not_found
from api.read.answers.counts import count_statement, known_total, total_key
from api.read.answers.includes import related
from api.read.answers.unmatched import value_warnings
from api.read.database.base import ATTEMPTS, ExportReader, Snapshot, Source, require_release
from api.read.request.as_of import on
from api.read.request.export_plan import ExportPlan, make_export_plan
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec
from api.read.sql.dialect import Utf8, valid
from api.read.sql.filters import FilterShape, conditions, filter_shape, filter_values, referenced
from api.read.sql.keyset_sql import in_order

BATCH_ROWS = 500  # rows that memory holds of one export
STORED_LINE = "csv_line"


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """An open export. `total` is known where it was asked for; `warnings` are those about values of
    its filters.
    """

    asked: ExportPlan
    snapshot: Snapshot
    reader: ExportReader
    total: int | None
    warnings: tuple[DataWarning, ...]

    async def lines(self) -> AsyncIterator[Sequence[bytes]]:
        """The stored line of each row."""
        await self._start(STORED_LINE)
        while rows := await self.reader.more(BATCH_ROWS):
            yield [row[1] for row in rows]

    async def bodies(self) -> AsyncIterator[Sequence[bytes]]:
        """The finished JSON of each row, with what is included."""
        await self._start("body")
        plan = self.asked.plan
        while rows := await self.reader.more(BATCH_ROWS):
            ids = [row[0] for row in rows]
            extra = [
                await related(self.snapshot, self.reader, plan, include, ids)
                for include in plan.include
            ]
            if not extra:
                yield [row[1] for row in rows]
                continue
            yield [
                with_related(
                    row[1],
                    [
                        (
                            relation.name,
                            relation.bodies.get(row[0], ()),
                            relation.totals.get(row[0], 0),
                        )
                        for relation in extra
                    ],
                )
                for row in rows
            ]

    async def documents(self) -> Sequence[bytes]:
        """The finished JSON of every document known on the day."""
        rows = await self.reader.fetch(
            self.snapshot.statements.get(documents_statement), on(self.asked.plan.day)
        )
        return [row[0] for row in rows]

    async def _start(self, column: str) -> None:
        plan = self.asked.plan
        statement = self.snapshot.statements.get(
            rows_statement, plan.resource.name, filter_shape(plan.tests), plan.ordering.key, column
        )
        await self.reader.start(statement, filter_values(plan.tests) | on(plan.day))


@asynccontextmanager
async def open_export(
    source: Source, spec: ParameterSpec, items: Items, *, count: bool = False
) -> AsyncIterator[Export]:
    """The rows of a list; with `count` also their exact number."""
    for _ in range(ATTEMPTS):
        snapshot = await source.current()
        asked = make_export_plan(spec, items, snapshot.release)
        async with source.export_reader() as reader:
            total = await _look(snapshot, reader, asked, count=count)
            if total is not SWITCHED:
                warnings = await value_warnings(snapshot, reader, asked.plan, total)
                yield Export(asked, snapshot, reader, total, warnings)
                return
        await source.refresh()
    raise Unavailable("Releases follow each other too fast to answer.")


SWITCHED = -1


async def _look(
    snapshot: Snapshot, reader: ExportReader, asked: ExportPlan, *, count: bool
) -> int | None:
    """The number of rows where it is asked for; SWITCHED where the reader shows another release
    than the plan was made for.
    """
    plan = asked.plan
    total = known_total(snapshot.release, plan)
    statement = snapshot.statements.get(
        count_statement, plan.resource.name, filter_shape(plan.tests), count and total is None
    )
    rows = await reader.fetch(statement, filter_values(plan.tests) | on(plan.day), long=True)
    if rows and rows[0][0] != snapshot.release.hash:
        return SWITCHED
    require_release(rows, snapshot.release)
    _, counted, known = rows[0]
    if known != sum(len(test.values) for test in referenced(plan.tests)):
        raise await not_found.unknown_ids(snapshot, reader, referenced(plan.tests))
    if counted is not None:
        total = int(counted)
        snapshot.release.caches.totals.put(total_key(plan), total)
    return total


def rows_statement(resource: str, shape: FilterShape, key: str, column: str) -> Select[Any]:
    """Id and finished text of every row, in order."""
    table = SERVED[resource]
    return (
        select(table.c.id, Utf8(table.c[column]))
        .where(valid(table), *conditions(resource, shape))
        .order_by(*in_order(table, key))
    )


def documents_statement() -> Select[Any]:
    """Body of every document known on the day."""
    table = SERVED["documents"]
    return select(Utf8(table.c.body)).where(valid(table)).order_by(table.c.id)


def documents_with_release_statement() -> Select[Any]:
    """Hash, and body of every document known on the day; one row without a document where none
    is.
    """
    table = SERVED["documents"]
    return (
        select(DATASET.c.hash, Utf8(table.c.body))
        .select_from(DATASET.outerjoin(table, valid(table)))
        .order_by(table.c.id)
    )


Counter = Callable[[int], None]


async def text_chunks(
    export: Export, format_: Format, counter: Counter = lambda number: None
) -> AsyncGenerator[bytes]:
    """The file in chunks, each of whole lines; `counter` is given the number of rows of each."""
    asked = export.asked
    assert format_.text is not None
    head, write, end = format_.text(asked.flat.columns, asked.flags)
    if head:
        yield head
    if (
        format_.stored_lines
        and asked.plain
        and "safe" not in asked.flags
        and STORED_LINE in SERVED[asked.plan.resource.name].c
    ):
        async for lines in export.lines():
            counter(len(lines))
            yield b"\n".join(lines) + b"\n"
        return
    row = asked.flat.row
    async for bodies in export.bodies():
        counter(len(bodies))
        yield await asyncio.to_thread(
            lambda some: write(row(orjson.loads(body)) for body in some), bodies
        )
    if end:
        yield end


async def export_to_path(
    export: Export,
    format_: Format,
    path: Path,
    about: About,
    counter: Counter = lambda number: None,
) -> None:
    """Write the whole file to a path."""
    asked = export.asked
    documents = [orjson.loads(body) for body in await export.documents()]
    assert format_.file is not None
    try:
        with format_.file(path, asked.flat.columns, about, documents, export.total) as file:
            async for bodies in export.bodies():
                counter(len(bodies))
                await asyncio.to_thread(
                    lambda some: file.add([asked.flat.row(orjson.loads(body)) for body in some]),
                    bodies,
                )
    except TooLarge as error:
        raise too_large(str(error)) from error


def too_large(sentence: str) -> InvalidRequest:
    """The error for rows that no workbook can hold."""
    return InvalidRequest(
        ParameterError(
            "suffix",
            "too_large",
            f"{sentence} Ask for CSV, Parquet or JSONL, or narrow it with a filter.",
            (".csv",),
        )
    )
