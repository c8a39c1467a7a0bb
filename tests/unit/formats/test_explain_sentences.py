"""What an explanation says of a date that is only inferred, and of a value that nothing gives."""

from typing import Any

import pytest

from api.collections import BY_NAME
from api.collections.codelists import CODELISTS
from api.formats.explanations import Surroundings, explain
from api.formats.readable import fields_of
from api.publish.resolve.public_values import public_keys


def sentence(collection: str, field: str, item: dict[str, Any], **claim: Any) -> str:
    """Why a field has its value, where one claim is made on it."""
    empty = dict.fromkeys(public_keys("claims"))
    said = empty | {"field": field, "document_id": "early", "known_from": "2025-10-26"} | claim
    record = dict.fromkeys(public_keys(collection)) | {"conflicts": [], "field_status": {}} | item
    meaning = fields_of(collection)[field]
    around = Surroundings([said], {}, CODELISTS)
    return explain(BY_NAME[collection], record, meaning, around).sentence


@pytest.mark.parametrize(
    ("value", "part", "end"),
    [
        (
            "2025-09-04",
            "month-day",
            "Of the date, the month and the day are stated; the rest follows.",
        ),
        ("2025-09-04", "year", "Of the date, the year is stated; the rest follows."),
        ("2025-09", "month", "Of the date, the month is stated; the rest follows."),
        ("2025-09", "year-month", "The date itself is stated there; that it is this one follows."),
        ("2025", "year", "The date itself is stated there; that it is this one follows."),
        ("2025-09-04", None, "it follows from what early says."),
    ],
)
def test_what_of_an_inferred_date_is_stated(value: str, part: str | None, end: str) -> None:
    item = {
        "occurred_on": value,
        "occurred_on_status": "inferred",
        "occurred_on_stated_part": part,
    }
    said = {"value": value, "rank": "accepted", "rank_reason": "only_value", "basis": "inferred"}
    found = sentence("events", "occurred_on", item, **said)
    assert end in found
    assert found.count("stated") == (part is not None)


def test_what_is_set_aside_has_the_editors_words_and_names_no_other_value() -> None:
    said = {"value": "true", "rank": "rejected", "rank_reason": "own_contradiction"}
    item = {"field_status": {"binding": "not_stated"}}
    found = sentence(
        "agreements", "binding", item, **said, basis="coded", rank_note="It is in doubt"
    )
    assert found == (
        "Nothing that the documents say of it stands. Its document contradicts itself, so this "
        "does not stand. It is in doubt."
    )
