"""The real dataset, asked over HTTP: what the documents say, what they do not, and what was known
on which day.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.collections import ALL, RECORDS

DAYS = ("2025-10-26", "2025-10-31", "2025-12-24", "2026-02-28")
# Siblings computed from a claimed field, and what the contract exempts from resting on a claim of
# its own.
SIBLINGS = (
    *("_modifier", "_earliest", "_latest", "_stated_part"),
    *("_status", "_type", "_unit", "_qualifier"),
)
EXEMPT = {"id", "name", "summary", "known_from", "changed_on", "claim_count", "amount_usd_counted"}
EXEMPT |= {"previous_ids", "conflicts", "document_ids", "document_kinds", "mentioned_in"}
EXEMPT |= {"participations", "project_list"}  # said of other records
FAMILIES = {
    "amount_min": "amount",
    "amount_max": "amount",
    "amount_qualifier": "amount",
    "currency": "amount",
    "amount_usd": "amount",
}
FAMILIES |= {
    "value_number": "value",
    "value_min": "value",
    "value_max": "value",
    "value_qualifier": "value",
    "unit": "value",
}
FAMILIES |= {"subdivisions": "subdivision", "subdivision": "subdivisions"}  # each the other's list


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """The API over each database."""
    address = request.getfixturevalue(
        "live_server" if request.param == "sqlite" else "live_postgres_server"
    )
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found


def walk(client: httpx.Client, url: str, **params: str) -> list[dict[str, Any]]:
    """Every item of a list."""
    items: list[dict[str, Any]] = []
    answer = client.get(url, params=params)
    while True:
        answer.raise_for_status()
        page = answer.json()
        items += page["items"]
        following = page["links"]["next"]
        if following is None:
            assert len(items) == page["page"]["total"]
            return items
        answer = client.get(following)


def one(client: httpx.Client, url: str, **params: str) -> dict[str, Any]:
    answer = client.get(url, params=params).raise_for_status()
    item: dict[str, Any] = answer.json()["item"]
    return item


def test_the_first_tranche(client: httpx.Client) -> None:
    [tranche] = walk(client, "/v1/tranches")
    assert (
        tranche["announced_on"],
        tranche["amount"],
        tranche["currency"],
        tranche["project_count"],
    ) == ("2026-02-17", 36_000_000_000, "USD", 3)
    projects = walk(client, "/v1/projects", tranche_id=tranche["id"])
    assert sorted(project["subdivision"] for project in projects) == ["US-GA", "US-OH", "US-TX"]
    assert {project["amount"] for project in projects} == {None}
    assert {project["amount_status"] for project in projects} == {"not_stated"}
    assert all(project["claim_count"] for project in projects)


def test_no_collection_is_empty(client: httpx.Client) -> None:
    for resource in ALL:
        assert client.get(f"/v1/{resource.name}", params={"limit": "1"}).json()["page"]["total"], (
            resource.name
        )


def test_walking_the_claims_meets_each_once(client: httpx.Client) -> None:
    claims = walk(client, "/v1/claims", limit="7")
    assert len({claim["id"] for claim in claims}) == len(claims)


@pytest.mark.parametrize(
    ("basis", "day", "stated", "itemised"),
    [
        ("announced", "2025-12-24", 0, 0),
        ("announced", "2026-02-28", 36, 0),
        ("pledged", "2025-10-26", 900, 900),
        ("pledged", "2026-02-28", 900, 900),
        ("packaged", "2025-10-26", 0, 0),
        ("packaged", "2025-10-31", 490, 477),
        ("pipeline", "2026-02-28", 400, 400),
        ("disbursed", "2026-02-28", 0, 0),
    ],
)
def test_totals_of_one_basis_on_a_day(
    client: httpx.Client, basis: str, day: str, stated: int, itemised: int
) -> None:
    [row] = (
        client.get("/v1/totals", params={"basis": basis, "as_of": day})
        .raise_for_status()
        .json()["items"]
    )
    billion = 1_000_000_000
    assert (row["stated_amount"], row["itemised_amount"]) == (stated * billion, itemised * billion)
    assert row["unitemised_amount"] == row["stated_amount"] - row["itemised_amount"]


def test_the_rows_of_a_basis_sum_to_its_total(client: httpx.Client) -> None:
    for day in DAYS:
        for total in (
            client.get("/v1/totals", params={"as_of": day}).raise_for_status().json()["items"]
        ):
            rows = [
                row
                for name in ("agreements", "commitments", "tranches", "projects")
                for row in walk(client, f"/v1/{name}", amount_basis=total["basis"], as_of=day)
            ]
            assert sum(row["amount_usd_counted"] or 0 for row in rows) == total["stated_amount"], (
                day,
                total["basis"],
            )


def test_two_bases_are_never_summed(client: httpx.Client) -> None:
    answer = client.get("/v1/totals", params={"basis": "pledged,announced"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "mixed_bases"


def test_totals_are_a_table_too(client: httpx.Client) -> None:
    answer = client.get(
        "/v1/totals.csv", params={"basis": "packaged", "group_by": "sector"}
    ).raise_for_status()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(answer.text.splitlines()))
    listed = client.get("/v1/totals", params={"basis": "packaged", "group_by": "sector"}).json()[
        "items"
    ]
    assert [(row["group"], int(row["stated_amount"])) for row in rows] == [
        (row["group"], row["stated_amount"]) for row in listed
    ]
    assert rows[-1]["group"] == "not_split"
    assert rows[-1]["counted_ids"] == "commitments/japan-fact-sheet-package"


def test_what_no_document_splits_is_not_split(client: httpx.Client) -> None:
    rows = (
        client.get("/v1/totals", params={"basis": "announced", "group_by": "sector"})
        .raise_for_status()
        .json()["items"]
    )
    assert [(row["group"], row["stated_amount"], row["excluded_count"]) for row in rows] == [
        ("critical_minerals", 0, 1),
        ("energy", 0, 2),
        ("not_split", 36_000_000_000, 0),
    ]


def test_groups_sum_to_the_whole(client: httpx.Client) -> None:
    for group_by in ("agreement", "sector", "country", "subdivision", "year"):
        for whole in client.get("/v1/totals").json()["items"]:
            params = {"basis": whole["basis"], "group_by": group_by}
            rows = client.get("/v1/totals", params=params).raise_for_status().json()["items"]
            for key in (
                "stated_amount",
                "itemised_amount",
                "unitemised_amount",
                "counted_count",
                "excluded_count",
            ):
                assert sum(row[key] for row in rows) == whole[key], (params, key)


def test_both_headline_pledges_are_disputed_as_to_their_month(client: httpx.Client) -> None:
    for name in ("us-japan-investment", "us-korea-investment"):
        now, then = (
            one(client, f"/v1/agreements/{name}"),
            one(client, f"/v1/agreements/{name}", as_of="2025-10-26"),
        )
        assert (now["pledged_on"], now["pledged_on_status"]) == (None, "disputed")
        assert "pledged_on" in now["conflicts"]
        assert (then["pledged_on"], then["pledged_on_status"]) == ("2025-08", "stated")
        assert "pledged_on" not in then["conflicts"]


def test_money_that_flows_the_other_way_is_not_counted(client: httpx.Client) -> None:
    amazon = one(client, "/v1/commitments/amazon-korea-cloud")
    assert (amazon["amount"], amazon["host_country"], amazon["amount_usd_counted"]) == (
        5_000_000_000,
        "KR",
        None,
    )


def test_a_conversion_stands_only_where_a_document_states_one(client: httpx.Client) -> None:
    refinery, facility = (
        one(client, "/v1/projects/korea-zinc-refinery"),
        one(client, "/v1/projects/korea-zinc-germanium-facility"),
    )
    assert (refinery["amount"], refinery["currency"], refinery["amount_qualifier"]) == (
        10**13,
        "KRW",
        "about",
    )
    assert refinery["amount_usd"] == 6_800_000_000
    assert (facility["currency"], facility["amount_usd"]) == ("KRW", None)
    assert {refinery["relation"], facility["relation"]} == {"separate"}


def test_units_and_quantities_are_kept_as_stated(client: httpx.Client) -> None:
    plant = one(client, "/v1/projects/ohio-gas-power-plant")
    assert (plant["capacity_value"], plant["capacity_unit"]) == (9.2, "GW")
    outputs = {
        output["product"]: output
        for output in one(client, "/v1/projects/indiana-ammonia-plant")["outputs"]
    }
    assert (outputs["ammonia"]["value_number"], outputs["ammonia"]["unit"]) == (500_000, "t/year")


def test_every_value_rests_on_an_accepted_claim(client: httpx.Client) -> None:
    """For each record as of each day: a value without an accepted claim that was known by then
    would be ours, not a document's.
    """
    for day in DAYS:
        accepted: dict[tuple[str, str], set[str]] = {}
        for claim in walk(client, "/v1/claims", limit="500", rank="accepted", as_of=day):
            accepted.setdefault((claim["subject_type"], claim["subject_id"]), set()).add(
                claim["field"].partition("[")[0]
            )
        for resource in RECORDS:
            for record in walk(client, f"/v1/{resource.name}", limit="500", as_of=day):
                resting = accepted[(resource.name, record["id"])]
                for key, value in record.items():
                    if value in (None, []) or key in EXEMPT or key.endswith(SIBLINGS):
                        continue
                    assert {key, FAMILIES.get(key, key)} & resting, (
                        day,
                        resource.name,
                        record["id"],
                        key,
                    )


def test_every_citation_of_the_api_stands_in_its_document(
    client: httpx.Client, documents_dir: Path
) -> None:
    files = {document["id"]: document["file_name"] for document in walk(client, "/v1/documents")}
    lines = {
        name: (documents_dir / file).read_bytes().decode("utf-8").split("\n")
        for name, file in files.items()
    }
    for claim in walk(client, "/v1/claims", limit="500"):
        assert (
            lines[claim["document_id"]][claim["line"] - 1][claim["start"] : claim["end"]]
            == claim["quote"]
        ), claim["id"]
        assert len(claim["quote"].split()) <= 8


def test_nothing_is_known_before_its_document(client: httpx.Client) -> None:
    known_from = {
        document["id"]: document["known_from"] for document in walk(client, "/v1/documents")
    }
    for day in DAYS:
        for resource in RECORDS:
            for record in walk(client, f"/v1/{resource.name}", limit="500", as_of=day):
                assert record["known_from"] <= day
                assert max(known_from[name] for name in record["document_ids"]) <= day
