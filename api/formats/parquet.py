"""Rows as Parquet: typed columns with descriptions, the release in the metadata, written in groups
of bounded size. Raises pyarrow's errors where a value does not fit its column's type.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from api.formats.about import About
from api.formats.column import Column

GROUP_ROWS = 10_000  # rows held back before they are written

_TYPES = {
    "text": pa.string(),
    "day": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}


def arrow_schema(columns: Sequence[Column], about: About) -> pa.Schema:
    """The schema: each field described, and the notes of the file."""
    fields = [
        pa.field(column.name, _TYPES[column.type], metadata={"description": column.description})
        for column in columns
    ]
    return pa.schema(
        fields, metadata={f"pledgebook.{name}": text for name, text in about.as_pairs()}
    )


class ParquetFile:
    """One file being written; leave the context normally and it is complete."""

    def __init__(self, path: Path, columns: Sequence[Column], about: About) -> None:
        self._schema = arrow_schema(columns, about)
        self._days = [column.type == "day" for column in columns]
        # Every reader has snappy; zstd is smaller by a third, and small readers lack it.
        self._writer = pq.ParquetWriter(path, self._schema, compression="snappy")
        self._held: list[Sequence[Any]] = []

    def __enter__(self) -> "ParquetFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows; a full group is written."""
        for row in rows:
            self._held.append(row)
            if len(self._held) >= GROUP_ROWS:
                self._flush()

    def _flush(self) -> None:
        if not self._held:
            return
        columns: list[Sequence[Any]] = list(zip(*self._held, strict=True))
        self._held = []
        arrays = [
            pa.array(
                [None if value is None else date.fromisoformat(value) for value in values]
                if day
                else values,
                field.type,
            )
            for values, field, day in zip(columns, self._schema, self._days, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
