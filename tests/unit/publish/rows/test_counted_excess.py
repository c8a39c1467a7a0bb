"""Parts that come to more than their whole, on one day and in exact figures."""

import pytest

from api.publish.rows.counted import DayCount
from tests.unit.publish.rows.facts import DEAL, MINE, PACKAGE, PLANT, fact
from tests.unit.publish.rows.test_counted import usd

EXCEEDS = ("exceeds_whole", "The parts come to more than the whole they lie in.")


@pytest.mark.parametrize(
    ("qualifier", "stated", "parts", "contradicts"),
    [
        ("exact", 10, 10, False),
        ("exact", 10, 11, True),
        (None, 10, 11, True),
        ("up_to", 10, 11, True),
        ("over", 10, 11, False),
        ("at_least", 10, 11, False),
        ("about", 36_000_000_000, 36_499_999_999, False),
        ("about", 36_000_000_000, 36_500_000_000, True),
        ("about", 36_000_000_000, 36_600_000_000, True),
        ("nearly", 36_000_000_000, 36_499_999_999, False),
        ("nearly", 36_000_000_000, 36_500_000_000, True),
    ],
)
def test_parts_that_come_to_more_contradict_an_amount_that_is_not_open(
    qualifier: str | None, stated: int, parts: int, contradicts: bool
) -> None:
    records = {DEAL: fact(stated, qualifier=qualifier), PLANT: fact(parts, DEAL)}
    count = DayCount(records, records.get)
    assert count.exceeded == ({DEAL: [PLANT]} if contradicts else {})
    found = count.counted()
    assert found[DEAL].usd == (stated if contradicts else 0)
    assert (found[PLANT].reason, found[PLANT].note) == (EXCEEDS if contradicts else (None, None))
    assert found[PLANT].usd == (None if contradicts else parts)


def test_parts_that_exceed_are_named_in_order_and_the_whole_counts_alone() -> None:
    records = {DEAL: fact(10), PLANT: fact(6, DEAL), MINE: fact(6, DEAL)}
    count = DayCount(records, records.get)
    assert count.exceeded == {DEAL: [MINE, PLANT]}
    assert usd(records) == {"deal": 10, "plant": None, "mine": None}


def test_parts_excluded_below_settle_what_lies_above() -> None:
    records = {
        DEAL: fact(10),
        PACKAGE: fact(4, DEAL),
        PLANT: fact(6, PACKAGE),
        MINE: fact(5, DEAL),
    }
    count = DayCount(records, records.get)
    assert count.exceeded == {PACKAGE: [PLANT]}
    assert usd(records) == {"deal": 1, "package": 4, "plant": None, "mine": 5}


def test_what_still_exceeds_when_the_lower_whole_is_settled_is_excluded_too() -> None:
    records = {
        DEAL: fact(10),
        PACKAGE: fact(6, DEAL),
        PLANT: fact(7, PACKAGE),
        MINE: fact(5, DEAL),
    }
    count = DayCount(records, records.get)
    assert count.exceeded == {PACKAGE: [PLANT], DEAL: [PACKAGE, MINE]}
    assert {key[1]: one.usd for key, one in count.counted().items()} == {
        "deal": 10,
        "package": None,
        "plant": None,
        "mine": None,
    }
