"""What decides which value is true, told through the API: small seeds, and the one right answer to
each.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder, claim, judged

USD = {"unit": "USD"}
Ask = Callable[[], Asking]


@pytest.fixture
def seed(tmp_path: Path) -> SeedFolder:
    return SeedFolder(tmp_path / "seed")


@pytest.fixture
def published(seed: SeedFolder, tmp_path: Path) -> Iterator[Ask]:
    """Publishes what the test wrote, and asks the API over it."""
    opened: list[Any] = []

    def ask() -> Asking:
        url = sqlite_url(tmp_path / "truth.sqlite")
        publish(parse_target(url), seed.folder)
        opened.append(asking(url))
        api: Asking = opened[-1].__enter__()
        return api

    yield ask
    for one in opened:
        one.__exit__(None, None, None)


def item(api: Asking, address: str) -> dict[str, Any]:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["item"]
    return found


def test_of_two_preferences_that_on_the_later_state_counts(
    seed: SeedFolder, published: Ask
) -> None:
    later = claim("kind", value="framework", effective_on="2025-09")
    earlier = claim("kind", "late", value="memorandum", effective_on="2025-08")
    first, second = (judged(one, "prefer", "later_state") for one in (later, earlier))
    seed.record("agreements", "a-deal", first, second)
    api = published()
    assert item(api, "/v1/agreements/a-deal")["kind"] == "framework"
    ranks = {one["value"]: one["rank"] for one in api.walk("/v1/agreements/a-deal/claims")}
    assert ranks == {"framework": "accepted", "memorandum": "superseded"}


def test_two_sides_with_the_same_latest_state_are_disputed(
    seed: SeedFolder, published: Ask
) -> None:
    values = ("negotiating", "agreed")  # the first has no place in the lifecycle
    sides = [claim("status", value=value, effective_on="2025-09") for value in values]
    seed.record("agreements", "a-deal", *sides)
    found = item(published(), "/v1/agreements/a-deal")
    assert (found["status"], found["conflicts"]) == (None, ["status"])


@pytest.mark.parametrize(
    ("reason", "kind", "rank"),
    [
        ("narrower_scope", "scope", "rival"),
        ("different_scope", "scope", "rival"),
        ("later_state", "change", "superseded"),
        ("later_document", "conflict", "rival"),
    ],
)
def test_the_reason_of_a_preference_makes_the_kind_of_conflict(
    seed: SeedFolder, published: Ask, reason: str, kind: str, rank: str
) -> None:
    preferred = judged(claim("amount", "late", number=36_000_000_000, **USD), "prefer", reason)
    rival = claim("amount", number=40_000_000_000, **USD)
    seed.record("agreements", "a-deal", preferred, rival, claim("amount_basis", value="pledged"))
    (conflict,) = published().walk("/v1/conflicts")
    assert (conflict["kind"], conflict["disputed"]) == (kind, False)
    assert [side["rank"] for side in conflict["sides"]] == ["accepted", rank]


@pytest.mark.parametrize(
    ("bases", "status"),
    [
        (("inferred", "inferred"), "inferred"),
        (("inferred", "stated"), "stated"),
        (("stated", "inferred"), "stated"),
        (("stated", "stated"), "stated"),
    ],
)
def test_a_value_is_inferred_only_where_every_claim_for_it_is(
    seed: SeedFolder, published: Ask, bases: tuple[str, str], status: str
) -> None:
    early, late = bases
    claims = (
        claim("signed_on", value="2025-09-04", basis=early),
        claim("signed_on", "late", value="2025-09-04", basis=late),
    )
    seed.record("agreements", "a-deal", *claims)
    assert item(published(), "/v1/agreements/a-deal")["signed_on_status"] == status


def test_a_document_that_only_repeats_a_value_changes_no_record(
    seed: SeedFolder, published: Ask
) -> None:
    seed.record(
        "agreements",
        "repeated",
        claim("kind", value="framework"),
        claim("kind", "late", value="framework"),
    )
    seed.record(
        "agreements",
        "changed",
        claim("kind", value="framework"),
        claim("binding", "late", value=False),
    )
    api = published()
    repeated, changed = (item(api, f"/v1/agreements/{name}") for name in ("repeated", "changed"))
    assert (repeated["changed_on"], repeated["claim_count"]) == ("2025-10-26", 2)
    assert (changed["changed_on"], changed["known_from"]) == ("2026-02-28", "2025-10-26")
    assert item(api, "/v1/agreements/changed?as_of=2025-12-24")["changed_on"] == "2025-10-26"


def test_parts_in_another_group_than_their_whole_are_itemised_there(
    seed: SeedFolder, published: Ask
) -> None:
    """A tranche has no sector, its project has one: by sector the project stands alone, and the
    whole is not split.
    """
    announced = claim("amount_basis", value="announced")
    seed.record("agreements", "a-deal", claim("kind", value="framework"))
    tranche = (
        claim("agreement_id", value="a-deal"),
        claim("amount", number=36_000_000_000, **USD),
        announced,
    )
    seed.record("tranches", "first", *tranche)
    part = (
        claim("tranche_id", value="first"),
        claim("sector", value="energy"),
        claim("amount", number=33_000_000_000, **USD),
    )
    seed.record("projects", "plant", claim("agreement_id", value="a-deal"), *part, announced)
    api = published()
    groups = {
        one["group"]: one
        for one in api.get("/v1/totals?basis=announced&group_by=sector").json()["items"]
    }
    assert sum(one["stated_amount"] for one in groups.values()) == 36_000_000_000


def test_the_amount_at_stake_of_an_instrument_is_that_of_its_headline_deal(
    seed: SeedFolder, published: Ask
) -> None:
    amount = claim("amount", number=550_000_000_000, **USD)
    seed.record("agreements", "headline", amount, claim("amount_basis", value="pledged"))
    sides = claim("kind", value="framework"), claim("kind", "late", value="memorandum")
    seed.record("agreements", "instrument", claim("parent_id", value="headline"), *sides)
    seed.record("agreements", "alone", *sides)
    stakes = {one["subject_id"]: one["amount_usd"] for one in published().walk("/v1/conflicts")}
    assert stakes == {"instrument": 550_000_000_000, "alone": None}


def test_excluded_records_beyond_those_named_are_counted_too(
    seed: SeedFolder, published: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.read.answers.totals.MOST_RECORDS", 2)
    won = (
        claim("amount", number=10_000_000_000_000, unit="KRW"),
        claim("amount_basis", value="committed"),
    )
    for number in range(5):
        seed.record("projects", f"plant-{number}", *won)
    (total,) = published().get("/v1/totals?basis=committed").json()["items"]
    assert (total["excluded_count"], len(total["excluded"])) == (5, 2)


def test_exactly_a_hundred_values_are_taken_and_one_more_is_refused(
    seed: SeedFolder, published: Ask
) -> None:
    seed.deal()
    api = published()
    units = [f"unit-{number}" for number in range(100)]
    assert api.get(f"/v1/terms?unit={','.join(units)}").status_code == 200
    refused = api.get(f"/v1/terms?unit={','.join([*units, 'one-more'])}")
    assert refused.status_code == 422
    assert [one["code"] for one in refused.json()["errors"]] == ["too_many_values"]


@pytest.mark.parametrize("address", ["/v1/search?q=deal", "/v1/fields?"])
def test_so_is_it_where_collections_are_named(
    seed: SeedFolder, published: Ask, address: str
) -> None:
    seed.deal()
    api = published()
    hundred = "&collection=" + ",".join(["projects"] * 100)
    assert api.get(address + hundred).status_code == 200
    refused = api.get(f"{address}{hundred},projects")
    assert refused.status_code == 422
    assert [one["code"] for one in refused.json()["errors"]] == ["too_many_values"]


@pytest.mark.parametrize("collection", ["claims", "conflicts", "changes"])
def test_several_values_of_the_filter_named_field_are_answered(
    api: Asking, collection: str
) -> None:
    """SQLAlchemy once named a parameter of its own alike."""
    answer = api.get(f"/v1/{collection}?field=amount,status&document_id=korea-mission-digest")
    assert answer.status_code == 200
    assert {item["field"] for item in answer.json()["items"]} <= {"amount", "status"}
