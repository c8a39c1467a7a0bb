"""What a change of the specification means to a client that exists: additive (it goes on working)
or breaking. Pure.

Both specifications are OpenAPI 3.1 as parsed JSON. Descriptions and examples may change at will.
"""

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_BOUNDS_FROM_BELOW = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_BOUNDS_FROM_ABOVE = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_SHAPE = ("type", "format", "const", "pattern", "$ref", "collectionFormat")


@dataclass(frozen=True, order=True)
class Change:
    """One change: where, what, and whether it breaks a client."""

    place: str
    what: str
    breaking: bool

    def __str__(self) -> str:
        return f"{'breaking' if self.breaking else 'additive'}: {self.place}: {self.what}"


def changes(old: Schema, new: Schema) -> list[Change]:
    """Everything that differs to a client, breaking changes first."""
    found = [*_operations(old, new), *_components(old, new)]
    return sorted(set(found), key=lambda change: (not change.breaking, change))


def _operations(old: Schema, new: Schema) -> Iterator[Change]:
    before, after = _by_request(old), _by_request(new)
    yield from _keys(before, after, "operation")
    for request in before.keys() & after.keys():
        one, other = before[request], after[request]
        if one.get("operationId") != other.get("operationId"):
            yield Change(request, "its operation id changed", breaking=True)
        yield from _parameters(request, one, other)
        yield from _keys(one["responses"], other["responses"], "answer", request)
        for status in one["responses"].keys() & other["responses"].keys():
            yield from _content(
                f"{request} {status}", one["responses"][status], other["responses"][status]
            )


def _by_request(specification: Schema) -> dict[str, Schema]:
    return {
        f"{method.upper()} {path}": operation
        for path, operations in specification["paths"].items()
        for method, operation in operations.items()
        if method in _METHODS
    }


def _keys(old: Schema, new: Schema, what: str, place: str = "") -> Iterator[Change]:
    for name in old.keys() - new.keys():
        yield Change(f"{place} {name}".strip(), f"{what} removed", breaking=True)
    for name in new.keys() - old.keys():
        yield Change(f"{place} {name}".strip(), f"{what} added", breaking=False)


def _parameters(place: str, old: Schema, new: Schema) -> Iterator[Change]:
    before, after = (
        {one["name"]: one for one in operation.get("parameters", [])} for operation in (old, new)
    )
    for name in before.keys() - after.keys():
        yield Change(f"{place} ?{name}", "parameter removed", breaking=True)
    for name in after.keys() - before.keys():
        yield Change(
            f"{place} ?{name}", "parameter added", breaking=bool(after[name].get("required"))
        )
    for name in before.keys() & after.keys():
        if after[name].get("required") and not before[name].get("required"):
            yield Change(f"{place} ?{name}", "became required", breaking=True)
        yield from _schema(
            f"{place} ?{name}", before[name]["schema"], after[name]["schema"], request=True
        )


def _content(place: str, old: Schema, new: Schema) -> Iterator[Change]:
    before, after = old.get("content", {}), new.get("content", {})
    yield from _keys(before, after, "media type", place)
    for media in before.keys() & after.keys():
        yield from _schema(
            f"{place} {media}",
            before[media].get("schema", {}),
            after[media].get("schema", {}),
            request=False,
        )


def _components(old: Schema, new: Schema) -> Iterator[Change]:
    before, after = (
        specification.get("components", {}).get("schemas", {}) for specification in (old, new)
    )
    yield from _keys(before, after, "schema")
    for name in before.keys() & after.keys():
        yield from _schema(name, before[name], after[name], request=False)


def _schema(place: str, old: Schema, new: Schema, *, request: bool) -> Iterator[Change]:
    """What a schema's change means: a response may gain keys and lose nothing, a request may accept
    more and refuse nothing new.
    """
    for key in _SHAPE:
        if old.get(key) != new.get(key):
            yield Change(place, f"{key} was {old.get(key)}, is {new.get(key)}", breaking=True)
    for names, tighter in ((_BOUNDS_FROM_BELOW, operator.gt), (_BOUNDS_FROM_ABOVE, operator.lt)):
        for key in names:
            if request and key in new and (key not in old or tighter(new[key], old[key])):
                yield Change(place, f"{key} is narrower", breaking=True)
    yield from _values(place, old, new, request=request)
    before, after = old.get("properties", {}), new.get("properties", {})
    yield from _keys(before, after, "key", place)
    for name in sorted(set(old.get("required", [])) - set(new.get("required", []))):
        yield Change(f"{place} {name}", "is no longer always there", breaking=True)
    for name in before.keys() & after.keys():
        yield from _schema(f"{place}.{name}", before[name], after[name], request=request)
    if "items" in old and "items" in new:
        yield from _schema(f"{place}[]", old["items"], new["items"], request=request)
    options = [(one.get("anyOf", []), "anyOf") for one in (old, new)]
    if options[0][0] != options[1][0]:
        yield from _options(place, options[0][0], options[1][0], request=request)


def _values(place: str, old: Schema, new: Schema, *, request: bool) -> Iterator[Change]:
    """A request's list of values may grow; a response's is open, and may grow too, but a value once
    given out stays.
    """
    before, after = (set(map(str, one.get("enum", []))) for one in (old, new))
    for value in sorted(before - after):
        if after or not request:
            yield Change(place, f"value {value} removed", breaking=True)
    for value in sorted(after - before):
        yield Change(place, f"value {value} added", breaking=request and not before)


def _options(
    place: str, old: list[Schema], new: list[Schema], *, request: bool
) -> Iterator[Change]:
    if len(old) != len(new):
        yield Change(
            place,
            f"{len(old)} alternatives became {len(new)}",
            breaking=not (request and len(new) > len(old)),
        )
        return
    for one, other in zip(old, new, strict=True):
        yield from _schema(place, one, other, request=request)
