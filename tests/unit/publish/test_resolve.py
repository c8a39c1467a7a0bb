"""Claims become one value: who wins, what the others are called, and what an earlier day saw."""

from typing import Any

import pytest

from api.publish.resolve.outcomes import Rank, Resolution
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import Claim, to_claims
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS, claim, judged

LATE = DAYS["late"]


def claims_of(*raw: dict[str, Any]) -> list[Claim]:
    record = RawRecord(
        "agreements",
        {"id": "a-deal", "claims": list(raw)},
        RecordSource("agreements", "seed/agreements/a-deal.yaml", 1, b""),
    )
    return to_claims(record, DAYS)


def ranks(resolution: Resolution, claims: list[Claim]) -> list[tuple[str, str]]:
    found = [resolution.ranks[one.id] for one in claims]
    return [(rank.rank, rank.reason) for rank in found]


def test_a_judgement_rests_on_the_document_of_its_claim_unless_it_names_others() -> None:
    plain = judged(claim("kind", "late", value="memorandum"), "prefer", "more_precise")
    named = {**plain, "judgement": plain["judgement"] | {"because": ["early"], "over": ["other"]}}
    found = [one.judgement for one in claims_of(plain, named)]
    assert [(one.because, one.over) for one in found if one] == [
        (("late",), ()),
        (("early",), ("other",)),
    ]


def test_one_value_said_by_two_documents_is_accepted_twice() -> None:
    claims = claims_of(claim("kind", value="framework"), claim("kind", "late", value="framework"))
    assert ranks(resolve(claims, LATE), claims) == [("accepted", "same_value")] * 2


def test_two_values_with_nothing_to_decide_leave_the_field_disputed() -> None:
    claims = claims_of(
        claim("pledged_on", value="2025-08"), claim("pledged_on", "middle", value="2025-07")
    )
    resolution = resolve(claims, LATE)
    assert resolution.outcomes["pledged_on"].disputed
    assert resolution.outcomes["pledged_on"].winners == []
    assert ranks(resolution, claims) == [("rival", "no_winner")] * 2


def test_the_earlier_day_knows_only_its_documents() -> None:
    claims = claims_of(
        claim("pledged_on", value="2025-08"), claim("pledged_on", "middle", value="2025-07")
    )
    resolution = resolve(claims, DAYS["early"])
    assert [group[0].value for group in resolution.outcomes["pledged_on"].winners] == ["2025-08"]
    assert claims[1].id not in resolution.ranks


def test_a_preferred_claim_wins_and_says_why() -> None:
    claims = claims_of(
        claim("kind", value="framework"),
        judged(claim("kind", "late", value="memorandum"), "prefer", "more_precise"),
    )
    resolution = resolve(claims, LATE)
    assert ranks(resolution, claims) == [("rival", "more_precise"), ("accepted", "more_precise")]
    assert resolution.ranks[claims[0].id].note == "An editor's reason."
    assert resolution.outcomes["kind"].kind == "conflict"


@pytest.mark.parametrize(
    ("reason", "rank", "kind"),
    [("later_state", "superseded", "change"), ("different_scope", "rival", "scope")],
)
def test_the_reason_of_the_winner_tells_what_the_others_are(
    reason: str, rank: str, kind: str
) -> None:
    claims = claims_of(
        claim("kind", value="framework"),
        judged(claim("kind", "late", value="memorandum"), "prefer", reason),
    )
    resolution = resolve(claims, LATE)
    assert resolution.ranks[claims[0].id].rank == rank
    assert resolution.outcomes["kind"].kind == kind


def test_a_rejected_claim_takes_no_side() -> None:
    claims = claims_of(
        claim("kind", value="framework"),
        judged(claim("kind", value="memorandum"), "reject", "own_contradiction"),
    )
    assert ranks(resolve(claims, LATE), claims) == [
        ("accepted", "only_value"),
        ("rejected", "own_contradiction"),
    ]


def test_a_field_whose_claims_are_all_rejected_stays_contested() -> None:
    claims = claims_of(judged(claim("binding", value=True), "reject", "own_contradiction"))
    outcome = resolve(claims, LATE).outcomes["binding"]
    assert (outcome.winners, outcome.contested, outcome.disputed) == ([], True, False)


def test_an_editor_can_say_why_no_side_is_picked() -> None:
    claims = claims_of(
        claim("kind", value="framework"), claim("kind", value="memorandum", basis="inferred")
    )
    resolution = resolve(
        claims, LATE, {"kind": Rank("rival", "parties_differ", "Each tells it its own way.")}
    )
    assert resolution.outcomes["kind"].disputed
    assert ranks(resolution, claims) == [("rival", "parties_differ")] * 2


def test_the_later_state_supersedes_the_earlier() -> None:
    claims = claims_of(
        claim("status", value="pledged", effective_on="2025-08"),
        claim("status", value="signed", effective_on="2025-09"),
    )
    assert ranks(resolve(claims, LATE), claims) == [
        ("superseded", "later_state"),
        ("accepted", "later_state"),
    ]


def test_what_is_stated_outweighs_what_is_inferred() -> None:
    claims = claims_of(
        claim("signed_on", value="2025-08", basis="inferred"), claim("signed_on", value="2025-09")
    )
    assert ranks(resolve(claims, LATE), claims) == [
        ("rival", "stated_over_inferred"),
        ("accepted", "stated_over_inferred"),
    ]


def test_a_qualifier_makes_another_value() -> None:
    claims = claims_of(
        claim("amount", number=80, unit="USD", qualifier="under"),
        claim("amount", "late", number=80, unit="USD", qualifier="over"),
    )
    assert resolve(claims, LATE).outcomes["amount"].disputed


def test_values_of_a_list_stand_side_by_side() -> None:
    claims = claims_of(claim("sectors", value="energy"), claim("sectors", "late", value="metals"))
    resolution = resolve(claims, LATE)
    assert ranks(resolution, claims) == [("accepted", "listed_value")] * 2
    assert not resolution.outcomes["sectors"].contested


def test_the_preference_in_the_later_document_outweighs_the_earlier() -> None:
    first = judged(claim("kind", value="framework"), "prefer", "more_precise")
    second = judged(claim("kind", "late", value="memorandum"), "prefer", "later_document")
    claims = claims_of(first, second)
    assert [group[0].value for group in resolve(claims, LATE).outcomes["kind"].winners] == [
        "memorandum"
    ]
    assert resolve(claims, LATE).ties == []


def test_two_equal_preferences_are_a_tie() -> None:
    claims = claims_of(
        judged(claim("kind", value="framework"), "prefer", "more_precise"),
        judged(claim("kind", value="memorandum"), "prefer", "more_precise"),
    )
    assert {one.value for one in resolve(claims, LATE).ties} == {"framework", "memorandum"}
