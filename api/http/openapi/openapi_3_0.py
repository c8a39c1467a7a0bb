"""The description for generators that read OpenAPI 3.0 only: the same operations and schemas, in
its words, with a name for each value that several lists have. Pure.
"""

import re
from collections import Counter
from typing import Any

from api.http.openapi.parameters import Json, pascal

_NOT_IN_NAMES = re.compile(r"\W")
_BY_NAME = ("properties", "schemas", "parameters", "responses", "headers", "paths", "examples")


def openapi_3_0(document: Json) -> Json:
    """A description of version 3.1 in version 3.0.3."""
    info = {key: value for key, value in document["info"].items() if key != "summary"}
    found: Json = {**_older(document), "openapi": "3.0.3", "info": info}
    _name_values(found["components"]["schemas"])
    return found


def _name_values(schemas: Json) -> None:
    """Languages in which all names share one space, such as Go, refuse a value of two lists: each
    value of such lists has a name that begins with its list's. Here alone, since it is long, and
    who generates for them generates from this description.
    """
    lists = {name: schema for name, schema in schemas.items() if "enum" in schema}
    often = Counter(value for schema in lists.values() for value in schema["enum"])
    for name, schema in lists.items():
        if any(often[value] > 1 for value in schema["enum"]):
            schema["x-enum-varnames"] = [_value_name(name, one) for one in schema["enum"]]


def _value_name(name: str, value: str) -> str:
    order = "Descending" if value.startswith("-") else ""
    return (
        name.removesuffix("Code") + pascal(_NOT_IN_NAMES.sub("_", value.removeprefix("-"))) + order
    )


def _older(part: Any) -> Any:
    if isinstance(part, list):
        return [_older(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:  # says everything: what stands beside it is ignored
        others = {key: value for key, value in part.items() if key != "$ref"}
        return {**others, "allOf": [{"$ref": part["$ref"]}]} if others else part
    found: Json = {}
    for key, value in part.items():
        if key in _BY_NAME and isinstance(value, dict):
            found[key] = {name: _older(one) for name, one in value.items()}
        elif key == "examples" and isinstance(value, list):
            found["example"] = value[0] if value else None
        elif key == "type" and isinstance(value, list):
            found |= {"type": next(kind for kind in value if kind != "null"), "nullable": True}
        elif key in ("example", "enum", "default"):
            found[key] = value
        else:
            found[key] = _older(value)
    return found
