"""Order and pages in SQL: what rows are ordered by, and which of them come after the row a page
continues after. Pure: builds, never runs.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, bindparam, func, select, tuple_

from api.collections.catalogue import TEXT
from api.read.request.cursor import BACKWARDS


def key_column(rows: FromClause, key: str) -> ColumnElement[Any]:
    """The column that holds a sort key."""
    return rows.c["id" if key == BACKWARDS else key]


def in_order(rows: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
    """The ORDER BY of a sort key: the key, then id, so that no two rows are equal."""
    if key == BACKWARDS:
        return (_tie_breaker(rows).desc(),)
    return (_tie_breaker(rows),) if key == "id" else (rows.c[key], _tie_breaker(rows))


def _tie_breaker(rows: FromClause) -> ColumnElement[Any]:
    return rows.c.place if "place" in rows.c else rows.c.id


def after_condition(table: Table, rows: FromClause, key: str) -> ColumnElement[bool]:
    """Of rows of a served table those after the parameters `after_key` and `after_id`: one
    comparison of row values, which an index answers at any depth.
    """
    tie, after = _tie_breaker(rows), _after(table)
    if key in ("id", BACKWARDS):
        return tie > after if key == "id" else tie < after
    column = rows.c[key]
    return tuple_(column, tie) > tuple_(bindparam("after_key", type_=column.type), after)


def after_parts(table: Table, key: str) -> tuple[ColumnElement[bool], ...]:
    """The same in parts that follow each other and are each a range of one index: SQLite finds no
    row value in an index that ends with the number of a row, and would read equal keys from their
    first on.
    """
    if key in ("id", BACKWARDS) or "place" not in table.c:
        return (after_condition(table, table, key),)
    column = table.c[key]
    former = bindparam("after_key", type_=column.type)
    return (column == former) & (table.c.place > _after(table)), column > former


def _after(table: Table) -> ColumnElement[Any]:
    after = bindparam("after_id", type_=TEXT)
    if "place" not in table.c:
        return after
    placed = table.alias("placed")
    return select(func.max(placed.c.place)).where(placed.c.id == after).scalar_subquery()
