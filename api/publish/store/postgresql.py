"""On PostgreSQL: all rows replaced within one transaction, by COPY; readers see the former release
until it commits.

Indexes stay in place meanwhile, since dropping one would lock the readers out; only the first
release, which has none, is loaded without. Raises the driver's errors.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql

from api.base.database import Target
from api.base.errors import MigrationMissing
from api.collections.served_tables import create_statements, declarations
from api.publish.progress import Progress
from api.publish.rows import search_index
from api.publish.rows.rows import Row, columns_of
from api.publish.store.migrate import OURS, canonical_tables, migrate, require_migrated

_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(%s)"
)
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename = ANY(%s)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
ORDER BY tablename, indexname
"""
_WORTH_A_COPY = 2000  # rows


class PostgresWriter:
    """Replaces all rows within one transaction, by COPY; readers see the former release until it
    commits.
    """

    def __init__(self, target: Target, progress: Progress) -> None:
        self._progress = progress
        self._target, self.scratch = target, Path(gettempdir())
        self._abandoned = False
        self._indexes: list[str] = []
        self._held: dict[str, list[Row]] = {}

    def __enter__(self) -> Self:
        migrate(self._target)
        self._connection = psycopg.connect(self._target.dsn)
        # One publisher at a time: a second one waits here instead of mixing its rows in. Rows may
        # point at others that come later.
        self._connection.execute("SELECT pg_advisory_xact_lock(hashtext('pledgebook publish'))")
        self._connection.execute("SET CONSTRAINTS ALL DEFERRED")
        try:
            require_migrated(self._columns)
        except MigrationMissing:
            self._connection.close()
            raise
        if self._stands():
            for table in (
                self._tables()
            ):  # deleted and not truncated: a reader's snapshot must keep the former rows
                self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        else:
            self._make_tables()
            self._drop_indexes()
        for statement in search_index.POSTGRESQL_BEFORE:
            self._connection.execute(statement)
        return self

    def _stands(self) -> bool:
        """Whether a release stands in tables that the same declarations made."""
        if "dataset" not in self._tables() or not self._columns("dataset") >= {"declarations"}:
            return False
        return self._connection.execute("SELECT declarations FROM dataset").fetchone() == (
            declarations(),
        )

    def _tables(self) -> list[str]:
        """Our tables that are there; whatever else lies in the database is not ours to touch."""
        return [table for (table,) in self._connection.execute(_TABLES, (list(OURS),)).fetchall()]

    def _columns(self, table: str) -> set[str]:
        query = (
            "SELECT column_name FROM information_schema.columns WHERE table_schema = "
            "current_schema() AND table_name = %s"
        )
        return {name for (name,) in self._connection.execute(query, (table,)).fetchall()}

    def _make_tables(self) -> None:
        """Make the served tables anew, and empty the others: no release stands that this code could
        serve.
        """
        self._connection.execute("DROP VIEW IF EXISTS claims")
        kept = canonical_tables()
        for table in self._tables():
            verb = "DELETE FROM {}" if table in kept else "DROP TABLE {}"
            self._connection.execute(sql.SQL(verb).format(sql.Identifier(table)))
        for statement in create_statements("postgresql"):
            self._connection.execute(statement.encode())

    def _drop_indexes(self) -> None:
        """Drop every index but those of keys, to be made again after the load: sorting once is
        cheaper than a million insertions.
        """
        found = self._connection.execute(_INDEXES, (list(OURS),)).fetchall()
        self._indexes = [definition for _, definition in found]
        for name, _ in found:
            self._connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))

    def write(self, table: str, rows: list[Row]) -> None:
        """Write rows of one table: a few are held until they are worth a command of their own."""
        held = self._held.setdefault(table, [])
        held += rows
        if len(held) >= _WORTH_A_COPY:
            self._copy(table, self._held.pop(table))

    def _copy_held(self) -> None:
        for table, rows in self._held.items():
            self._copy(table, rows)
        self._held.clear()

    def _copy(self, table: str, rows: list[Row]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table)))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far."""
        self._copy_held()
        return postgres_rows(self._connection, table, columns, order)

    def abandon(self) -> None:
        """Publish nothing."""
        self._abandoned = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None and not self._abandoned:
                self._copy_held()
                for statement in search_index.POSTGRESQL_AFTER:
                    self._connection.execute(statement)
                self._make_indexes()
                self._connection.commit()
                self._connection.autocommit = (
                    True  # until this is done no answer can be read off an index alone
                )
                self._connection.execute("VACUUM (ANALYZE)")
            else:
                self._connection.rollback()
        finally:
            self._connection.close()

    def _make_indexes(self) -> None:
        self._connection.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # no index can be made while checks are pending
        self._progress.expect({"indexes": len(self._indexes)})
        self._connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for number, definition in enumerate(self._indexes, 1):
            self._progress("indexes", number)
            self._connection.execute(definition.encode())


def postgres_rows(
    connection: psycopg.Connection[Any],
    table: str,
    columns: tuple[str, ...],
    order: tuple[str, ...],
) -> Iterator[Row]:
    """Rows of a table in code-point order of the columns named."""
    names, by = (sql.SQL(", ").join(map(sql.Identifier, part)) for part in (columns, order))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(table), by)
    with connection.cursor(name="read_back") as cursor:
        cursor.itersize = 10000
        yield from cursor.execute(statement)
