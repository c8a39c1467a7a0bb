"""The list of changes: what was served before and after, and which document brought it."""

from typing import Any

from api.publish.resolve.conflicts import changes
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import ResolvedRecord
from tests.unit.publish.resolve.resolved import EARLY, LATE, MIDDLE, context_of, resolved
from tests.unit.publish.seeds import DAYS, claim

USD = {"unit": "USD"}


def changed(found: ResolvedRecord) -> list[Values]:
    return list(changes(found, DAYS))


def brief(found: ResolvedRecord) -> list[tuple[Any, ...]]:
    keys = ("day", "field", "before", "after", "document_id")
    return [tuple(one[key] for key in keys) for one in changed(found)]


def test_a_record_appears_and_then_changes_by_the_document_that_says_so() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("sectors", "middle", value="energy"),
        claim("amount", "late", number=550_000, **USD),
    )
    assert brief(found) == [
        (EARLY, None, None, "A name", "early"),
        (MIDDLE, "sectors", [], ["energy"], "middle"),
        (LATE, "amount", None, 550000, "late"),
        (LATE, "amount_status", "not_stated", "stated", "late"),
    ]
    first, second, *_ = changed(found)
    assert first == {
        "day": EARLY,
        "change": "document",
        "kind": "appeared",
        "subject_type": "agreements",
        "subject_id": "one",
        "subject_name": "A name",
        "field": None,
        "before": None,
        "after": "A name",
        "units": (None, None),
        "document_id": "early",
        "note": None,
    }
    assert (second["kind"], second["day"]) == ("changed", MIDDLE)


def test_a_change_was_brought_by_the_accepted_claim_of_that_day() -> None:
    found = resolved(
        "agreements",
        claim("status", value="pledged", effective_on="2025-08"),
        claim("status", "late", value="announced", effective_on="2025-07"),
        claim("status", "late", line=2, value="signed", effective_on="2025-09"),
    )
    late = next(one for one in found.claims if one[0].value == "signed")[0]
    found.claims.reverse()
    assert brief(found)[-1] == (LATE, "status", "pledged", "signed", late.document_id)


def test_of_two_documents_of_a_day_the_one_that_was_accepted_brought_the_change() -> None:
    days = {**DAYS, "other": LATE}
    found = resolved(
        "agreements",
        claim("status", value="pledged", effective_on="2025-08"),
        claim("status", "late", value="announced", effective_on="2025-07"),
        claim("status", "late", line=2, value="signed", effective_on="2025-09"),
    )
    found.claims = [
        (one._replace(document_id="other") if one.value == "signed" else one, spans)
        for one, spans in found.claims
    ]
    *_, last = changes(found, days)
    assert last["document_id"] == "other"


def test_a_dispute_was_brought_by_its_new_side() -> None:
    found = resolved(
        "agreements",
        claim("signed_on", value="2025-09-04"),
        claim("kind", "middle", value="framework"),
        claim("signed_on", "middle", value="2025-09-05"),
    )
    assert brief(found)[1:] == [
        (MIDDLE, "kind", None, "framework", "middle"),
        (MIDDLE, "signed_on", "2025-09-04", None, "middle"),
        (MIDDLE, "signed_on_status", "stated", "disputed", "middle"),
    ]


def test_a_party_that_joins_is_a_change_of_the_parties() -> None:
    found = resolved(
        "projects",
        claim("status", value="announced"),
        claim("parties[acme].role", "late", value="developer"),
    )
    (_, joined) = changed(found)
    assert (joined["field"], joined["document_id"], joined["before"]) == ("parties", "late", [])


def test_another_wording_is_brought_by_its_document() -> None:
    wordings = [
        {"text": "First name", "documents": ["early"]},
        {"text": "Second name", "documents": ["early", "late"]},
    ]
    status = claim("status", value="announced")
    assert brief(resolved("projects", status, names=wordings)) == [
        (EARLY, None, None, "First name", "early"),
        (LATE, "name", "First name", "Second name", "late"),
    ]
    assert brief(resolved("projects", status, summaries=wordings))[1:] == [
        (LATE, "summary", "First name", "Second name", "late")
    ]


def test_that_another_record_changed_its_name_is_no_news_of_this_one() -> None:
    context = context_of(projects={"plant": ((EARLY, "Plant"), (MIDDLE, "The Plant"))})
    event = resolved("events", claim("subjects", value="projects/plant"), context=context)
    assert len(event.versions) == 2
    assert [day for day, *_ in brief(event)] == [EARLY]


def test_a_later_document_did_not_bring_an_earlier_change() -> None:
    early = [{"text": "A name", "documents": ["early"]}]
    found = resolved(
        "agreements",
        claim("sectors", "late", value="metals"),
        claim("sectors", "middle", value="energy"),
        claim("kind", value="framework"),
        names=early,
        summaries=early,
    )
    assert [(day, field, document) for day, field, _, _, document in brief(found)] == [
        (EARLY, None, "early"),
        (MIDDLE, "sectors", "middle"),
        (LATE, "sectors", "late"),
    ]
    wordings = [
        {"text": "First", "documents": ["early"]},
        {"text": "Third", "documents": ["late"]},
        {"text": "Second", "documents": ["early", "middle"]},
    ]
    found = resolved("agreements", claim("kind", value="framework"), names=wordings)
    assert brief(found)[1:] == [(MIDDLE, "name", "First", "Second", "middle")]


def from_document(found: ResolvedRecord, value: str, document: str) -> None:
    """As if a claim were of another document of the same day."""
    found.claims = [
        (one._replace(document_id=document) if one.value == value else one, spans)
        for one, spans in found.claims
    ]


def test_a_claim_on_another_field_did_not_bring_a_change() -> None:
    found = resolved(
        "agreements",
        claim("binding", value=True),
        claim("status", "late", value="signed"),
        claim("kind", "late", value="framework"),
        claim("investor_country", "late", value="JP"),
    )
    from_document(found, "framework", "other")
    made = changes(found, {**DAYS, "other": LATE})
    assert {one["field"]: one["document_id"] for one in made} == {
        None: "early",
        "status": "late",
        "kind": "other",
        "investor_country": "late",
    }


def test_of_documents_that_say_the_same_the_first_written_brought_it() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("sectors", "late", value="energy"),
        claim("sectors", "late", value="metals"),
    )
    from_document(found, "metals", "other")
    *_, last = changes(found, {**DAYS, "other": LATE})
    assert last["document_id"] == "late"
    names = [{"text": "A name", "documents": ["early"]}]
    names.append({"text": "Another", "documents": ["late", "other"]})
    found = resolved("agreements", claim("kind", value="framework"), names=names)
    *_, last = changes(found, {**DAYS, "other": LATE})
    assert last["document_id"] == "late"
