"""A served database made by hand: synthetic projects and tranches with whatever names, amounts and
days a test wants.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from api.collections import BY_NAME, MODELS
from api.collections.catalogue import METADATA, SERVED_METADATA
from api.collections.codelists import CODELISTS, stored
from api.collections.served import FOREVER
from api.collections.served_tables import CODELISTS_TABLE as CODE_LISTS
from api.collections.served_tables import DATASET, LIST_VALUES, SERVED, declarations
from api.publish.resolve.versions import Version
from api.publish.rows.rows import columns_of, list_rows, served_row

DAYS = ("2025-10-26", "2025-12-24", "2026-02-28")
LISTS = {
    "aliases",
    "previous_ids",
    "conflicts",
    "document_ids",
    "parties",
    "participations",
    "outputs",
    "subjects",
    "sectors",
}
LISTS |= {"authors", "relays", "references", "counts", "sides", "subdivisions", "mentioned_in"}
LISTS |= {"related_ids", "document_kinds", "project_list"}


def item(collection: str, record_id: str, **values: Any) -> dict[str, Any]:
    """A record with nothing but what is named."""
    empty: dict[str, Any] = {key: [] if key in LISTS else None for key in _keys(collection)}
    empty |= {key: {} for key in empty if key == "field_status"}
    return {
        **empty,
        "id": record_id,
        "known_from": DAYS[0],
        "changed_on": DAYS[0],
        "claim_count": 0,
        **values,
    }


def _keys(collection: str) -> list[str]:
    return [info.alias or name for name, info in MODELS[collection].model_fields.items()]


def version(
    collection: str, record_id: str, since: str = DAYS[0], until: str = FOREVER, **values: Any
) -> tuple[str, Version]:
    """One version of such a record, valid on days `since <= day < until`."""
    assert collection in BY_NAME
    return collection, Version(since, until, item(collection, record_id, **values))


Versions = Iterable[tuple[str, Version]]
Register = Sequence[tuple[Any, ...]]


def serve(path: Path, versions: Versions, *, release: str = "r1", register: Register = ()) -> Path:
    """Write a SQLite file that serves these versions; `register` are rows of moved and withdrawn
    ids.
    """
    fresh = path.with_suffix(".new")
    fresh.write_bytes(_empty())
    with sqlite3.connect(fresh) as database:
        database.execute("PRAGMA synchronous = OFF")
        for table, row in _rows(versions, release, register):
            database.execute(_insert(table, "?"), row)
    database.close()
    fresh.replace(path)
    return path


def serve_postgres(
    url: str, versions: Versions, *, release: str = "r1", register: Register = ()
) -> str:
    """Let a PostgreSQL database serve these versions and nothing else, from one moment to the
    next.
    """
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    METADATA.create_all(engine)
    SERVED_METADATA.create_all(engine)
    engine.dispose()
    served = [*SERVED.values(), LIST_VALUES, DATASET, CODE_LISTS]
    with psycopg.connect(url) as database:
        for name in (*(table.name for table in served), "records"):
            database.execute(f"DELETE FROM {name}".encode())
        found: dict[str, list[tuple[Any, ...]]] = {}
        for table, row in _rows(versions, release, register):
            found.setdefault(table, []).append(row)
        for table, rows in found.items():
            database.cursor().executemany(_insert(table, "%s").encode(), rows)
    return url


def _rows(
    versions: Versions, release: str, register: Register
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    counts: dict[str, set[str]] = {}
    records: dict[tuple[str, str], list[Version]] = {}
    for place, (collection, one) in enumerate(versions, 1):
        table, row = served_row(collection, one)
        yield table, (place, *row) if BY_NAME[collection].placed else row
        records.setdefault((collection, one.item["id"]), []).append(one)
        if one.valid_to == FOREVER:
            counts.setdefault(collection, set()).add(one.item["id"])
    for (collection, _), found in records.items():
        yield from (("list_values", row) for row in list_rows(collection, found))
    yield from (("records", row) for row in register)
    yield from (("codelists", (one.name, stored(one))) for one in CODELISTS.values())
    numbers = {collection: len(ids) for collection, ids in counts.items()}
    yield (
        "dataset",
        (
            release,
            f"{release:0<64}",
            f"{release:0<64}",
            "2026-11-21T12:00:00Z",
            declarations(),
            "",
            orjson.dumps(DAYS).decode(),
            orjson.dumps(numbers).decode(),
        ),
    )


@cache
def _empty() -> bytes:
    """A database with every table and no row; made once, since making it takes longer than all rows
    of a test.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool)
    METADATA.create_all(engine)
    SERVED_METADATA.create_all(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver.serialize()


def _insert(table: str, slot: str) -> str:
    columns = columns_of(table)
    named = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({named}) VALUES ({', '.join([slot] * len(columns))})"
