"""The database that Datasette and the textbook application share: every project of the published
dataset with all its public fields.

Made from the served rows of today, with the indexes that filter and sort of the measured list need,
and full-text search for Datasette.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_NUMBERS = {"capacity_value": "REAL", "claim_count": "BIGINT", "share_percent": "REAL"}
_BATCH = 5000
FOREVER = "9999-12-31"


def _type(column: str) -> str:
    whole = column in (
        "amount",
        "amount_min",
        "amount_max",
        "amount_usd",
        "amount_usd_counted",
        "position",
    )
    return "BIGINT" if whole else _NUMBERS.get(column, "TEXT")


def bodies(published: Path) -> Iterator[dict[str, Any]]:
    """Every project of today as the API sends it."""
    connection = sqlite3.connect(f"file:{published}?mode=ro", uri=True)
    for (body,) in connection.execute(
        "SELECT body FROM projects_versions WHERE valid_to = ?", (FOREVER,)
    ):
        yield json.loads(body)
    connection.close()


def tables(published: Path) -> dict[str, tuple[str, ...]]:
    """Columns of the two tables."""
    with_parties = next(item for item in bodies(published) if item["parties"])
    party = tuple(with_parties["parties"][0])
    return {"projects": tuple(with_parties), "parties": ("project_id", "position", *party)}


def _stored(value: Any) -> Any:
    """Lists and objects as JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def rows(published: Path) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Table and row of every project and party."""
    for item in bodies(published):
        yield "projects", tuple(_stored(value) for value in item.values())
        for position, party in enumerate(item["parties"]):
            yield "parties", (item["id"], position, *party.values())


def schema(published: Path, list_type: str) -> list[str]:
    """Statements that make the tables; lists are of that type."""
    lists = {key for key, value in next(bodies(published)).items() if value != _stored(value)}
    found = []
    for table, columns in tables(published).items():
        typed = [
            f'"{column}" {list_type if column in lists else _type(column)}' for column in columns
        ]
        key = "PRIMARY KEY (id)" if table == "projects" else "PRIMARY KEY (project_id, position)"
        found.append(f"CREATE TABLE {table} ({', '.join(typed)}, {key})")
    return found


INDEXES = (
    "CREATE INDEX projects_sector_status_amount ON projects (sector, status, amount_usd)",
    "CREATE INDEX projects_amount_usd ON projects (amount_usd)",
)
_SEARCH = (
    "CREATE VIRTUAL TABLE projects_fts USING fts5 (name, summary, content = projects)",
    "INSERT INTO projects_fts (rowid, name, summary) SELECT rowid, name, summary FROM projects",
)


def make_sqlite(published: Path, target: Path) -> None:
    """The peers' SQLite file."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    for statement in schema(published, "TEXT"):
        connection.execute(statement)
    connection.execute("BEGIN")
    held: dict[str, list[tuple[Any, ...]]] = {"projects": [], "parties": []}
    for table, row in rows(published):
        held[table].append(row)
        if len(held[table]) == _BATCH:
            _insert(connection, table, held[table])
    for table, remaining in held.items():
        _insert(connection, table, remaining)
    connection.execute("COMMIT")
    for statement in (*INDEXES, *_SEARCH, "ANALYZE"):
        connection.execute(statement)
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, held: list[tuple[Any, ...]]) -> None:
    if held:
        connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(held[0]))})", held
        )
        held.clear()


def make_postgresql(published: Path, address: str) -> None:
    """The same tables in a PostgreSQL database, which holds nothing else."""
    import psycopg

    with psycopg.connect(address) as connection:
        for statement in schema(published, "JSON"):
            connection.execute(statement.encode())
        for table, columns in tables(published).items():
            names = ", ".join(f'"{column}"' for column in columns)
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy,
            ):
                for name, row in rows(published):
                    if name == table:
                        copy.write_row(row)
        for statement in INDEXES:
            connection.execute(statement.encode())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")
