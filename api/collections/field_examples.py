"""Values of the published dataset as examples of fields, where the declared example is none;
`make openapi` writes them.
"""

import json
from pathlib import Path
from typing import Any

from api.collections import BY_NAME

EXAMPLES_FILE = Path(__file__).with_suffix(".json")
# Collection → field → value.
FIELD_EXAMPLES: dict[str, dict[str, Any]] = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))


def example_of(collection: str, field: str, declared: Any) -> Any:
    """A value of the dataset for a field, or the declared example."""
    if field == "id":
        return BY_NAME[collection].example or declared
    return FIELD_EXAMPLES.get(collection, {}).get(field, declared)


def give_examples(collection: str, properties: dict[str, Any]) -> None:
    """Put the values into the JSON Schemas of a collection's fields, in place of what their
    declaration shows.
    """
    for name, schema in properties.items():
        if "examples" in schema:
            schema["examples"] = [example_of(collection, name, schema["examples"][0])]
