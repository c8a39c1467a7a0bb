"""Rows as CSV: UTF-8, commas, always a header, empty for null, quotes only where needed. Lines end
with LF, not CRLF: `cut`, `awk` and `wc` would see a CR in the last column. Never raises.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from api.formats.column import Column

BOM = b"\xef\xbb\xbf"
# A spreadsheet may run a text cell that begins so; an apostrophe before it makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Where a CSV writer writes: the text is handed back instead of kept."""

    @staticmethod
    def write(text: str) -> str:
        return text


# Set to end lines with CR LF, the writer quotes cells that hold either; the end itself is cut off.
_write = csv.writer(_Echo(), lineterminator="\r\n").writerow


def line(values: Iterable[Any]) -> str:
    """One line without its end; true and false in small letters."""
    text: str = _write(
        ["true" if value is True else "false" if value is False else value for value in values]
    )
    return text[:-2]


def header_line(columns: Sequence[Column], *, bom: bool = False) -> bytes:
    """The header line, after a byte order mark where one is asked for."""
    return (BOM if bom else b"") + line(column.name for column in columns).encode() + b"\n"


def line_writer(columns: Sequence[Column], *, safe: bool = False) -> Callable[[Sequence[Any]], str]:
    """What turns a row into a line without its end; `safe` escapes text cells that a spreadsheet
    might run.
    """
    if not safe:
        return line
    texts = [column.type == "text" for column in columns]
    return lambda row: line(
        _escaped(value) if text else value for value, text in zip(row, texts, strict=True)
    )


def _escaped(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_line(collection: str, item: Mapping[str, Any]) -> str:
    """The line of one record with every column of its collection, as the build stores it."""
    row, writer = _stored(collection)
    return writer(row(item))


@cache
def _stored(
    collection: str,
) -> tuple[Callable[[Mapping[str, Any]], Sequence[Any]], Callable[[Sequence[Any]], str]]:
    """What makes a row of a record, and a line of the row: where no column holds true or false,
    none is looked for.
    """
    from api.formats.flatten import flat  # here: it loads all collections, for the build alone

    form = flat(collection)
    return form.row, line if "flag" in {column.type for column in form.columns} else _plain_line


def _plain_line(values: Sequence[Any]) -> str:
    text: str = _write(values)
    return text[:-2]
