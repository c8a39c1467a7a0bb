"""How one value is chosen of several: preferences, states and what they apply to, scopes, and what
is stated over what is inferred.
"""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from api.publish.resolve.outcomes import Outcome, Rank, Resolution
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import to_claims
from tests.unit.publish.resolve.resolved import raw_record
from tests.unit.publish.seeds import DAYS, claim, judged

LATE = DAYS["late"]


def chosen(
    *raw: dict[str, Any], field: str = "kind", day: str = LATE
) -> tuple[list[str], Outcome, Resolution]:
    """The values that hold, the outcome, and the resolution."""
    resolution = resolve(to_claims(raw_record("agreements", *raw), dict(DAYS)), day)
    outcome = resolution.outcomes[field]
    return [group[0].value for group in outcome.winners], outcome, resolution


def ranks(resolution: Resolution) -> list[str]:
    return [rank.rank for rank in resolution.ranks.values()]


def test_of_two_preferences_the_one_on_the_later_state_counts() -> None:
    later_state = judged(
        claim("kind", value="framework", effective_on="2025-09"), "prefer", "more_precise"
    )
    later_document = judged(
        claim("kind", "late", value="memorandum", effective_on="2025-08"), "prefer", "more_precise"
    )
    for raw in ((later_state, later_document), (later_document, later_state)):
        winners, _, resolution = chosen(*raw)
        assert winners == ["framework"]
        assert resolution.ties == []


def test_two_preferences_for_one_value_are_no_tie() -> None:
    raw = [
        judged(claim("kind", value="framework"), "prefer", "more_precise"),
        judged(claim("kind", value="framework", line=2), "prefer", "more_precise"),
        claim("kind", value="memorandum"),
    ]
    winners, _, resolution = chosen(*raw)
    assert (winners, resolution.ties) == (["framework"], [])
    assert ranks(resolution) == ["accepted", "accepted", "rival"]


def test_two_sides_with_the_same_latest_state_are_disputed() -> None:
    raw = [
        claim("kind", value="framework", effective_on="2025-09"),
        claim("kind", value="memorandum", effective_on="2025-09"),
        claim("kind", value="joint_venture", effective_on="2025-07"),
    ]
    winners, outcome, resolution = chosen(*raw)
    assert (winners, outcome.disputed, outcome.contested) == ([], True, True)
    assert set(ranks(resolution)) == {"rival"}


def test_a_side_is_as_late_as_the_latest_claim_for_it() -> None:
    raw = [
        claim("status", value="signed", effective_on="2025-07"),
        claim("status", value="pledged", effective_on="2025-08"),
        claim("status", value="signed", line=2, effective_on="2025-09"),
    ]
    assert chosen(*raw, field="status")[0] == ["signed"]


def test_two_sides_that_are_stated_are_disputed_whatever_a_third_infers() -> None:
    raw = [
        claim("signed_on", value="2025-09-04"),
        claim("signed_on", value="2025-09-05"),
        claim("signed_on", value="2025-09-06", basis="inferred"),
    ]
    assert chosen(*raw, field="signed_on")[1].disputed


def test_one_stated_claim_makes_its_side_stated() -> None:
    raw = [
        claim("signed_on", value="2025-09-04", basis="inferred"),
        claim("signed_on", value="2025-09-05", basis="inferred"),
        claim("signed_on", value="2025-09-04", line=2),
    ]
    assert chosen(*raw, field="signed_on")[0] == ["2025-09-04"]


def test_a_judgement_on_the_only_value_leaves_it_uncontested() -> None:
    raw = judged(claim("kind", value="framework"), "prefer", "more_precise")
    winners, outcome, resolution = chosen(raw)
    assert (winners, outcome.contested) == (["framework"], False)
    assert ranks(resolution) == ["accepted"]


@pytest.mark.parametrize(
    ("reason", "contested"), [("own_contradiction", True), ("not_about_this", False)]
)
def test_what_is_not_about_the_field_contests_nothing(reason: str, contested: bool) -> None:
    rejected = judged(claim("kind", value="memorandum"), "reject", reason)
    kept = claim("kind", value="framework")
    for raw in ((rejected, kept), (kept, rejected)):
        winners, outcome, resolution = chosen(*raw)
        assert (winners, outcome.contested, outcome.disputed) == (["framework"], contested, False)
        assert sorted(ranks(resolution)) == ["accepted", "rejected"]
    assert chosen(rejected)[1].contested is contested


def test_one_contradiction_among_rejected_claims_contests_the_field() -> None:
    raw = [
        judged(claim("kind", value="memorandum"), "reject", "own_contradiction"),
        judged(claim("kind", value="joint_venture"), "reject", "not_about_this"),
        claim("kind", value="framework"),
    ]
    assert chosen(*raw)[1].contested
    assert chosen(*reversed(raw))[1].contested


def test_the_first_day_of_a_document_is_the_first_it_counts() -> None:
    raw = claim("kind", "middle", value="framework")
    assert chosen(raw, day=DAYS["middle"])[0] == ["framework"]
    claims = to_claims(raw_record("agreements", raw), dict(DAYS))
    assert resolve(claims, "2025-12-23").outcomes == {}


def test_one_value_of_a_list_is_listed_and_of_a_field_the_only_one() -> None:
    claims = to_claims(
        raw_record(
            "agreements", claim("sectors", value="energy"), claim("kind", value="framework")
        ),
        dict(DAYS),
    )
    reasons = [rank.reason for rank in resolve(claims, LATE).ranks.values()]
    assert reasons == ["listed_value", "only_value"]


def test_a_rank_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Rank("accepted", "only_value").rank = "rival"  # type: ignore[misc]


def test_a_conversion_without_an_amount_is_resolved_by_itself() -> None:
    raw = claim("amount_usd", number=5, unit="USD")
    winners, _, resolution = chosen(raw, field="amount_usd")
    assert (winners, list(resolution.outcomes)) == (["5"], ["amount_usd"])


def test_a_dispute_about_an_amount_is_one_about_its_conversion() -> None:
    raw = [
        claim("amount", number=2000, unit="KRW"),
        claim("amount", number=3000, unit="KRW"),
        claim("amount_usd", number=2, unit="USD"),
    ]
    rank = Rank("rival", "parties_differ", "Each tells it its own way.")
    claims = to_claims(raw_record("agreements", *raw), dict(DAYS))
    resolution = resolve(claims, LATE, {"amount": rank})
    assert [resolution.ranks[one.id] for one in claims[:2]] == [rank, rank]
    assert resolution.outcomes["amount"].disputed
