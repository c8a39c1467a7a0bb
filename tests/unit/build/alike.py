"""Two published databases side by side: every row of every table, but for numbers that only say in which order rows lie."""

import sqlite3
from typing import Any

import psycopg
from psycopg import sql

from api.base.database import Target
from api.build.publish import stored_hash
from api.build.rows import columns_of
from api.build.store import stored_rows
from api.schema.tables import TABLES

_ONLY_ORDER = ("place", "position")
_OF_POSITIONS = ("search_ranges",)
# What a build of the whole and one of what differs may tell apart: nothing but which code and seed they came from.
_OF_THE_BUILD = ("fingerprint",)


def contents(target: Target) -> dict[str, list[tuple[Any, ...]]]:
    """Rows by table, in one order. Of search, records in the order they are shown in, and what each is found by."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in TABLES:
        if table in _OF_POSITIONS:
            continue
        columns = tuple(column for column in columns_of(table) if column not in (*_ONLY_ORDER, *_OF_THE_BUILD))
        ordered = ("position",) if table == "search_documents" else ("place",) if table == "claims_versions" else ()
        rows = list(
            stored_rows(target, table, columns, ordered or tuple(f'"{column}"' for column in columns) if target.is_sqlite else ordered or columns)
        )
        found[table] = rows if ordered else sorted(rows, key=repr)
    return found | {"search_index": _found_by(target)} | {"ranges": _ranges(target), "hash": [(stored_hash(target),)]}


def _shown(target: Target) -> dict[int, tuple[str, str, str]]:
    rows = stored_rows(target, "search_documents", ("position", "collection", "id", "valid_from"), ("position",))
    return {position: (collection, record_id, valid_from) for position, collection, record_id, valid_from in rows}


def _found_by(target: Target) -> list[tuple[Any, ...]]:
    """Each token with each record it finds."""
    shown = _shown(target)
    if target.is_sqlite:
        connection = sqlite3.connect(target.file)
        connection.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab('main', 'search_index', 'instance')")
        pairs = connection.execute("SELECT DISTINCT term, doc FROM temp.tokens").fetchall()
        connection.close()
    else:
        with psycopg.connect(target.dsn or "") as pg:
            rows = pg.execute(sql.SQL("SELECT tsvector_to_array(words), position FROM search_index")).fetchall()
        pairs = [(token, position) for tokens, position in rows for token in tokens]
    return sorted((token, *shown[position]) for token, position in pairs)


def _ranges(target: Target) -> list[tuple[Any, ...]]:
    """First and last record of each collection, as the ranges say."""
    shown = _shown(target)
    rows = stored_rows(target, "search_ranges", ("collection", "first", "last"), ("collection",))
    return [(collection, shown[first], shown[last]) for collection, first, last in rows]
