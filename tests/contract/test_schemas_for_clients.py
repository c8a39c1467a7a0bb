"""What code generated from the description looks like: names that no language has already, lists of
words and objects with names of their own, keys that are always there, days as days.
"""

import json
import re
from typing import Any

import pytest

from tests.asking import Asking

# Types that a browser, C#, Java, Kotlin, Swift, Dart, Ruby or Python has without an import, of
# words that a dataset like this one could use: generators rename them, or code mistakes them.
TAKEN = (
    "Action Array Attribute Buffer Character Comment Console Convert Data Date Decimal Delegate "
    "Document Double Duration Element Enum Environment Error Event Exception Field File Function "
    "Future Guid Hash Highlight History Index Integer Iterable Iterator Lazy Library List Location "
    "Lock Map Math Method Model Module Name Node Notification Number Object Operation Option "
    "Optional Pair Process Progress Property Queue Random Range Record Request Response Result "
    "Row Selection Set Stream String Symbol Table Task Text Thread Tuple Type Unit Uri Url Uuid "
    "Value Version Void Window"
)


@pytest.fixture(scope="module", params=["/openapi.json", "/openapi-files.json"])
def description(api: Asking, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each description as served."""
    found: dict[str, Any] = api.get(request.param).json()
    return found


@pytest.fixture(scope="module")
def of_json(api: Asking) -> dict[str, Any]:
    """The description of what answers JSON."""
    found: dict[str, Any] = api.get("/openapi.json").json()
    return found


def test_names_clash_with_none_that_a_language_has(description: dict[str, Any]) -> None:
    assert not description["components"]["schemas"].keys() & set(TAKEN.split())


def test_every_list_of_words_has_a_name(of_json: dict[str, Any]) -> None:
    """Generators make up a name, one for each operation, for words listed in a parameter."""
    shared = of_json["components"]["parameters"]
    assert '"enum"' not in json.dumps([of_json["paths"], shared])


def test_every_value_of_a_list_has_a_name_of_its_own(of_json: dict[str, Any]) -> None:
    """Otherwise generators number values, by their place: `VALUE_1` is `-id` until one is added."""
    for schema in of_json["components"]["schemas"].values():
        if "enum" in schema:
            names = schema.get("x-enum-varnames", schema["enum"])
            words = [re.sub(r"\W", "_", name).upper() for name in names]
            assert all(re.fullmatch(r"[A-Z]\w+", word) for word in words), words
            assert len(set(words)) == len(schema["enum"]) == len(names), words
    assert "id_descending" in of_json["components"]["schemas"]["ProjectsSort"]["x-enum-varnames"]


def test_every_object_says_what_is_in_it(description: dict[str, Any]) -> None:
    """An object without keys is `Any` in a client. A version of a record is one of any collection;
    a map has values of one type.
    """
    open_objects = [
        (name, field)
        for name, schema in description["components"]["schemas"].items()
        for part in (schema, *schema.get("allOf", ()))
        for field, inner in part.get("properties", {}).items()
        if '"additionalProperties": true' in json.dumps(inner)
    ]
    assert open_objects in ([], [("RecordVersion", "item")])


def test_a_key_is_left_out_only_where_it_is_asked_for(of_json: dict[str, Any]) -> None:
    """What `include` adds may be missing, and the parts of a selector, whose names are of others;
    every other key is always there.
    """
    for name, schema in of_json["components"]["schemas"].items():
        if "properties" in schema and name != "Selector":
            assert schema.get("required") == list(schema["properties"]), name


def test_a_whole_day_has_the_form_of_one_wherever_it_stands(of_json: dict[str, Any]) -> None:
    """The same field is of the same type in every schema; a date at the precision stated is text,
    since it may be a year.
    """
    form: dict[str, set[str | None]] = {}
    for schema in of_json["components"]["schemas"].values():
        for field, inner in schema.get("properties", {}).items():
            form.setdefault(field, set()).add(inner.get("format"))
    for field in ("known_from", "changed_on", "day", "announced_on_earliest", "signed_on_latest"):
        assert form[field] == {"date"}, field
    assert form["published_at"] == {"date-time"}
    assert form["announced_on"] == form["signed_on"] == {None}
