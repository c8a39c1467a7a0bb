"""One export from a SQLite file, read bit by bit in threads of its own. Raises Unavailable."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from api.base.errors import Unavailable
from api.read.database.base import Row
from api.read.sql.prepared import Statement

logger = logging.getLogger("pledgebook.read")

Result = TypeVar("Result")


class SQLiteExportReader:
    """A connection that no other export uses; every call runs in a thread, one at a time."""

    def __init__(self, driver: sqlite3.Connection, pool: ThreadPoolExecutor) -> None:
        self._driver, self._pool = driver, pool
        self._cursor: sqlite3.Cursor | None = None
        self._one_at_a_time = threading.Lock()

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any], *, long: bool = False
    ) -> Sequence[Row]:
        """All rows."""
        return await self._run(
            lambda: self._driver.execute(statement.sql, statement.arguments(values)).fetchall()
        )

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the long statement."""
        self._cursor = await self._run(
            lambda: self._driver.execute(statement.sql, statement.arguments(values))
        )

    async def more(self, most: int) -> Sequence[Row]:
        """The next rows of it."""
        cursor = self._cursor
        return await self._run(lambda: cursor.fetchmany(most) if cursor else [])

    async def close(self) -> None:
        """End whatever runs. Also called where the request was cancelled, so it must not
        wait for the loop.
        """
        self._driver.interrupt()
        try:
            ending = asyncio.get_running_loop().run_in_executor(self._pool, self._end)
        except RuntimeError:  # the threads have ended, since the server stops
            self._end()
        else:
            await asyncio.shield(ending)

    def _end(self) -> None:
        with self._one_at_a_time:
            if self._cursor is not None:
                self._cursor.close()

    async def _run(self, work: Callable[[], Result]) -> Result:
        def alone() -> Result:
            with self._one_at_a_time:
                return work()

        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, alone)
        except sqlite3.Error as error:
            logger.exception("an export failed")
            raise Unavailable("The database file cannot be read.") from error
