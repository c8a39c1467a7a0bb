"""Statements on one PostgreSQL connection: those of a request, and those of an export. Raises the
driver's errors, which the host of the connection makes ours.
"""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from api.read.database.base import Row
from api.read.database.postgresql_host import Deadline
from api.read.sql.prepared import Statement

# PostgreSQL takes no NUL in a text, and no text of the dataset has one. What stands in its place is
# no character either, so that a text with it equals none, as in SQLite.
_NUL, _IN_ITS_PLACE = "\x00", "\ufffe"


class PostgreSQLReading:
    """One connection for the length of one request."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline, self._connection = deadline, deadline.connection

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any], *, long: bool = False
    ) -> Sequence[Row]:
        """All rows of a statement."""
        self._deadline.again()
        # Binary answers spare the driver the unescaping of bytes; the SQL is ours, built from
        # declarations.
        cursor = self._connection.cursor(binary=True)
        await cursor.execute(
            statement.sql.encode(),
            _arguments(statement, values),
            prepare=False if statement.fresh else None,
        )
        return await cursor.fetchall()


class PostgreSQLExportReader(PostgreSQLReading):
    """A connection of its own in one repeatable-read transaction, with a server-side cursor."""

    _cursor: psycopg.AsyncServerCursor[Row] | None = None

    def __init__(self, deadline: Deadline, step_seconds: float) -> None:
        super().__init__(deadline)
        self._step_seconds = step_seconds

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the long statement."""
        await self.close()
        self._deadline.again()
        self._cursor = self._connection.cursor(name="export", binary=True)
        await self._cursor.execute(statement.sql.encode(), _arguments(statement, values))
        self._deadline.stop()  # the reader may be slow

    async def more(self, most: int) -> Sequence[Row]:
        """The next rows of it."""
        self._deadline.again(self._step_seconds)  # the first rows may have to be sorted
        rows = await self._cursor.fetchmany(most) if self._cursor else []
        self._deadline.stop()
        return rows

    async def close(self) -> None:
        """Close the cursor, if one is open and the connection still answers."""
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            self._deadline.again()
            with contextlib.suppress(psycopg.Error):
                await cursor.close()


def _arguments(statement: Statement, values: Mapping[str, Any]) -> list[Any]:
    return [
        value.replace(_NUL, _IN_ITS_PLACE) if isinstance(value, str) and _NUL in value else value
        for value in statement.arguments(values)
    ]
