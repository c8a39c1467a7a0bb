"""The whole release as one SQLite file that tools open as it is: friendly tables, foreign keys, indexes, and what each column means.

Equal rows give equal bytes. Raises sqlite3's errors, and IntegrityError where a row points at nothing.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from api.formats.bulk import BulkTable

_TYPES = {"text": "TEXT", "day": "TEXT", "whole": "INTEGER", "number": "REAL", "flag": "INTEGER"}
_METADATA = 'CREATE TABLE "metadata" ("name" TEXT NOT NULL PRIMARY KEY, "text" TEXT NOT NULL)'


class BulkSqlite:
    """The file being written; used from one thread at a time."""

    def __init__(self, path: Path, tables: Sequence[BulkTable]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._tables = tables
        # The file is worthless until it is whole, so a journal would only cost time.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("BEGIN")
        self._connection.execute(_METADATA)
        for table in tables:
            self._connection.execute(create_statement(table))

    def insert(self, table: BulkTable, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        self._connection.executemany(f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})', rows)

    def finish(self, metadata: Iterable[tuple[str, str]]) -> None:
        """Write the notes and the indexes, check every foreign key, close."""
        self._connection.executemany('INSERT INTO "metadata" VALUES (?, ?)', metadata)
        for table in self._tables:
            for key in table.foreign_keys:
                columns = ", ".join(f'"{column}"' for column in key.columns)
                self._connection.execute(f'CREATE INDEX "ix_{table.name}_{"_".join(key.columns)}" ON "{table.name}" ({columns})')
        self._connection.execute("COMMIT")
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"a row of {broken[0]} points at nothing in {broken[2]}")
        self._connection.execute("ANALYZE")
        self.close()

    def close(self) -> None:
        """Close the file, whole or not."""
        self._connection.close()


def create_statement(table: BulkTable) -> str:
    """A table as SQL; the comments stay in the file, where whoever looks at the schema reads them."""
    lines = [
        (f'"{column.name}" {_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}', f" -- {column.description}") for column in table.columns
    ]
    lines.append((f"PRIMARY KEY ({_names(table.primary_key)})", ""))
    lines += [(f'FOREIGN KEY ({_names(key.columns)}) REFERENCES "{key.table}" ({_names(key.targets)})', "") for key in table.foreign_keys]
    last = len(lines) - 1
    body = "\n".join(f"  {text}{'' if place == last else ','}{comment}" for place, (text, comment) in enumerate(lines))
    return f'CREATE TABLE "{table.name}" ( -- {table.description}\n{body}\n)'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
