"""The tables of a whole release, as its SQLite file and its Data Package hold them: the flat rows,
and a table for each list inside a record; names, columns, keys, and how an item gives rows. Pure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args, get_origin

from sqlmodel import SQLModel

from api.collections import ALL, BY_NAME, DERIVED, MODELS
from api.collections.changes import CHANGES
from api.collections.codelists import Codelists
from api.collections.mixins import Party
from api.formats.column import Column
from api.formats.columns import INSIDE, field_parts
from api.formats.flatten import Item, flat

Rows = Iterable[Sequence[Any]]

SOURCES = (*ALL, *DERIVED)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BulkTable:
    """One table. `rows` gives what one item of one of the collections in `sources` adds to it."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    sources: tuple[str, ...]
    rows: Callable[[str, Item], Rows] = lambda name, item: ()
    own_rows: Callable[[], Rows] | None = None  # of a table that no record fills


@cache
def tables() -> tuple[BulkTable, ...]:
    """Every table that records fill, those others point at first."""
    return (
        _register(),
        *map(_collection, (resource.name for resource in SOURCES)),
        _parties(),
        *_inside(),
        _lists(),
    )


def code_table(codelists: Codelists) -> BulkTable:
    """Every code of every list."""
    columns = (
        _text("codelist", "Name of the code list.", False),
        _text("value", "The coded word.", False),
        _text("label", "What readers see.", False),
        _text("definition", "What it means.", False),
        _text("broader", "The code it is a part of.", True),
        _text("after", "States of a lifecycle directly before it, parted by spaces.", True),
    )
    rows = [
        (
            *(name, code.value, code.label, code.definition),
            *(code.broader, " ".join(code.after) or None),
        )
        for name, listed in codelists.items()
        for code in listed.codes
    ]
    return BulkTable(
        "codes",
        "Coded words with label and definition.",
        columns,
        ("codelist", "value"),
        (),
        (),
        own_rows=lambda: rows,
    )


def _text(name: str, description: str, nullable: bool, **more: str) -> Column:
    return Column(name, "text", description, nullable, name, **more)


def _whole(name: str, description: str) -> Column:
    return Column(name, "whole", description, False, name, 1)


_SUBJECT = (
    _text("subject_type", "Collection of the record.", False),
    _text("subject_id", "Id of the record.", False),
)
_POSITION = _whole("position", "Place in the list, from 1.")


def _to_record(kind: str, key: str) -> ForeignKey:
    return ForeignKey((kind, key), "records", ("collection", "id"))


def _register() -> BulkTable:
    columns = (
        _text("collection", "Collection of the record.", False),
        _text("id", "Id of the record.", False),
        _text("name", "What it is called; of a document, its title.", True),
    )
    named = tuple(resource.name for resource in ALL if resource.has_claims)
    description = (
        "Every record of every collection but claims and releases, so that whatever points at a "
        "record of any collection points here."
    )
    return BulkTable(
        "records",
        description,
        columns,
        ("collection", "id"),
        (),
        named,
        lambda name, item: ((name, item["id"], item.get("name") or item.get("title")),),
    )


def _collection(name: str) -> BulkTable:
    """The flat rows of a collection, as `/v1/{name}.csv` has them."""
    form = flat(name)
    keys = [
        ForeignKey((one.name,), one.references, ("id",))
        for one in form.columns
        if one.references and one.name == one.key
    ]
    names = set(form.names)
    # A change may be about a record that is no more.
    pointers = [
        (kind, kind.removesuffix("_type") + "_id") for kind in form.names if kind.endswith("_type")
    ]
    keys += [
        _to_record(kind, key) for kind, key in pointers if key in names and name != CHANGES.name
    ]
    return BulkTable(
        name,
        BY_NAME[name].description,
        form.columns,
        ("id",),
        tuple(keys),
        (name,),
        lambda _, item: (form.row(item),),
    )


def _columns_of(model: type[SQLModel]) -> tuple[Column, ...]:
    return tuple(column for part in field_parts(model) for column in part.columns)


