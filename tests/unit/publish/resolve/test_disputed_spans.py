"""A disputed date or amount has no value, and the span of its sides beside it."""

from typing import Any

import pytest

from tests.unit.publish.resolve.resolved import item_of
from tests.unit.publish.seeds import claim

LARGE = 550_000_000_000
SMALL = 350_000_000_000


@pytest.mark.parametrize(
    ("sides", "earliest", "latest"),
    [
        ([{"value": "2025-08"}, {"value": "2025-07"}], "2025-07-01", "2025-08-31"),
        ([{"value": "2025-07-22"}, {"value": "2025-09-04"}], "2025-07-22", "2025-09-04"),
        (
            [{"value": "2025-07-22"}, {"value": "2025-07-01", "modifier": "before"}],
            None,
            "2025-07-22",
        ),
    ],
)
def test_a_disputed_date_spans_its_sides(
    sides: list[dict[str, str]], earliest: str | None, latest: str
) -> None:
    said = [claim("pledged_on", **side) for side in sides]
    item = item_of("agreements", *said)
    assert item["pledged_on"] is None
    assert item["pledged_on_status"] == "disputed"
    assert (item["pledged_on_earliest"], item["pledged_on_latest"]) == (earliest, latest)


@pytest.mark.parametrize(
    ("sides", "ends"),
    [
        ([{}, {}], (SMALL, LARGE, "USD")),
        ([{}, {"qualifier": "over"}], (SMALL, None, "USD")),
        ([{"qualifier": "up_to"}, {}], (None, LARGE, "USD")),
        ([{"qualifier": "under"}, {"qualifier": "at_least"}], (None, None, "USD")),
    ],
)
def test_a_disputed_amount_spans_its_sides(
    sides: list[dict[str, str]], ends: tuple[int | None, int | None, str]
) -> None:
    said = [
        claim("amount", number=number, **{"unit": "USD", **side})
        for number, side in zip((SMALL, LARGE), sides, strict=True)
    ]
    item = item_of("agreements", *said)
    assert item["amount_status"] == "disputed"
    assert item["amount"] is item["amount_usd"] is None
    assert (item["amount_min"], item["amount_max"], item["currency"]) == ends


def test_a_disputed_value_spans_its_sides() -> None:
    said = [claim("value", number=number, unit="days") for number in (45, 60)]
    item = item_of("terms", *said)
    assert item["value_status"] == "disputed"
    assert item["value_number"] is None
    assert (item["value_min"], item["value_max"], item["unit"]) == (45, 60, "days")


@pytest.mark.parametrize("other", [{"number": 2, "unit": "GW"}, {"value": "some"}])
def test_a_value_in_words_or_in_other_units_has_no_span(other: dict[str, Any]) -> None:
    said = [claim("value", number=number, unit="days") for number in (45, 60)]
    item = item_of("terms", *said, claim("value", **other))
    assert item["value_status"] == "disputed"
    assert (item["value_min"], item["value_max"], item["unit"]) == (None, None, None)


def test_a_range_is_spanned_from_end_to_end() -> None:
    said = (
        claim("value", min=30, max=50, unit="days"),
        claim("value", number=60, unit="days"),
        claim("value", number=40, unit="days", qualifier="nearly"),
    )
    item = item_of("terms", *said[:2])
    assert (item["value_min"], item["value_max"]) == (30, 60)
    item = item_of("terms", *said[1:])
    assert (item["value_min"], item["value_max"]) == (None, 60)
