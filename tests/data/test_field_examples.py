"""Examples of fields in the description are values of the real dataset."""

from typing import Any

import pytest

from api.collections import ALL, BY_NAME, DERIVED
from api.collections.field_examples import FIELD_EXAMPLES
from api.http.openapi.declared import schemas
from docs.field_examples import of_fields
from tests.asking import asking

NAMES = [one.name for one in (*ALL, *DERIVED)]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_value_of_its_field(seeded_sqlite_url: str, name: str) -> None:
    with asking(seeded_sqlite_url) as api:
        records = list(api.walk(f"/v1/{name}?limit=500"))
    wrong = {
        field: value
        for field, value in FIELD_EXAMPLES[name].items()
        if all(record.get(field) != value for record in records)
    }
    assert wrong == {}, "run `make openapi`"


def test_the_description_has_the_examples() -> None:
    described = schemas()
    assert described["Company"]["properties"]["name"]["examples"] == [
        FIELD_EXAMPLES["companies"]["name"]
    ]
    assert described["Change"]["properties"]["sentence"]["examples"] == [
        FIELD_EXAMPLES["changes"]["sentence"]
    ]


def test_the_dictionary_shows_the_same_examples(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        entries = {
            (one["collection"], one["field"]): one["example"]
            for one in api.get("/v1/fields").json()["items"]
        }
    for collection, examples in FIELD_EXAMPLES.items():
        for field, value in examples.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                assert entries[collection, field] == str(value), (collection, field)
    assert entries["companies", "id"] == BY_NAME["companies"].example


def test_the_shortest_value_is_the_example() -> None:
    records: list[dict[str, Any]] = [
        {"id": "a", "name": "A long name", "year": None, "parties": [{"id": "x"}]},
        {"id": "b", "name": "Short", "year": 2025, "parties": []},
        {"id": "c", "name": "Other", "year": 2026, "sides": ["x"]},
    ]
    assert of_fields(records) == {"name": "Short", "year": 2025}
    assert of_fields(records, {"name": "Other", "year": 1}) == {"year": 2025}
