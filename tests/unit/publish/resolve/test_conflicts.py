"""The list of conflicts: sides with their ranks, what is at stake, and over which days."""

from typing import Any

import pytest

from api.collections.served import FOREVER
from api.publish.resolve.conflicts import conflicts
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Context, ResolvedRecord
from tests.unit.publish.resolve.resolved import EARLY, LATE, MIDDLE, context_of, resolved
from tests.unit.publish.seeds import claim, judged

USD = {"unit": "USD"}


def spans_of(
    found: ResolvedRecord, context: Context | None = None
) -> list[list[tuple[str, str, Values]]]:
    return [
        [(one.valid_from, one.valid_to, one.item) for one in spans]
        for spans in conflicts(found, context or context_of())
    ]


def only(found: ResolvedRecord, context: Context | None = None) -> Values:
    """The one conflict of a record, as last served."""
    (spans,) = spans_of(found, context)
    return spans[-1][2]


def test_a_record_without_two_values_has_no_conflict() -> None:
    assert spans_of(resolved("agreements", claim("kind", value="framework"))) == []


def test_a_conflict_begins_on_the_day_of_the_second_side() -> None:
    found = resolved(
        "agreements",
        claim("signed_on", value="2025-09-04"),
        claim("signed_on", "middle", value="2025-09-05"),
        claim("kind", "late", value="framework"),
    )
    ((valid_from, valid_to, item),) = spans_of(found)[0]
    assert (valid_from, valid_to) == (MIDDLE, FOREVER)
    assert {key: item[key] for key in item if key not in ("sides", "amount_usd")} == {
        "id": "agreements:one:signed_on",
        "kind": "conflict",
        "subject_type": "agreements",
        "subject_id": "one",
        "subject_name": "A name",
        "field": "signed_on",
        "disputed": True,
        "document_ids": ["early", "middle"],
        "related_ids": [],
        "document_kinds": [],
        "side_count": 2,
    }


def test_fields_come_in_order_and_each_has_days_of_its_own() -> None:
    found = resolved(
        "agreements",
        claim("signed_on", value="2025-09-04"),
        claim("signed_on", "middle", value="2025-09-05"),
        claim("kind", value="framework"),
        claim("kind", value="memorandum"),
        claim("signed_on", "late", value="2025-09-05"),
    )
    kinds, days = spans_of(found)
    assert [(start, end, item["field"]) for start, end, item in kinds] == [(EARLY, FOREVER, "kind")]
    assert [(start, end) for start, end, _ in days] == [(MIDDLE, LATE), (LATE, FOREVER)]
    assert [len(item["sides"][1]["claim_ids"]) for _, _, item in days] == [1, 2]


def test_a_side_is_all_that_say_the_same_and_the_accepted_side_comes_first() -> None:
    found = resolved(
        "agreements",
        claim("status", value="pledged", effective_on="2025-08", attributed_to="A minister"),
        claim("status", "middle", value="pledged", effective_on="2025-08", attributed_to="Acme"),
        claim("status", "middle", line=2, value="pledged", effective_on="2025-08"),
        claim("status", "late", value="signed", effective_on="2025-09", quote="signed it"),
    )
    item = only(found)
    first, second = item["sides"]
    assert (item["kind"], item["disputed"]) == ("change", False)
    assert (first["value"], first["rank"]) == ("signed", "accepted")
    assert first["quotes"] == ["signed it"]
    assert (second["value"], second["rank"], second["rank_note"]) == ("pledged", "superseded", None)
    assert second["attributed_to"] == ["A minister", "Acme"]
    assert second["document_ids"] == ["early", "middle"]
    assert second["claim_ids"] == sorted(one.id for one, _ in found.claims[:3])
    assert len(second["quotes"]) == 3


