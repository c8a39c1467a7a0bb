"""Ninth stage of the build: rows into the database, in bulk and bounded memory, all or none. The only writers in the product.

Each writer is a context: left normally everything written is in place at once, left by an exception nothing is. Raises the driver's errors.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg

from api.base.database import Target
from api.build.amend_postgresql import PostgresAmender
from api.build.amend_sqlite import SqliteAmender
from api.build.progress import Tell, silent
from api.build.rows import Row
from api.build.store_postgresql import PostgresWriter, postgres_rows
from api.build.store_sqlite import SqliteWriter, sqlite_rows


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


class Amender(Protocol):
    """Changes the release that stands into the next one, all or nothing. Values in statements are marked by question marks."""

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def query(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Rows of the former release, or as changed so far."""
        ...

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...], within: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows as changed so far, in code-point order of the columns named; `within` is a condition."""
        ...

    def begin(self) -> None:
        """From here on rows are changed."""
        ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Change rows."""
        ...

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows in place of those with the same key."""
        ...

    def add_words(self, position: int, words: str) -> None:
        """Make a position of the search index found by words."""
        ...

    def remove_words(self, position: int, words: str) -> None:
        """Let a position not be found any more; the words are those it was found by."""
        ...

    def is_found(self, token: str) -> bool:
        """Whether anything is found by a token of the search index."""
        ...


def amender(target: Target, tell: Tell = silent) -> Amender:
    """What changes the release that stands in a database."""
    return SqliteAmender(target, tell) if target.is_sqlite else PostgresAmender(target)


def writer(target: Target, tell: Tell = silent) -> Writer:
    """The writer for a database."""
    return SqliteWriter(target, tell) if target.is_sqlite else PostgresWriter(target, tell)


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
