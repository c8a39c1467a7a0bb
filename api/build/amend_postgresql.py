"""Ninth stage of the build where only some records changed, on PostgreSQL: the rows of these within one transaction.

Readers see the former release until it commits. Raises the driver's errors.
"""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import psycopg

from api.base.database import Target
from api.build.rows import Row, upsert
from api.build.search_index import POSTGRESQL_ADD, POSTGRESQL_FIND, POSTGRESQL_REMOVE
from api.build.store_postgresql import one_publisher, postgres_rows, tidy


class PostgresAmender:
    """Changes rows of the former release within one transaction."""

    def __init__(self, target: Target) -> None:
        self._dsn = target.dsn or ""
        self._changing = False

    def __enter__(self) -> Self:
        self._connection = psycopg.connect(self._dsn)
        one_publisher(self._connection)
        return self

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Rows of the former release, or as changed so far."""
        return self._connection.execute(_marked(statement), values).fetchall()

    def read(self, table: str, columns: tuple[str, ...], order: tuple[str, ...], within: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows as changed so far, in code-point order of the columns named."""
        return postgres_rows(self._connection, table, columns, order, _marked(within), values)

    def begin(self) -> None:
        """From here on rows are changed."""
        self._changing = True

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Change rows."""
        self._connection.execute(_marked(statement), values)

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows in place of those with the same key."""
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(upsert(table, "%s").encode(), rows)

    def add_words(self, position: int, words: str) -> None:
        """Make a position found by words."""
        self._connection.execute(POSTGRESQL_ADD, (position, words))

    def remove_words(self, position: int, words: str) -> None:
        """Let a position not be found any more."""
        self._connection.execute(POSTGRESQL_REMOVE, (position,))

    def is_found(self, token: str) -> bool:
        """Whether anything is found by a token."""
        return self._connection.execute(POSTGRESQL_FIND, (token,)).fetchone() is not None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and self._changing:
                self._connection.commit()
                tidy(self._connection)
            else:
                self._connection.rollback()
        finally:
            self._connection.close()


def _marked(statement: str) -> bytes:
    """The statement with the driver's own marks for values; no statement of ours has a question mark or a percent sign of another meaning."""
    return statement.replace("?", "%s").encode()
