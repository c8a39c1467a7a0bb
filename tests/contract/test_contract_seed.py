"""The contract tests' own dataset has everything that an answer can hold, and stays as it is."""

from collections.abc import Iterator

from tests.asking import Asking

RENAMED = "article-strategic-overreach"


def values(api: Asking, address: str, key: str) -> set[str]:
    """Every value of a key in a list."""
    return {item[key] for item in api.walk(address)}


def every_status(api: Asking) -> Iterator[str]:
    for collection in (
        "agreements",
        "commitments",
        "projects",
        "terms",
        "tariffs",
        "indicators",
        "people",
    ):
        for item in api.walk(f"/v1/{collection}?limit=500"):
            yield from (
                value
                for key, value in item.items()
                if key.endswith("_status") and key != "field_status"
            )


def test_it_has_every_status_kind_of_conflict_rank_and_basis_of_a_claim(api: Asking) -> None:
    assert set(every_status(api)) == {
        "stated",
        "inferred",
        "not_stated",
        "not_applicable",
        "disputed",
    }
    assert values(api, "/v1/conflicts?limit=500", "kind") == {"conflict", "change", "scope"}
    assert values(api, "/v1/claims?limit=500", "basis") == {"stated", "inferred", "coded"}
    assert values(api, "/v1/claims?limit=500", "rank") == {
        "accepted",
        "rival",
        "superseded",
        "rejected",
    }


def test_it_has_an_amount_of_every_basis(api: Asking) -> None:
    with_amounts = ("agreements", "commitments", "tranches", "projects")
    found = {
        item["amount_basis"]
        for collection in with_amounts
        for item in api.walk(f"/v1/{collection}?limit=500")
        if item["amount"] is not None
    }
    assert found == values(api, "/v1/codelists/amount_bases", "value")


def test_it_has_a_rename_and_a_withdrawal(api: Asking) -> None:
    moved = api.get(f"/v1/positions/{RENAMED}-before")
    assert (moved.status_code, moved.headers["location"]) == (301, f"/v1/positions/{RENAMED}")
    withdrawn = api.get("/v1/events/withdrawn-event")
    assert (withdrawn.status_code, withdrawn.json()["code"]) == (410, "withdrawn")


def test_it_has_parties_outputs_and_subjects(api: Asking) -> None:
    projects = list(api.walk("/v1/projects?limit=500"))
    assert {party["party_type"] for project in projects for party in project["parties"]} >= {
        "companies",
        "institutions",
    }
    assert any(project["outputs"] for project in projects)
    assert any(event["subjects"] for event in api.walk("/v1/events?limit=500"))
