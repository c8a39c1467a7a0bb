"""Days as numbers: in indexes they must order exactly as their texts do."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.base.dates import day_number
from api.collections.served import FOREVER

DAYS = st.dates().map(date.isoformat) | st.just(FOREVER)


@given(DAYS, DAYS)
def test_numbers_order_as_their_days(one: str, other: str) -> None:
    assert (day_number(one) < day_number(other)) == (one < other)


def test_present_days_take_two_bytes_in_an_index() -> None:
    assert 0 < day_number("2026-11-21") < 2**15
