"""Ninth stage of the build, on PostgreSQL: all rows replaced within one transaction, by COPY; readers see the former release until it commits.

Indexes stay in place meanwhile: dropping one would lock the readers out. Raises the driver's errors.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

from api.base.database import Target
from api.build import search_index
from api.build.migrate import migrate
from api.build.rows import REGISTER_CLAIMS, Row, columns_of


class PostgresWriter:
    """Replaces all rows within one transaction, by COPY; readers see the former release until it commits."""

    def __init__(self, target: Target) -> None:
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

    def write(self, table: str, rows: list[Row]) -> None:
        """Write rows of one table."""
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far."""
        return postgres_rows(self._connection, table, columns, order)

    def register_claims(self) -> None:
        """Enter every claim as a living record."""
        self._connection.execute(REGISTER_CLAIMS)

    def abandon(self) -> None:
        """Publish nothing."""
        self._abandoned = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and not self._abandoned:
                for statement in search_index.POSTGRESQL_AFTER:
                    self._connection.execute(statement)
                self._connection.commit()
                self._connection.autocommit = True
                self._connection.execute("ANALYZE")
            else:
                self._connection.rollback()
        finally:
            self._connection.close()


def postgres_rows(connection: psycopg.Connection[Any], table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
    """Rows of a table in code-point order of the columns named."""
    names, by = (sql.SQL(", ").join(map(sql.Identifier, part)) for part in (columns, order))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(table), by)
    with connection.cursor(name="read_back") as cursor:
        cursor.itersize = 10000
        yield from cursor.execute(statement)
