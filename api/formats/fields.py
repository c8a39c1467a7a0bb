"""The data dictionary: every key of every collection in JSON and every column of its files, with
type, meaning, code list and target. Pure.
"""

from collections.abc import Iterator
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from api.collections import ALL, DERIVED, MODELS
from api.collections.field_examples import example_of
from api.formats.columns import PLAIN, extra, is_day_field
from api.formats.flatten import flat

Entry = dict[str, Any]

TYPES = {
    "text": "text",
    "day": "one whole day, ISO 8601",
    "date": "a date at the precision stated, EDTF",
    "whole": "a whole number",
    "number": "a number",
    "flag": "true or false",
    "any": "a text, number, true, false, list or object; in files a text",
    "list": "a list of texts; in files joined with `;`",
    "statuses": "an object of field and status; in files a list of fields for each status",
    "objects": "a list of objects; in files taken apart into columns of their own",
}


@cache
def dictionary() -> tuple[Entry, ...]:
    """Every entry: keys of JSON in their order, then the columns that only files have."""
    return tuple(entry for resource in (*ALL, *DERIVED) for entry in field_entries(resource.name))


def field_entries(collection: str) -> Iterator[Entry]:
    """The entries of one collection."""
    columns = {column.name: column for column in flat(collection).columns}
    seen = set()
    for field, info in _keys(MODELS[collection], ""):
        seen.add(field)
        known = extra(info)
        yield {
            "collection": collection,
            "field": field,
            "type": _type(field, info),
            "nullable": NoneType in get_args(info.annotation),
            "description": info.description or "",
            "example": _shown(example_of(collection, field, (info.examples or [None])[0])),
            "codelist": known.get("x-codelist"),
            "references": known.get("x-collection"),
            "in_json": True,
            "in_files": field in columns,
        }
    for name, column in columns.items():
        if name not in seen:
            yield {
                "collection": collection,
                "field": name,
                "type": column.type,
                "nullable": column.nullable,
                "description": column.description,
                "example": _shown(column.example),
                "codelist": column.codelist,
                "references": column.references,
                "in_json": False,
                "in_files": True,
            }


def _keys(model: type[SQLModel], before: str) -> Iterator[tuple[str, FieldInfo]]:
    """Keys in field order; those inside a list of objects as `parties[].role`."""
    for name, info in model.model_fields.items():
        key = before + (info.alias or name)
        yield key, info
        inner = get_args(info.annotation)[0] if get_origin(info.annotation) is list else None
        if isinstance(inner, type) and issubclass(inner, SQLModel):
            yield from _keys(inner, f"{key}[].")


def _type(field: str, info: FieldInfo) -> str:
    if get_origin(info.annotation) is list:
        return "list" if get_args(info.annotation) == (str,) else "objects"
    if get_origin(info.annotation) is dict:
        return "statuses"
    if extra(info).get("x-kind") == "date":
        return "date"
    if info.annotation is Any:
        return "any"
    options = get_args(info.annotation) or (info.annotation,)
    plain = PLAIN[next(option for option in options if option is not NoneType)]
    return "day" if plain == "text" and is_day_field(field.rpartition(".")[2]) else plain


def _shown(example: Any) -> str | None:
    """An example as text, so that the key has one type."""
    if example is None or example == []:
        return None
    if isinstance(example, dict):
        return ";".join(f"{field}={status}" for field, status in example.items())
    if isinstance(example, list):
        return ";".join(map(str, example))
    return ("true" if example else "false") if isinstance(example, bool) else str(example)
