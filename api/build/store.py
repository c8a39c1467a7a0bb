"""Ninth stage of the build: rows into the database, in bulk and bounded memory. The only writers in the product.

Each writer is a context: left normally everything written is in place at once, left by an exception nothing is. Raises the driver's errors.
"""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from psycopg import sql
from sqlmodel import SQLModel

from api.base.database import Target
from api.build import search_index
from api.build.migrate import migrate
from api.build.rows import Row, columns_of

_BATCH = 2000  # rows held back a table before they are written
# Tables whose rows come in no order of their key, and more of them than a cache holds: sorted once, before they are put in place.
_SORTED_FIRST = frozenset({"list_values"})
_LOADING = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-128000")  # the file is worthless until renamed: a journal would only cost time
# Sorting runs that fit the processor's own cache take two thirds of the time; a second thread sorts while the first one reads.
_INDEXING = ("cache_size=-8000", "threads=2")
_ANALYSED = 10_000  # rows of each index that are looked at: enough to choose plans, and not the whole of a large file


class Writer(Protocol):
    """Takes rows, reads them back, and publishes all or nothing. `scratch` is a folder with room for what cannot stay in memory."""

    scratch: Path

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def add(self, table: str, row: Row) -> None:
        """Take one row."""
        ...

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far, in code-point order of the columns named."""
        ...

    def register_claims(self) -> None:
        """Enter every claim written so far as a living record."""
        ...

    def abandon(self) -> None:
        """Publish nothing when the context is left."""
        ...


_REGISTER_CLAIMS = "INSERT INTO records SELECT 'claims', id, 'live', known_from, NULL, NULL FROM claims ORDER BY id"


class _Buffers:
    """Rows held back a table, so that a driver gets them in batches."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def add(self, table: str, row: Row) -> None:
        """Take one row; a full batch is written."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= _BATCH:
            self._rows[table] = []
            self._write(table, rows)

    def flush(self) -> None:
        """Write whatever is held back."""
        for table, rows in self._rows.items():
            if rows:
                self._write(table, rows)
        self._rows = {}

    def _write(self, table: str, rows: list[Row]) -> None:
        raise NotImplementedError


class SqliteWriter(_Buffers):
    """Builds a new file beside the old one and renames it over the old when all is written and synced."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._final, self.scratch = target.file, target.file.parent
        self._new = self._final.with_name(f".{self._final.name}.{os.getpid()}.new")
        self._abandoned = False
        self._indexes: list[str] = []

    def __enter__(self) -> Self:
        self._final.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(self._final)
        migrate(Target("sqlite", path=self._new))
        self._connection = sqlite3.connect(self._new, isolation_level=None)
        for pragma in _LOADING:
            self._connection.execute(f"PRAGMA {pragma}")
        for table in _SORTED_FIRST:
            self._connection.execute(f'CREATE TEMP TABLE "{table}_unsorted" AS SELECT * FROM "{table}"')
        found = self._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        self._indexes = [statement for _, statement in found]
        for name, _ in found:  # made again after the load: sorting once is cheaper than a million insertions
            self._connection.execute(f'DROP INDEX "{name}"')
        self._connection.execute("BEGIN")
        for statement in search_index.SQLITE_BEFORE:
            self._connection.execute(statement)
        return self

    def _write(self, table: str, rows: list[Row]) -> None:
        columns = columns_of(table)
        names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        place = f"{table}_unsorted" if table in _SORTED_FIRST else table
        self._connection.executemany(f'INSERT INTO "{place}" ({names}) VALUES ({marks})', rows)

    def register_claims(self) -> None:
        """Enter every claim as a living record."""
        self.flush()
        self._connection.execute(_REGISTER_CLAIMS)

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far."""
        self.flush()
        return _sqlite_rows(self._connection, table, columns, order)

    def abandon(self) -> None:
        """Publish nothing."""
        self._abandoned = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and not self._abandoned:
                self._finish()
        finally:
            self._connection.close()
            if kind is not None or self._abandoned:
                self._new.unlink(missing_ok=True)
        if kind is None and not self._abandoned:
            _sync(self._new)
            os.replace(self._new, self._final)
            _sync(self._final.parent)

    def _finish(self) -> None:
        self.flush()
        for table in _SORTED_FIRST:
            key = ", ".join(f'"{column.name}"' for column in SQLModel.metadata.tables[table].primary_key)
            self._connection.execute(f'INSERT INTO "{table}" SELECT * FROM "{table}_unsorted" ORDER BY {key}')
        for statement in search_index.SQLITE_AFTER:
            self._connection.execute(statement)
        self._connection.execute("COMMIT")
        for pragma in _INDEXING:
            self._connection.execute(f"PRAGMA {pragma}")
        for statement in self._indexes:
            self._connection.execute(statement)
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"{len(broken)} rows point at nothing, the first in {broken[0][0]} at {broken[0][2]}")
        self._connection.execute(f"PRAGMA analysis_limit={_ANALYSED}")
        self._connection.execute("ANALYZE")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(final: Path) -> None:
    """Files of builds that were killed; those of a living process are left alone."""
    for path in final.parent.glob(f".{final.name}.*.new*"):
        owner = path.name.removeprefix(f".{final.name}.").partition(".")[0]
        if not owner.isdigit() or not Path(f"/proc/{owner}").exists() or int(owner) == os.getpid():
            path.unlink(missing_ok=True)


class PostgresWriter(_Buffers):
    """Replaces all rows within one transaction, by COPY; readers see the former release until it commits."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._target, self.scratch = target, Path(gettempdir())
        self._abandoned = False

    def __enter__(self) -> Self:
        migrate(self._target)
        assert self._target.dsn is not None
        self._connection = psycopg.connect(self._target.dsn)
        # One publisher at a time: a second one waits here instead of mixing its rows in.
        self._connection.execute("SELECT pg_advisory_xact_lock(hashtext('pledgebook publish'))")
        self._connection.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = self._connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'")
        for (table,) in tables.fetchall():
            # DELETE and not TRUNCATE: a reader's snapshot must keep the former rows.
            self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for statement in search_index.POSTGRESQL_BEFORE:
            self._connection.execute(statement)
        return self

    def _write(self, table: str, rows: list[Row]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far."""
        self.flush()
        return _postgres_rows(self._connection, table, columns, order)

    def register_claims(self) -> None:
        """Enter every claim as a living record."""
        self.flush()
        self._connection.execute(_REGISTER_CLAIMS)

    def abandon(self) -> None:
        """Publish nothing."""
        self._abandoned = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and not self._abandoned:
                self.flush()
                for statement in search_index.POSTGRESQL_AFTER:
                    self._connection.execute(statement)
                self._connection.commit()
                self._connection.autocommit = True
                self._connection.execute("ANALYZE")
            else:
                self._connection.rollback()
        finally:
            self._connection.close()


def _sqlite_rows(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
    names = ", ".join(f'"{column}"' for column in columns)
    yield from connection.execute(f'SELECT {names} FROM "{table}" ORDER BY {", ".join(order)}')


def _postgres_rows(connection: psycopg.Connection[Any], table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
    names, by = (sql.SQL(", ").join(map(sql.Identifier, part)) for part in (columns, order))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(table), by)
    with connection.cursor(name="read_back") as cursor:
        cursor.itersize = 10000
        yield from cursor.execute(statement)


def writer(target: Target) -> Writer:
    """The writer for a database."""
    return SqliteWriter(target) if target.is_sqlite else PostgresWriter(target)


def stored_rows(target: Target, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
    """Rows of the published release, in code-point order of the columns named."""
    if target.is_sqlite:
        connection = sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)
        try:
            yield from _sqlite_rows(connection, table, columns, order)
        finally:
            connection.close()
    else:
        with psycopg.connect(target.dsn or "") as pg:
            yield from _postgres_rows(pg, table, columns, order)
