"""Writes an example, taken from the published dataset, of each field whose declared example is no
value of it there: `python -m docs.field_examples`. The description shows them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from api.base.database import parse_target
from api.collections import ALL, DERIVED
from api.collections.field_examples import EXAMPLES_FILE
from api.read.answers.lists import read_list
from api.read.database.base import Source
from api.read.database.sources import open_source
from api.read.request.plan import list_spec
from api.settings import Settings

NO_EXAMPLES: Mapping[str, Any] = {}
_LEFT_OUT = ("id", "sides")  # the one has its own example, the other is long


def of_fields(
    records: Sequence[dict[str, Any]], declared: Mapping[str, Any] = NO_EXAMPLES
) -> dict[str, Any]:
    """Field → the shortest value that a record has, the first of several; without fields that no
    record has a value for, and those whose declared example is one.
    """
    found: dict[str, Any] = {}
    for record in records:
        for name, value in record.items():
            if value in (None, [], {}) or name in _LEFT_OUT or _has_parts(value):
                continue
            if name not in found or _length(value) < _length(found[name]):
                found[name] = value
    true = {
        name
        for record in records
        for name, example in declared.items()
        if record.get(name) == example
    }
    return {name: value for name, value in found.items() if name not in true}


def _has_parts(value: Any) -> bool:
    """Whether it is a list of objects, whose own fields have examples."""
    return isinstance(value, list) and isinstance(value[0], dict)


def _length(value: Any) -> int:
    return len(orjson.dumps(value))


async def collected(source: Source) -> dict[str, dict[str, Any]]:
    """Collection → field → example, from the first records of each list."""
    found = {}
    for resource in (*ALL, *DERIVED):
        answer = await read_list(source, list_spec(resource), [("limit", "500"), ("sort", "id")])
        properties = resource.model.model_json_schema(by_alias=True)["properties"]
        declared = {
            name: one["examples"][0] for name, one in properties.items() if one.get("examples")
        }
        found[resource.name] = of_fields([*map(orjson.loads, answer.bodies)], declared)
    return found


def main() -> None:
    """Read the dataset that the settings name, and write the file."""

    async def read() -> dict[str, dict[str, Any]]:
        target = parse_target(Settings().database_url)
        source = open_source(target, check_seconds=60, timeout_seconds=60, pool_size=1)
        try:
            return await collected(source)
        finally:
            await source.close()

    text = orjson.dumps(asyncio.run(read()), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    EXAMPLES_FILE.write_bytes(text + b"\n")


if __name__ == "__main__":
    main()
