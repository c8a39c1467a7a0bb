"""Days and spans of one record: when its claims change rank, when a firm takes part, and on which
days it is resolved anew.
"""

from typing import Any

from api.collections.served import FOREVER
from api.publish.resolve.outcomes import Rank, Resolution
from api.publish.resolve.to_claims import to_claims
from api.publish.resolve.versions import changed_fields, over_time, rank_spans
from tests.unit.publish.resolve.resolved import (
    EARLY,
    LATE,
    MIDDLE,
    context_of,
    item_of,
    item_on,
    raw_record,
    resolved,
)
from tests.unit.publish.seeds import DAYS, claim, judged


def spans_of(*ranks: Rank | None) -> list[tuple[str, str, Rank]]:
    """The spans of a claim that has these ranks on the three days."""
    (said,) = to_claims(raw_record("agreements", claim("kind", value="framework")), dict(DAYS))
    days = [
        (day, Resolution(ranks={said.id: rank} if rank else {}))
        for day, rank in zip((EARLY, MIDDLE, LATE), ranks, strict=False)
    ]
    ((_, spans),) = rank_spans([said], days)
    return spans


def rank(name: str) -> Rank:
    return Rank(name, "only_value")


def test_a_claim_has_a_span_for_each_of_its_ranks() -> None:
    accepted, rival = rank("accepted"), rank("rival")
    assert spans_of(accepted, rival, rank("superseded")) == [
        (EARLY, MIDDLE, accepted),
        (MIDDLE, LATE, rival),
        (LATE, FOREVER, rank("superseded")),
    ]
    assert spans_of(accepted, rival, rank("accepted")) == [
        (EARLY, MIDDLE, accepted),
        (MIDDLE, LATE, rival),
        (LATE, FOREVER, accepted),
    ]
    assert spans_of(accepted, rival, rank("rival")) == [
        (EARLY, MIDDLE, accepted),
        (MIDDLE, FOREVER, rival),
    ]


def test_a_claim_without_a_rank_has_no_span_yet() -> None:
    accepted = rank("accepted")
    assert spans_of(None, None, accepted) == [(LATE, FOREVER, accepted)]
    assert spans_of(accepted) == [(EARLY, FOREVER, accepted)]
    assert spans_of(None) == []


def test_what_was_resolved_last_holds_on_a_day_without_a_new_document() -> None:
    names = [{"text": "First", "documents": ["early"]}, {"text": "Last", "documents": ["late"]}]
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("sectors", "middle", value="energy"),
        names=names,
    )
    assert [(one.item["name"], one.item["sectors"]) for one in found.versions] == [
        ("First", []),
        ("First", ["energy"]),
        ("Last", ["energy"]),
    ]


def test_only_subjects_are_followed_by_name() -> None:
    assert item_of("projects", claim("tranche_id", value="first"))["tranche_id"] == "first"


def test_the_amounts_of_agreements_alone_are_noted_for_others() -> None:
    context = context_of()
    amounts = [claim("amount", number=550, unit="USD"), claim("kind", "late", value="framework")]
    resolved("agreements", *amounts, context=context, id="deal")
    resolved("projects", amounts[0], context=context, id="plant")
    resolved("commitments", amounts[0], context=context, id="package")
    assert {
        record_id: [(one.valid_from, one.item["amount_usd"]) for one in versions]
        for record_id, versions in context.agreement_amounts.items()
    } == {"deal": [(EARLY, 550), (LATE, 550)]}


def part(subject_id: str, role: str | None, product: str | None = None) -> dict[str, Any]:
    return {
        "subject_type": "projects",
        "subject_id": subject_id,
        "role": role,
        "product": product,
    }


def test_where_a_firm_takes_part_stands_in_order_of_record_role_and_product() -> None:
    context = context_of()
    ordered = [
        part("a-plant", None),
        part("a-plant", "developer"),
        part("a-plant", "supplier", "ammonia"),
        part("a-plant", "supplier", "zinc"),
        part("b-plant", "developer"),
    ]
    for one in reversed(ordered):
        context.participations.note("acme", EARLY, FOREVER, one)
    firm = resolved("companies", claim("country", value="JP"), context=context, id="acme")
    assert item_on(firm)["participations"] == ordered


def test_a_firm_takes_part_from_the_first_day_up_to_the_last() -> None:
    context = context_of()
    first, second = part("a-plant", "developer"), part("b-plant", "supplier")
    context.participations.note("acme", EARLY, LATE, first)
    context.participations.note("acme", MIDDLE, FOREVER, second)
    firm = resolved("companies", claim("country", value="JP"), context=context, id="acme")
    assert [(one.valid_from, one.item["participations"]) for one in firm.versions] == [
        (EARLY, [first]),
        (MIDDLE, [first, second]),
        (LATE, [second]),
    ]


def test_a_part_that_ends_makes_a_version() -> None:
    context = context_of()
    context.participations.note("acme", EARLY, MIDDLE, part("a-plant", "developer"))
    firm = resolved("companies", claim("country", value="JP"), context=context, id="acme")
    assert [(one.valid_from, len(one.item["participations"])) for one in firm.versions] == [
        (EARLY, 1),
        (MIDDLE, 0),
    ]


def test_a_status_changes_in_either_direction() -> None:
    one = item_of("agreements", claim("kind", value="framework"))
    two = item_of("agreements", claim("signed_on", value="2025-09"))
    for before, after in ((one, two), (two, one)):
        assert changed_fields("agreements", before, after) == [
            "kind",
            "signed_on",
            "signed_on_status",
        ]


def states(*items: str | None) -> list[tuple[str, str, str]]:
    """The states of something that is so on these days, one after another."""
    days = (f"2026-01-0{number}" for number in range(1, len(items) + 1))
    given = ((day, {"is": item} if item else None) for day, item in zip(days, items, strict=True))
    ends = {FOREVER: END}
    return [
        (one.valid_from[-1:], ends.get(one.valid_to, one.valid_to[-1:]), one.item["is"])
        for one in over_time(given)
    ]


END = "for ever"


def test_a_state_lasts_until_there_is_another() -> None:
    assert states("a") == [("1", END, "a")]
    assert states("a", "a", "b", "b", "c", "a") == [
        ("1", "3", "a"),
        ("3", "5", "b"),
        ("5", "6", "c"),
        ("6", END, "a"),
    ]


def test_what_goes_may_come_again() -> None:
    assert states(None, "a", None, None, "b", "b", None) == [("2", "3", "a"), ("5", "7", "b")]
    assert states("a", None, "a") == [("1", "2", "a"), ("3", END, "a")]
    assert states("a", "b", None, "b", "c") == [
        ("1", "2", "a"),
        ("2", "3", "b"),
        ("4", "5", "b"),
        ("5", END, "c"),
    ]
    assert states(None, None) == []


def test_only_documents_that_support_a_value_are_its_sources() -> None:
    item = item_of(
        "agreements",
        claim("kind", value="framework"),
        claim("kind", "middle", value="memorandum", basis="inferred"),
        judged(claim("kind", "late", value="joint_venture"), "reject", "not_about_this"),
    )
    assert (item["kind"], item["document_ids"]) == ("framework", ["early"])
    assert (item["mentioned_in"], item["claim_count"]) == (["early", "late", "middle"], 3)
