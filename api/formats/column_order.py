"""The order in which columns stand in files: a committed list, to which new columns are appended and nothing else is changed.

`python -m api.formats.column_order` (`make columns`) appends what the list lacks. Never raises: a column that is not listed
yet stands last, and a test asks for the command.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")


@cache
def committed() -> dict[str, list[str]]:
    """Collection → its columns in the committed order."""
    found: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def places(collection: str, names: Sequence[str]) -> list[int]:
    """Where each column of a file stands among `names`: listed ones in the order of the list, then all others."""
    order = {name: place for place, name in enumerate(committed().get(collection, ()))}
    return sorted(range(len(names)), key=lambda place: order.get(names[place], len(order)))


def with_missing(order: dict[str, list[str]], names: dict[str, list[str]]) -> dict[str, list[str]]:
    """The order with what it lacks appended; `names` has the columns of each collection."""
    return {
        collection: [*listed, *(name for name in columns if name not in listed)]
        for collection, columns in names.items()
        for listed in [order.get(collection, [])]
    }


def main() -> None:
    """Append what the list lacks."""
    # The columns themselves ask this module for their order, so it cannot import them at its top.
    from api.collections import MODELS
    from api.formats.flatten import flat

    names = {collection: flat(collection).names for collection in MODELS}
    FILE.write_text(json.dumps(with_missing(committed(), names), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
