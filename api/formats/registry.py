"""FORMATS: every file format of a list, one row each. Addresses, descriptions, parameters, error
texts and the choices of the command line derive from it, so a new format or alias is one row.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.formats import csv_, jsonl
from api.formats.column import Column

if TYPE_CHECKING:  # the command line reads the formats, and needs nothing of the collections
    from api.formats.about import About

Row = Sequence[Any]
# Columns and the flags asked for (`bom`) → the beginning of the file, what turns rows into its
# further bytes, and its end.
Text = tuple[bytes, Callable[[Iterable[Row]], bytes], bytes]
TextWriter = Callable[[Sequence[Column], Collection[str]], Text]
# Path, columns, notes, documents known, number of rows where it is known → a context whose `add`
# takes rows; may raise TooLarge.
FileWriter = Callable[[Path, Sequence[Column], "About", Sequence[dict[str, Any]], int | None], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One format. With `text` it is streamed, with `file` it is written to a file and then sent, in
    ranges where asked.
    """

    suffix: str
    media: str
    words: str
    text: TextWriter | None = None
    file: FileWriter | None = None
    own_parameters: Mapping[str, str] = field(
        default_factory=dict
    )  # flags that only it takes → what they do
    # Its plain lines are stored with the records, and all of a large collection is kept as a file
    stored_lines: bool = False
    counted: bool = False  # it holds so many rows and no more, so that they are counted first


def _csv(columns: Sequence[Column], flags: Collection[str]) -> Text:
    write = csv_.line_writer(columns, safe="safe" in flags)
    head = csv_.header_line(columns, bom="bom" in flags)
    return head, lambda rows: "".join([write(row) + "\n" for row in rows]).encode(), b""


def _jsonl(columns: Sequence[Column], flags: Collection[str]) -> Text:
    write = jsonl.line_writer(columns)
    return b"", lambda rows: b"".join([write(row) + b"\n" for row in rows]), b""


def _json(columns: Sequence[Column], flags: Collection[str]) -> Text:
    return b"[", jsonl.array_writer(columns), b"\n]\n"


def _xlsx(
    path: Path,
    columns: Sequence[Column],
    about: "About",
    documents: Sequence[dict[str, Any]],
    total: int | None,
) -> Any:
    from api.formats.xlsx import (
        XlsxFile,
    )  # here, since most processes are never asked for a workbook

    return XlsxFile(path, columns, about, documents, total)


def _parquet(
    path: Path,
    columns: Sequence[Column],
    about: "About",
    documents: Sequence[dict[str, Any]],
    total: int | None,
) -> Any:
    from api.formats.parquet import (
        ParquetFile,
    )  # here, since pyarrow takes half as long to load as all the rest, and much memory

    return ParquetFile(path, columns, about)


CSV = Format(
    "csv",
    "text/csv; charset=utf-8",
    "CSV",
    text=_csv,
    own_parameters={
        "bom": "1: begin with a byte order mark, by which Excel knows UTF-8.",
        "safe": "1: put an apostrophe before text cells that a spreadsheet would run as a formula.",
    },
    stored_lines=True,
)
JSON_ARRAY = Format("json", "application/json", "a flat JSON array", text=_json)
JSONL = Format("jsonl", "application/jsonl", "JSON Lines", text=_jsonl)
XLSX = Format(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "an Excel workbook",
    file=_xlsx,
    counted=True,
)
PARQUET = Format("parquet", "application/vnd.apache.parquet", "Parquet", file=_parquet)

FORMATS = (
    CSV,
    JSON_ARRAY,
    JSONL,
    XLSX,
    PARQUET,
)
BY_SUFFIX = {one.suffix: one for one in FORMATS}
SUFFIXES = tuple(f".{one.suffix}" for one in FORMATS)
OWN_PARAMETERS = {name: words for one in FORMATS for name, words in one.own_parameters.items()}
# The whole release as one file, by the name the command line has for it.
BULK = {"sqlite": "pledgebook.sqlite", "datapackage": "pledgebook.zip"}
# Suffix and media type of every form of a list; pages of JSON are had without a suffix.
MEDIA_TYPES = {one.suffix: one.media.partition(";")[0] for one in FORMATS}
