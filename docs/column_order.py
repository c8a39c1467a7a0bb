"""Appends new columns of files to the committed order, and changes nothing else in it: `python -m
docs.column_order`.
"""

import json

from api.collections import MODELS
from api.formats.column_order import ORDER_FILE, committed
from api.formats.flatten import flat


def with_missing(order: dict[str, list[str]], names: dict[str, list[str]]) -> dict[str, list[str]]:
    """The order with what it lacks appended; `names` has the columns of each collection."""
    return {
        collection: [*listed, *(name for name in columns if name not in listed)]
        for collection, columns in names.items()
        for listed in [order.get(collection, [])]
    }


def main() -> None:
    """Append what the list lacks."""
    names = {collection: flat(collection).names for collection in MODELS}
    ORDER_FILE.write_text(
        json.dumps(with_missing(committed(), names), indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
