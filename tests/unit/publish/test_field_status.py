"""Which fields a record names as not plainly stated, in JSON and in files."""

import sqlite3
from typing import Any

import orjson
import pytest

from api.collections import RECORDS
from api.formats.flatten import flat
from api.publish.resolve.field_status import field_status
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import to_claims
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS, claim


def statuses(*claims: dict[str, Any], not_applicable: tuple[str, ...] = ()) -> dict[str, str]:
    data = {"id": "a-deal", "claims": list(claims), "not_applicable": list(not_applicable)}
    record = RawRecord("agreements", data, RecordSource("agreements", "a-deal.yaml", 1, b""))
    return field_status(record, resolve(to_claims(record, DAYS), DAYS["late"]))


@pytest.mark.parametrize(("basis", "status"), [("inferred", "inferred"), ("coded", None)])
def test_what_is_coded_counts_as_stated(basis: str, status: str | None) -> None:
    assert statuses(claim("kind", value="framework", basis=basis)).get("kind") == status


def test_what_no_claim_gives_is_not_stated_lists_too() -> None:
    found = statuses(claim("kind", value="framework"))
    assert {found[field] for field in ("binding", "pledged_on", "parties", "sectors")} == {
        "not_stated"
    }
    assert not {"kind", "id", "name", "amount_min", "pledged_on_status"} & found.keys()


def test_a_dispute_is_named() -> None:
    found = statuses(
        claim("pledged_on", value="2025-08"), claim("pledged_on", "middle", value="2025-07")
    )
    assert found["pledged_on"] == "disputed"


def test_what_cannot_have_a_value_is_left_out() -> None:
    found = statuses(claim("kind", value="framework"), not_applicable=("amount", "pledged_on"))
    assert not {"amount", "amount_usd", "amount_basis", "pledged_on"} & found.keys()


@pytest.mark.parametrize(("unit", "status"), [("USD", None), ("KRW", "not_stated")])
def test_an_amount_in_dollars_needs_no_conversion(unit: str, status: str | None) -> None:
    found = statuses(claim("amount", value="5000", unit=unit))
    assert found.get("amount_usd") == status
    assert "amount" not in found


def test_amounts_in_dispute_leave_no_dollars() -> None:
    found = statuses(
        claim("amount", value="5000", unit="USD"),
        claim("amount", "middle", value="7000", unit="USD"),
    )
    assert (found["amount"], found["amount_usd"]) == ("disputed", "disputed")


def test_one_inferred_party_makes_the_list_inferred() -> None:
    stated = claim("parties[a-firm].role", value="investor")
    inferred = claim("parties[b-firm].role", value="developer", basis="inferred")
    assert "parties" not in statuses(stated)
    assert statuses(stated, inferred)["parties"] == "inferred"


def items(url: str, collection: str) -> list[tuple[str, dict[str, Any]]]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        rows = connection.execute(f"SELECT valid_from, body FROM {collection}_versions")
        return [(day, orjson.loads(body)) for day, body in rows]


@pytest.mark.parametrize("collection", [one.name for one in RECORDS])
def test_it_agrees_with_every_status_and_every_null(
    seeded_sqlite_url: str, collection: str
) -> None:
    for _, item in items(seeded_sqlite_url, collection):
        said = item["field_status"]
        for field, status in said.items():
            value = item[field]
            empty = value in (None, [])
            assert empty == (status != "inferred") or field in ("parties", "outputs"), field
        for key in item:
            field = key.removesuffix("_status")
            if field != key and field in item and item[key] != "not_applicable":
                assert said.get(field, "stated") == item[key], (item["id"], field)


def test_conflicts_in_dispute_cover_every_field_in_dispute(seeded_sqlite_url: str) -> None:
    with_dispute = {
        (one["subject_type"], one["subject_id"], one["field"].partition("[")[0])
        for _, one in items(seeded_sqlite_url, "conflicts")
        if one["disputed"]
    }
    # A dispute on an amount is one on its conversion.
    with_dispute |= {(*one[:2], "amount_usd") for one in with_dispute if one[2] == "amount"}
    named = {
        (one.name, item["id"], field)
        for one in RECORDS
        for _, item in items(seeded_sqlite_url, one.name)
        for field, status in item["field_status"].items()
        if status == "disputed"
    }
    assert named
    assert named <= with_dispute


def test_files_have_a_list_for_each_status(seeded_sqlite_url: str) -> None:
    names = ("disputed_fields", "inferred_fields", "not_stated_fields")
    for _, item in items(seeded_sqlite_url, "agreements"):
        cells = flat("agreements", (), names).row(item)
        for name, cell in zip(names, cells, strict=True):
            expected = [f for f, s in item["field_status"].items() if f"{s}_fields" == name]
            assert (cell or "") == ";".join(expected)
