"""An editor's judgement holds from the day its documents are known, against what it knew of."""

from typing import Any

import pytest

from api.publish.resolve.outcomes import Rank
from api.publish.resolve.resolve import resolve
from tests.unit.publish.resolving import LATE, claims_on, comes_to, kind_of
from tests.unit.publish.seeds import DAYS, claim, judged


def decided(one: dict[str, Any], verdict: str, reason: str, **more: Any) -> dict[str, Any]:
    found = judged(one, verdict, reason)
    found["judgement"] |= more
    return found


FIRST, SECOND = claim("kind", value="framework"), claim("kind", value="memorandum")
PREFERRED = decided(SECOND, "prefer", "official_over_press", because=["middle"])


def test_a_judgement_is_not_in_force_before_the_documents_it_rests_on() -> None:
    assert comes_to("agreements", FIRST, PREFERRED, day=DAYS["early"])[0] == "disputed"
    assert comes_to("agreements", FIRST, PREFERRED, day=DAYS["middle"]) == (
        "memorandum",
        ["rival official_over_press", "accepted official_over_press"],
    )


def test_a_claim_is_not_rejected_before_the_documents_that_say_so() -> None:
    rejected = decided(FIRST, "reject", "own_contradiction", because=["late"])
    early = comes_to("agreements", rejected, day=DAYS["early"])
    assert early == ("framework", ["accepted only_value"])
    assert comes_to("agreements", rejected) == (None, ["rejected own_contradiction"])


def test_a_judgement_does_not_bind_a_later_document() -> None:
    later = claim("kind", "late", value="joint_venture")
    assert comes_to("agreements", FIRST, PREFERRED, later) == (
        "disputed",
        ["rival official_over_press", "rival no_winner", "rival no_winner"],
    )


def test_a_preference_of_an_earlier_day_does_not_supersede_a_later_state() -> None:
    preferred = judged(claim("status", value="agreed", basis="coded"), "prefer", "later_state")
    pledged = claim("status", value="pledged", basis="coded")
    march = claim("status", "late", value="in_implementation", effective_on="2026-02-17")
    assert comes_to("agreements", preferred, pledged, march) == (
        "in_implementation",
        ["superseded later_state", "superseded later_state", "accepted later_state"],
    )


def test_a_preference_does_not_bind_a_later_state_of_its_own_document() -> None:
    preferred = judged(
        claim("status", value="agreed", basis="coded", effective_on="2025-07"),
        "prefer",
        "official_over_press",
    )
    later = claim("status", value="signed", basis="coded", effective_on="2025-09")
    assert comes_to("agreements", preferred, later)[0] == "signed"


def test_a_value_that_a_preference_does_not_name_opens_the_field_again() -> None:
    named = decided(SECOND, "prefer", "official_over_press", over=["framework"])
    other = claim("kind", value="joint_venture")
    assert comes_to("agreements", FIRST, named)[0] == "memorandum"
    claims = claims_on("agreements", FIRST, named, other)
    resolution = resolve(claims, LATE)
    assert resolution.outcomes["kind"].disputed
    assert resolution.reopened == [claims[2]]
    assert resolution.ranks[claims[0].id].reason == "official_over_press"


def test_a_more_precise_figure_needs_no_preference_over_the_one_it_supports() -> None:
    first = judged(claim("amount", number=36, unit="USD"), "prefer", "wider_support")
    precise = claim("amount", "late", number=36, unit="USD", qualifier="over")
    assert comes_to("agreements", first, precise)[1] == [
        "accepted less_precise",
        "accepted more_precise",
    ]


def test_an_editor_s_words_are_not_about_what_the_judgement_knew_nothing_of() -> None:
    """Sides it does not bind get the reason of the rule by which they lose."""
    words = claim("obligation", value="To answer"), claim("obligation", "late", value="To repay")
    preferred = judged(claim("obligation", "middle", value="To pay"), "prefer", "later_document")
    assert comes_to("terms", words[0], preferred, words[1]) == (
        "To pay",
        ["rival later_document", "accepted later_document", "accepted other_wording"],
    )
    agreed = judged(claim("status", "middle", value="agreed"), "prefer", "official_over_press")
    states = claim("status", value="negotiating"), claim("status", "late", value="pledged")
    assert comes_to("agreements", states[0], agreed, states[1]) == (
        "agreed",
        [
            "rival official_over_press",
            "accepted official_over_press",
            "superseded further_stage",
        ],
    )
    assert kind_of("agreements", states[0], agreed, states[1]) == "conflict"
    assert kind_of("agreements", agreed, states[1]) == "change"


def test_a_figure_that_lost_stays_a_conflict_when_the_winner_is_said_more_precisely() -> None:
    rival = claim("amount", number=33, unit="USD")
    preferred = judged(claim("amount", number=36, unit="USD"), "prefer", "wider_support")
    precise = claim("amount", "late", number=36, unit="USD", qualifier="over")
    assert comes_to("agreements", rival, preferred, precise)[1] == [
        "rival wider_support",
        "accepted less_precise",
        "accepted more_precise",
    ]
    assert kind_of("agreements", rival, preferred, precise) == "conflict"


