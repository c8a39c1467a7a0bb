"""Reading from the SQLite file. A statement starts on the event loop; one that takes longer than a
few milliseconds is cut off and started again in a pool of threads, so that no other request waits
for it. Raises Unavailable and TooSlow.
"""

import asyncio
import logging
import os
import queue
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Self

from api.base.errors import TooSlow, Unavailable
from api.read.database.base import ExportSlots, InUse, ReleaseSwitched, Row
from api.read.database.sqlite_connection import SQLiteConnection, TookTooLong, connect
from api.read.database.sqlite_export import SQLiteExportReader
from api.read.release import Release, release_from
from api.read.sql.prepared import (
    LOADED,
    Statement,
    Statements,
    every_table_statement,
)

logger = logging.getLogger("pledgebook.read")

SHORT_SECONDS = 0.005  # what a statement may take on the event loop
# Pages kept by the connection of the event loop: with SQLite's usual two megabytes, lists spend
# half their time on reading pages again. (Mapping the file into memory is no faster, and a file
# truncated under the server would then kill it.)
CACHE_KIB = 64_000
CHECK_SECONDS = 1  # how long a file is checked for damage before it is called ready
_CHECK = Statement("PRAGMA quick_check")
FileIdentity = tuple[int, int, int]


class SQLiteSnapshot:
    """One release in one file; closed when it is superseded and its last reading has ended."""

    def __init__(
        self,
        path: str,
        statements: Statements,
        timeout: float,
        pool: ThreadPoolExecutor,
        size: int,
        exports: int,
    ) -> None:
        self.statements = statements
        self._timeout, self._pool = timeout, pool
        self.path = path
        # All are opened at once: opened later by path, they might find the next release there.
        self.short = SQLiteConnection(path, CACHE_KIB)
        self._long = [SQLiteConnection(path) for _ in range(size)]
        self._idle: queue.SimpleQueue[SQLiteConnection] = queue.SimpleQueue()
        for connection in self._long:
            self._idle.put(connection)
        self.exports = [connect(path) for _ in range(exports)]  # those that no export uses
        self._intact = False
        self._readings = 0
        self._superseded = False
        self.release: Release = self._load()

    def _load(self) -> Release:
        try:
            found = [
                self.short.fetch(statement, statement.arguments({}), self._timeout)
                for statement in LOADED
            ]
            return release_from(*found)
        except (Unavailable, TookTooLong) as error:
            self.close()
            raise (
                error
                if isinstance(error, Unavailable)
                else Unavailable("The release took too long to load.")
            ) from error

    def reading(self, *, several: bool = False) -> Self:
        """A view of the file; the file never changes, so one serves any number of statements."""
        return self

    async def __aenter__(self) -> Self:
        if self._superseded and not self._readings:
            raise ReleaseSwitched  # and closed, while the request waited for a total
        self._readings += 1
        return self

    async def __aexit__(self, *raised: object) -> None:
        self._readings -= 1
        if self._superseded and not self._readings:
            self.close()

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any], *, long: bool = False
    ) -> Sequence[Row]:
        """All rows; raises Unavailable where even the pool takes too long."""
        arguments = statement.arguments(values)
        if not long:
            try:
                return self.short.fetch(statement, arguments, SHORT_SECONDS)
            except TookTooLong:
                pass
        async with self:  # so that the file stays open meanwhile
            return await asyncio.get_running_loop().run_in_executor(
                self._pool, self._fetch_long, statement, arguments
            )

    def _fetch_long(self, statement: Statement, arguments: Sequence[Any]) -> Sequence[Row]:
        connection = self._idle.get()
        try:
            return connection.fetch(statement, arguments, self._timeout)
        except TookTooLong as error:
            raise TooSlow(self._timeout) from error
        finally:
            self._idle.put(connection)

    async def require_readable(self) -> None:
        """Read from every table, and look once through as much of the file as can be in a second;
        raises Unavailable where some of it is damaged.
        """
        await self.fetch(every_table_statement("sqlite"), {}, long=True)
        if not self._intact:
            async with self:
                damage = await asyncio.get_running_loop().run_in_executor(self._pool, self._damage)
            if damage:
                raise Unavailable(f"The database file is damaged: {damage}.")
            self._intact = True

    def _damage(self) -> str:
        connection = self._idle.get()
        try:
            found = str(connection.fetch(_CHECK, (), CHECK_SECONDS)[0][0])
            return "" if found == "ok" else found
        except TookTooLong:
            return ""
        finally:
            self._idle.put(connection)

    def busy(self) -> int:
        """How many connections for long queries are in use."""
        return len(self._long) - self._idle.qsize()

    def supersede(self) -> None:
        """Close as soon as no reading is under way."""
        self._superseded = True
        if not self._readings:
            self.close()

    def close(self) -> None:
        """Close every connection."""
        for connection in (self.short, *self._long):
            connection.close()
        for driver in self.exports:
            driver.close()


