"""How the read side reaches the database: read-only, at driver level, no ORM. One small interface over SQLite and PostgreSQL.

A `Snapshot` is one release; everything one request reads comes from one `Reading` of it. Raises Unavailable, and ReleaseSwitched
where a statement met another release than the one its plan was made for.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from api.base.database import Target
from api.base.errors import Unavailable
from api.read.release import Release
from api.read.sql.prepared import Statement, Statements

Row = tuple[Any, ...]


class ReleaseSwitched(Exception):
    """The database moved on to another release between planning and reading: plan again."""


def require_release(rows: Sequence[tuple[Any, ...]], release: Release) -> None:
    """Raises ReleaseSwitched where the rows, whose first column is the hash, come from another release than the plan."""
    if not rows:
        raise Unavailable("The database holds no release.")
    if rows[0][0] != release.hash:
        raise ReleaseSwitched


class Reading(Protocol):
    """A consistent view of the database for one request."""

    async def fetch(self, statement: Statement, values: Mapping[str, Any], *, long: bool = False) -> Sequence[Row]:
        """All rows of a statement; `long` says beforehand that it takes more than a few milliseconds."""
        ...


class Snapshot(Protocol):
    """One release of one database."""

    @property
    def release(self) -> Release:
        """What is being served."""
        ...

    @property
    def statements(self) -> Statements:
        """Statements compiled for this database."""
        ...

    async def fetch(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of a statement that is the only one of its request."""
        ...

    def reading(self, *, several: bool = False) -> AbstractAsyncContextManager[Reading]:
        """A view for one statement or, with `several`, for as many as the request needs."""
        ...


class Source(Protocol):
    """A database that serves one release after another."""

    def settled(self) -> Snapshot | None:
        """The snapshot being served where no look at the database is due, else None."""
        ...

    async def current(self) -> Snapshot:
        """The snapshot being served, looked up anew where a look is due."""
        ...

    async def refresh(self) -> None:
        """Look at the database at the next request, due or not."""
        ...

    async def migration(self) -> str | None:
        """The migration the database stands at, or None where it was never migrated."""
        ...

    async def close(self) -> None:
        """Give every connection back."""
        ...


def open_source(target: Target, *, check_seconds: float, timeout_seconds: float, pool_size: int) -> Source:
    """The source at a target; connects on first use. Each driver is imported only where it is used: a cold start pays for one."""
    if target.is_sqlite:
        from api.read.database.sqlite import SQLiteSource

        return SQLiteSource(str(target.file), check_seconds, timeout_seconds, pool_size)
    from api.read.database.postgresql import PostgreSQLSource

    return PostgreSQLSource(target.dsn or "", check_seconds, timeout_seconds, pool_size)
