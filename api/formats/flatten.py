"""One record as one flat row, for every format that is a table: columns named as the JSON keys, in the committed order.

How each kind of key becomes columns is decided by hand in `api/formats/columns.py`. Pure; never raises for a record that the build made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from api.base.errors import InvalidRequest
from api.base.suggest import unknown_word
from api.collections import BY_NAME, MODELS
from api.formats.column_order import places
from api.formats.columns import Column, Part, field_parts
from api.formats.columns_of_includes import include_part

Item = Mapping[str, Any]
Row = Sequence[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """The flat form of one question: its columns, and what turns an item (with what it includes) into one value a column."""

    columns: tuple[Column, ...]
    row: Callable[[Item], Row]

    @property
    def names(self) -> list[str]:
        """Column names."""
        return [column.name for column in self.columns]


@cache
def flat(collection: str, includes: tuple[str, ...] = (), chosen: tuple[str, ...] = ()) -> Flat:
    """The flat form of a collection; `includes` append columns, `chosen` picks and orders. Raises InvalidRequest for unknown columns."""
    parts = _parts(collection, includes)
    columns = tuple(column for part in parts for column in part.columns)
    if not chosen:
        return Flat(columns, _joined(parts))
    by_name = {column.name: place for place, column in enumerate(columns)}
    unknown = [name for name in chosen if name not in by_name]
    if unknown:
        takes = f"it takes {', '.join(by_name)}."
        errors = [unknown_word("fields", "unknown_field", f"There is no column '{name[:60]}' here", name, by_name, takes) for name in unknown]
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
    return parts + [include_part(include, taken) for include in resource.includes if include.name in includes]


def _in_order(collection: str, parts: Sequence[Part]) -> Part:
    """All fields of a collection as one part, its columns in the committed order."""
    columns = [column for part in parts for column in part.columns]
    order = places(collection, [column.name for column in columns])
    whole, pick = _joined(parts), itemgetter(*order)
    return Part(tuple(columns[place] for place in order), lambda item: pick(whole(item)))


def _joined(parts: Sequence[Part]) -> Callable[[Item], Row]:
    """All values of an item, part after part. Nearly every first part is a long run of plain keys, so it is taken at once."""
    first, *others = (part.values for part in parts)

    def row(item: Item) -> Row:
        values = list(first(item))
        for part in others:
            values += part(item)
        return values

    return row
