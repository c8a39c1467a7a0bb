"""What does a kind of source say? Records, claims and conflicts are filtered by it, and an answer
says where no document is of the kind asked for.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

LOCATED = {"located_basis": "Found by a search."}
AMOUNTS = ("early", 100_000_000), ("late", 200_000_000)


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[Asking]:
    seed = SeedFolder(tmp_path / "seed")
    seed.document("early", DAYS["early"], kind="newspaper", **LOCATED)
    seed.document("middle", DAYS["middle"], kind="digest", **LOCATED)
    seed.document("late", DAYS["late"], kind="official", **LOCATED)
    seed.record("companies", "named", claim("country", value="JP"))
    seed.record("companies", "registered", claim("country", "late", value="JP"))
    amounts = [claim("amount", name, number=number, unit="USD") for name, number in AMOUNTS]
    seed.record("agreements", "a-deal", claim("kind", "middle", value="framework"), *amounts)
    target = parse_target(database_url)
    migrate(target)
    publish(target, seed.folder)
    with asking(database_url) as asked:
        yield asked


def ids(api: Asking, address: str) -> list[str]:
    return [one["id"] for one in api.walk(address)]


def warned(body: dict[str, Any]) -> dict[str, str]:
    return {one["code"]: one["message"] for one in body["meta"]["warnings"]}


def test_records_claims_and_conflicts_are_filtered_by_kind(api: Asking) -> None:
    assert ids(api, "/v1/companies?document_kind=official") == ["registered"]
    assert ids(api, "/v1/companies?document_kind=newspaper,official") == ["named", "registered"]
    claims = list(api.walk("/v1/claims?document_kind=newspaper"))
    assert claims
    assert {one["document_id"] for one in claims} == {"early"}
    others = api.get("/v1/claims?document_kind_not=newspaper").json()["page"]["total"]
    assert others + len(claims) == api.get("/v1/claims").json()["page"]["total"]
    assert len(ids(api, "/v1/conflicts?document_kind=official")) == 1
    assert ids(api, "/v1/conflicts?document_kind=digest") == []
    (conflict,) = api.walk("/v1/conflicts")
    assert conflict["document_kinds"] == ["newspaper", "official"]


def test_a_kind_counts_from_the_day_of_its_document(api: Asking) -> None:
    day = DAYS["middle"]
    body = api.get(f"/v1/companies?document_kind=official&as_of={day}").json()
    assert body["items"] == []
    assert warned(body)["no_such_source"] == (
        f"None of the documents known on {day} is of this kind: official. "
        "By kind they are: digest 1, newspaper 1."
    )


def test_there_is_no_warning_where_there_is_such_a_document(api: Asking) -> None:
    for address in ("/v1/conflicts?document_kind=digest", "/v1/companies?document_kind=official"):
        assert "no_such_source" not in warned(api.get(address).json())


@pytest.mark.parametrize("address", ["projects", "claims", "conflicts", "claims?q=japan"])
def test_every_list_warns(api: Asking, address: str) -> None:
    sign = "&" if "?" in address else "?"
    assert "no_such_source" in warned(api.get(f"/v1/{address}{sign}document_kind=wire").json())


def test_a_record_says_that_none_of_its_documents_is_a_primary_source(api: Asking) -> None:
    for suffix in ("", "/explain"):
        told = warned(api.get(f"/v1/companies/named{suffix}").json())
        assert "newspaper" in told["no_primary_source"]
        told = warned(api.get(f"/v1/companies/registered{suffix}").json())
        assert "no_primary_source" not in told


def test_an_explanation_says_whether_an_official_source_is_among_its_documents(
    api: Asking,
) -> None:
    (one,) = api.get("/v1/companies/registered/explain?field=country").json()["items"]
    assert one["official"] is True
    (one,) = api.get("/v1/companies/named/explain?field=country").json()["items"]
    assert one["official"] is False
    assert any("primary source" in text for text in one["unknown"])


def test_a_word_that_is_no_kind_is_refused(api: Asking) -> None:
    answer = api.get("/v1/claims?document_kind=offical")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["suggestions"] == ["official"]
