"""CSV as it is written: cells, ends of lines, escapes against spreadsheets, and the stored line of
a record.
"""

import csv
from typing import Any, get_origin

import pytest

from api.collections import MODELS
from api.formats.column import Column
from api.formats.csv_ import csv_line, header_line, line, line_writer
from api.formats.flatten import flat

COLUMNS = (
    Column("name", "text", "Name.", True, "name"),
    Column("amount", "whole", "Money.", True, "amount"),
    Column("binding", "flag", "Whether it binds.", True, "binding"),
)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1, "1"),
        (9.2, "9.2"),
        ("", ""),
        ("True", "True"),
        ("a,b", '"a,b"'),
        ('a"b', '"a""b"'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
        ("a;b c", "a;b c"),
        ("Ōsaka 🚢", "Ōsaka 🚢"),
    ],
)
def test_a_cell(value: object, cell: str) -> None:
    assert line(["first", value, "last"]) == f"first,{cell},last"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "="])
def test_text_like_a_formula_is_escaped_only_when_asked(text: str) -> None:
    safe, plain = (line_writer(COLUMNS[:1], safe=asked)([text]) for asked in (True, False))
    assert safe == line([f"'{text}"])
    assert plain == line([text])
    assert line_writer(COLUMNS[:1])([text]) == plain


@pytest.mark.parametrize("text", ["1=1", "a+b", "steel-maker", "a@b", " =1", "'=1", ""])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert line_writer(COLUMNS[:1], safe=True)([text]) == line([text])


def test_only_text_cells_are_escaped() -> None:
    assert line_writer(COLUMNS, safe=True)([None, -5, True]) == ",-5,true"
    assert line_writer(COLUMNS, safe=True)(["-5", -5, False]) == "'-5,-5,false"


@pytest.mark.parametrize("kind", ["day", "flag", "number", "whole"])
def test_a_cell_that_is_no_text_is_never_escaped(kind: str) -> None:
    column = Column("one", kind, "One.", True, "one")  # type: ignore[arg-type]
    assert line_writer((column,), safe=True)(["-1"]) == "-1"


def test_a_row_of_another_width_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        line_writer(COLUMNS, safe=True)(["a", 1])


def test_the_header_stands_after_a_mark_only_where_asked() -> None:
    assert header_line(COLUMNS) == b"name,amount,binding\n"
    assert header_line(COLUMNS, bom=True) == b"\xef\xbb\xbfname,amount,binding\n"


def blank(collection: str) -> dict[str, Any]:
    """A record without any value."""
    empty: dict[Any, Any] = {list: [], dict: {}}
    return {
        field.alias or key: empty.get(get_origin(field.annotation))
        for key, field in MODELS[collection].model_fields.items()
    }


@pytest.mark.parametrize("collection", ["agreements", "companies"])
def test_the_stored_line_of_a_record_has_a_cell_for_every_column(collection: str) -> None:
    columns = flat(collection).columns
    flags = {column.name for column in columns if column.type == "flag"}
    assert bool(flags) == (collection == "agreements")
    for value in (True, False):
        item = {**blank(collection), "name": "A name", **dict.fromkeys(flags, value)}
        (cells,) = csv.reader([csv_line(collection, item)])
        shown = dict(zip((column.name for column in columns), cells, strict=True))
        assert shown["name"] == "A name"
        assert csv_line(collection, item) == line(flat(collection).row(item))
        assert {shown[flag] for flag in flags} <= {str(value).lower()}


@pytest.mark.parametrize(("number", "cell"), [(14, "14.0"), (6.8, "6.8"), (2**53 - 1, None)])
def test_a_column_of_decimals_has_no_whole_number(number: float, cell: str | None) -> None:
    cells = csv_line("indicators", blank("indicators") | {"value_number": number}).split(",")
    found = cells[flat("indicators").names.index("value_number")]
    assert found == (cell or f"{number}.0")
