"""The flat row: what becomes of each kind of key, in which order, and what `fields` and `include`
make of it.
"""

from typing import Any

import pytest

from api.base.errors import InvalidRequest
from api.collections import ALL, DERIVED, MODELS
from api.collections.mixins import PartFields
from api.formats.column import joined
from api.formats.flatten import flat
from tests.unit.read.synthetic import item

NAMES = [resource.name for resource in (*ALL, *DERIVED)]


def party(kind: str, party_id: str, role: str | None, name: str | None = None) -> dict[str, Any]:
    stated = dict.fromkeys(info.alias or key for key, info in PartFields.model_fields.items())
    return stated | {
        "party_type": kind,
        "party_id": party_id,
        "name": name or party_id.title(),
        "role": role,
    }


def flattened(collection: str, record: dict[str, Any], **asked: tuple[str, ...]) -> dict[str, Any]:
    form = flat(collection, **asked)
    return dict(zip(form.names, form.row(record), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_unique_and_described(name: str) -> None:
    columns = flat(name).columns
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.description for column in columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_plain_key_is_a_column_of_its_name(name: str) -> None:
    keys = [info.alias or key for key, info in MODELS[name].model_fields.items()]
    names = flat(name).names
    plain = [key for key in keys if key in names]
    lists = {"parties", "participations", "subjects", "outputs", "sides", "counts", "field_status"}
    lists |= {"references", "project_list"}
    assert set(keys) - set(plain) <= lists


def test_a_list_is_joined_and_counted() -> None:
    row = flattened("projects", item("projects", "a", aliases=["One", "Two; three"], conflicts=[]))
    assert (row["aliases"], row["aliases_count"]) == ("One;Two, three", 2)
    assert (row["conflicts"], row["conflicts_count"]) == (None, 0)


def test_parties_stand_apart_by_kind_with_one_entry_each() -> None:
    parties = [
        party("companies", "korea-zinc", "developer", "Korea Zinc"),
        party("institutions", "us-government", "contributor"),
        party("companies", "korea-zinc", "fundraiser", "Korea Zinc"),
        party("companies", "hanwha", None, "Hanwha"),
    ]
    row = flattened("projects", item("projects", "a", parties=parties))
    assert row["company_ids"] == "korea-zinc;hanwha"
    assert row["company_names"] == "Korea Zinc;Hanwha"
    assert row["company_roles"] == "developer+fundraiser;"
    assert row["company_ids_count"] == 2
    assert row["institution_ids"] == "us-government"
    assert (row["person_ids"], row["person_ids_count"]) == (None, 0)


def test_participations_are_ids_by_collection_and_all_roles() -> None:
    parts = [
        {"subject_type": "projects", "subject_id": "p1", "role": "developer"},
        {"subject_type": "projects", "subject_id": "p1", "role": "investor"},
        {"subject_type": "events", "subject_id": "e1", "role": None},
    ]
    row = flattened("companies", item("companies", "a", participations=parts))
    assert row["roles"] == "developer;investor"
    assert (row["project_ids"], row["project_ids_count"]) == ("p1", 1)
    assert (row["event_ids"], row["agreement_ids"]) == ("e1", None)


def test_outputs_keep_their_order_and_say_which_has_no_quantity() -> None:
    outputs = [
        {"product": "zinc", "value": None, "unit": None},
        {"product": "ammonia", "value": "500000", "unit": "t/year"},
    ]
    row = flattened("projects", item("projects", "a", outputs=outputs))
    assert (row["output_products"], row["output_values"], row["output_units"]) == (
        "zinc;ammonia",
        ";500000",
        ";t/year",
    )
    row = flattened("projects", item("projects", "a", outputs=outputs[:1]))
    assert (row["output_values"], row["output_products_count"]) == (None, 1)


def test_a_single_related_record_brings_its_columns_and_several_their_ids() -> None:
    record = item("projects", "a", agreement_id="deal")
    record |= {
        "agreements": [item("agreements", "deal", name="The deal", amount_usd=5)],
        "agreements_total": 1,
    }
    record |= {
        "companies": [item("companies", "x", name="X"), item("companies", "y", name="Y")],
        "companies_total": 2,
    }
    row = flattened("projects", record, includes=("agreements", "companies"))
    assert (row["agreement_id"], row["agreement_name"], row["agreement_amount_usd"]) == (
        "deal",
        "The deal",
        5,
    )
    assert (row["companies_ids"], row["companies_names"], row["companies_total"]) == (
        "x;y",
        "X;Y",
        2,
    )
    assert list(row)[: len(flat("projects").names)] == flat("projects").names


def test_without_a_related_record_its_columns_are_empty() -> None:
    row = flattened(
        "projects",
        item("projects", "a") | {"agreements": [], "agreements_total": 0},
        includes=("agreements",),
    )
    assert row["agreement_name"] is None


def test_fields_choose_and_order() -> None:
    record = item("projects", "a", name="N", amount_usd=7)
    assert flattened("projects", record, chosen=("amount_usd", "id")) == {
        "amount_usd": 7,
        "id": "a",
    }
    assert flattened("projects", record, chosen=("name",)) == {"name": "N"}


def test_an_unknown_field_is_named_with_the_nearest() -> None:
    with pytest.raises(InvalidRequest) as raised:
        flat("projects", (), ("nmae", "id"))
    (error,) = raised.value.errors
    assert (error.parameter, error.code, error.suggestions[0]) == (
        "fields",
        "unknown_field",
        "name",
    )


def test_a_list_of_nothings_is_no_value() -> None:
    assert joined([]) is None
    assert joined([None, None]) is None
    assert joined([None, "a"]) == ";a"
