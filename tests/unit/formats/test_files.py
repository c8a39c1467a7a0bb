"""Each format keeps what it is given: signs of all scripts, types, cells that look like formulas;
and says what it cannot hold.
"""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from api.formats import csv_, jsonl, xlsx
from api.formats.about import About, TooLarge
from api.formats.column import Column
from api.formats.parquet import GROUP_ROWS, ParquetFile

COLUMNS = (
    Column("id", "text", "The id.", False, "id"),
    Column("name", "text", "What it is called.", True, "name"),
    Column("day", "day", "A day.", True, "day"),
    Column("amount", "whole", "Money.", True, "amount"),
    Column("share", "number", "A share.", True, "share"),
    Column("binding", "flag", "Whether it binds.", True, "binding"),
)
ABOUT = About(
    "projects",
    "2026-11-21",
    "2026-11-21T12:00:00Z",
    "2026-02-28",
    "Cite so.",
    "/v1/projects",
    "README.md",
)
ROWS: list[tuple[Any, ...]] = [
    ("a", "9.2‑GW – “Ōsaka”, 大阪, 서울 🚢", "2026-02-17", 550_000_000_000, 9.2, True),
    ("b", '=HYPERLINK("http://x")', None, -5, None, False),
    ("c", "+1;-2", "2025-12-24", None, 0.1, None),
    ("d", 'quote " comma , line\nbreak\rand return', None, 2**53 - 1, 45, None),
    ("e", None, None, None, None, None),
]
DOCUMENT = {
    "id": "doc",
    "title": "Title",
    "publisher": None,
    "authors": ["A", "B"],
    "published_on": "2025-12",
    "known_from": "2025-12-24",
    "url": None,
    "sha256": "0" * 64,
}


def as_csv(**how: bool) -> bytes:
    write = csv_.line_writer(COLUMNS, safe=how.get("safe", False))
    return (
        csv_.header_line(COLUMNS, bom=how.get("bom", False))
        + "".join(write(row) + "\n" for row in ROWS).encode()
    )


def test_csv_is_read_back_as_it_was_written() -> None:
    head, *rows = csv.reader(io.StringIO(as_csv().decode(), newline=""))
    assert head == [column.name for column in COLUMNS]
    shown = [
        [
            "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            for value in row
        ]
        for row in ROWS
    ]
    assert rows == shown


def test_csv_begins_with_a_mark_only_where_asked() -> None:
    assert as_csv(bom=True) == b"\xef\xbb\xbf" + as_csv()
    assert not as_csv().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx"])
def test_a_text_cell_like_a_formula_is_escaped_on_request_only(text: str) -> None:
    column = (Column("name", "text", "Name.", True, "name"),)
    assert (
        next(csv.reader([csv_.line_writer(column, safe=True)([text])])) == [f"'{text}"]
        or "\n" in text
        or "\r" in text
    )
    assert csv_.line_writer(column, safe=True)([text]).strip('"').startswith("'")
    assert not csv_.line_writer(column)([text]).strip('"').startswith("'")


def test_a_negative_number_is_no_formula() -> None:
    assert csv_.line_writer(COLUMNS, safe=True)(("a", None, None, -5, -0.5, None)) == "a,,,-5,-0.5,"


def test_jsonl_keeps_types() -> None:
    write = jsonl.line_writer(COLUMNS)
    assert [tuple(json.loads(write(row)).values()) for row in ROWS] == ROWS


def test_an_array_has_the_same_lines_however_many_are_given_at_once() -> None:
    whole, bits = jsonl.array_writer(COLUMNS), jsonl.array_writer(COLUMNS)
    written = whole(ROWS)
    assert b"".join(bits(some) for some in (ROWS[:1], [], ROWS[1:3], ROWS[3:])) == written
    lines = [json.loads(jsonl.line_writer(COLUMNS)(row)) for row in ROWS]
    assert json.loads(b"[" + written + b"]") == lines


def workbook(path: Path) -> openpyxl.Workbook:
    with xlsx.XlsxFile(path, COLUMNS, ABOUT, [DOCUMENT]) as file:
        file.add(ROWS)
    return openpyxl.load_workbook(path)


