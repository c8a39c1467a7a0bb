"""Rows as JSON Lines, or as one JSON array of the same lines: a flat object a line with the names
and values of the table's cells, typed, null where empty. Pure; never raises.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from api.formats.column import Column


def line_writer(columns: Sequence[Column]) -> Callable[[Sequence[Any]], bytes]:
    """What turns a row into a line without its end."""
    names = [column.name for column in columns]
    return lambda row: orjson.dumps(dict(zip(names, row, strict=True)))


def array_writer(columns: Sequence[Column]) -> Callable[[Iterable[Sequence[Any]]], bytes]:
    """What turns some rows, after those given before, into the next lines of an array; its brackets
    are the caller's.
    """
    write, between = line_writer(columns), b"\n"

    def more(rows: Iterable[Sequence[Any]]) -> bytes:
        nonlocal between
        lines = b",\n".join([write(row) for row in rows])
        if not lines:
            return b""
        before, between = between, b",\n"
        return before + lines

    return more
