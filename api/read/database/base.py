"""How the read side reaches a database: one small interface over SQLite and PostgreSQL, read-only,
without ORM. A `Snapshot` is one release; a request reads from one `Reading` of it. Raises
Unavailable, and ReleaseSwitched where a statement read another release than the plan's.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol, TypeVar

from api.base.errors import Unavailable
from api.read.release import Release
from api.read.sql.prepared import Statement, Statements

Row = tuple[Any, ...]


class ReleaseSwitched(Exception):
    """The database moved on to another release between planning and reading: plan again."""


class HostLost(Unavailable):
    """The connection broke, or its host hung: another one may answer."""


def require_release(rows: Sequence[tuple[Any, ...]], release: Release) -> None:
    """Raises ReleaseSwitched where the rows, whose first column is the hash, come from another
    release than the plan.
    """
    if not rows:
        raise Unavailable("The database holds no release.")
    if rows[0][0] != release.hash:
        raise ReleaseSwitched


class Reading(Protocol):
    """A consistent view of the database for one request."""

    async def fetch(
        self, statement: Statement, values: Mapping[str, Any], *, long: bool = False
    ) -> Sequence[Row]:
        """All rows of a statement; `long` says beforehand that it takes more than a few
        milliseconds.
        """


class ExportReader(Reading, Protocol):
    """A view that stays the same while a whole list is read, on a connection of its own."""

    async def start(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Begin the one statement whose rows are taken bit by bit."""

    async def more(self, most: int) -> Sequence[Row]:
        """Its next rows; none when it is over."""


class Snapshot(Protocol):
    """One release of one database, and the statements compiled for it."""

    release: Release
    statements: Statements

    async def fetch(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of a statement that is the only one of its request."""

    def reading(self, *, several: bool = False) -> AbstractAsyncContextManager[Reading]:
        """A view for one statement or, with `several`, for as many as the request needs."""


class Source(Protocol):
    """A database that serves one release after another."""

    @property
    def away(self) -> bool:
        """Whether it could not be read when it was last looked at."""

    def settled(self) -> Snapshot | None:
        """The snapshot being served where no look at the database is due, else None."""

    async def current(self) -> Snapshot:
        """The snapshot being served, looked up anew where a look is due."""

    def export_reader(self) -> AbstractAsyncContextManager[ExportReader]:
        """A view for one export; raises Unavailable where too many are open for too long."""

    def usage(self) -> "InUse":
        """How busy it is."""

    async def refresh(self) -> None:
        """Look at the database at the next request, due or not."""

    async def require_ready(self) -> None:
        """Try what requests do; raises Unavailable where one would fail now."""

    async def close(self) -> None:
        """Give every connection back."""


class InUse(NamedTuple):
    """How much of what is bounded is in use."""

    connections_used: int
    connections: int
    exports_used: int
    exports: int


# Who asks, by network address; empty where that is not known.
CLIENT: ContextVar[str] = ContextVar("CLIENT", default="")


class ExportSlots:
    """How many exports run at once; one more waits, and is refused where none ends in time. One
    client has at most half of them, so that others find some however slowly it reads.
    """

    def __init__(self, slots: int, wait_seconds: float) -> None:
        self.slots, self.used, self._wait = slots, 0, wait_seconds
        self._share = (slots + 1) // 2
        self._clients: Counter[str] = Counter()
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """One slot; raises Unavailable."""
        client = CLIENT.get()
        try:
            async with asyncio.timeout(self._wait), self._changed:
                await self._changed.wait_for(lambda: self._is_free(client))
                self.used += 1
                self._clients[client] += 1
        except TimeoutError as error:
            raise Unavailable(
                f"{self.used} exports are under way, {self._clients[client]} of them yours, which "
                "is as many as run at once."
            ) from error
        try:
            yield
        finally:
            self.used -= 1
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]
            asyncio.get_running_loop().create_task(self._tell())

    def _is_free(self, client: str) -> bool:
        return self.used < self.slots and (not client or self._clients[client] < self._share)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


ATTEMPTS = 5  # at a change of release; each attempt reads the newest one
AnswerType = TypeVar("AnswerType")


async def in_one_release(
    source: Source, work: Callable[[Snapshot], Awaitable[AnswerType]]
) -> AnswerType:
    """Do the work on the release being served; anew where another one was published in between, or
    the database's host was lost.
    """
    lost: HostLost | None = None
    for _ in range(ATTEMPTS):
        try:
            return await work(await source.current())
        except ReleaseSwitched:
            await source.refresh()
        except HostLost as error:
            lost = error
    raise lost or Unavailable("Releases follow each other too fast to answer.")
