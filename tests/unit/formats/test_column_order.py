"""Columns of files stand in the committed order; new ones are appended to it and no other moves."""

from api.collections import MODELS
from api.formats.column_order import committed, places
from api.formats.flatten import flat
from docs.column_order import with_missing


def test_the_committed_order_has_each_column_once() -> None:
    names = {collection: flat(collection).names for collection in MODELS}
    assert with_missing(committed(), names) == committed(), "run `make columns`"
    assert {collection: sorted(columns) for collection, columns in names.items()} == {
        collection: sorted(columns) for collection, columns in committed().items()
    }
    assert names == committed()


def test_a_column_that_is_not_listed_stands_last() -> None:
    listed = committed()["projects"]
    names = ["fresh", *reversed(listed)]
    assert [names[place] for place in places("projects", names)] == [*listed, "fresh"]


def test_what_is_missing_is_appended_and_nothing_moves() -> None:
    assert with_missing({"a": ["z", "b"]}, {"a": ["b", "c", "z"], "new": ["id"]}) == {
        "a": ["z", "b", "c"],
        "new": ["id"],
    }


def test_the_first_columns_are_those_a_reader_asks_for() -> None:
    assert flat("projects").names[:4] == ["id", "name", "amount", "currency"]
    assert flat("agreements").names[:2] == ["id", "name"]
