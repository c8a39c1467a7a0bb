"""What the served tables store of each collection, derived from its declaration: the columns
filters test, and two keys for each sort, both read ascending with nulls last. A column that orders
as it is written is its own key. The tables are in `served_tables`.
"""

from typing import Literal

from api.collections.declare import Collection, Sort
from api.collections.operators import BOUNDS

FOREVER = "9999-12-31"
SPAN = ("since", "until")  # `valid_from` and `valid_to` of a version as numbers of days
KeyType = Literal["text", "whole", "number"]
# Of the ascending and the descending key of each kind of sort. A day descends as the negative of
# the whole number YYYYMMDD.
KEY_TYPES: dict[str, tuple[KeyType, KeyType]] = {
    "id": ("text", "text"),
    "text": ("text", "text"),
    "day": ("text", "whole"),
    "date": ("text", "whole"),
    "number": ("number", "number"),
    "position": ("text", "text"),
}
# The ascending key of a missing value: after every value there is, so that a filter tells them
# apart.
AFTER_ALL: dict[str, str | float] = {"date": "9999-99-99", "number": 1.7e308}


def sort_keys(sort: Sort) -> tuple[str, str]:
    """Names of the columns that are read for a sort, ascending and descending; ids alone are read
    backwards.
    """
    up = sort.column if sort.kind in ("id", "day") else f"{sort.name}_up"
    return up, "id" if sort.column == "id" else f"{sort.name}_down"


def bounded_by(resource: Collection) -> dict[str, Sort]:
    """Column that filters only bound → the sort whose ascending key orders and equals as it does,
    and so is tested in its place.
    """
    others = {one.column for one in resource.filters if one.operator not in BOUNDS}
    return {
        sort.column: sort
        for sort in resource.sorts
        if sort.kind in AFTER_ALL and sort.column not in others
    }


def filter_columns(resource: Collection) -> dict[str, str]:
    """Column stored for the resource's filters and includes → its kind; lists stand in
    `list_values`, what is only bounded in the key.
    """
    found: dict[str, str] = {}
    instead = bounded_by(resource)
    for one in resource.filters:
        if (
            not one.listed
            and one.column not in ("id", *instead)
            and not (one.operator == "is_null" and one.column in found)
        ):
            found[one.column] = "text" if one.operator == "is_null" else one.kind
    for include in resource.includes:
        if include.column:
            found.setdefault(include.column, "text")
    for sort in resource.sorts:
        if sort.kind in ("id", "day") and sort.column != "id":
            found.setdefault(sort.column, "text")
    return found


def key_columns(resource: Collection) -> dict[str, KeyType]:
    """Column stored for nothing but a sort → its type, in the order of the sorts, ascending before
    descending.
    """
    return {
        key: kind
        for sort in resource.sorts
        for key, kind in zip(sort_keys(sort), KEY_TYPES[sort.kind], strict=True)
        if key not in (sort.column, "id")
    }


def listed_columns(resource: Collection) -> set[str]:
    """Lists whose membership filters or includes test."""
    tested = {one.column for one in resource.filters if one.listed}
    return tested | {include.through for include in resource.includes if include.through}
