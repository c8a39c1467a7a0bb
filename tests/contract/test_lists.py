"""Lists and records of every collection over the real dataset: shape, filters, sorts, includes,
walks, days, and few statements.
"""

import asyncio
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from api.collections import ALL, DERIVED, MODELS, RECORDS
from api.collections.declare import Collection
from api.read.database.sqlite import SQLiteSnapshot
from tests.asking import Asking

EVERY = (*ALL, *DERIVED)


def by_name(resource: Collection) -> str:
    return resource.name


def full(resource: Collection) -> str:
    """A list with everything included."""
    include = ",".join(one.name for one in resource.includes)
    return f"/v1/{resource.name}?limit=100" + (f"&include={include}" if include else "")


@pytest.mark.parametrize("resource", EVERY, ids=by_name)
def test_a_list_has_the_shape_of_the_contract(api: Asking, resource: Collection) -> None:
    answer = api.get(f"/v1/{resource.name}?limit=2")
    body = answer.json()
    assert list(body) == ["items", "page", "links", "meta"]
    assert list(body["page"]) == ["limit", "total", "next_cursor"]
    assert list(body["links"]) == ["self", "next", "csv"]
    assert list(body["meta"]) == [
        "release",
        "as_of",
        "permalink",
        "licence",
        "citation",
        "corrections",
        "warnings",
    ]
    assert body["page"]["limit"] == 2
    assert body["page"]["total"] >= len(body["items"]) > 0
    keys = [info.alias or name for name, info in MODELS[resource.name].model_fields.items()]
    assert all(list(one) == keys for one in body["items"])
    assert body["links"]["csv"] == f"/v1/{resource.name}.csv"
    assert answer.headers["x-data-release"] == body["meta"]["release"]
    assert (f'<{body["links"]["next"]}>; rel="next"' in answer.headers["link"]) == (
        body["page"]["next_cursor"] is not None
    )


@pytest.mark.parametrize("resource", ALL, ids=by_name)
def test_a_record_is_the_same_alone_and_in_its_list(api: Asking, resource: Collection) -> None:
    listed = api.get(full(resource)).json()["items"][0]
    include = ",".join(one.name for one in resource.includes)
    body = api.get(
        f"/v1/{resource.name}/{listed['id']}" + (f"?include={include}" if include else "")
    ).json()
    assert list(body) == ["item", "links", "meta"]
    assert body["item"] == listed