@pytest.mark.parametrize("reason", ["loose_wording", "own_contradiction"])
def test_a_passage_set_aside_that_says_what_holds_contradicts_nothing(reason: str) -> None:
    rejected = judged(claim("amount", "late", number=36, unit="USD"), "reject", reason)
    assert kind_of("agreements", claim("amount", number=36, unit="USD"), rejected) is None
    assert kind_of("agreements", claim("amount", number=33, unit="USD"), rejected) == "conflict"


def test_a_dispute_holds_from_its_own_day() -> None:
    sides = claim("obligation", value="To answer"), claim("obligation", value="To pay")
    dispute = {"obligation": Rank("rival", "parties_differ", "Two things.")}
    assert comes_to("terms", *sides)[0] == "To answer"
    assert comes_to("terms", *sides, disputes=dispute)[0] == "disputed"


SCOPED = [
    claim("value", number=20, unit="USD/year", qualifier="up_to", scope=scope)
    for scope in ("feasible", "agreed")
]


def test_claims_of_different_scope_are_never_compared_though_equal() -> None:
    assert comes_to("terms", *SCOPED) == ("disputed", ["rival different_scope"] * 2)
    assert kind_of("terms", *SCOPED) == "scope"
    agreed = judged(SCOPED[1], "prefer", "different_scope")
    assert comes_to("terms", SCOPED[0], agreed)[0] == "20"
    assert kind_of("terms", SCOPED[0], agreed) == "scope"


@pytest.mark.parametrize("late_scope", ["feasible", "asked_for"])
def test_the_scope_that_is_plain_or_known_first_is_the_field_s(late_scope: str) -> None:
    late = claim("value", "late", number=30, unit="USD/year", scope=late_scope)
    plain = claim("value", "middle", number=20, unit="USD/year")
    assert comes_to("terms", late, plain) == (
        "20",
        ["rival different_scope", "accepted only_value"],
    )
    assert comes_to("terms", SCOPED[1], late)[0] == "20"


@pytest.mark.parametrize(
    ("collection", "field"),
    [("terms", "obligation"), ("terms", "value"), ("tariffs", "condition"), ("events", "place")],
)
def test_our_own_words_are_not_compared_letter_by_letter(collection: str, field: str) -> None:
    sides = claim(field, value="Answer a proposal"), claim(field, "late", value="Reply to it")
    expected = ("Answer a proposal", ["accepted same_value", "accepted other_wording"])
    assert comes_to(collection, *sides) == expected
    assert kind_of(collection, *sides) is None
    preferred = sides[0], judged(sides[1], "prefer", "more_precise")
    assert comes_to(collection, *preferred)[0] == "Reply to it"


def test_words_support_a_figure() -> None:
    sides = claim("value", value="hundreds"), claim("value", "late", number=300, unit="people")
    assert comes_to("indicators", *sides)[1] == ["accepted other_wording", "accepted same_value"]


@pytest.mark.parametrize("field", ["agreement_id", "tranche_id"])
def test_a_pointer_on_which_nothing_decides_is_a_fault_of_the_seed(field: str) -> None:
    sides = claim(field, value="one"), claim(field, "late", value="other")
    assert len(resolve(claims_on("projects", *sides), LATE).pointers) == 2
    decided_ = sides[0], judged(sides[1], "prefer", "later_document")
    assert resolve(claims_on("projects", *decided_), LATE).pointers == []


def test_the_note_of_a_preference_stands_on_the_claim_that_it_is_about_alone() -> None:
    claims = claims_on(
        "agreements",
        decided(SECOND, "prefer", "later_document", because=["middle"]),
        claim("kind", "middle", value="memorandum"),
        claim("kind", "middle", value="framework", line=2),
    )
    ranks = [resolve(claims, LATE).ranks[one.id] for one in claims]
    assert [(one.rank, one.reason, one.note) for one in ranks] == [
        ("accepted", "later_document", "An editor's reason."),
        ("accepted", "same_value", None),
        ("rival", "later_document", "An editor's reason."),
    ]


@pytest.mark.parametrize(
    ("reason", "of_the_other"),
    [
        ("narrower_scope", "narrower_scope"),
        ("different_scope", "different_scope"),
        ("more_precise", "different_scope"),
    ],
)
def test_the_preferred_scope_has_the_words_of_the_editor(reason: str, of_the_other: str) -> None:
    part, whole = (
        claim("amount", number=number, unit="USD", scope=scope)
        for number, scope in ((5, "part"), (9, "whole"))
    )
    sides = judged(part, "prefer", reason), whole
    expected = [f"accepted {reason}", f"rival {of_the_other}"]
    assert comes_to("agreements", *sides) == ("5", expected)
    assert comes_to("agreements", *sides[::-1]) == ("5", expected[::-1])
    assert kind_of("agreements", *sides) == "scope"
