"""Rows into the database, in bulk and bounded memory, all or none. The only writers in the product.

Each writer is a context: left normally everything written is in place at once, left by an exception nothing is. Raises the driver's errors.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import psycopg

from api.base.database import Target
from api.publish.progress import SILENT, Progress
from api.publish.rows.rows import Row
from api.publish.store.postgresql import PostgresWriter, postgres_rows
from api.publish.store.sqlite import SqliteWriter, sqlite_rows


class Writer(Protocol):
    """Takes rows, reads them back, and publishes all or nothing. `scratch` is a folder with room for what cannot stay in memory."""

    scratch: Path

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def write(self, table: str, rows: list[Row]) -> None:
        """Write rows of one table."""
        ...

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far, in code-point order of the columns named."""
        ...

    def abandon(self) -> None:
        """Publish nothing when the context is left."""
        ...


def writer(target: Target, progress: Progress = SILENT) -> Writer:
    """The writer for a database."""
    return SqliteWriter(target, progress) if target.is_sqlite else PostgresWriter(target, progress)


def stored_rows(target: Target, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
    """Rows of the published release, in code-point order of the columns named."""
    if target.is_sqlite:
        connection = sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)
        try:
            yield from sqlite_rows(connection, table, columns, order)
        finally:
            connection.close()
    else:
        with psycopg.connect(target.dsn or "") as pg:
            yield from postgres_rows(pg, table, columns, order)