def test_a_rejected_claim_stands_last_with_the_words_of_who_judged() -> None:
    found = resolved(
        "agreements",
        judged(claim("kind", value="framework"), "reject", "own_contradiction"),
        claim("kind", value="memorandum"),
        claim("kind", "late", value="framework"),
    )
    sides = [(one["value"], one["rank"]) for one in only(found)["sides"]]
    assert sides[-1] == ("framework", "rejected")
    assert ("framework", "rival") in sides
    assert only(found)["sides"][-1]["rank_reason"] == "own_contradiction"
    assert only(found)["sides"][-1]["rank_note"] == "An editor's reason."


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"number": 45}, (45, None, None, "exact")),
        ({"number": 45, "qualifier": "over"}, (45, 45, None, "over")),
        ({"number": 45, "qualifier": "nearly"}, (45, None, 45, "nearly")),
        ({"min": 30, "max": 60}, (None, 30, 60, "range")),
    ],
)
def test_a_side_shows_the_ends_of_its_figure(said: dict[str, Any], shown: tuple[Any, ...]) -> None:
    other = claim("value", number=900, unit="days")
    item = only(resolved("terms", claim("value", unit="days", **said), other))
    side = next(one for one in item["sides"] if one["value_number"] != 900)
    keys = ("value_number", "value_min", "value_max", "value_qualifier", "unit")
    assert tuple(side[key] for key in keys) == (*shown, "days")


def test_a_side_shows_the_modifier_of_its_date() -> None:
    sides = [
        claim("ends_on", value="2025-09", modifier="late"),
        claim("ends_on", value="2026-01-19"),
    ]
    item = only(resolved("agreements", *sides))
    assert {(one["value"], one["value_modifier"]) for one in item["sides"]} == {
        ("2025-09", "late"),
        ("2026-01-19", None),
    }


@pytest.mark.parametrize(
    ("reason", "lost"), [("more_precise", "rival"), ("later_state", "superseded")]
)
def test_sides_stand_in_the_order_of_their_ranks_however_they_were_written(
    reason: str, lost: str
) -> None:
    claims = [
        judged(claim("kind", value="joint_venture"), "reject", "own_contradiction"),
        claim("kind", value="framework"),
        judged(claim("kind", value="memorandum"), "prefer", reason),
    ]
    for written in (claims, claims[::-1]):
        sides = only(resolved("agreements", *written))["sides"]
        assert [one["rank"] for one in sides] == ["accepted", lost, "rejected"]


def test_a_conflict_has_a_span_for_each_state_of_its_sides() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("kind", value="memorandum"),
        claim("kind", "middle", value="framework"),
        claim("kind", "late", value="framework"),
    )
    (spans,) = spans_of(found)
    assert [(start, end, len(item["sides"][0]["claim_ids"])) for start, end, item in spans] == [
        (EARLY, MIDDLE, 1),
        (MIDDLE, LATE, 2),
        (LATE, FOREVER, 3),
    ]


def test_a_conflict_that_was_settled_may_open_again() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("kind", value="memorandum"),
        claim("binding", "middle", value=True),
        claim("binding", "late", value=False),
    )
    settled = found.days[1][1].outcomes["kind"]
    settled.contested = False
    kinds = spans_of(found)[-1]
    assert [(start, end) for start, end, _ in kinds] == [(EARLY, MIDDLE), (LATE, FOREVER)]


def test_a_judgement_of_a_later_day_is_told_though_the_record_stays_as_it_was() -> None:
    earlier = claim("status", value="pledged", effective_on="2025-08")
    later = judged(claim("status", value="signed", effective_on="2025-09"), "prefer", "later_state")
    later["judgement"]["because"] = ["late"]
    found = resolved("agreements", earlier, later)
    assert [version.valid_from for version in found.versions] == [EARLY]
    (spans,) = spans_of(found)
    assert [(start, end, item["sides"][0]["rank_note"]) for start, end, item in spans] == [
        (EARLY, LATE, None),
        (LATE, FOREVER, "An editor's reason."),
    ]


def test_a_conflict_bears_the_name_that_the_record_has_on_the_day() -> None:
    names = [
        {"text": "First", "documents": ["early"]},
        {"text": "Second", "documents": ["middle"]},
        {"text": "Third", "documents": ["late"]},
    ]
    sides = [claim("kind", value="framework"), claim("kind", value="memorandum")]
    more = claim("aliases", "middle", value="Another")
    (spans,) = spans_of(resolved("agreements", *sides, more, names=names))
    assert [item["subject_name"] for _, _, item in spans] == ["First", "Second", "Third"]
    names = [names[0], names[2]]
    (spans,) = spans_of(resolved("agreements", *sides, more, names=names))
    assert [item["subject_name"] for _, _, item in spans] == ["First", "Third"]


