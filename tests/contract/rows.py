"""Reads the rows of any format back into the same plain values, so that formats can be compared row
by row and hashed.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow.parquet as pq
from openpyxl.utils.escape import unescape

from api.formats.flatten import flat

Row = dict[str, Any]


def rows_of(form: str, content: bytes, collection: str) -> list[Row]:
    """Every row of a file, values typed by the declared columns where the format has no types."""
    if form == "csv":
        return [
            _typed(row, collection)
            for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        ]
    if form == "json":
        found: list[Row] = json.loads(content)
        return found
    if form == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    if form == "parquet":
        return [
            {name: _plain(value) for name, value in row.items()}
            for row in pq.read_table(io.BytesIO(content)).to_pylist()
        ]
    head, *rows = openpyxl.load_workbook(io.BytesIO(content), read_only=True)[collection].iter_rows(
        values_only=True
    )
    return [
        {str(name): _plain(value) for name, value in zip(head, row, strict=True)} for row in rows
    ]


def digest(rows: Iterable[Row]) -> str:
    """One hash over rows in their order; whole numbers are equal however a format writes them."""
    whole = hashlib.sha256()
    for row in rows:
        shown = {
            name: int(value) if isinstance(value, float) and value.is_integer() else value
            for name, value in row.items()
        }
        whole.update(json.dumps(shown, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return unescape(value) if isinstance(value, str) else value


def _typed(row: Row, collection: str) -> Row:
    kinds = {column.name: column.type for column in flat(collection).columns}
    return {name: _value(text, kinds[name]) for name, text in row.items()}


def _value(text: str, kind: str) -> Any:
    if text == "":
        return None
    if kind == "whole":
        return int(text)
    if kind == "number":
        return float(text)
    return text == "true" if kind == "flag" else text
