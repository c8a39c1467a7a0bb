"""What a question costs a database: the statements the read side runs for it, each with its plan
and the work it takes, counted and not timed.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.collections import BY_NAME
from api.read.database.base import Row
from api.read.database.postgresql_reading import PostgreSQLReading
from api.read.database.sqlite import SQLiteSnapshot
from api.read.request.cursor import BACKWARDS
from api.read.sql.prepared import Statement

Run = tuple[Statement, tuple[Any, ...]]
Fetch = Callable[..., Awaitable[Sequence[Row]]]
_PLACED = {f"{name}_versions" for name, resource in BY_NAME.items() if resource.placed}
_STEPS = 10  # of SQLite's machine between two counts


@contextmanager
def watching() -> Iterator[list[Run]]:
    """The statements that reach any database meanwhile, with their arguments; they run as ever."""
    seen: list[Run] = []
    with pytest.MonkeyPatch.context() as patch:
        for kind in (SQLiteSnapshot, PostgreSQLReading):
            patch.setattr(kind, "fetch", _noting(kind.fetch, seen))
        yield seen


def _noting(fetch: Fetch, seen: list[Run]) -> Fetch:
    async def noting(
        self: Any, statement: Statement, values: Mapping[str, Any], **options: Any
    ) -> Sequence[Row]:
        seen.append((statement, statement.arguments(values)))
        return await fetch(self, statement, values, **options)

    return noting


def counts(seen: Sequence[Run]) -> int:
    """How many of the statements count a total; those of includes count as well, but for each
    record.
    """
    return sum("count(*) AS" in statement.sql for statement, _ in seen)


def nine_tenths_through(table: str, key: str) -> str:
    """SQL for key and id of the row nine tenths through a served table in the order of a key."""
    column, order = ("id", "id DESC") if key == BACKWARDS else (key, f"{key}, id")
    return (
        f"SELECT {column}, id FROM {table} ORDER BY {order} LIMIT 1 OFFSET (SELECT count(*) * 9 / "
        f"10 FROM {table})"
    )


@dataclass(frozen=True)
class Work:
    """What a statement does: steps of SQLite's machine, the plan in its words."""

    steps: int
    plan: tuple[str, ...]

    @property
    def whole_tables(self) -> list[str]:
        """Parts of the plan that read a table from end to end without an index; the one row of the
        release is no table in this sense, and what is numbered in the order of its ids needs no
        index for that order.
        """
        scans = [
            part.split()[1]
            for part in self.plan
            if part.startswith("SCAN ") and "INDEX" not in part
        ]
        return [
            table
            for table in scans
            if table.endswith(("_versions", "list_values", "target", "holder", "shown"))
            and table not in _PLACED
        ]


class Meter:
    """A connection of its own to a SQLite file, on which statements are run again and their work is
    counted.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        self._ticks = 0
        self._deep: dict[tuple[str, str], tuple[Any, str]] = {}

    def deep(self, table: str, key: str) -> tuple[Any, str]:
        """Key and id of the row nine tenths through a served table in the order of a key."""
        if (table, key) not in self._deep:
            self._deep[table, key] = self._connection.execute(
                nine_tenths_through(table, key)
            ).fetchone()
        return self._deep[table, key]

    def work(self, run: Run) -> Work:
        """Run a statement to its end."""
        statement, arguments = run
        self._ticks = 0
        self._connection.set_progress_handler(self._tick, _STEPS)
        self._connection.execute(statement.sql, arguments).fetchall()
        self._connection.set_progress_handler(None, _STEPS)
        plan = self._connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", arguments).fetchall()
        return Work(self._ticks * _STEPS, tuple(row[3] for row in plan))

    def _tick(self) -> int:
        self._ticks += 1
        return 0

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
