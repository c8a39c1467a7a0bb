"""A collection is declared in one file that bears its name, and stands in the one tuple."""

from pathlib import Path

import pytest

from api import collections
from api.collections import BY_NAME, COLLECTIONS, RECORDS
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection
from api.collections.served import filter_columns, key_columns
from tests.house.tree import ROOT


def test_each_collection_stands_in_a_file_of_its_name() -> None:
    folder = Path(collections.__file__).parent
    assert [one.name for one in COLLECTIONS if not (folder / f"{one.name}.py").is_file()] == []
    models = {one.name: one.model.__module__ for one in COLLECTIONS}
    assert models == {one.name: f"api.collections.{one.name}" for one in COLLECTIONS}


def test_each_collection_of_records_has_a_canonical_table_and_a_folder_in_the_seed() -> None:
    assert [one.name for one in RECORDS if one.table is None] == []
    assert [one.name for one in RECORDS if not (ROOT / "seed" / one.name).is_dir()] == []


def test_a_table_bears_the_name_of_its_collection() -> None:
    tables = {one.name: one.table.__tablename__ for one in COLLECTIONS if one.table is not None}
    assert tables == {name: name for name in tables}


def test_each_file_that_declares_a_collection_is_named_in_the_tuple() -> None:
    folder = Path(collections.__file__).parent
    declaring = {
        path.stem
        for path in folder.glob("*.py")
        if "d.Collection(" in path.read_text(encoding="utf-8")
    }
    forgotten = sorted(declaring - {one.name for one in COLLECTIONS})
    assert forgotten == [], "import and name it in COLLECTIONS in api/collections/__init__.py"


@pytest.mark.parametrize("one", COLLECTIONS, ids=lambda one: one.name)
def test_a_declaration_names_only_what_exists(one: Collection) -> None:
    file = f"api/collections/{one.name}.py"
    fields = set(one.model.model_fields)
    for filter_ in one.filters:
        if filter_.codelist:
            assert filter_.codelist in CODELISTS, (
                f"{file}: filter {filter_.name} names no code list that exists"
            )
        if filter_.collection:
            assert filter_.collection in BY_NAME, (
                f"{file}: filter {filter_.name} names no collection"
            )
        if not filter_.listed:
            assert filter_.column in fields, (
                f"{file}: filter {filter_.name} tests no field of {one.model.__name__}"
            )
    for sort in one.sorts:
        assert sort.column in fields, (
            f"{file}: sort {sort.name} reads no field of {one.model.__name__}"
        )
    for relation in (*one.part_of, *filter(None, [one.agreement])):
        assert relation.field in fields, (
            f"{file}: relation {relation.field} is no field of {one.model.__name__}"
        )
        assert relation.collection in BY_NAME, (
            f"{file}: relation {relation.field} leads to no collection"
        )
    for include in one.includes:
        assert include.collection in BY_NAME, f"{file}: include {include.name} names no collection"
        ways = (include.through, include.by, include.column, include.subject)
        assert sum(map(bool, ways)) == 1, (
            f"{file}: include {include.name} takes exactly one of through, by, column, subject"
        )
        if include.column:
            assert include.column in fields, (
                f"{file}: include {include.name} reads no field of {one.model.__name__}"
            )
        if include.by:
            related = BY_NAME[include.collection].model
            assert include.by in related.model_fields, (
                f"{file}: include {include.name} reads no field of {related.__name__}"
            )
    for pair in one.pairs:
        known = {*filter_columns(one), *key_columns(one)}
        assert set(pair) <= known, f"{file}: the pair {pair} names a column that is not stored"
