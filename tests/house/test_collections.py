"""A collection is declared in one file that bears its name, and stands in the one tuple."""

from pathlib import Path

from api import collections
from api.collections import COLLECTIONS, RECORDS
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
