"""One line of JSON, which holds one record of a large dataset. Duplicate keys are refused.

Never raises; returns faults.
"""

import json
from typing import Any

import orjson

from api.base.errors import Fault
from api.base.suggest import shown
from api.publish.seed.strict_yaml import Parsed

_MEND = "write one JSON object a line"


class _Twice(Exception):
    """A key stands twice in one object."""


def parse_line(content: bytes, file: str, line: int) -> Parsed:
    """The object of a line, or what is wrong with it."""
    parsed = Parsed(places={(): (line, 1)})
    try:
        parsed.data = orjson.loads(content)
        # A line that comes out as it went in has no key twice; any other is looked at slowly.
        if orjson.dumps(parsed.data) != content.rstrip(b"\r\n"):
            json.loads(content, object_pairs_hook=_once)
    except _Twice as twice:
        message = f"the key '{shown(str(twice))}' stands twice in one object"
        parsed.faults.append(Fault(file, line, "duplicate_key", message, "keep one of them"))
    except (ValueError, RecursionError, TypeError) as error:
        parsed.data = None
        message = f"this line is no JSON: {shown(str(error))}"
        parsed.faults.append(Fault(file, line, "not_json", message, _MEND))
    return parsed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found
