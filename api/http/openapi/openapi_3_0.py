"""The description for generators that read OpenAPI 3.0 only: the same operations and schemas, in
its words. Pure.
"""

from typing import Any

from api.http.openapi.parameters import Json

_BY_NAME = ("properties", "schemas", "parameters", "responses", "headers", "paths", "examples")


def openapi_3_0(document: Json) -> Json:
    """A description of version 3.1 in version 3.0.3."""
    info = {key: value for key, value in document["info"].items() if key != "summary"}
    return {**_older(document), "openapi": "3.0.3", "info": info}


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
