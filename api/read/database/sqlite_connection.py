"""A connection to one SQLite file, opened read-only and immutable, with a deadline for each
statement. Raises Unavailable, and TookTooLong where a statement was cut off.
"""

import logging
import sqlite3
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from api.base.bounded import Lru
from api.base.errors import Unavailable
from api.read.database.base import Row
from api.read.sql.prepared import MOST_STATEMENTS, Statement

logger = logging.getLogger("pledgebook.read")


STEPS_BETWEEN_LOOKS = 4000  # steps of SQLite's machine between two looks at the clock: about 50 µs

_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
# The full-text index declares its columns to SQLite in this way when it is opened; whatever really
# writes there is refused by the connection.
_DECLARES_FULL_TEXT = (sqlite3.SQLITE_UPDATE, "sqlite_master")
_LOOKS = {"data_version", "quick_check"}  # the first is what full-text search itself looks at


class TookTooLong(Exception):
    """A statement was cut off."""


def connect(path: str, cache_kib: int = 2_000) -> sqlite3.Connection:
    """Open the file read-only; it is taken never to change."""
    address = f"file:{quote(path)}?mode=ro&immutable=1"
    driver = sqlite3.connect(
        address, uri=True, check_same_thread=False, isolation_level=None, cached_statements=512
    )
    driver.execute("PRAGMA query_only = 1")
    driver.execute(f"PRAGMA cache_size = {-cache_kib}")
    driver.set_authorizer(_only_reads)
    return driver


def _only_reads(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """SQLite asks this of each step of a statement as it is compiled: neither another file nor a
    switch can be reached through any SQL, whatever else it says.
    """
    allowed = (
        action in _READS
        or (action == sqlite3.SQLITE_PRAGMA and first in _LOOKS and not second)
        or (action, first) == _DECLARES_FULL_TEXT
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


class SQLiteConnection:
    """One connection to one immutable file, with a deadline for each statement."""

    def __init__(self, path: str, cache_kib: int = 2_000) -> None:
        self._driver = connect(path, cache_kib)
        self._deadline = float("inf")
        # Until Python 3.12 the driver takes a statement that was cut off to be running for good,
        # and compiles the same text anew each time; with another comment it is compiled once more
        # and kept.
        self._respelt: Lru[str, str] = Lru(MOST_STATEMENTS)
        self._driver.set_progress_handler(
            lambda: time.monotonic() > self._deadline, STEPS_BETWEEN_LOOKS
        )

    def fetch(
        self, statement: Statement, arguments: Sequence[Any], seconds: float
    ) -> Sequence[Row]:
        """All rows of a statement; raises TookTooLong after so many seconds."""
        self._deadline = time.monotonic() + seconds
        try:
            return self._driver.execute(
                self._respelt.get(statement.sql) or statement.sql, arguments
            ).fetchall()
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                self._respelt.put(statement.sql, f"{statement.sql} -- {time.monotonic_ns()}")
                raise TookTooLong from error
            logger.exception("a statement failed")
            raise Unavailable(
                "The database holds no release that this version can read; run `pledgebook "
                "migrate` and `pledgebook seed`."
            ) from error
        except sqlite3.DatabaseError as error:
            logger.exception("the database file cannot be read")
            raise Unavailable("The database file cannot be read.") from error

    def close(self) -> None:
        """Close the file."""
        self._driver.close()
