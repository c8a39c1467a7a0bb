"""How each kind of key becomes columns of a flat row: a plain value its own column, a list a joined
cell and its length. Lists that belong together have one entry for each firm, in the same order.
Pure; never raises.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from types import NoneType
from typing import Any, get_args, get_origin

import orjson
from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from api.collections import RECORDS
from api.collections.conflicts import Side
from api.collections.documents import Reference
from api.collections.mixins import Output, Participation, Party, Subject
from api.collections.releases import CollectionCount
from api.collections.tranches import TrancheProject
from api.formats.column import Column, Part, Type, count_column, joined, joined_column
from api.formats.party_columns import participation_columns, party_columns

_DAYS = frozenset({"known_from", "changed_on", "day"})
PLAIN: dict[type, Type] = {str: "text", int: "whole", float: "number", bool: "flag"}


def field_parts(item: type[SQLModel]) -> list[Part]:
    """The columns of every field of an item, in field order; a run of plain fields is one part."""
    parts: list[Part] = []
    run: list[Column] = []
    for name, info in item.model_fields.items():
        key = info.alias or name
        if get_origin(info.annotation) is dict:
            parts += _plain(run)
            run = []
            parts.append(_status_lists(key))
        elif info.annotation is Any:
            parts += _plain(run)
            run = []
            parts.append(_any_part(key, info))
        elif get_origin(info.annotation) is list:
            parts += _plain(run)
            run = []
            parts.append(_list_part(key, info))
        else:
            run.append(_column(key, info))
    return parts + _plain(run)


def extra(info: FieldInfo) -> dict[str, Any]:
    """What a declaration says of a field beyond its type."""
    found = info.json_schema_extra
    return dict(found) if isinstance(found, dict) else {}


def is_day_field(name: str) -> bool:
    """Whether a field always holds one whole day rather than a date at the precision stated."""
    return name in _DAYS or name.endswith(("_earliest", "_latest"))


def _plain(columns: list[Column]) -> list[Part]:
    if not columns:
        return []
    keys = [column.key for column in columns]
    if len(keys) == 1:
        key = keys[0]
        return [Part(tuple(columns), lambda item: (item[key],))]
    return [Part(tuple(columns), itemgetter(*keys))]


def _column(key: str, info: FieldInfo) -> Column:
    options = get_args(info.annotation) or (info.annotation,)
    plain = next(option for option in options if option is not NoneType)
    kind: Type = "day" if plain is str and is_day_field(key) else PLAIN[plain]
    known = extra(info)
    example = (info.examples or [None])[0]
    return Column(
        key,
        kind,
        info.description or "",
        NoneType in options,
        key,
        example,
        known.get("x-codelist"),
        known.get("x-collection"),
    )


def _list_part(key: str, info: FieldInfo) -> Part:
    (inner,) = get_args(info.annotation)
    if inner in INSIDE:
        return _aligned(key, *INSIDE[inner])
    if inner in _OWN_COLUMNS:
        return _OWN_COLUMNS[inner](key)
    known = extra(info)
    example = joined((info.examples or [[]])[0])
    cell = Column(
        key,
        "text",
        f"{info.description} Joined with `;`.",
        True,
        key,
        example,
        known.get("x-codelist"),
    )
    return Part(
        (cell, count_column(f"{key}_count", f"Number of entries in `{key}`.", key)),
        lambda item: (joined(item[key]), len(item[key])),
    )


def _any_part(key: str, info: FieldInfo) -> Part:
    """A value of any type as one text: a list joined, objects in it as JSON."""
    example = (info.examples or [None])[0]
    column = Column(key, "text", f"{info.description} As text.", True, key, example)
    return Part((column,), lambda item: (_any_cell(item[key]),))


def _any_cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return joined([_any_cell(one) for one in value])
    return orjson.dumps(value).decode()


def _status_lists(key: str) -> Part:
    """An object of field → status as one list of fields for each status."""
    statuses = {
        "disputed": "on which documents disagree and no side is picked",
        "inferred": "of which a value is only inferred",
        "not_stated": "that no known document gives",
    }
    columns = tuple(
        joined_column(f"{status}_fields", f"Fields {what}.", key)
        for status, what in statuses.items()
    )

    def values(item: Mapping[str, Any]) -> list[Any]:
        found = item[key].items()
        return [joined([field for field, one in found if one == status]) for status in statuses]

    return Part(columns, values)


def _aligned(key: str, cells: Sequence[tuple[str, str, str]], counted: str, what: str) -> Part:
    """Cells (column, key inside the object, meaning) of a list of objects, then its length."""
    columns = [joined_column(name, description, key) for name, _, description in cells]
    columns.append(count_column(counted, f"Number of {what}.", key))
    inner = [inside for _, inside, _ in cells]
    nothing = [*(None for _ in cells), 0]

    def values(item: Mapping[str, Any]) -> list[Any]:
        objects = item[key]
        if not objects:
            return nothing
        return [*(joined(one[inside] for one in objects) for inside in inner), len(objects)]

    return Part(tuple(columns), values)


# Objects that lists inside a record have → their cells, the column of the length, and what is
# counted.
INSIDE: dict[type, tuple[tuple[tuple[str, str, str], ...], str, str]] = {
    Subject: (
        (
            ("subject_types", "subject_type", "Collections of the records it is about."),
            ("subject_ids", "subject_id", "Ids of those records, in the same order."),
            ("subject_names", "name", "Names of those records, in the same order."),
        ),
        "subject_ids_count",
        "records it is about",
    ),
    Output: (
        (
            ("output_products", "product", "What it yields."),
            (
                "output_values",
                "value",
                (
                    "Quantities, in the order of `output_products`; an entry is empty where none "
                    "is stated, the cell where none is at all."
                ),
            ),
            ("output_units", "unit", "Units of those quantities, in the same order."),
        ),
        "output_products_count",
        "products",
    ),
    TrancheProject: (
        (
            ("project_ids", "id", "Ids of its projects."),
            ("project_names", "name", "Their names, in the same order."),
            ("project_statuses", "status", "How far each has come, in the same order."),
            ("project_subdivisions", "subdivision", "Where each lies, in the same order."),
        ),
        "project_ids_count",
        "its projects that are listed",
    ),
    Reference: (
        (
            ("reference_numbers", "number", "Numbers of its notes and links."),
            ("reference_titles", "title", "What each is, in the order of `reference_numbers`."),
            (
                "reference_resolvable",
                "resolvable",
                "Whether each can be found, in the same order: `true` or `false`.",
            ),
        ),
        "references_count",
        "notes and links",
    ),
    Side: (
        (
            (
                "side_values",
                "value",
                "The values that stand against each other, the accepted one first.",
            ),
            ("side_units", "unit", "Their units, in the same order."),
            (
                "side_qualifiers",
                "value_qualifier",
                "How exactly each is stated, in the same order.",
            ),
            ("side_ranks", "rank", "Their standing, in the same order."),
            ("side_rank_reasons", "rank_reason", "Why each has it, in the same order."),
            (
                "side_subject_ids",
                "subject_id",
                "Ids of other records that have them, in the same order; else empty.",
            ),
        ),
        "side_values_count",
        "sides",
    ),
}


def _counts(key: str) -> Part:
    names = (*(resource.name for resource in RECORDS), "documents", "claims", "releases")
    columns = tuple(
        Column(f"{name}_count", "whole", f"Number of {name} in the release.", True, key, 1)
        for name in names
    )

    def values(item: Mapping[str, Any]) -> list[Any]:
        found = {count["collection"]: count["records"] for count in item[key]}
        return [found.get(name) for name in names]

    return Part(columns, values)


_OWN_COLUMNS: dict[type, Callable[[str], Part]] = {
    Party: party_columns,
    Participation: participation_columns,
    CollectionCount: _counts,
}
