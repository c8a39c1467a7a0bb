"""How the rows of a list are found, so that a page costs the same however large the collection is.
Index: one index has the filters and the order. Sort: few rows match; they are found and sorted.
Scan: many match; the index of the order is read and other rows are skipped. Pure.
"""

from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, null, select, union_all

from api.collections import BY_NAME
from api.collections.served_tables import DATASET, SERVED
from api.read.release import Release
from api.read.request.cursor import BACKWARDS, sort_of
from api.read.request.plan import Plan
from api.read.sql.dialect import Utf8, valid
from api.read.sql.filters import FilterShape, conditions, known_ids, one_valued
from api.read.sql.keyset_sql import after_condition, after_parts, in_order, key_column

AccessPath = Literal["index", "sort", "scan"]


def access_path(plan: Plan, shape: FilterShape, release: Release, total: int) -> AccessPath:
    """The access path of a plan, by how many rows fit it.

    A sort looks at all that fit; a scan, at as many rows for each that fits as there are records
    for each that does. The lesser wins.
    """
    name = plan.resource.name
    if len(shape) == len(_kept(name, shape, plan.ordering.key)):
        return "index"
    if all(test.filter.operator == "none_of" for test in plan.tests):
        return "scan"  # No index finds what is none of some values.
    # A list the build derives has no number of its own; all records together are many enough.
    size = release.counts.get(name) or sum(release.counts.values())
    return "sort" if total * total <= (plan.limit + 1) * size else "scan"


def list_statement(
    resource: str, shape: FilterShape, key: str, after: bool, path: AccessPath
) -> CompoundSelect[Any]:
    """One row with hash and number of known ids, and the rows of the page; each has null where the
    other has columns.
    """
    page = (_sorted if path == "sort" else _in_turn)(resource, shape, key, after, path).subquery(
        "page"
    )
    head = select(DATASET.c.hash, known_ids(resource, shape).label("known"), null(), null(), null())
    return union_all(head, select(null(), null(), page.c.id, page.c.sort_key, page.c.body))


def _in_turn(
    resource: str, shape: FilterShape, key: str, after: bool, path: AccessPath
) -> Select[Any] | CompoundSelect[Any]:
    """The page by the index that has its order; where it is read in parts, as many rows of each."""
    table = SERVED[resource]
    rows = select(
        table.c.id, key_column(table, key).label("sort_key"), Utf8(table.c.body).label("body")
    ).where(valid(table))
    if path == "index":
        rows = rows.where(*conditions(resource, shape))
    else:
        rows = rows.where(
            *conditions(resource, shape, _kept(resource, shape, key)),
            *_reach(resource, shape, key, after),
        )
    parts = [rows.where(part) for part in after_parts(table, key)] if after else [rows]
    first, *more = [part.order_by(*in_order(table, key)).limit(bindparam("most")) for part in parts]
    return union_all(*(select(part.subquery()) for part in (first, *more))) if more else first


def _sorted(
    resource: str, shape: FilterShape, key: str, after: bool, path: AccessPath
) -> Select[Any]:
    """The page out of everything that fits; bodies are fetched only for rows that are shown."""
    table = SERVED[resource]
    # What breaks ties, which identifies the version on the day as well, and the key: each once.
    columns = dict.fromkeys(
        [table.c.place if "place" in table.c else table.c.id, key_column(table, key)]
    )
    fits = (
        select(*columns)
        .where(valid(table), *conditions(resource, shape))
        .cte("fits")
        .prefix_with("MATERIALIZED")
    )
    few = select(fits)
    if after:
        few = few.where(after_condition(table, fits, key))
    first = few.order_by(*in_order(fits, key)).limit(bindparam("most")).subquery("first")
    match = (
        table.c.place == first.c.place
        if "place" in table.c
        else (table.c.id == first.c.id) & valid(table)
    )
    shown = select(
        table.c.id, key_column(table, key).label("sort_key"), Utf8(table.c.body).label("body")
    )
    return shown.select_from(first.join(table, match))


@lru_cache(maxsize=4096)
def _kept(resource: str, shape: FilterShape, key: str) -> frozenset[str]:
    """The most columns that the filters ask for one value of and that come before the key in one
    index.
    """
    one_value = one_valued(resource, shape)
    indexes = [pair[:-1] for pair in BY_NAME[resource].pairs if pair[-1] == key]
    if key in ("id", BACKWARDS):
        indexes = [*BY_NAME[resource].pairs, *((column,) for column in sorted(one_value))]
    return max(
        (frozenset(columns) for columns in indexes if one_value.issuperset(columns)),
        key=len,
        default=frozenset(),
    )


def _reach(resource: str, shape: FilterShape, key: str, after: bool) -> list[ColumnElement[bool]]:
    """Where the scan begins and ends, where the sort key itself is filtered: a page need not pass
    over what comes before or after.
    """
    sort, descending = sort_of(resource, key)
    column = key_column(SERVED[resource], key)
    found: list[ColumnElement[bool]] = []
    for name, _ in shape:
        if name in (f"{sort.name}_gte", f"{sort.name}_lte"):
            bound = bindparam(f"{name}_{'down' if descending else 'up'}", type_=column.type)
            if name.endswith("_gte") == descending:
                found.append(column <= bound)
            elif not after:
                found.append(column >= bound)
    return found
