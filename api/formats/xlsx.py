"""Rows as an Excel workbook: typed cells, header, id and name frozen, siblings of a column folded
away, then sheets of notes, sources and columns; written row by row. Text is never a formula or
link. Raises TooLarge rather than cut anything off.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.formats.about import SOURCE_KEYS, TITLE, About, TooLarge, source_row
from api.formats.column import Column

MOST_ROWS = 1_000_000
LONGEST_CELL = 32_767  # characters that Excel keeps in one cell
FIRST_EXCEL_DAY = "1900-01-01"  # that Excel has as a day; what is earlier stays text
# What says more of a column, by the end of its name; of firms, offices and people beside their
# names.
_SIBLINGS = re.compile(r"(\w+)_(?:modifier|earliest|latest|status|min|max|count)")
_BESIDE_NAMES = re.compile(r"(\w+)_(?:types|ids|roles|amounts|amounts_usd|shares_percent)")

_WIDTHS = {"text": 22, "day": 12, "whole": 16, "number": 12, "flag": 8}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class XlsxFile:
    """One workbook being written; leave the context normally and it is complete."""

    def __init__(
        self,
        path: Path,
        columns: Sequence[Column],
        about: About,
        documents: Iterable[dict[str, Any]],
        total: int | None = None,
    ) -> None:
        if total is not None and total > MOST_ROWS:
            raise TooLarge(f"A worksheet holds at most {MOST_ROWS:,} rows; these are {total:,}.")
        self._book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
        moment = datetime.fromisoformat(about.published_at)
        created = (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
            .astimezone(UTC)
            .replace(tzinfo=None)
        )
        # The release's time and not the clock's: the same rows always give the same bytes.
        self._book.set_properties(
            {
                "title": f"{TITLE}: {about.collection}",
                "comments": about.citation,
                "created": created,
            }
        )
        self._bold = self._book.add_format({"bold": True})
        self._formats: dict[str, Format] = {
            "day": self._book.add_format({"num_format": "yyyy-mm-dd"}),
            "whole": self._book.add_format({"num_format": "#,##0"}),
        }
        self._columns = columns
        self._sheet = self._book.add_worksheet(about.collection)
        self._next = 1
        self._open_sheet()
        self._table("notes", ("note", "text"), about.as_notes(), (16, 120))
        self._table(
            "sources", SOURCE_KEYS, map(source_row, documents), (26, 44, 26, 26, 14, 12, 44, 66)
        )
        described = ([column.name, column.type, column.description] for column in columns)
        self._table("columns", ("column", "type", "description"), described, (28, 10, 120))

    def __enter__(self) -> "XlsxFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._next > 1:
            self._sheet.autofilter(0, 0, self._next - 1, len(self._columns) - 1)
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError("the workbook cannot be written") from error

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows below those written before."""
        write, kinds = self._write_cell, [column.type for column in self._columns]
        for row in rows:
            if self._next > MOST_ROWS:
                raise TooLarge(f"A worksheet holds at most {MOST_ROWS:,} rows.")
            for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
                if value is not None:
                    write(place, value, kind)
            self._next += 1

    def _write_cell(self, place: int, value: Any, kind: str) -> None:
        if kind == "text":
            if len(value) > LONGEST_CELL:
                name = self._columns[place].name
                raise TooLarge(
                    f"A cell of '{name}' has {len(value):,} characters; a worksheet keeps "
                    f"{LONGEST_CELL:,}."
                )
            self._sheet.write_string(self._next, place, value)
        elif kind == "flag":
            self._sheet.write_boolean(self._next, place, value)
        elif kind == "day" and value < FIRST_EXCEL_DAY:
            self._sheet.write_string(self._next, place, value)
        elif kind == "day":
            self._sheet.write_datetime(
                self._next, place, date.fromisoformat(value), self._formats["day"]
            )
        else:
            self._sheet.write_number(self._next, place, value, self._formats.get(kind))

    def _open_sheet(self) -> None:
        names = [column.name for column in self._columns]
        folded = [*siblings(names), False]
        for place, column in enumerate(self._columns):
            level = {"level": 1, "hidden": True} if folded[place] else {}
            # Where a folded run ended Excel shows the sign that unfolds it.
            ends = {"collapsed": True} if place and folded[place - 1] > folded[place] else {}
            self._sheet.set_column(place, place, _WIDTHS[column.type], None, level | ends)
            self._sheet.write_string(0, place, column.name, self._bold)
        if len(names) > 1 and folded[-2]:
            self._sheet.set_column(len(names), len(names), None, None, {"collapsed": True})
        self._sheet.freeze_panes(1, _frozen(names))

    def _table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[str | None]],
        widths: Sequence[int],
    ) -> None:
        sheet: Worksheet = self._book.add_worksheet(name)
        for place, (text, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, text, self._bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, place, value)


def siblings(names: Sequence[str]) -> list[bool]:
    """Of each column whether it says more of another one that is there too."""
    known = set(names)

    def is_one(name: str) -> bool:
        own, beside = _SIBLINGS.fullmatch(name), _BESIDE_NAMES.fullmatch(name)
        return bool((own and own[1] in known) or (beside and f"{beside[1]}_names" in known))

    return [is_one(name) for name in names]


def _frozen(names: Sequence[str]) -> int:
    """How many columns stay in sight: the id and what it is called, where a file begins so."""
    if names[0] != "id":
        return 0
    return 2 if names[1:2] in (["name"], ["title"]) else 1