@pytest.mark.parametrize("resource", EVERY, ids=by_name)
def test_a_walk_meets_each_record_once(api: Asking, resource: Collection) -> None:
    total = api.get(f"/v1/{resource.name}?limit=1").json()["page"]["total"]
    limit = max(7, total // 12)
    for sort in (resource.sorts[-1].name, f"-{resource.sorts[0].name}"):
        ids = [one["id"] for one in api.walk(f"/v1/{resource.name}?limit={limit}&sort={sort}")]
        assert len(ids) == len(set(ids)) == total


@pytest.mark.parametrize("resource", EVERY, ids=by_name)
def test_each_filter_keeps_what_it_says(api: Asking, resource: Collection) -> None:
    total = api.get(f"/v1/{resource.name}?limit=1").json()["page"]["total"]
    for one in resource.filters:
        answer = api.get(f"/v1/{resource.name}?limit=500&{one.name}={one.example}")
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert body["page"]["total"] <= total
        if one.listed:
            continue
        for item in body["items"]:
            value = item[one.column]
            expected = {
                "any_of": value == one.example,
                "none_of": value != one.example,
                "at_least": value is not None
                and (
                    str(value) >= one.example
                    if one.kind == "date"
                    else float(value or 0) >= float(one.example or 0)
                )
                if one.operator == "at_least"
                else True,
                "at_most": value is not None
                and (
                    str(value) <= one.example
                    if one.kind == "date"
                    else float(value or 0) <= float(one.example or 0)
                )
                if one.operator == "at_most"
                else True,
                "is_null": value is None,
                "equals": json.dumps(value) == one.example,
            }
            assert expected[one.operator], (one.name, value)


def test_any_and_none_of_part_a_collection(api: Asking) -> None:
    totals = [
        api.get(f"/v1/projects?limit=1{query}").json()["page"]["total"]
        for query in ("", "&sector=energy", "&sector_not=energy")
    ]
    assert totals[0] == totals[1] + totals[2]
    assert totals[1] > 0


def test_null_and_not_null_part_a_collection(api: Asking) -> None:
    totals = [
        api.get(f"/v1/projects?limit=1&tranche_id_is_null={flag}").json()["page"]["total"]
        for flag in ("true", "false")
    ]
    assert sum(totals) == api.get("/v1/projects?limit=1").json()["page"]["total"]


def test_the_first_tranche(api: Asking) -> None:
    (tranche,) = api.get("/v1/tranches?include=projects").json()["items"]
    assert (tranche["announced_on"], tranche["amount_usd"], tranche["project_count"]) == (
        "2026-02-17",
        36_000_000_000,
        3,
    )
    assert tranche["projects_total"] == 3
    assert sorted(project["subdivision"] for project in tranche["projects"]) == [
        "US-GA",
        "US-OH",
        "US-TX",
    ]
    assert all(
        project["amount"] is None and project["claim_count"] for project in tranche["projects"]
    )


def test_includes_hold_what_belongs_to_each_record(api: Asking) -> None:
    for project in api.get("/v1/projects?include=companies,agreements,claims&limit=100").json()[
        "items"
    ]:
        parties = sorted(
            {
                party["party_id"]
                for party in project["parties"]
                if party["party_type"] == "companies"
            }
        )
        assert [company["id"] for company in project["companies"]] == parties
        assert project["companies_total"] == len(parties)
        assert [agreement["id"] for agreement in project["agreements"]] == (
            [project["agreement_id"]] if project["agreement_id"] else []
        )
        assert project["claims_total"] == project["claim_count"]
        assert all(claim["subject_id"] == project["id"] for claim in project["claims"])


def test_an_included_relation_is_bounded_and_says_how_many_there_are(api: Asking) -> None:
    deals = api.get("/v1/agreements?include=claims&limit=100").json()["items"]
    assert any(deal["claims_total"] > len(deal["claims"]) == 100 for deal in deals) or all(
        deal["claims_total"] == len(deal["claims"]) for deal in deals
    )


@pytest.mark.parametrize("resource", RECORDS, ids=by_name)
def test_the_claims_on_a_record_are_all_its_claims(api: Asking, resource: Collection) -> None:
    record = api.get(f"/v1/{resource.name}?limit=1&sort=-changed_on").json()["items"][0]
    claims = list(api.walk(f"/v1/{resource.name}/{record['id']}/claims?limit=5"))
    assert len(claims) == record["claim_count"]
    assert {(claim["subject_type"], claim["subject_id"]) for claim in claims} == {
        (resource.name, record["id"])
    }
    rivals = api.get(f"/v1/{resource.name}/{record['id']}/claims?rank=accepted").json()["page"][
        "total"
    ]
    assert rivals == sum(claim["rank"] == "accepted" for claim in claims)


def test_a_history_is_what_was_served_on_each_day(api: Asking) -> None:
    versions = api.get("/v1/agreements/us-japan-investment/history").json()["items"]
    assert len(versions) > 1
    assert versions[-1]["to"] is None
    for one, following in itertools.pairwise(versions):
        assert one["to"] == following["from"]
    for one in versions:
        then = api.get(f"/v1/agreements/us-japan-investment?as_of={one['from']}").json()["item"]
        assert then == one["item"]
        for change in one["changes"]:
            assert list(change) == ["field", "before", "after", "document_id"]
    earlier = api.get(
        f"/v1/agreements/us-japan-investment/history?as_of={versions[0]['from']}"
    ).json()["items"]
    assert [one["from"] for one in earlier] == [versions[0]["from"]]
    assert earlier[0]["to"] is None


def test_nothing_of_a_later_day_shows_on_an_earlier_one(api: Asking) -> None:
    day = "2025-12-24"
    assert api.get(f"/v1/tranches?as_of={day}").json()["page"]["total"] == 0
    for resource in RECORDS:
        for record in api.walk(f"{full(resource)}&as_of={day}"):
            assert record["known_from"] <= day
            for include in resource.includes:
                assert all(one["known_from"] <= day for one in record[include.name])
    for name in ("claims", "documents"):
        assert all(
            one["known_from"] <= day for one in api.walk(f"/v1/{name}?limit=500&as_of={day}")
        )
    assert all(one["day"] <= day for one in api.walk(f"/v1/changes?limit=500&as_of={day}"))


def test_a_day_between_known_days_answers_as_the_one_before(api: Asking) -> None:
    between, known = (
        api.get(f"/v1/projects?as_of={day}").json() for day in ("2025-12-25", "2025-12-24")
    )
    assert between["items"] == known["items"]
    assert (between["meta"]["as_of"], known["meta"]["as_of"]) == ("2025-12-25", "2025-12-24")


def test_default_orders_of_derived_lists(api: Asking) -> None:
    amounts = [one["amount_usd"] for one in api.walk("/v1/conflicts?limit=5")]
    stated = [amount for amount in amounts if amount is not None]
    assert amounts == sorted(stated, reverse=True) + [None] * (len(amounts) - len(stated))
    days = [one["day"] for one in api.walk("/v1/changes?limit=100")]
    assert days == sorted(days, reverse=True)


def test_the_index_names_what_there_is(api: Asking) -> None:
    index = api.get("/v1").json()["item"]
    for collection in index["collections"]:
        total = api.get(f"{collection['url']}?limit=1").json()["page"]["total"]
        assert collection["records"] in (None, total)


@pytest.fixture
def statements(api: Asking) -> Iterator[list[str]]:
    """The statements that reach the database while the test runs."""
    snapshot = asyncio.run(api.context.source.current())
    assert isinstance(snapshot, SQLiteSnapshot)
    seen: list[str] = []
    driver: Any = snapshot.short._driver
    driver.set_trace_callback(seen.append)
    yield seen
    driver.set_trace_callback(None)


@pytest.mark.parametrize("resource", EVERY, ids=by_name)
def test_a_list_is_one_statement_and_one_for_each_relation(
    api: Asking, statements: list[str], resource: Collection
) -> None:
    api.get(f"/v1/{resource.name}?limit=1&as_of=2026-03-02")
    assert len(statements) <= 2, "one more where the total is counted for the first time"
    statements.clear()
    api.get(f"{full(resource)}&as_of=2026-03-02")
    assert len(statements) == 1 + len(resource.includes)


def test_a_record_is_one_statement_and_a_repeat_none(api: Asking, statements: list[str]) -> None:
    for _ in range(3):
        api.get("/v1/projects/ohio-gas-power-plant?as_of=2026-03-01")
    assert len(statements) == 1


def test_an_exact_total_is_counted_once(api: Asking, statements: list[str]) -> None:
    for limit in (3, 4, 5):
        api.get(f"/v1/events?status_not=planned&limit={limit}&as_of=2026-01-02")
    assert sum("count(*)" in statement for statement in statements) == 1
