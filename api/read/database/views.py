"""Long, consistent views of the database for exports: their own connections, so that neither short requests nor the pool wait for them.

SQLite runs in threads of its own, PostgreSQL with a server-side cursor in one repeatable-read transaction. Raises Unavailable.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from api.base.database import Target
from api.base.errors import Unavailable
from api.read.database.base import Row
from api.read.sql.prepared import Statement

logger = logging.getLogger("pledgebook.read")

STATEMENT_SECONDS = 300  # what PostgreSQL may take until the first rows of a sorted million
Result = TypeVar("Result")


class View(Protocol):
    """A view that does not change while it is open."""

    async def fetch(self, statement: Statement, values: Mapping[str, Any], *, long: bool = False) -> Sequence[Row]:
        """All rows of a small statement."""
        ...

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the one statement whose rows are taken bit by bit."""
        ...

    async def more(self, most: int) -> Sequence[Row]:
        """Its next rows; none when it is over."""
        ...


class Views:
    """Opens views of one database, at most `slots` at a time."""

    def __init__(self, target: Target, slots: int, wait_seconds: float) -> None:
        self._target, self._wait, self._slots = target, wait_seconds, slots
        self._free: asyncio.Semaphore | None = None
        self._pool = ThreadPoolExecutor(min(slots, 4), thread_name_prefix="export") if target.is_sqlite else None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[View]:
        """A view; raises Unavailable where too many are open for too long, or the database cannot be read."""
        # Made on first use: a semaphore belongs to the event loop it first waits on.
        self._free = self._free or asyncio.Semaphore(self._slots)
        try:
            async with asyncio.timeout(self._wait):
                await self._free.acquire()
        except TimeoutError as error:
            raise Unavailable(f"{self._slots} exports are under way, which is as many as run at once.") from error
        try:
            async with self._opened() as view:
                yield view
        finally:
            self._free.release()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[View]:
        if self._pool is not None:
            view = SQLiteView(str(self._target.file), self._pool)
            try:
                yield view
            finally:
                await view.close()
        else:
            from api.read.database.postgresql_view import postgresql_view

            async with postgresql_view(self._target.dsn or "", STATEMENT_SECONDS) as found:
                yield found

    def close(self) -> None:
        """End the threads; a view still open fails."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


class SQLiteView:
    """One connection to the immutable file that stood at the path when it was opened; every call runs in a thread."""

    def __init__(self, path: str, pool: ThreadPoolExecutor) -> None:
        self._address = f"file:{quote(path)}?mode=ro&immutable=1"
        self._pool = pool
        self._driver: sqlite3.Connection | None = None
        self._cursor: sqlite3.Cursor | None = None

    async def fetch(self, statement: Statement, values: Mapping[str, Any], *, long: bool = False) -> Sequence[Row]:
        """All rows."""
        return await self._run(lambda: self._connection().execute(statement.sql, statement.arguments(values)).fetchall())

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the long statement."""
        arguments = statement.arguments(values)
        self._cursor = await self._run(lambda: self._connection().execute(statement.sql, arguments))

    async def more(self, most: int) -> Sequence[Row]:
        """The next rows of it."""
        assert self._cursor is not None
        cursor = self._cursor
        return await self._run(lambda: cursor.fetchmany(most))

    async def close(self) -> None:
        """Close the file. Also called where the request was cancelled, so it must not wait for the loop's goodwill."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.interrupt()
            await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._pool, driver.close))

    def _connection(self) -> sqlite3.Connection:
        if self._driver is None:
            self._driver = sqlite3.connect(self._address, uri=True, check_same_thread=False, isolation_level=None)
            self._driver.execute("PRAGMA query_only = 1")
        return self._driver

    async def _run(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except sqlite3.Error as error:
            logger.exception("an export failed")
            raise Unavailable("The database file cannot be read.") from error