def test_a_workbook_has_typed_cells_and_a_frozen_header(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx")
    sheet = book["projects"]
    assert sheet.freeze_panes == "C2"
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == tuple(column.name for column in COLUMNS)
    assert rows[0] == (
        "a",
        ROWS[0][1],
        datetime.fromisoformat("2026-02-17"),
        550_000_000_000,
        9.2,
        True,
    )
    assert [row[1] and unescape(row[1]) for row in rows] == [row[1] for row in ROWS]
    assert rows[4] == ("e", None, None, None, None, None)
    assert sheet["C2"].number_format == "yyyy-mm-dd"


def test_a_day_before_excel_counts_days_is_text(tmp_path: Path) -> None:
    days = ["1899-12-31", "1900-01-01", "0001-01-01"]
    with xlsx.XlsxFile(tmp_path / "days.xlsx", COLUMNS[2:3], ABOUT, []) as file:
        file.add([(day,) for day in days])
    sheet = openpyxl.load_workbook(tmp_path / "days.xlsx")["projects"]
    found = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert found == ["1899-12-31", datetime.fromisoformat("1900-01-01"), "0001-01-01"]


def test_a_workbook_keeps_names_in_sight_and_folds_siblings(tmp_path: Path) -> None:
    names = [
        "id",
        "name",
        "amount",
        "status",
        "company_names",
        "amount_min",
        "company_ids",
        "place",
    ]
    columns = [Column(name, "text", "", True, name) for name in [*names, "place_count"]]
    with xlsx.XlsxFile(tmp_path / "folded.xlsx", columns, ABOUT, []) as file:
        file.add([[column.name for column in columns]])
    sheet = openpyxl.load_workbook(tmp_path / "folded.xlsx")["projects"]
    assert sheet.freeze_panes == "C2"
    folded = sheet.column_dimensions
    assert (folded["F"].hidden, folded["F"].outlineLevel, folded["F"].max) == (True, 1, 7)
    assert (folded["H"].collapsed, folded["H"].hidden) == (True, False)
    assert (folded["I"].hidden, folded["I"].outlineLevel) == (True, 1)
    assert folded["J"].collapsed
    assert not any(folded[letter].hidden for letter in "ABCDE")


def test_text_in_a_workbook_is_never_a_formula(tmp_path: Path) -> None:
    sheet = workbook(tmp_path / "a.xlsx")["projects"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} & {"f"} == set()
    assert (sheet["B3"].data_type, sheet["B3"].value) == ("s", '=HYPERLINK("http://x")')


def test_a_workbook_says_what_it_is_from(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx")
    notes = dict(book["notes"].iter_rows(values_only=True))
    assert notes["release"] == "2026-11-21"
    assert notes["as_of"] == "2026-02-28"
    assert notes["licence"] == "CC BY 4.0"
    assert notes["citation"] == "Cite so."
    assert notes["query"] == "/v1/projects"
    head, source = book["sources"].iter_rows(values_only=True)
    assert dict(zip(head, source, strict=True))["authors"] == "A; B"
    assert [row[0] for row in book["columns"].iter_rows(values_only=True)][1:] == [
        column.name for column in COLUMNS
    ]


def test_equal_rows_give_equal_workbooks(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    workbook(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_workbook_refuses_what_it_would_have_to_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        pytest.raises(TooLarge, match="name"),
        xlsx.XlsxFile(tmp_path / "a.xlsx", COLUMNS, ABOUT, []) as file,
    ):
        file.add([("a", "x" * 32_768, None, None, None, None)])
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with (
        pytest.raises(TooLarge, match="3 rows"),
        xlsx.XlsxFile(tmp_path / "b.xlsx", COLUMNS, ABOUT, []) as file,
    ):
        file.add(ROWS)


def test_parquet_has_types_descriptions_and_notes(tmp_path: Path) -> None:
    with ParquetFile(tmp_path / "a.parquet", COLUMNS, ABOUT) as file:
        file.add(ROWS)
    table = pq.read_table(tmp_path / "a.parquet")
    assert [str(field.type) for field in table.schema] == [
        "string",
        "string",
        "date32[day]",
        "int64",
        "double",
        "bool",
    ]
    assert table.schema.field("amount").metadata[b"description"] == b"Money."
    assert table.schema.metadata[b"pledgebook.release"] == b"2026-11-21"
    first, *_, last = table.to_pylist()
    assert first == {
        "id": "a",
        "name": ROWS[0][1],
        "day": date(2026, 2, 17),
        "amount": 550_000_000_000,
        "share": 9.2,
        "binding": True,
    }
    assert set(last.values()) == {"e", None}


def test_parquet_is_written_in_groups(tmp_path: Path) -> None:
    with ParquetFile(tmp_path / "a.parquet", COLUMNS, ABOUT) as file:
        file.add(("x", None, None, number, None, None) for number in range(GROUP_ROWS + 1))
    found = pq.ParquetFile(tmp_path / "a.parquet")
    assert (found.num_row_groups, found.metadata.num_rows) == (2, GROUP_ROWS + 1)
    found.close()


def test_parquet_is_compressed_as_the_smallest_readers_know(tmp_path: Path) -> None:
    with ParquetFile(tmp_path / "a.parquet", COLUMNS, ABOUT) as file:
        file.add(ROWS)
    found = pq.ParquetFile(tmp_path / "a.parquet")
    columns = [found.metadata.row_group(0).column(number) for number in range(len(COLUMNS))]
    assert {column.compression for column in columns} == {"SNAPPY"}
    found.close()


def test_a_parquet_file_of_no_rows_has_its_columns(tmp_path: Path) -> None:
    with ParquetFile(tmp_path / "a.parquet", COLUMNS, ABOUT) as file:
        file.add([])
    table = pq.read_table(tmp_path / "a.parquet")
    assert (table.num_rows, table.column_names) == (0, [column.name for column in COLUMNS])


def test_a_workbook_that_cannot_be_written_is_an_error_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Workbook.close

    def refused(book: Workbook) -> None:
        close(book)
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr(Workbook, "close", refused)
    with (
        pytest.raises(OSError, match="workbook"),
        xlsx.XlsxFile(tmp_path / "x.xlsx", COLUMNS, ABOUT, []),
    ):
        pass