def _listed(model: type[SQLModel], key: str, head: int, name: str, item: Item) -> Rows:
    """Rows of a list of small objects: the owner's keys, the place, the object's own values; `head`
    is how many keys the owner has.
    """
    parts = field_parts(model)
    owner = (name, item["id"])[2 - head :]
    for position, one in enumerate(item[key], 1):
        yield (*owner, position, *(value for part in parts for value in part.values(one)))


def _parties() -> BulkTable:
    having = tuple(
        resource.name for resource in ALL if "parties" in MODELS[resource.name].model_fields
    )
    return BulkTable(
        "parties",
        "Who takes part in a record, in which role, with which product and amount.",
        (*_SUBJECT, _POSITION, *_columns_of(Party)),
        ("subject_type", "subject_id", "position"),
        (_to_record("subject_type", "subject_id"), _to_record("party_type", "party_id")),
        having,
        partial(_listed, Party, "parties", 2),
    )


def _inside() -> Iterable[BulkTable]:
    """A table for each list of objects in a record, such as `project_outputs`; parties have one of
    their own.
    """
    for resource in SOURCES:
        for key, info in resource.model.model_fields.items():
            (model,) = get_args(info.annotation) if get_origin(info.annotation) is list else (None,)
            if model not in INSIDE:
                continue
            owner = _text(
                f"{resource.singular}_id",
                f"Id of the {resource.singular}.",
                False,
                references=resource.name,
            )
            columns = (owner, _POSITION, *_columns_of(model))
            keys = [ForeignKey((owner.name,), resource.name, ("id",))]
            if "subject_id" in model.model_fields:
                keys.append(_to_record("subject_type", "subject_id"))
            name, rows = f"{resource.singular}_{key}", partial(_listed, model, key, 1)
            yield BulkTable(
                name,
                info.description or "",
                columns,
                (owner.name, "position"),
                tuple(keys),
                (resource.name,),
                rows,
            )


def _lists() -> BulkTable:
    """Plain lists, one row an entry: what the flat rows hold joined."""
    keys = {resource.name: _plain_lists(MODELS[resource.name]) for resource in SOURCES}

    def rows(name: str, item: Item) -> Rows:
        for key in keys[name]:
            for position, value in enumerate(item[key], 1):
                yield name, item["id"], key, position, value

    columns = (
        _text("collection", "Collection of the record.", False),
        _text("id", "Id of the record.", False),
        _text("field", "Name of the list.", False),
        _POSITION,
        _text("value", "The entry.", False),
    )
    having = tuple(name for name, found in keys.items() if found)
    description = (
        "Entries of the plain lists of a record: aliases, sectors, authors, documents; what the "
        "flat rows hold joined with `;`."
    )
    return BulkTable(
        "list_entries",
        description,
        columns,
        ("collection", "id", "field", "position"),
        (),
        having,
        rows,
    )


def _plain_lists(item: type[SQLModel]) -> tuple[str, ...]:
    fields = item.model_fields.items()
    return tuple(
        name
        for name, info in fields
        if get_origin(info.annotation) is list and get_args(info.annotation) == (str,)
    )


def field_table() -> BulkTable:
    """Every column of every table with its meaning."""
    columns = (
        _text("table", "Name of the table.", False),
        _text("column", "Name of the column.", False),
        _text("type", "text, day (ISO 8601), whole, number or flag.", False),
        Column("nullable", "flag", "Whether it can be empty.", False, "nullable", True),
        _text("description", "What it means.", False),
        _text("codelist", "Code list its values come from.", True),
        _text("references", "Collection its ids are of.", True),
    )
    return BulkTable(
        "fields",
        "Every column of every table, with its meaning.",
        columns,
        ("table", "column"),
        (),
        (),
        own_rows=_field_rows,
    )


def _field_rows() -> Rows:
    for table in (*tables(), code_table({})):
        for column in table.columns:
            yield (
                table.name,
                column.name,
                column.type,
                column.nullable,
                column.description,
                column.codelist,
                column.references,
            )
