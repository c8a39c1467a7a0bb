"""Changes in words: what became of a value, which values a short list names, what came new."""

from typing import Any

import pytest

from api.site.change_words import (
    by_record,
    change_in_words,
    changes_of_record,
    days_of,
    main_changes,
    new_records,
)


def change(field: str | None, before: Any, after: Any, **more: Any) -> dict[str, Any]:
    return {
        "day": "2026-02-28",
        "document_id": "digest",
        "subject_type": "projects",
        "subject_id": "ohio",
        "subject_name": "Ohio plant",
        "change": "document",
        "kind": "changed" if field else "appeared",
        "published_at": "2026-11-21T12:00:00Z",
        "sentence": "",
        "note": None,
        "field": field,
        "before": before,
        "after": after,
        **more,
    }


@pytest.mark.parametrize(
    ("field", "before", "after", "text"),
    [
        ("status", None, "announced", "Announced, not stated before"),
        ("status", "candidate", "announced", "Announced, before Candidate"),
        ("status", "announced", None, "no longer Announced"),
        ("amount", 4 * 10**11, 55 * 10**10, "550 billion, before 400 billion"),
        ("announced_on", "2026-01", "2026-02-17", "17 February 2026, before January 2026"),
        ("binding", True, False, "no, before yes"),
        ("summary", "Old.", "New.", "reworded"),
        ("aliases", ["a"], ["a", "b"], "b added"),
        ("aliases", ["a", "b"], ["c"], "c added; a, b removed"),
        ("references", [], [{"number": 1}], "one more added"),
        ("references", [{"number": 1}, {"number": 2}], [], "2 more removed"),
        (
            "parties",
            [{"name": "X", "role": None}],
            [{"name": "X", "role": "y"}],
            "told in more detail",
        ),
    ],
)
def test_a_value_says_what_it_became(field: str, before: Any, after: Any, text: str) -> None:
    assert change_in_words(change(field, before, after))["text"] == text


def test_a_figure_has_the_currency_that_its_sentence_has() -> None:
    said = (
        "Correction of project Ohio: amount is KRW 14 billion, where it was KRW 13 billion, from "
    )
    one = change("amount", 13 * 10**9, 14 * 10**9, sentence=f"{said}2026-02-28 on. Why, from then.")
    assert change_in_words(one)["text"] == "KRW 14 billion, where it was KRW 13 billion"


def test_long_lists_are_counted_and_titles_are_names() -> None:
    titles = [{"title": f"T{number}", "number": None} for number in range(5)]
    assert change_in_words(change("references", [], titles))["text"] == "5 added"
    assert change_in_words(change("references", [], titles[:2]))["text"] == "T0, T1 added"


def test_how_a_value_is_known_has_a_name() -> None:
    told = change_in_words(change("announced_on_status", "inferred", "stated"))
    assert told["label"] == "Announced, how it is known"


def test_a_short_list_begins_with_deals_and_leaves_out_our_own_words() -> None:
    found = main_changes(
        [
            change("summary", "a", "b"),
            change("amount_usd_counted", 1, 2),
            change("status", None, "announced"),
            change("status", None, "agreed", subject_type="agreements", subject_id="deal"),
            change(None, None, "Ohio"),
        ],
        2,
    )
    assert [one["subject_id"] for one in found] == ["deal", "ohio"]
    assert len(main_changes([change("status", None, "announced")] * 9, 4)) == 4


def test_a_correction_is_no_news_of_the_day_it_is_about() -> None:
    mended = change("status", None, "announced", change="correction", document_id=None)
    assert main_changes([mended], 4) == []


def test_a_percentage_is_told_as_one() -> None:
    found = change_in_words(change("rate_percent", 25, 15, subject_type="tariffs"))
    assert found["text"] == "15%, before 25%"


def test_new_records_are_counted_by_collection() -> None:
    changes = [change(None, None, "A")] * 2 + [
        change(None, None, "B", subject_type="agreements"),
        change(None, "C", None, subject_type="events", kind="withdrawn"),
        change(None, "D", "events/e", subject_type="events", kind="moved"),
    ]
    assert new_records(changes) == [
        ("agreements", "One new deal"),
        ("projects", "Two new projects"),
    ]
    assert new_records([change(None, None, "A")] * 17) == [("projects", "17 new projects")]


def test_changes_of_a_page_stand_by_day_and_document() -> None:
    found = days_of(
        [
            change("status", None, "announced"),
            change(None, None, "A"),
            change(None, "B", None, subject_type="events", kind="withdrawn"),
            change(None, "B", "events/e", subject_type="events", kind="moved"),
            change(None, None, "A", day="2025-12-24", document_id=None),
        ]
    )
    assert [(one.day, one.document_id, len(one.values)) for one in found] == [
        ("2026-02-28", "digest", 1),
        ("2025-12-24", None, 0),
    ]
    assert [text for text, _ in found[0].records] == [
        "First known: project",
        "Withdrawn: event",
        "Now part of another: event",
    ]


