"""Rows of an open export become a file: text formats as chunks of bytes, the others spooled to a path. Used by the API and `pledgebook export`.

Raises what the rows raise, and InvalidRequest where a workbook cannot hold them.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any

import orjson

from api.base.errors import InvalidRequest, ParameterError
from api.formats import csv_, jsonl
from api.formats.about import About
from api.read.export.stream import Export

SPOOLED = frozenset({"xlsx", "parquet"})

Counter = Callable[[int], None]


def nobody(number: int) -> None:
    """Counts for nobody."""


async def text_chunks(export: Export, form: str, counter: Counter = nobody) -> AsyncGenerator[bytes]:
    """The file in chunks, each of whole lines; `counter` is told the rows of each."""
    asked = export.asked
    columns = asked.flat.columns
    if form == "csv":
        yield csv_.head(columns, bom=asked.bom)
    if form == "csv" and asked.plain and not asked.safe and export.has_lines:
        async for lines in export.lines():
            counter(len(lines))
            yield b"\n".join(lines) + b"\n"
        return
    work = _csv_lines(export) if form == "csv" else _jsonl_lines(export)
    async for bodies in export.bodies():
        counter(len(bodies))
        yield await asyncio.to_thread(work, bodies)


def _csv_lines(export: Export) -> Callable[[Sequence[bytes]], bytes]:
    row, write = export.asked.flat.row, csv_.line_writer(export.asked.flat.columns, safe=export.asked.safe)
    return lambda bodies: "".join(write(row(orjson.loads(body))) + "\n" for body in bodies).encode()


def _jsonl_lines(export: Export) -> Callable[[Sequence[bytes]], bytes]:
    row, write = export.asked.flat.row, jsonl.line_writer(export.asked.flat.columns)
    return lambda bodies: b"".join(write(row(orjson.loads(body))) + b"\n" for body in bodies)


async def spool(export: Export, form: str, path: Path, about: About, counter: Counter = nobody) -> None:
    """Write the whole file to a path."""
    from api.formats.xlsx import TooLarge

    file = await _open(export, form, path, about)
    row = export.asked.flat.row

    def take(bodies: Sequence[bytes]) -> None:
        file.add([row(orjson.loads(body)) for body in bodies])

    try:
        with file:
            async for bodies in export.bodies():
                counter(len(bodies))
                await asyncio.to_thread(take, bodies)
    except TooLarge as error:
        raise too_large(str(error)) from error


async def _open(export: Export, form: str, path: Path, about: About) -> Any:
    """The file's writer. The libraries are loaded only where their format is asked for: a cold start does without them."""
    if form == "parquet":
        from api.formats.parquet import ParquetFile

        return ParquetFile(path, export.asked.flat.columns, about)
    from api.formats.xlsx import MOST_ROWS, XlsxFile

    if export.total is not None and export.total > MOST_ROWS:
        raise too_large(f"A worksheet holds at most {MOST_ROWS:,} rows; these are {export.total:,}.")
    return XlsxFile(path, export.asked.flat.columns, about, [orjson.loads(body) for body in await export.documents()])


def too_large(sentence: str) -> InvalidRequest:
    """The error for rows that no workbook can hold."""
    return InvalidRequest(ParameterError("suffix", "too_large", f"{sentence} Ask for CSV, Parquet or JSONL, or narrow it with a filter.", (".csv",)))
