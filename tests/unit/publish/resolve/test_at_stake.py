"""What a conflict puts at stake: the amount of the record, or that of its agreement on the day."""

from typing import Any

from api.collections.served import FOREVER
from api.publish.resolve.versions import Context, ResolvedRecord
from tests.unit.publish.resolve.resolved import EARLY, LATE, MIDDLE, context_of, resolved
from tests.unit.publish.resolve.test_conflicts import USD, only, spans_of
from tests.unit.publish.seeds import claim, judged

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
