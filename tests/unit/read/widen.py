"""Widens a served SQLite file: rows copied under new ids until there are enough for tests to read
query plans on.

Keys, filters and bodies stay as they are, so that every list has as many more rows; building as
many would take minutes.
"""

import sqlite3

_HURRY = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000")
_NUMBERS = (
    "WITH RECURSIVE copies(copy) AS (SELECT 0 UNION ALL SELECT copy + 1 FROM copies WHERE copy < ?)"
)
_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql NOT NULL"
)


def hurried(path: str) -> sqlite3.Connection:
    """A connection to a file that is worthless until it is finished."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _HURRY:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def widen(connection: sqlite3.Connection, collection: str, copies: int, only: str = "true") -> None:
    """That many copies of each served row of a collection beside the row itself; `only` is a
    condition on the rows that are copied.
    """
    table = f"{collection}_versions"
    kept = connection.execute(_INDEXES, (table,)).fetchall()
    for name, _ in kept:  # made again afterwards: sorting once is cheaper than a million insertions
        connection.execute(f'DROP INDEX "{name}"')
    _copy(connection, table, copies, only)
    for _, statement in kept:
        connection.execute(statement)


def widen_lists(
    connection: sqlite3.Connection, collection: str, copies: int, only: str = "true"
) -> None:
    """The same for what the lists of these records hold."""
    _copy(connection, "list_values", copies, f"collection = '{collection}' AND {only}")


def _copy(connection: sqlite3.Connection, table: str, copies: int, only: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    # Before the id, so that copies of one row do not follow each other.
    taken = ", ".join(
        "copy || '-' || id AS id" if column == "id" else f'"{column}"' for column in columns
    )
    connection.execute(f"CREATE TEMP TABLE origin AS SELECT * FROM {table} WHERE {only}")
    copied = f"SELECT {taken} FROM copies, origin WHERE copy > 0"
    if "place" in columns:  # all of them are numbered anew in the order of their ids
        connection.execute(
            f"CREATE TEMP TABLE whole AS {_NUMBERS} SELECT * FROM {table} UNION ALL {copied}",
            (copies,),
        )
        connection.execute(f"DELETE FROM {table}")
        placed = ", ".join(
            "row_number() OVER (ORDER BY id, valid_from)" if column == "place" else f'"{column}"'
            for column in columns
        )
        connection.execute(f"INSERT INTO {table} SELECT {placed} FROM whole")
        connection.execute("DROP TABLE whole")
    else:
        connection.execute(f"INSERT INTO {table} {_NUMBERS} {copied}", (copies,))
    connection.execute("DROP TABLE origin")
