"""Which days a date can mean, and days as numbers: in indexes they must order exactly as their
texts do.
"""

import re
from datetime import UTC, date, datetime
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base import dates
from api.base.dates import bounds, day_number, is_day, latest_day
from api.collections.served import FOREVER

DAYS = st.dates().map(date.isoformat) | st.just(FOREVER)


@given(DAYS, DAYS)
def test_numbers_order_as_their_days(one: str, other: str) -> None:
    assert (day_number(one) < day_number(other)) == (one < other)


def test_present_days_take_two_bytes_in_an_index() -> None:
    assert 0 < day_number("2026-11-21") < 2**15
    assert day_number("2000-01-01") == 0


@pytest.mark.parametrize(
    ("text", "modifier", "first", "last"),
    [
        ("2025", None, "2025-01-01", "2025-12-31"),
        ("2025-02", None, "2025-02-01", "2025-02-28"),
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2025-09-04", None, "2025-09-04", "2025-09-04"),
        ("2025-09/2025-10", None, "2025-09-01", "2025-10-31"),
        ("2025-09-04/2025-09-04", None, "2025-09-04", "2025-09-04"),
        ("2025", "early", "2025-01-01", "2025-07-02"),
        ("2025", "late", "2025-07-03", "2025-12-31"),
        ("2025-09", "early", "2025-09-01", "2025-09-15"),
        ("2025-09", "late", "2025-09-16", "2025-09-30"),
        ("2025-10", "early", "2025-10-01", "2025-10-16"),
        ("2025-10", "late", "2025-10-17", "2025-10-31"),
        ("2025-09-04", "early", "2025-09-04", "2025-09-04"),
        ("2025-09-04", "late", "2025-09-04", "2025-09-04"),
        ("2025-09-04/2025-09-05", "early", "2025-09-04", "2025-09-04"),
        ("2025-09-04/2025-09-05", "late", "2025-09-05", "2025-09-05"),
        ("2025-09", "by", None, "2025-09-30"),
        ("2025-09", "before", None, "2025-08-31"),
        ("2025-09", "after", "2025-10-01", None),
        ("0001", "after", "0002-01-01", None),
        ("0001", None, "0001-01-01", "0001-12-31"),
        ("0002", "before", None, "0001-12-31"),
        ("9999", None, "9999-01-01", "9999-12-31"),
        ("9999", "before", None, "9998-12-31"),
        ("9998", "after", "9999-01-01", None),
    ],
)
def test_a_date_means_the_days_from_its_first_to_its_last(
    text: str, modifier: str | None, first: str | None, last: str | None
) -> None:
    assert bounds(text, modifier) == (first, last)


@pytest.mark.parametrize(
    ("text", "modifier", "message"),
    [
        ("soon", None, "'soon' is not a date of the form 2025, 2025-09 or 2025-09-04"),
        ("2025-9", None, "'2025-9' is not a date of the form 2025, 2025-09 or 2025-09-04"),
        ("2025-13", None, "'2025-13' is not a day of the calendar"),
        ("2025-02-29", None, "'2025-02-29' is not a day of the calendar"),
        ("0000", None, "'0000' is not a day of the calendar"),
        ("2025/", None, "the interval '2025/' has no end"),
        ("2025-10/2025-09", None, "the interval '2025-10/2025-09' ends before it begins"),
        ("0001", "before", "'0001' is out of every calendar"),
        ("9999-12", "after", "'9999-12' is out of every calendar"),
        (
            "2025",
            "around",
            "'around' is not a date modifier; use one of early, late, by, before, after",
        ),
    ],
)
def test_what_is_no_date_is_told(text: str, modifier: str | None, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        bounds(text, modifier)


def test_a_day_is_one_whole_day() -> None:
    assert is_day("2025-09-04")
    assert not any(map(is_day, ("2025-09", "2025", "2025-09-04/2025-09-04", "2025-02-30", "")))


@pytest.mark.parametrize(("hour", "latest"), [(9, "2026-11-27"), (10, "2026-11-28")])
def test_a_day_counts_from_when_it_begins_anywhere(
    hour: int, latest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 27, hour, tzinfo=UTC)
    monkeypatch.setattr(dates, "datetime", Mock(now=Mock(return_value=now)))
    assert latest_day().isoformat() == latest
