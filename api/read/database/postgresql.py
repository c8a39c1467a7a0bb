"""Reads from PostgreSQL through a pool of read-only connections, given as libpq takes them. A
request with several statements runs in one repeatable-read transaction. Raises Unavailable,
ReleaseSwitched.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg.errors import QueryCanceled, UndefinedColumn, UndefinedTable
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from api.base.errors import TooSlow, Unavailable
from api.read.database.base import ExportSlots, Row
from api.read.release import Release, release_from
from api.read.sql.prepared import (
    LOADED,
    MIGRATION_STATEMENT,
    STANDING,
    Statement,
    Statements,
)

logger = logging.getLogger("pledgebook.read")

EXPORT_SECONDS = 300  # what PostgreSQL may take until the first rows of a sorted million

PostgreSQLConnection = psycopg.AsyncConnection[Row]


class PostgreSQLReading:
    """One connection for the length of one request."""

    def __init__(self, connection: PostgreSQLConnection) -> None:
        self._connection = connection

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any], *, long: bool = False
    ) -> Sequence[Row]:
        """All rows of a statement."""
        # Binary answers spare the driver the unescaping of bytes; the SQL is ours, built from
        # declarations.
        cursor = self._connection.cursor(binary=True)
        await cursor.execute(
            statement.sql.encode(),
            statement.arguments(values),
            prepare=False if statement.fresh else None,
        )
        return await cursor.fetchall()


class PostgreSQLExportReader(PostgreSQLReading):
    """A connection of its own in one repeatable-read transaction, with a server-side cursor."""

    _cursor: psycopg.AsyncServerCursor[Row] | None = None

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the long statement."""
        await self.close()
        self._cursor = self._connection.cursor(name="export", binary=True)
        await self._cursor.execute(statement.sql.encode(), statement.arguments(values))

    async def more(self, most: int) -> Sequence[Row]:
        """The next rows of it."""
        return await self._cursor.fetchmany(most) if self._cursor else []

    async def close(self) -> None:
        """Close the cursor, if one is open and the connection still answers."""
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            with contextlib.suppress(psycopg.Error):
                await cursor.close()


