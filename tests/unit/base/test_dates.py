"""Days as numbers: in indexes they must order exactly as their texts do."""

from datetime import UTC, date, datetime
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.base import dates
from api.base.dates import day_number, latest_day
from api.collections.served import FOREVER

DAYS = st.dates().map(date.isoformat) | st.just(FOREVER)


@given(DAYS, DAYS)
def test_numbers_order_as_their_days(one: str, other: str) -> None:
    assert (day_number(one) < day_number(other)) == (one < other)


def test_present_days_take_two_bytes_in_an_index() -> None:
    assert 0 < day_number("2026-11-21") < 2**15


@pytest.mark.parametrize(("hour", "latest"), [(9, "2026-11-27"), (10, "2026-11-28")])
def test_a_day_counts_from_when_it_begins_anywhere(
    hour: int, latest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 27, hour, tzinfo=UTC)
    monkeypatch.setattr(dates, "datetime", Mock(now=Mock(return_value=now)))
    assert latest_day().isoformat() == latest
