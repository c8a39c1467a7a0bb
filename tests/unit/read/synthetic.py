"""A served database made by hand: synthetic projects and tranches with whatever names, amounts and days a test wants."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from api.build.materialise import Version, public_keys
from api.build.rows import columns_of, list_rows, served_row
from api.resources import BY_NAME
from api.resources.served import FOREVER

DAYS = ("2025-10-26", "2025-12-24", "2026-02-28")
LISTS = {"aliases", "previous_ids", "conflicts", "document_ids", "parties", "participations", "outputs", "subjects", "sectors"}


def item(collection: str, record_id: str, **values: Any) -> dict[str, Any]:
    """A record with nothing but what is named."""
    empty = {key: [] if key in LISTS else None for key in public_keys(collection)}
    return {**empty, "id": record_id, "known_from": DAYS[0], "changed_on": DAYS[0], "claim_count": 0, **values}


def version(collection: str, record_id: str, since: str = DAYS[0], until: str = FOREVER, **values: Any) -> tuple[str, Version]:
    """One version of such a record, valid on days `since <= day < until`."""
    assert collection in BY_NAME
    return collection, Version(since, until, item(collection, record_id, **values))


def serve(
    path: Path, versions: Iterable[tuple[str, Version]], *, release: str = "r1", register: Sequence[tuple[Any, ...]] = ()
) -> Path:
    """Write a database that serves these versions; `register` are rows of moved and withdrawn ids."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{fresh}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with sqlite3.connect(fresh) as database:
        counts: dict[str, set[str]] = {}
        for collection, one in versions:
            for table, row in (served_row(collection, one), *list_rows(collection, one)):
                _insert(database, table, row)
            if one.valid_to == FOREVER:
                counts.setdefault(collection, set()).add(one.item["id"])
        for row in register:
            _insert(database, "records", row)
        numbers = {collection: len(ids) for collection, ids in counts.items()}
        announced = (release, f"{release:0<64}", "2026-11-21T12:00:00Z", "", orjson.dumps(DAYS).decode(), orjson.dumps(numbers).decode())
        _insert(database, "dataset", announced)
    database.close()
    fresh.replace(path)
    return path


def _insert(database: sqlite3.Connection, table: str, row: Sequence[Any]) -> None:
    columns = ", ".join(f'"{column}"' for column in columns_of(table))
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", row)
