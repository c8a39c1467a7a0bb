"""Lists as tables: how a page sorts them, the marks of what is not plainly stated, one line for
narrow screens.
"""

from typing import Any

import pytest

from api.collections import BY_NAME
from api.site.lists import list_columns, page_order, row_of

EVENTS = BY_NAME["events"]


def event(**more: Any) -> dict[str, Any]:
    return {
        "id": "raid",
        "name": "Raid",
        "occurred_on": "2025-09-04",
        "occurred_on_modifier": None,
        "kind": "raid",
        "status": "happened",
        "claim_count": 3,
        "field_status": {},
        **more,
    }


def test_a_page_sorts_what_happened_by_its_date_and_deals_by_their_size() -> None:
    assert page_order(EVENTS) == "-occurred_on"
    assert page_order(BY_NAME["agreements"]) == "-amount_usd"
    assert page_order(BY_NAME["companies"]) == "name"
    assert page_order(BY_NAME["documents"]) == "-published_on"


def test_the_date_of_an_event_stands_first_and_says_how_it_is_sorted() -> None:
    first, *_ = list_columns(EVENTS, ())
    assert (first.field, first.order, first.sort) == (
        "occurred_on",
        "descending",
        "?sort=occurred_on",
    )
    first, *_ = list_columns(EVENTS, (("sort", "id"),))
    assert first.order == ""


def test_cells_mark_what_is_not_plainly_stated() -> None:
    columns = list_columns(EVENTS, ())
    stated = row_of(EVENTS, columns, event(), "")
    assert [one.mark for one in stated.cells] == ["", "", "", ""]
    assert stated.under == "4 September 2025, Raid, Happened"
    inferred = row_of(EVENTS, columns, event(field_status={"occurred_on": "inferred"}), "")
    assert (inferred.cells[0].text, inferred.cells[0].mark) == ("4 September 2025", "inferred")
    assert inferred.under.startswith("4 September 2025 (inferred), ")
    for status, mark, under in (
        ("disputed", "disputed", "Raid, Happened, date disputed"),
        ("not_stated", "missing", "Raid, Happened; not stated: date"),
    ):
        item = event(occurred_on=None, field_status={"occurred_on": status})
        row = row_of(EVENTS, columns, item, "")
        assert (row.cells[0].text, row.cells[0].mark, row.under) == ("", mark, under)


def test_a_document_without_a_title_says_so() -> None:
    documents = BY_NAME["documents"]
    item = {"id": "trip", "title": None, "published_on": None, "kind": None, "publisher": None}
    row = row_of(documents, list_columns(documents, ()), item | {"claim_count": 1}, "")
    assert row.name == "Untitled document “trip”"


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (100 * 10**9, 150 * 10**9, "USD/year", "$100 billion to $150 billion a year"),
        (350 * 10**6, 10**11, "USD", "$350 million to $100 billion"),
        (200_000, 999_999, "jobs", "200,000 to 999,999 jobs"),
        (10, 20, "percent", "10 to 20%"),
    ],
)
def test_a_range_reads_as_one(low: float, high: float, unit: str, text: str) -> None:
    indicators = BY_NAME["indicators"]
    item: dict[str, Any] = {
        "value": f"{low}/{high}",
        "value_number": None,
        "value_min": low,
        "value_max": high,
    }
    item |= {"unit": unit, "value_qualifier": "range", "id": "jobs", "name": "Jobs"}
    item |= {"country": "US", "measure": "projected_jobs", "known_from": "2025-12-24"}
    row = row_of(indicators, list_columns(indicators, ()), item, "")
    assert row.cells[-1].text == text


def test_a_value_in_words_reads_its_dates_and_does_not_repeat_an_obligation() -> None:
    terms = BY_NAME["terms"]
    item: dict[str, Any] = {
        "value_number": None,
        "value_min": None,
        "value_max": None,
        "unit": None,
    }
    item |= {"value_qualifier": None, "id": "x", "name": "X", "kind": "consultation"}
    item |= {"status": "agreed", "effective_on": None, "effective_on_modifier": None}
    for value, obligation, text in (
        ("by 2026-04", "Help to find money", "by April 2026"),
        ("by 2029-01-19", "Carry it out", "by 19 January 2029"),
        ("equity, loans and their guarantees", "Pay so", ""),
        ("equity, loans and their guarantees", None, "equity, loans and their guarantees"),
    ):
        told = {**item, "value": value, "obligation": obligation}
        assert row_of(terms, list_columns(terms, ()), told, "").cells[-1].text == text
