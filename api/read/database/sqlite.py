"""Reading from the SQLite file: opened immutable, short statements on the event loop, long ones in a small pool of threads.

A statement starts on the loop; the few that run beyond a few milliseconds are cut off and started again in the pool, so that no
request waits behind another's long one. A new release is a new file renamed over the old: its identity is looked at now and then.
"""

import asyncio
import logging
import os
import queue
import sqlite3
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, Self
from urllib.parse import quote

from api.base.errors import TooSlow, Unavailable
from api.read.database.base import ReleaseSwitched, Row
from api.read.release import Release, release_from
from api.read.sql.prepared import DATASET, MIGRATION, MOST_STATEMENTS, MOVED, Statement, Statements

logger = logging.getLogger("pledgebook.read")

SHORT_SECONDS = 0.005  # what a statement may take on the event loop
# Pages kept by the connection of the event loop: with SQLite's usual two megabytes, lists spend half their time on reading pages again.
# (Mapping the file into memory is no faster, and a file truncated under the server would then kill it.)
CACHE_KIB = 64_000
STEPS_BETWEEN_LOOKS = 4000  # steps of SQLite's machine between two looks at the clock: about 50 µs
Identity = tuple[int, int, int]


class _TookTooLong(Exception):
    """A statement was cut off."""


class _Connection:
    """One connection to one immutable file, with a deadline for each statement."""

    def __init__(self, path: str, cache_kib: int = 2_000) -> None:
        address = f"file:{quote(path)}?mode=ro&immutable=1"
        self._driver = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None, cached_statements=512)
        self._driver.execute("PRAGMA query_only = 1")
        self._driver.execute(f"PRAGMA cache_size = {-cache_kib}")
        self._deadline = float("inf")
        # Statement → how it is spelt. Until Python 3.12 the driver takes one that was cut off to be running for good, and would compile the same
        # text anew each time; a text of its own is compiled once.
        self._spelt: dict[str, str] = {}
        self._cut_off = count(1)
        self._driver.set_progress_handler(lambda: time.monotonic() > self._deadline, STEPS_BETWEEN_LOOKS)

    def fetch(self, statement: Statement, arguments: Sequence[Any], seconds: float) -> Sequence[Row]:
        self._deadline = time.monotonic() + seconds
        try:
            return self._driver.execute(self._spelt.get(statement.sql, statement.sql), arguments).fetchall()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                self._spell_anew(statement.sql)
                raise _TookTooLong from error
            logger.exception("a statement failed")
            raise Unavailable("The database holds no release that this version can read; run `pledgebook migrate` and `pledgebook seed`.") from error
        except sqlite3.DatabaseError as error:
            logger.exception("the database file cannot be read")
            raise Unavailable("The database file cannot be read.") from error

    def _spell_anew(self, sql: str) -> None:
        if len(self._spelt) >= MOST_STATEMENTS:
            self._spelt.clear()
        self._spelt[sql] = f"{sql} -- {next(self._cut_off)}"

    def close(self) -> None:
        self._driver.close()


class SQLiteSnapshot:
    """One release in one file; closed when it is superseded and its last reading has ended."""

    def __init__(self, path: str, statements: Statements, timeout: float, pool: ThreadPoolExecutor, size: int) -> None:
        self.statements = statements
        self._timeout, self._pool = timeout, pool
        self.path = path
        # All are opened at once: opened later by path, they might find the next release there.
        self.short = _Connection(path, CACHE_KIB)
        self._long = [_Connection(path) for _ in range(size)]
        self._idle: queue.SimpleQueue[_Connection] = queue.SimpleQueue()
        for one in self._long:
            self._idle.put(one)
        self._readings = 0
        self._superseded = False
        self.release: Release = self._load()

    def _load(self) -> Release:
        try:
            found = [self.short.fetch(statement, statement.arguments({}), self._timeout) for statement in (DATASET, MOVED)]
            return release_from(*found)
        except (Unavailable, _TookTooLong) as error:
            self.close()
            raise error if isinstance(error, Unavailable) else Unavailable("The release took too long to load.") from error

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

    async def fetch(self, statement: Statement, values: Mapping[str, Any], *, long: bool = False) -> Sequence[Row]:
        """All rows; raises Unavailable where even the pool takes too long."""
        arguments = statement.arguments(values)
        if not long:
            try:
                return self.short.fetch(statement, arguments, SHORT_SECONDS)
            except _TookTooLong:
                pass
        async with self:  # so that the file stays open meanwhile
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._fetch_long, statement, arguments)

    def _fetch_long(self, statement: Statement, arguments: Sequence[Any]) -> Sequence[Row]:
        connection = self._idle.get()
        try:
            return connection.fetch(statement, arguments, self._timeout)
        except _TookTooLong as error:
            raise TooSlow(self._timeout) from error
        finally:
            self._idle.put(connection)

    def supersede(self) -> None:
        """Close as soon as no reading is under way."""
        self._superseded = True
        if not self._readings:
            self.close()

    def close(self) -> None:
        """Close every connection."""
        for one in (self.short, *self._long):
            one.close()


class SQLiteSource:
    """A path at which one immutable file after another appears."""

    def __init__(self, path: str, check_seconds: float, timeout_seconds: float, pool_size: int) -> None:
        self._path = path
        self._check, self._timeout, self._size = check_seconds, timeout_seconds, pool_size
        self._statements = Statements("sqlite")
        self._pool = ThreadPoolExecutor(pool_size, thread_name_prefix="long-query")
        self._snapshot: SQLiteSnapshot | None = None
        self._identity: Identity | None = None
        self._look_at = 0.0

    def settled(self) -> SQLiteSnapshot | None:
        """The snapshot being served where no look at the file is due."""
        return self._snapshot if time.monotonic() < self._look_at else None

    async def current(self) -> SQLiteSnapshot:
        """The snapshot of the file that stands at the path now; the former one while a new one cannot be read."""
        found = self.settled()
        if found is not None:
            return found
        try:
            self._look()
        except (OSError, Unavailable, sqlite3.Error) as error:
            if self._snapshot is None:
                raise error if isinstance(error, Unavailable) else Unavailable("There is no database file yet.") from error
            logger.warning("the new release cannot be read; the former one is served", exc_info=True)
        self._look_at = time.monotonic() + self._check
        assert self._snapshot is not None
        return self._snapshot

    def _look(self) -> None:
        identity = self._identify()
        while identity != self._identity:
            fresh = SQLiteSnapshot(self._path, self._statements, self._timeout, self._pool, self._size)
            opened, identity = identity, self._identify()
            if opened != identity:
                fresh.close()
                continue
            former, self._snapshot, self._identity = self._snapshot, fresh, identity
            if former is not None:
                former.supersede()

    def _identify(self) -> Identity:
        found = os.stat(self._path)
        return found.st_ino, found.st_mtime_ns, found.st_size

    async def refresh(self) -> None:
        """Look at the file at the next request."""
        self._look_at = 0.0

    async def migration(self) -> str | None:
        """The migration the file stands at."""
        connection = _Connection(self._path) if os.path.exists(self._path) else None
        if connection is None:
            raise Unavailable("There is no database file yet.")
        try:
            statement = MIGRATION
            rows = connection.fetch(statement, (), self._timeout)
            return str(rows[0][0]) if rows else None
        except (Unavailable, _TookTooLong):
            return None
        finally:
            connection.close()

    async def close(self) -> None:
        """Close the file and end the threads."""
        self._pool.shutdown()
        if self._snapshot is not None:
            self._snapshot.supersede()
            self._snapshot, self._identity, self._look_at = None, None, 0.0
