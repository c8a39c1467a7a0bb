"""A long view of PostgreSQL: a connection of its own, one repeatable-read transaction, a server-side cursor. Raises Unavailable."""

import contextlib
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from api.base.errors import Unavailable
from api.read.database.base import Row
from api.read.sql.prepared import Statement

logger = logging.getLogger("pledgebook.read")


class PostgreSQLView:
    """One transaction."""

    def __init__(self, connection: psycopg.AsyncConnection[Row]) -> None:
        self._connection = connection
        self._cursor: psycopg.AsyncServerCursor[Row] | None = None

    async def fetch(self, statement: Statement, values: Mapping[str, Any], *, long: bool = False) -> Sequence[Row]:
        """All rows."""
        cursor = self._connection.cursor(binary=True)
        await cursor.execute(statement.sql.encode(), statement.arguments(values))
        return await cursor.fetchall()

    async def close(self) -> None:
        """Close the cursor, if one is open and the connection still answers."""
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            with contextlib.suppress(psycopg.Error):
                await cursor.close()

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the long statement."""
        await self.close()
        self._cursor = self._connection.cursor(name="export", binary=True)
        await self._cursor.execute(statement.sql.encode(), statement.arguments(values))

    async def more(self, most: int) -> Sequence[Row]:
        """The next rows of it."""
        assert self._cursor is not None
        return await self._cursor.fetchmany(most)


@asynccontextmanager
async def postgresql_view(address: str, statement_seconds: int) -> AsyncIterator[PostgreSQLView]:
    """A view, read-only for the database too; closing the connection ends whatever still runs."""
    try:
        connection = await psycopg.AsyncConnection[Row].connect(address)
    except psycopg.Error as error:
        logger.warning("PostgreSQL cannot be reached for an export", exc_info=True)
        raise Unavailable("The database cannot answer.") from error
    try:
        await connection.set_read_only(True)
        await connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
        await connection.execute(f"SET LOCAL statement_timeout = {statement_seconds * 1000}".encode())
        view = PostgreSQLView(connection)
        try:
            yield view
        finally:
            await view.close()
    except psycopg.Error as error:
        logger.warning("an export failed", exc_info=True)
        raise Unavailable("The database cannot answer.") from error
    finally:
        await connection.close()
