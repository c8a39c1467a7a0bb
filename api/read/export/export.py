"""Rows of an open export become a file: text formats as chunks of bytes, the others spooled to a path. Used by the API and `pledgebook export`.

Raises what the rows raise, and InvalidRequest where a workbook cannot hold them.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import orjson

from api.base.errors import InvalidRequest, ParameterError
from api.formats.about import About, TooLarge
from api.formats.registry import Format
from api.read.export.stream import Export

Counter = Callable[[int], None]


def nobody(number: int) -> None:
    """Counts for nobody."""


async def text_chunks(export: Export, format_: Format, counter: Counter = nobody) -> AsyncGenerator[bytes]:
    """The file in chunks, each of whole lines; `counter` is told the rows of each."""
    asked = export.asked
    assert format_.text is not None
    head, write = format_.text(asked.flat.columns, asked.flags)
    if head:
        yield head
    if format_.stored_lines and asked.plain and "safe" not in asked.flags and export.has_lines:
        async for lines in export.lines():
            counter(len(lines))
            yield b"\n".join(lines) + b"\n"
        return
    row = asked.flat.row
    async for bodies in export.bodies():
        counter(len(bodies))
        yield await asyncio.to_thread(lambda some: write(row(orjson.loads(body)) for body in some), bodies)


async def spool(export: Export, format_: Format, path: Path, about: About, counter: Counter = nobody) -> None:
    """Write the whole file to a path."""
    asked = export.asked
    documents = [orjson.loads(body) for body in await export.documents()]
    assert format_.file is not None
    try:
        with format_.file(path, asked.flat.columns, about, documents, export.total) as file:
            async for bodies in export.bodies():
                counter(len(bodies))
                await asyncio.to_thread(lambda some: file.add([asked.flat.row(orjson.loads(body)) for body in some]), bodies)
    except TooLarge as error:
        raise too_large(str(error)) from error


def too_large(sentence: str) -> InvalidRequest:
    """The error for rows that no workbook can hold."""
    return InvalidRequest(ParameterError("suffix", "too_large", f"{sentence} Ask for CSV, Parquet or JSONL, or narrow it with a filter.", (".csv",)))