class SQLiteSource:
    """A path at which one immutable file after another appears."""

    def __init__(
        self,
        path: str,
        check_seconds: float,
        timeout_seconds: float,
        pool_size: int,
        export_slots: int = 1,
    ) -> None:
        self._path = path
        self._check, self._timeout, self._size = check_seconds, timeout_seconds, pool_size
        self._exports = export_slots
        self.away = False
        self._statements = Statements("sqlite")
        self._pool = ThreadPoolExecutor(pool_size, thread_name_prefix="long-query")
        # Exports have threads of their own: neither short requests nor long queries wait for them.
        self._slots, self._export_pool = (
            ExportSlots(export_slots, timeout_seconds),
            ThreadPoolExecutor(min(export_slots, 4), "export"),
        )
        self._snapshot: SQLiteSnapshot | None = None
        self._identity: FileIdentity | None = None
        self._look_at = 0.0

    def settled(self) -> SQLiteSnapshot | None:
        """The snapshot being served where no look at the file is due."""
        return self._snapshot if time.monotonic() < self._look_at else None

    async def current(self) -> SQLiteSnapshot:
        """The snapshot of the file now at the path; the former one while a new one
        cannot be read.
        """
        found = self.settled()
        if found is not None:
            return found
        try:
            self._look()
        except (OSError, Unavailable, sqlite3.Error) as error:
            if self._snapshot is None or self._is_changed_in_place():
                self._drop()
                raise (error if isinstance(error, Unavailable) else _cannot_open(error)) from error
            logger.warning(
                "the new release cannot be read; the former one is served", exc_info=True
            )
        self._look_at, self.away = time.monotonic() + self._check, False
        assert self._snapshot is not None
        return self._snapshot

    def _look(self) -> None:
        identity = self._identify()
        while identity != self._identity:
            fresh = SQLiteSnapshot(
                self._path, self._statements, self._timeout, self._pool, self._size, self._exports
            )
            opened, identity = identity, self._identify()
            if opened != identity:
                fresh.close()
                continue
            former, self._snapshot, self._identity = self._snapshot, fresh, identity
            if former is not None:
                former.supersede()

    def _is_changed_in_place(self) -> bool:
        """Whether somebody wrote to the very file that is open: it cannot be read any more, while
        one that was only replaced or removed can.
        """
        try:
            found = self._identify()
        except OSError:
            return False
        return (
            self._identity is not None and found[0] == self._identity[0] and found != self._identity
        )

    def _drop(self) -> None:
        self.away = True
        if self._snapshot is not None:
            self._snapshot.supersede()
            self._snapshot, self._identity, self._look_at = None, None, 0.0

    def _identify(self) -> FileIdentity:
        found = os.stat(self._path)
        return found.st_ino, found.st_mtime_ns, found.st_size

    @asynccontextmanager
    async def export_reader(self) -> AsyncIterator[SQLiteExportReader]:
        """A view of the file being served, whatever is at the path by then."""
        async with self._slots.taken(), await self.current() as snapshot:
            driver = snapshot.exports.pop()
            reader = SQLiteExportReader(driver, self._export_pool)
            try:
                yield reader
            finally:
                await reader.close()
                snapshot.exports.append(driver)

    def usage(self) -> InUse:
        """How many readers of long queries, and exports, are under way."""
        used = self._snapshot.busy() if self._snapshot is not None else 0
        return InUse(used, self._size, self._slots.used, self._slots.slots)

    async def refresh(self) -> None:
        """Look at the file at the next request."""
        self._look_at = 0.0

    async def require_ready(self) -> None:
        """Read from every table as requests do."""
        await self.refresh()
        await (await self.current()).require_readable()

    async def close(self) -> None:
        """Close the file and end the threads."""
        self._pool.shutdown()
        self._export_pool.shutdown(wait=False, cancel_futures=True)  # an export still open fails
        if self._snapshot is not None:
            self._snapshot.supersede()
            self._snapshot, self._identity, self._look_at = None, None, 0.0


def _cannot_open(error: Exception) -> Unavailable:
    if isinstance(error, FileNotFoundError):
        return Unavailable("There is no database file yet; run `pledgebook seed`.")
    return Unavailable("The database file cannot be opened.")
