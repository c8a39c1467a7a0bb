"""Rows into the database, in bulk and bounded memory, all or none. The only writers in the product.

Each writer is a context: left normally everything written is in place at once, left by an exception
nothing is. Raises the driver's errors.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import psycopg

from api.base.database import Target
from api.publish.progress import SILENT, Progress
from api.publish.rows.rows import Row
from api.publish.store.postgresql import PostgresWriter, postgres_rows
from api.publish.store.sqlite import SqliteWriter, sqlite_rows

# Takes rows, reads them back, and publishes all or nothing. `scratch` is a folder with room for
# what cannot stay in memory.
Writer = SqliteWriter | PostgresWriter


def writer(target: Target, progress: Progress = SILENT) -> Writer:
    """The writer for a database."""
    return SqliteWriter(target, progress) if target.is_sqlite else PostgresWriter(target, progress)


def stored_rows(
    target: Target, table: str, columns: tuple[str, ...], order: tuple[str, ...]
) -> Iterator[Row]:
    """Rows of the published release, in code-point order of the columns named."""
    if target.is_sqlite:
        with closing(sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)) as connection:
            yield from sqlite_rows(connection, table, columns, order)
    else:
        with psycopg.connect(target.dsn) as pg:
            yield from postgres_rows(pg, table, columns, order)
