"""Reads from PostgreSQL, from any host of its URL that answers and has the newest release. A
request with several statements runs in one repeatable-read transaction. Raises Unavailable,
ReleaseSwitched.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from api.base.errors import Unavailable
from api.read.database.base import ExportSlots, InUse, Row
from api.read.database.postgresql_host import Deadline, Host, hosts_of
from api.read.database.postgresql_reading import PostgreSQLExportReader, PostgreSQLReading
from api.read.release import Release, release_from
from api.read.sql.prepared import LOADED, Statement, Statements, every_table_statement

LOOK_SECONDS = 2  # what a look for a new release may take
PATIENCE_SECONDS = 0.25  # how long a request waits for that look while it can be answered without
# What a server looks at to notice a new release. Which of two is newer is told by the transaction
# that wrote the row: standbys have the same. Another cluster behind the same address counts anew.
_STANDING = Statement(
    "SELECT hash, fingerprint, pg_is_in_recovery(), system_identifier, "
    "dataset.xmin::text::bigint FROM dataset, pg_control_system()"
)


class PostgreSQLSnapshot:
    """One release; readings that meet another one raise ReleaseSwitched in the caller."""

    def __init__(self, source: "PostgreSQLSource", release: Release) -> None:
        self._source, self.statements, self.release = source, source.statements, release

    async def fetch(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of one statement."""
        async with self._source.connection() as deadline:
            return await PostgreSQLReading(deadline).fetch(statement, values)

    @asynccontextmanager
    async def reading(self, *, several: bool = False) -> AsyncIterator[PostgreSQLReading]:
        """A connection; with `several`, in one repeatable-read transaction."""
        async with self._source.connection() as deadline:
            if several:
                async with deadline.connection.transaction():
                    yield PostgreSQLReading(deadline)
            else:
                yield PostgreSQLReading(deadline)


