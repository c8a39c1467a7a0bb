"""The order of columns in files: a committed list to which `make columns` appends new ones. Never
raises: a column that is not listed yet comes last, and a test asks for the command.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ORDER_FILE = Path(__file__).with_suffix(".json")


@cache
def committed() -> dict[str, list[str]]:
    """Collection → its columns in the committed order."""
    found: dict[str, list[str]] = json.loads(ORDER_FILE.read_text(encoding="utf-8"))
    return found


def places(collection: str, names: Sequence[str]) -> list[int]:
    """Where each column of a file stands among `names`: listed ones in the order of the list, then
    all others.
    """
    order = {name: place for place, name in enumerate(committed().get(collection, ()))}
    return sorted(range(len(names)), key=lambda place: order.get(names[place], len(order)))
