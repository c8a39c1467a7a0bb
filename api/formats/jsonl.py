"""Rows as JSON Lines: one flat object a line with the names and values of the table's cells, typed,
null where empty. Pure; never raises.
"""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from api.formats.column import Column


def line_writer(columns: Sequence[Column]) -> Callable[[Sequence[Any]], bytes]:
    """What turns a row into a line without its end."""
    names = [column.name for column in columns]
    return lambda row: orjson.dumps(dict(zip(names, row, strict=True)))