def test_corrections_stand_by_release_and_record_with_the_reason_once() -> None:
    wrong = {"change": "correction", "document_id": None, "note": "Misread."}
    later = {**wrong, "published_at": "2026-11-28T12:00:00Z"}
    found = days_of(
        [
            change("status", "candidate", "announced", **later),
            change("status", "candidate", "announced", **wrong),
            change("summary", "Old.", "New.", **wrong),
            change("summary", "Old.", "New.", **{**wrong, "note": "Unclear."}),
            change("summary", "Old.", "New."),
        ]
    )
    assert [(one.corrected_on, one.document_id) for one in found] == [
        ("2026-11-28", None),
        ("2026-11-21", None),
        (None, "digest"),
    ]
    told = [(one.note, len(one.changes)) for one in found[1].values]
    assert told == [("Misread.", 2), ("Unclear.", 1)]


def test_changes_of_one_record_for_one_reason_stand_together() -> None:
    ours = {"change": "correction", "note": "It had been left out."}
    found = by_record(
        [
            change("country", None, "US", **ours),
            change("status", None, "announced", **ours),
            change("sector", None, "energy"),
            change("sector", None, "energy", subject_id="texas", subject_name=None),
        ]
    )
    assert [(one.name, one.correction, one.note, len(one.changes)) for one in found] == [
        ("Ohio plant", True, "It had been left out.", 2),
        ("Ohio plant", False, "", 1),
        ("texas", False, "", 1),
    ]


def test_the_history_of_a_record_leaves_out_what_goes_along_with_a_value() -> None:
    found = changes_of_record(
        "people",
        [
            brought("office_until", None, "2025-10-28"),
            brought("office_until_status", "not_stated", "inferred"),
            brought(None, None, "A"),
        ],
        {"office_until": None},
        {"office_until": "2025-10-28", "office_until_modifier": "before"},
        {},
    )
    assert [(one["label"], one["text"]) for one in found] == [
        ("In office until", "before 28 October 2025, not stated before")
    ]


def brought(field: str | None, before: Any, after: Any, by: str | None = "digest") -> Any:
    return {"field": field, "before": before, "after": after, "document_id": by}


@pytest.mark.parametrize(
    ("change", "former", "item", "text"),
    [
        (
            brought("rate_percent", 25.0, 15.0),
            {"rate_qualifier": "exact"},
            {"rate_qualifier": "up_to"},
            "up to 15%, before 25%",
        ),
        (
            brought("amount", 5_000_000_000, 400_000_000_000),
            {"amount_qualifier": "about", "currency": "USD"},
            {"amount_qualifier": "nearly", "currency": "USD"},
            "nearly $400 billion, before about $5 billion",
        ),
        (
            brought("ends_on", "2028", "2029-01-19"),
            {"ends_on_modifier": None},
            {"ends_on_modifier": "by"},
            "by 19 January 2029, before 2028",
        ),
        (
            brought("pledged_on", "2025-08", None),
            {},
            {"pledged_on_status": "disputed"},
            "disputed, before August 2025",
        ),
        (brought("pledged_on", "2025-08", None), {}, {}, "no longer August 2025"),
        (brought("binding", True, None), {}, {"binding": None}, "no longer yes"),
        # What a former release said was not narrowed by what this one says of the day before.
        (
            brought("ends_on", "2028", "2029-01-19", by=None),
            {"ends_on_modifier": "before"},
            {"ends_on_modifier": "by"},
            "by 19 January 2029, before 2028",
        ),
    ],
)
def test_a_history_keeps_what_narrows_a_value(
    change: Any, former: Any, item: Any, text: str
) -> None:
    collection = "tariffs" if change["field"] == "rate_percent" else "agreements"
    (found,) = changes_of_record(collection, [change], former, item, {})
    assert found["text"] == text


def test_a_history_tells_corrections_of_ours_apart() -> None:
    """One that repeats what a document brought is left out, and records are named."""
    changes = [
        brought("status", "a", "b"),
        brought("status", "a", "b", by=None),
        brought("parent_id", None, "the-deal", by=None),
    ]
    found = changes_of_record("agreements", changes, {}, {}, {"the-deal": "The deal"})
    assert [(one["text"], one["is_correction"]) for one in found] == [
        ("b, before a", False),
        ("The deal, not stated before", True),
    ]
