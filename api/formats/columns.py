"""How each kind of key becomes columns of a flat row: a plain value its own column, a list a joined
cell and its length, parties by collection.

Lists that belong together, such as ids, names and roles of firms, have one entry for each firm and
the same order. Pure; never raises.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from api.collections import PARTIES, RECORDS, WITH_PARTIES
from api.collections.conflicts import Side
from api.collections.mixins import Output, Participation, Party, Subject
from api.collections.releases import CollectionCount

Type = Literal["text", "day", "whole", "number", "flag"]
Values = Callable[[Mapping[str, Any]], Sequence[Any]]

SEPARATOR = ";"
WITHIN = "+"  # between several roles of one firm, which are one entry

_DAYS = frozenset({"known_from", "changed_on", "day"})
PLAIN: dict[type, Type] = {str: "text", int: "whole", float: "number", bool: "flag"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, and what its values refer to. `key` is the JSON key it
    is taken from.
    """

    name: str
    type: Type
    description: str
    nullable: bool
    key: str
    example: Any = None
    codelist: str | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some neighbouring columns and the function that gives their values."""

    columns: tuple[Column, ...]
    values: Values


def field_parts(item: type[SQLModel]) -> list[Part]:
    """The columns of every field of an item, in field order; a run of plain fields is one part."""
    parts: list[Part] = []
    run: list[Column] = []
    for name, info in item.model_fields.items():
        key = info.alias or name
        if get_origin(info.annotation) is list:
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


def is_day(name: str) -> bool:
    """Whether a field always holds one whole day rather than a date at the precision stated."""
    return name in _DAYS or name.endswith(("_earliest", "_latest"))


def joined(values: Iterable[Any]) -> str | None:
    """A list as one cell; null where no entry has a value. A `;` inside an entry becomes a comma,
    so that a cell can always be taken apart.
    """
    if not values:
        return None
    texts = ["" if value is None else str(value).replace(SEPARATOR, ",") for value in values]
    return SEPARATOR.join(texts) if any(texts) else None


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
    kind: Type = "day" if plain is str and is_day(key) else PLAIN[plain]
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
        (cell, _count(f"{key}_count", f"Number of entries in `{key}`.", key)),
        lambda item: (joined(item[key]), len(item[key])),
    )


def _text(name: str, description: str, key: str, example: str | None = None, **more: str) -> Column:
    return Column(name, "text", f"{description} Joined with `;`.", True, key, example, **more)


def _count(name: str, description: str, key: str) -> Column:
    return Column(name, "whole", description, False, key, 1)


# --- parties: firms, bodies and people apart, one entry for each, whatever its roles ---

_PARTY_KINDS = [(one.name, one.singular, one.parties_called) for one in PARTIES]


def _parties(key: str) -> Part:
    columns: list[Column] = []
    for collection, singular, what in _PARTY_KINDS:
        ids = f"{singular}_ids"
        columns += [
            _text(ids, f"Ids of the {what} that take part, each once.", key, references=collection),
            _text(f"{singular}_names", f"Their names, in the order of `{ids}`.", key),
            _text(
                f"{singular}_roles",
                f"Their roles, in the order of `{ids}`; several of one joined with `+`.",
                key,
                codelist="party_roles",
            ),
            _count(f"{ids}_count", f"Number of {what} that take part.", key),
        ]

    def values(item: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = []
        parties = item[key]
        for collection, _, _ in _PARTY_KINDS:
            found += (
                _taking_part([party for party in parties if party["party_type"] == collection])
                if parties
                else _NOBODY
            )
        return found

    return Part(tuple(columns), values)


_NOBODY = (None, None, None, 0)


def _taking_part(parties: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    if not parties:
        return _NOBODY
    names: dict[str, str | None] = {}
    roles: dict[str, list[str]] = {}
    for party in parties:
        names[party["party_id"]] = party["name"]
        held = roles.setdefault(party["party_id"], [])
        if party["role"] and party["role"] not in held:
            held.append(party["role"])
    return (
        joined(names),
        joined(names.values()),
        joined(WITHIN.join(held) for held in roles.values()),
        len(names),
    )


# --- the same from the other side: where a firm, body or person takes part ------------------------

_TAKES_PART_IN = [(one.name, one.singular) for one in WITH_PARTIES]


def _participations(key: str) -> Part:
    columns = [
        _text(
            "roles", "Roles it has anywhere, each once.", key, "developer", codelist="party_roles"
        )
    ]
    for collection, singular in _TAKES_PART_IN:
        ids = f"{singular}_ids"
        columns.append(
            _text(
                ids,
                f"Ids of the {collection} it takes part in, each once.",
                key,
                references=collection,
            )
        )
        columns.append(_count(f"{ids}_count", f"Number of {collection} it takes part in.", key))

    def values(item: Mapping[str, Any]) -> list[Any]:
        roles: dict[str, None] = {}
        ids: dict[str, dict[str, None]] = {collection: {} for collection, _ in _TAKES_PART_IN}
        for part in item[key]:
            if part["role"]:
                roles[part["role"]] = None
            ids[part["subject_type"]][part["subject_id"]] = None
        return [
            joined(roles),
            *(cell for found in ids.values() for cell in (joined(found), len(found))),
        ]

    return Part(tuple(columns), values)


# --- lists of small objects: one cell for each of their keys, entries in the same order -----------


def _aligned(key: str, cells: Sequence[tuple[str, str, str]], counted: str, what: str) -> Part:
    """Cells (column, key inside the object, meaning) of a list of objects, then its length."""
    columns = [_text(name, description, key) for name, _, description in cells]
    columns.append(_count(counted, f"Number of {what}.", key))
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
                    "is "
                    "stated, the cell where none is at all."
                ),
            ),
            ("output_units", "unit", "Units of those quantities, in the same order."),
        ),
        "output_products_count",
        "products",
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
    Party: _parties,
    Participation: _participations,
    CollectionCount: _counts,
}
