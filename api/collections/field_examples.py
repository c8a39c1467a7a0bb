"""A value of each field that the published dataset has, for the description; written by
`make openapi`.
"""

import json
from pathlib import Path
from typing import Any

EXAMPLES_FILE = Path(__file__).with_suffix(".json")
# Collection → field → value; empty before the file is first written.
FIELD_EXAMPLES: dict[str, dict[str, Any]] = (
    json.loads(EXAMPLES_FILE.read_text(encoding="utf-8")) if EXAMPLES_FILE.exists() else {}
)


def give_examples(collection: str, properties: dict[str, Any]) -> None:
    """Put the values into the JSON Schemas of a collection's fields, in place of what their
    declaration shows.
    """
    for name, value in FIELD_EXAMPLES.get(collection, {}).items():
        if "examples" in properties.get(name, {}):
            properties[name]["examples"] = [value]
