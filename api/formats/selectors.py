"""Where a claim's words stand, as selectors of the W3C Web Annotation Data Model. Pure.

Positions are those within a line: the claim says which, and a fragment of RFC 5147 selects it.
"""

from typing import Any

import orjson

SELECTORS_KEY = "selectors"
RFC_5147 = "http://tools.ietf.org/rfc/rfc5147"


def selectors(claim: bytes) -> list[bytes]:
    """A quote and a position, as finished JSON, of a finished claim."""
    said = orjson.loads(claim)
    return [orjson.dumps(_quote(said)), orjson.dumps(_position(said))]


def _quote(claim: dict[str, Any]) -> dict[str, Any]:
    found = {"type": "TextQuoteSelector", "exact": claim["quote"]}
    around = {key: claim[key] for key in ("prefix", "suffix") if claim[key]}
    return found | around


def _position(claim: dict[str, Any]) -> dict[str, Any]:
    """RFC 5147 counts the places between lines: the first line is that from 0 to 1."""
    position = {"type": "TextPositionSelector", "start": claim["start"], "end": claim["end"]}
    line = f"line={claim['line'] - 1},{claim['line']}"
    return {
        "type": "FragmentSelector",
        "conformsTo": RFC_5147,
        "value": line,
        "refinedBy": position,
    }
