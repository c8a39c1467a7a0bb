"""Values of the published dataset as examples of fields, where the declared example is none;
`make openapi` writes them.
"""

import json
from pathlib import Path
from typing import Any

EXAMPLES_FILE = Path(__file__).with_suffix(".json")
# Collection → field → value.
FIELD_EXAMPLES: dict[str, dict[str, Any]] = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))


def give_examples(collection: str, properties: dict[str, Any]) -> None:
    """Put the values into the JSON Schemas of a collection's fields, in place of what their
    declaration shows.
    """
    for name, value in FIELD_EXAMPLES.get(collection, {}).items():
        if "examples" in properties.get(name, {}):
            properties[name]["examples"] = [value]