class PostgreSQLSource:
    """A PostgreSQL database, or several hosts of one, that serves one release after another."""

    def __init__(
        self,
        address: str,
        check_seconds: float,
        timeout_seconds: float,
        pool_size: int,
        export_slots: int = 1,
        connect_seconds: float = 3,
        export_seconds: float = 60,
    ) -> None:
        self._slots = ExportSlots(export_slots, timeout_seconds)
        self.statements = Statements("postgresql")
        self._check, self._timeout, self._size = check_seconds, timeout_seconds, pool_size
        self.hosts = [Host(one, connect_seconds, timeout_seconds) for one in hosts_of(address)]
        if conninfo_to_dict(address).get("load_balance_hosts") == "random":
            random.shuffle(self.hosts)  # another order in each process
        self._used = 0
        self._places = asyncio.Semaphore(pool_size)
        self._looks: dict[Host, asyncio.Task[None]] = {}
        self._export_seconds = export_seconds
        self._patience = PATIENCE_SECONDS
        self._snapshot: PostgreSQLSnapshot | None = None
        self._release_seen: tuple[int, int] | None = None
        self._look_at = 0.0

    @property
    def away(self) -> bool:
        """Whether no host that has the release answered the last look."""
        return not any(host.answers and self._has_release(host) for host in self.hosts)

    def _has_release(self, host: Host) -> bool:
        return host.release_seen in (None, self._release_seen)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Deadline]:
        """A connection of a host that has the release; whatever the database cannot do becomes
        Unavailable.
        """
        if self._places.locked():
            await self._wait_for_a_place()
        else:
            await self._places.acquire()
        self._used += 1
        try:
            async with AsyncExitStack() as stack:
                for host in self._best_first():
                    try:
                        deadline = await stack.enter_async_context(host.connection())
                        break
                    except Unavailable:  # the next one, if there is one
                        continue
                else:
                    raise Unavailable("The database cannot be reached.")
                yield deadline
        finally:
            self._used -= 1
            self._places.release()

    async def _wait_for_a_place(self) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                await self._places.acquire()
        except TimeoutError as error:
            raise Unavailable(f"All {self._size} connections are in use.") from error

    def _best_first(self) -> list[Host]:
        """The hosts that have the release, those first that answered of late."""
        able = [host for host in self.hosts if not host.avoided and self._has_release(host)]
        return sorted(able, key=lambda host: not host.answers)

    def settled(self) -> PostgreSQLSnapshot | None:
        """The snapshot being served where no look at the database is due."""
        return self._snapshot if time.monotonic() < self._look_at else None

    async def current(self) -> PostgreSQLSnapshot:
        """The snapshot of the newest release that a host holds; the former one while none can be
        reached.
        """
        found = self.settled()
        if found is not None:
            return found
        # The next look is set first, so that requests arriving meanwhile do not all look.
        self._look_at = time.monotonic() + self._check if self._snapshot else 0.0
        looks = [(host, self._look(host)) for host in self.hosts]
        if self._snapshot is not None:  # a host that does not answer is not waited for
            due = [look for host, look in looks if host.answers]
            if due:
                await asyncio.wait(due, timeout=self._patience)
            self._patience = PATIENCE_SECONDS
            return self._snapshot
        return await self._first([look for _, look in looks])

    async def _first(self, looks: "list[asyncio.Task[None]]") -> PostgreSQLSnapshot:
        """The snapshot that stands when the first look has found a release."""
        failure: BaseException | None = None
        for look in asyncio.as_completed(looks):
            try:
                await look
            except Unavailable as error:
                failure = failure or error
                continue
            assert self._snapshot is not None
            self._look_at = time.monotonic() + self._check
            return self._snapshot
        raise failure or Unavailable("The database cannot be reached.")

    def _look(self, host: Host) -> "asyncio.Task[None]":
        """Look at a host, or join who is looking."""
        look = self._looks.get(host)
        if look is None:
            look = self._looks[host] = asyncio.create_task(self._look_at_host(host))
            look.add_done_callback(partial(self._looked, host))
        return look

    def _looked(self, host: Host, look: "asyncio.Task[None]") -> None:
        self._looks.pop(host, None)
        if not look.cancelled():
            look.exception()  # whoever waited has received it

    async def _look_at_host(self, host: Host) -> None:
        try:
            async with host.connection() as deadline:
                await self._read_release(host, deadline)
        except Unavailable:
            host.answers = False
            raise
        host.answers, host.avoided = True, False

    async def _read_release(self, host: Host, deadline: Deadline) -> None:
        reading, seconds = PostgreSQLReading(deadline), deadline.seconds
        deadline.seconds = min(LOOK_SECONDS, seconds)
        deadline.again()
        async with deadline.connection.transaction():
            rows = await reading.fetch(_STANDING, {})
            if not rows:
                raise Unavailable("The database holds no release yet; run `pledgebook seed`.")
            *standing, host.follows, system, written = rows[0]
            host.release_seen = seen = (system, written)
            if self._snapshot is not None and not self._is_newer(host, seen):
                return
            deadline.seconds = seconds
            if self._snapshot is None or tuple(standing) != _standing(self._snapshot.release):
                found = [await reading.fetch(statement, {}) for statement in LOADED]
                release = release_from(*found)
                if self._release_seen is not None and not self._is_newer(host, seen):
                    return  # another host was faster
                # Of several that look at once, the first one's release stays: what it remembers
                # is remembered for all.
                if self._snapshot is None or _standing(release) != _standing(
                    self._snapshot.release
                ):
                    self._snapshot = PostgreSQLSnapshot(self, release)
            self._release_seen = seen

    def _is_newer(self, host: Host, seen: tuple[int, int]) -> bool:
        """Whether readers move to what a host holds."""
        former = self._release_seen
        if former is None:
            return True
        others = [other for other in self.hosts if other is not host and other.answers]
        if seen[0] != former[0]:
            return not others
        # Transactions are counted round: half of all numbers lie ahead.
        distance = (seen[1] - former[1]) % 2**32
        if distance == 0 or distance < 2**31:
            return distance > 0
        # A primary that has less was promoted or restored: what was lost comes from nobody.
        return not host.follows and not any(self._has_release(other) for other in others)

    @asynccontextmanager
    async def export_reader(self) -> AsyncIterator[PostgreSQLExportReader]:
        """A view, read-only for the database too; closing its connection ends whatever still
        runs.
        """
        async with self._slots.taken(), self._export_connection() as deadline:
            reader = PostgreSQLExportReader(deadline, self._export_seconds)
            try:
                yield reader
            finally:
                await reader.close()

    @asynccontextmanager
    async def _export_connection(self) -> AsyncIterator[Deadline]:
        failure = Unavailable("The database cannot be reached.")
        for host in self._best_first():
            try:
                connection = await host.connect(self._export_seconds)
                break
            except Unavailable as error:
                failure = error
        else:
            raise failure
        try:
            async with host.bounded(connection, self._timeout) as deadline:
                await connection.set_autocommit(False)
                yield deadline
        finally:
            connection.pgconn.finish()

    def usage(self) -> InUse:
        """How many connections and exports are in use."""
        return InUse(self._used, self._size, self._slots.used, self._slots.slots)

    async def refresh(self) -> None:
        """Look at the database at the next request."""
        self._look_at, self._patience = 0.0, self._timeout

    async def require_ready(self) -> None:
        """Read from every table as requests do."""
        await self._first([self._look(host) for host in self.hosts])
        async with self.connection() as deadline:
            await PostgreSQLReading(deadline).fetch(every_table_statement("postgresql"), {})

    async def close(self) -> None:
        """Close every connection."""
        for look in list(self._looks.values()):
            look.cancel()
        await asyncio.gather(*self._looks.values(), return_exceptions=True)
        for host in self.hosts:
            host.close()
        self._snapshot, self._look_at = None, 0.0


def _standing(release: Release) -> tuple[str, str]:
    return release.hash, release.built_from