DISPUTE = [claim("announced_on", value="2025-09-04"), claim("announced_on", value="2025-09-05")]


def agreement(
    context: Context, *amounts: tuple[str, int], **more: Any
) -> tuple[str, ResolvedRecord]:
    """An agreement that is in the context, with an amount a document."""
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        *[claim("amount", document, number=number, **USD) for document, number in amounts],
        context=context,
        **more,
    )
    return found.record.id, found


def test_at_stake_is_the_records_own_amount_before_that_of_its_agreement() -> None:
    context = context_of()
    deal, _ = agreement(context, ("early", 550_000))
    above = claim("agreement_id", value=deal)
    own = claim("amount", number=36_000, **USD)
    assert only(resolved("projects", *DISPUTE, above, own), context)["amount_usd"] == 36_000
    assert only(resolved("projects", *DISPUTE, above), context)["amount_usd"] == 550_000
    nothing = claim("amount", number=0, **USD)
    assert only(resolved("projects", *DISPUTE, above, nothing), context)["amount_usd"] == 0
    assert only(resolved("projects", *DISPUTE), context)["amount_usd"] is None


def test_an_instrument_has_at_stake_what_its_headline_deal_pledges() -> None:
    context = context_of()
    deal, _ = agreement(context, ("early", 550_000))
    signed = [claim("signed_on", value="2025-09-04"), claim("signed_on", value="2025-09-05")]
    instrument = resolved("agreements", *signed, claim("parent_id", value=deal), id="memorandum")
    assert only(instrument, context)["amount_usd"] == 550_000


def test_at_stake_is_what_the_agreement_carries_on_that_day() -> None:
    context = context_of()
    deal, _ = agreement(context, ("middle", 350_000))
    found = resolved("projects", *DISPUTE, claim("agreement_id", value=deal))
    late = claim("status", "middle", value="announced")
    assert only(found, context)["amount_usd"] is None
    again = resolved("projects", *DISPUTE, claim("agreement_id", value=deal), late)
    (spans,) = spans_of(again, context)
    assert [(start, end, item["amount_usd"]) for start, end, item in spans] == [
        (EARLY, MIDDLE, None),
        (MIDDLE, FOREVER, 350_000),
    ]


def test_at_stake_follows_the_amount_of_the_agreement_day_by_day() -> None:
    context = context_of()
    known = [claim("amount", number=100, **USD)]
    later = judged(claim("amount", "late", number=300, **USD), "prefer", "later_state")
    deal = resolved("agreements", *known, later, context=context).record.id
    days = [claim("status", day, value="announced") for day in ("middle", "late")]
    found = resolved("projects", *DISPUTE, claim("agreement_id", value=deal), *days)
    (spans,) = spans_of(found, context)
    assert [(start, end, item["amount_usd"]) for start, end, item in spans] == [
        (EARLY, LATE, 100),
        (LATE, FOREVER, 300),
    ]


def test_at_stake_on_the_third_day_is_what_the_agreement_carries_then() -> None:
    context = context_of()
    deal = resolved(
        "agreements",
        claim("amount", number=100, **USD),
        judged(claim("amount", "middle", number=200, **USD), "prefer", "later_state"),
        judged(claim("amount", "late", number=300, **USD), "prefer", "later_state"),
        context=context,
    ).record.id
    days = [claim("status", day, value="announced") for day in ("middle", "late")]
    found = resolved("projects", *DISPUTE, claim("agreement_id", value=deal), *days)
    (spans,) = spans_of(found, context)
    assert [item["amount_usd"] for _, _, item in spans] == [100, 200, 300]


def test_what_is_about_an_agreement_has_its_amount_at_stake() -> None:
    context = context_of()
    deal, _ = agreement(context, ("early", 550_000))
    sides = [claim("occurred_on", value="2025-09-04"), claim("occurred_on", value="2025-09-05")]
    for subject, at_stake in ((f"agreements/{deal}", 550_000), (f"projects/{deal}", None)):
        event = resolved("events", *sides, claim("subjects", value=subject))
        assert only(event, context)["amount_usd"] == at_stake
        values = [claim("value", number=number, unit="percent") for number in (40, 50)]
        indicator = resolved("indicators", *values, claim("subject_id", value=subject))
        assert only(indicator, context)["amount_usd"] == at_stake
