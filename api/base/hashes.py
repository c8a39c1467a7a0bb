"""Content hashes, always over UTF-8 bytes or a canonical JSON form, so that they are equal on every
machine and database.
"""

import hashlib
from typing import Any

import orjson


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys and no spaces: the same value always gives the same bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(*parts: bytes) -> str:
    """The sha256 of the parts, each preceded by its length so that moving a boundary changes the
    result; 64 hex digits.
    """
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