class PostgreSQLSnapshot:
    """One release; readings that meet another one raise ReleaseSwitched in the caller."""

    def __init__(self, source: "PostgreSQLSource", release: Release) -> None:
        self._source, self.statements, self.release = source, source.statements, release

    async def fetch(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of one statement."""
        async with self.reading() as reading:
            return await reading.fetch(statement, values)

    @asynccontextmanager
    async def reading(self, *, several: bool = False) -> AsyncIterator[PostgreSQLReading]:
        """A connection; with `several`, in one repeatable-read transaction."""
        async with self._source.connection() as connection:
            if several:
                async with connection.transaction():
                    yield PostgreSQLReading(connection)
            else:
                yield PostgreSQLReading(connection)


class PostgreSQLSource:
    """A PostgreSQL database, or several hosts of one, that serves one release after another."""

    def __init__(
        self,
        address: str,
        check_seconds: float,
        timeout_seconds: float,
        pool_size: int,
        export_slots: int = 1,
    ) -> None:
        self._address, self._slots = address, ExportSlots(export_slots, timeout_seconds)
        self.statements = Statements("postgresql")
        self._check, self._timeout = check_seconds, timeout_seconds
        self._pool: AsyncConnectionPool[PostgreSQLConnection] = AsyncConnectionPool(
            address,
            min_size=1,
            max_size=pool_size,
            open=False,
            configure=self._configure,
            timeout=timeout_seconds,
            kwargs={"autocommit": True},
        )
        self._opening: asyncio.Lock | None = None
        self._snapshot: PostgreSQLSnapshot | None = None
        self._look_at = 0.0

    async def _configure(self, connection: PostgreSQLConnection) -> None:
        milliseconds = max(1, int(self._timeout * 1000))  # 0 would be no bound at all
        await connection.execute("SET default_transaction_read_only = on")
        await connection.execute("SET default_transaction_isolation = 'repeatable read'")
        await connection.execute(f"SET statement_timeout = {milliseconds}".encode())

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[PostgreSQLConnection]:
        """A pooled connection; whatever the database cannot do becomes Unavailable."""
        if self._pool.closed:
            await self._open()
        try:
            async with self._pool.connection() as connection:
                yield connection
        except QueryCanceled as error:
            raise TooSlow(self._timeout) from error
        except (
            psycopg.OperationalError,
            psycopg.InterfaceError,
            UndefinedTable,
            UndefinedColumn,
            PoolTimeout,
        ) as error:
            logger.warning("PostgreSQL cannot answer", exc_info=True)
            raise Unavailable("The database cannot answer.") from error

    async def _open(self) -> None:
        self._opening = self._opening or asyncio.Lock()
        async with self._opening:
            if self._pool.closed:
                await self._pool.open()

    def settled(self) -> PostgreSQLSnapshot | None:
        """The snapshot being served where no look at the database is due."""
        return self._snapshot if time.monotonic() < self._look_at else None

    async def current(self) -> PostgreSQLSnapshot:
        """The snapshot of the release the database holds now; the former one while it cannot be
        reached.
        """
        found = self.settled()
        if found is not None:
            return found
        # The next look is set first, so that requests arriving meanwhile do not all look.
        self._look_at = time.monotonic() + self._check if self._snapshot else 0.0
        try:
            await self._look()
        except Unavailable:
            if self._snapshot is None:
                raise
            await self._pool.check()
        self._look_at = time.monotonic() + self._check
        assert self._snapshot is not None
        return self._snapshot

    async def _look(self) -> None:
        async with self.connection() as connection, connection.transaction():
            reading = PostgreSQLReading(connection)
            if self._snapshot is not None:
                rows = await reading.fetch(STANDING, {})
                if rows and tuple(rows[0]) == _standing(self._snapshot.release):
                    return
            found = [await reading.fetch(statement, {}) for statement in LOADED]
            release = release_from(*found)
            # Of several that look at once, the first one's release stays: what it remembers is
            # remembered for all.
            standing = _standing(self._snapshot.release) if self._snapshot else None
            if standing != _standing(release):
                self._snapshot = PostgreSQLSnapshot(self, release)

    @asynccontextmanager
    async def export_reader(self) -> AsyncIterator[PostgreSQLExportReader]:
        """A view, read-only for the database too; closing its connection ends whatever still
        runs.
        """
        async with self._slots.taken(), self._export_connection() as connection:
            reader = PostgreSQLExportReader(connection)
            try:
                yield reader
            finally:
                await reader.close()

    @asynccontextmanager
    async def _export_connection(self) -> AsyncIterator[PostgreSQLConnection]:
        connection: PostgreSQLConnection | None = None
        try:
            connection = await PostgreSQLConnection.connect(self._address)
            await connection.set_read_only(True)
            await connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            await connection.execute(
                f"SET LOCAL statement_timeout = {EXPORT_SECONDS * 1000}".encode()
            )
            yield connection
        except psycopg.Error as error:
            logger.warning("PostgreSQL cannot answer an export", exc_info=True)
            raise Unavailable("The database cannot answer.") from error
        finally:
            if connection is not None:
                await connection.close()

    async def refresh(self) -> None:
        """Look at the database at the next request."""
        self._look_at = 0.0

    async def migration(self) -> str | None:
        """The newest migration the database has."""
        async with self.connection() as connection:
            try:
                rows = await PostgreSQLReading(connection).fetch(MIGRATION_STATEMENT, {})
            except UndefinedTable:
                return None
        return str(rows[0][0]) if rows else None

    async def close(self) -> None:
        """Close every connection."""
        if not self._pool.closed:
            await self._pool.close()
        self._snapshot, self._look_at = None, 0.0


def _standing(release: Release) -> tuple[str, str]:
    return release.hash, release.built_from
