"""On SQLite: a new file beside the old one, renamed over it when all is written and synced.

Raises the driver's errors; whatever is raised before the rename, the old file stays.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from types import TracebackType
from typing import Self

from api.base.database import Target
from api.collections.served_tables import canonical_statements, create_statements
from api.collections.tables import TABLES
from api.publish.progress import Progress
from api.publish.rows import search_index
from api.publish.rows.rows import Row, columns_of
from api.publish.store.migrate import require_migrated, require_ours, upgrade
from api.publish.store.place import beside, put_in_place, remove_leftovers

# Pages twice the usual size: a fifth less time for loads and indexes, and none more for reading one
# record.
_PAGE_BYTES = 8192
# Tables whose rows come in no order of their key, and more of them than a cache holds: sorted once,
# before they are put in place.
_SORTED_FIRST = frozenset({"list_values"})
# The file is worthless until renamed: a journal, or zeros over what is deleted, would only cost
# time.
_LOADING = ("journal_mode=OFF", "synchronous=OFF", "secure_delete=OFF", "cache_size=-64000")
# Sorting runs that fit the processor's own cache cost about a fifth less than longer ones; a second
# thread sorts while the first one reads.
_INDEXING = ("cache_size=-2000", "threads=2")
# Rows of each index that are looked at: enough to choose plans, and not the whole of a large file
_ANALYSED = 10_000


class SqliteWriter:
    """Builds a new file beside the old one and renames it over the old when all is written and
    synced. `for_reading`: the file will never be migrated.
    """

    def __init__(self, target: Target, progress: Progress, *, for_reading: bool = False) -> None:
        self._progress, self._for_reading = progress, for_reading
        self._final, self.scratch = target.file, target.file.parent
        self._new = beside(self._final)
        self._abandoned = False
        self._opened: sqlite3.Connection | None = None
        self._indexes: list[str] = []

    def __enter__(self) -> Self:
        require_ours(self._final)
        self._final.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(self._final)
        try:
            self._begin()
        except BaseException:
            if self._opened is not None:
                self._opened.close()
            self._new.unlink(missing_ok=True)
            raise
        return self

    def _begin(self) -> None:
        with closing(sqlite3.connect(self._new)) as empty:
            empty.execute(f"PRAGMA page_size={_PAGE_BYTES}")
            empty.execute("VACUUM")  # writes the header, and with it the size
        if not self._for_reading:
            upgrade(Target("sqlite", file=self._new))
        self._opened = sqlite3.connect(self._new, isolation_level=None)
        for pragma in _LOADING:
            self._connection.execute(f"PRAGMA {pragma}")
        if not self._for_reading:
            require_migrated(self._columns)
        # A file that is only read gets the canonical tables as they are declared: its migrations
        # would take most of the time.
        declared = canonical_statements("sqlite") if self._for_reading else []
        for statement in (*declared, *create_statements("sqlite")):
            self._connection.execute(statement)
        for table in _SORTED_FIRST:
            self._connection.execute(
                f'CREATE TEMP TABLE "{table}_unsorted" AS SELECT * FROM "{table}"'
            )
        found = self._connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        self._indexes = [statement for _, statement in found]
        for (
            name,
            _,
        ) in found:  # made again after the load: sorting once is cheaper than a million insertions
            self._connection.execute(f'DROP INDEX "{name}"')
        self._connection.execute("BEGIN")
        for statement in search_index.SQLITE_BEFORE:
            self._connection.execute(statement)

    @property
    def _connection(self) -> sqlite3.Connection:
        assert self._opened is not None
        return self._opened

    def _columns(self, table: str) -> set[str]:
        return {row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')}

    def write(self, table: str, rows: list[Row]) -> None:
        """Write rows of one table."""
        columns = columns_of(table)
        names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        place = f"{table}_unsorted" if table in _SORTED_FIRST else table
        self._connection.executemany(f'INSERT INTO "{place}" ({names}) VALUES ({marks})', rows)

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...]) -> Iterator[Row]:
        """Rows written so far."""
        return sqlite_rows(self._connection, table, columns, order)

    def abandon(self) -> None:
        """Publish nothing."""
        self._abandoned = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None and not self._abandoned:
                self._finish()
        finally:
            self._connection.close()
            if kind is not None or self._abandoned:
                self._new.unlink(missing_ok=True)
        if kind is None and not self._abandoned:
            put_in_place(self._new, self._final)

    def _finish(self) -> None:
        for pragma in _INDEXING:
            self._connection.execute(f"PRAGMA {pragma}")
        for table in _SORTED_FIRST:
            key = ", ".join(f'"{column.name}"' for column in TABLES[table].primary_key)
            self._connection.execute(
                f'INSERT INTO "{table}" SELECT * FROM "{table}_unsorted" ORDER BY {key}'
            )
        for statement in search_index.SQLITE_AFTER:
            self._connection.execute(statement)
        self._connection.execute("COMMIT")
        self._progress.expect({"indexes": len(self._indexes)})
        for number, statement in enumerate(self._indexes, 1):
            self._progress("indexes", number)
            self._connection.execute(statement)
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(
                f"{len(broken)} rows point at nothing, the first in {broken[0][0]} at "
                f"{broken[0][2]}"
            )
        self._connection.execute(f"PRAGMA analysis_limit={_ANALYSED}")
        self._connection.execute("ANALYZE")


def sqlite_rows(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], order: tuple[str, ...]
) -> Iterator[Row]:
    """Rows of a table in code-point order of the columns named."""
    names, keys = (", ".join(f'"{one}"' for one in some) for some in (columns, order))
    yield from connection.execute(f'SELECT {names} FROM "{table}" ORDER BY {keys}')
