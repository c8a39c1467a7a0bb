"""One record as one flat row, for every format that is a table: columns named as the JSON keys, in
the committed order. `columns.py` decides how each kind of key becomes columns. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from api.base.errors import InvalidRequest
from api.base.suggest import unknown_word
from api.collections import BY_NAME, MODELS
from api.collections.declare import Include
from api.formats.column import Column, Part, joined
from api.formats.column_order import places
from api.formats.columns import field_parts


def include_part(include: Include, taken: set[str]) -> Part:
    """The columns of one relation; of a single related record those whose names are not `taken`
    already.
    """
    return _one(include, taken) if include.column else _many(include)


def _one(include: Include, taken: set[str]) -> Part:
    """Every column of the one related record, its collection's singular before the name:
    `agreement_name`.
    """
    related = BY_NAME[include.collection]
    parts = field_parts(MODELS[related.name])
    inner = [column for part in parts for column in part.columns]
    names = [f"{related.singular}_{column.name}" for column in inner]
    kept = [place for place, name in enumerate(names) if name not in taken]
    columns = tuple(
        Column(
            names[place],
            inner[place].type,
            f"Of the {related.singular}: {inner[place].description}",
            True,
            include.name,
            inner[place].example,
            inner[place].codelist,
            inner[place].references,
        )
        for place in kept
    )
    nothing = [None] * len(kept)

    def values(item: Mapping[str, Any]) -> list[Any]:
        if not item[include.name]:
            return nothing
        (record,) = item[include.name]
        found = [value for part in parts for value in part.values(record)]
        return [found[place] for place in kept]

    return Part(columns, values)


def _many(include: Include) -> Part:
    """Ids and names of what is shown, and the exact number there is."""
    name, collection = include.name, include.collection
    label = "name" if "name" in MODELS[collection].model_fields else "field"
    columns = (
        Column(
            f"{name}_ids",
            "text",
            f"Ids of the included {collection}, at most 100. Joined with `;`.",
            True,
            name,
            None,
            None,
            collection,
        ),
        Column(
            f"{name}_{label}s",
            "text",
            f"The {label} of each, in the same order. Joined with `;`.",
            True,
            name,
        ),
        Column(f"{name}_total", "whole", f"Exact number of related {collection}.", False, name, 1),
    )

    def values(item: Mapping[str, Any]) -> tuple[Any, ...]:
        shown = item[name]
        return (
            joined(record["id"] for record in shown),
            joined(record[label] for record in shown),
            item[f"{name}_total"],
        )

    return Part(columns, values)


Item = Mapping[str, Any]
Row = Sequence[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """The flat form of one export: its columns, and what turns an item (with what it includes) into
    one value a column.
    """

    columns: tuple[Column, ...]
    row: Callable[[Item], Row]

    @property
    def names(self) -> list[str]:
        """Column names."""
        return [column.name for column in self.columns]


@cache
def flat(collection: str, includes: tuple[str, ...] = (), chosen: tuple[str, ...] = ()) -> Flat:
    """The flat form of a collection; `includes` append columns, `chosen` picks and orders. Raises
    InvalidRequest for unknown columns.
    """
    parts = _parts(collection, includes)
    columns = tuple(column for part in parts for column in part.columns)
    if not chosen:
        return Flat(columns, _joined(parts))
    by_name = {column.name: place for place, column in enumerate(columns)}
    unknown = [name for name in chosen if name not in by_name]
    if unknown:
        takes = f"it takes {', '.join(by_name)}."
        errors = [
            unknown_word(
                "fields",
                "unknown_field",
                f"There is no column '{name[:60]}' here",
                name,
                by_name,
                takes,
            )
            for name in unknown
        ]
        raise InvalidRequest(*errors)
    places = [by_name[name] for name in chosen]
    whole, pick = _joined(parts), itemgetter(*places)
    if len(places) == 1:
        return Flat(tuple(columns[place] for place in places), lambda item: (pick(whole(item)),))
    return Flat(tuple(columns[place] for place in places), lambda item: pick(whole(item)))


def _parts(collection: str, includes: tuple[str, ...]) -> list[Part]:
    resource = BY_NAME[collection]
    parts = [_in_order(collection, field_parts(MODELS[resource.name]))]
    taken = {column.name for part in parts for column in part.columns}
    return parts + [
        include_part(include, taken) for include in resource.includes if include.name in includes
    ]


def _in_order(collection: str, parts: Sequence[Part]) -> Part:
    """All fields of a collection as one part, its columns in the committed order."""
    columns = [column for part in parts for column in part.columns]
    order = places(collection, [column.name for column in columns])
    whole, pick = _joined(parts), itemgetter(*order)
    return Part(tuple(columns[place] for place in order), lambda item: pick(whole(item)))


def _joined(parts: Sequence[Part]) -> Callable[[Item], Row]:
    """All values of an item, part after part. Nearly every first part is a long run of plain keys,
    so it is taken at once.
    """
    first, *others = (part.values for part in parts)

    def row(item: Item) -> Row:
        values = list(first(item))
        for part in others:
            values += part(item)
        return values

    return row
