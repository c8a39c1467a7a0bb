"""Ninth stage of the build where only some records changed, on SQLite: a copy of the former file, changed and renamed over it.

The former file is read until the copy is made, so that nothing is copied in vain. Raises NeedsWhole where another release was published
meanwhile, and the driver's errors; whatever is raised before the rename, the former file stays.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import IO, Any, Self

from api.base.database import Target
from api.build.former import NeedsWhole
from api.build.progress import Tell
from api.build.rows import Row, upsert
from api.build.search_index import SQLITE_ADD, SQLITE_FIND, SQLITE_REMOVE
from api.build.store_sqlite import new_file, put_in_place, remove_leftovers, sqlite_rows

_CHANGING = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-64000", "foreign_keys=ON")
_PIECE = 64 * 2**20  # bytes copied between two looks at the progress


class SqliteAmender:
    """Changes a copy of the former file and renames it over the former."""

    def __init__(self, target: Target, tell: Tell) -> None:
        self._tell = tell
        self._final = target.file
        self._new = new_file(self._final)
        self._changing = False

    def __enter__(self) -> Self:
        remove_leftovers(self._final)
        self._former: IO[bytes] = self._final.open("rb")
        self._connection = sqlite3.connect(f"file:{self._final}?mode=ro", uri=True, isolation_level=None)
        return self

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Rows of the former release, or as changed so far."""
        return self._connection.execute(statement, values).fetchall()

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...], within: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows as changed so far, in code-point order of the columns named."""
        return sqlite_rows(self._connection, table, columns, order, within, values)

    def begin(self) -> None:
        """Copy the former file; everything after is done to the copy."""
        self._connection.close()
        self._copy()
        self._connection = sqlite3.connect(self._new, isolation_level=None)
        for pragma in _CHANGING:
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        self._changing = True

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Change rows."""
        self._connection.execute(statement, values)

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows in place of those with the same key."""
        if rows:
            self._connection.executemany(upsert(table, "?"), rows)

    def add_words(self, position: int, words: str) -> None:
        """Make a position found by words."""
        self._connection.execute(SQLITE_ADD, (position, words))

    def remove_words(self, position: int, words: str) -> None:
        """Let a position not be found any more; the words are those it was found by."""
        self._connection.execute(SQLITE_REMOVE, (position, words))

    def is_found(self, token: str) -> bool:
        """Whether anything is found by a token."""
        return self._connection.execute(SQLITE_FIND, (f'"{token}"',)).fetchone() is not None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and self._changing:
                self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._new.unlink(missing_ok=True)
            raise
        finally:
            self._connection.close()
            self._former.close()
            if kind is not None:
                self._new.unlink(missing_ok=True)
        if kind is None and self._changing:
            put_in_place(self._new, self._final)

    def _copy(self) -> None:
        size = os.fstat(self._former.fileno()).st_size
        if not os.path.samestat(os.fstat(self._former.fileno()), self._final.stat()):
            raise NeedsWhole("another release was published meanwhile")
        with self._new.open("xb") as copy:
            for done in _pieces(self._former, copy, size):
                self._tell("megabytes copied", max(1, done // 2**20))


def _pieces(former: IO[bytes], copy: IO[bytes], size: int) -> Iterator[int]:
    """Copy a file; gives the bytes done. Within the kernel where the system can: some file systems then share the bytes instead."""
    within_kernel = getattr(os, "copy_file_range", None)
    done = 0
    try:
        while within_kernel and (moved := within_kernel(former.fileno(), copy.fileno(), _PIECE, done, done)):
            done += moved
            yield done
    except OSError:
        if done:
            raise
    if done < size:
        former.seek(done)
        copy.seek(done)
        shutil.copyfileobj(former, copy, _PIECE)
        yield size
