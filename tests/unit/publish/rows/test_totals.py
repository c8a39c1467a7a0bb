"""Sums of groups over knowledge time, in exact figures."""

from api.collections.served import FOREVER
from api.publish.rows.rows import Row
from api.publish.rows.totals import Amount, GroupSums

FIRST, SECOND, THIRD = "2025-10-26", "2025-12-24", "2026-02-28"


def amount(days: tuple[str, str], counted: int | None, itemised: int = 0, **more: str) -> Row:
    row = dict.fromkeys(Amount._fields) | {
        "collection": "projects",
        "id": "plant",
        "valid_from": days[0],
        "valid_to": days[1],
        "basis": "announced",
        "amount_usd_counted": counted,
        "itemised": itemised,
        "amount_down": 1,
    }
    return tuple((row | more).values())


def sums_of(*rows: Row, key: str = "", fed_at_once: bool = True) -> list[Row]:
    """The rows of one key, without it."""
    sums = GroupSums()
    for part in [list(rows)] if fed_at_once else [[row] for row in rows]:
        sums.add(part)
    return [(row[0], *row[2:]) for row in sums.rows() if row[1] == key]


def test_a_record_is_in_the_sum_of_everything_and_of_each_key() -> None:
    sums = GroupSums()
    keys = {"sector": "energy", "country": "US", "subdivision": "US-OH", "year": "2026"}
    sums.add([amount((FIRST, FOREVER), 7, 5, agreement_id="deal", **keys)])
    expected = [
        ("announced", key, "deal", group, FIRST, FOREVER, 7, 5, 1, 1)
        for key, group in sorted({"": "", **keys}.items())
    ]
    assert list(sums.rows()) == expected


def test_records_add_up_day_by_day() -> None:
    rows = amount((FIRST, FOREVER), 7, 5), amount((SECOND, FOREVER), 2, 1)
    expected = [
        ("announced", "", "", FIRST, SECOND, 7, 5, 1, 1),
        ("announced", "", "", SECOND, FOREVER, 9, 6, 2, 2),
    ]
    assert sums_of(*rows) == expected
    assert sums_of(*rows, fed_at_once=False) == expected


def test_what_is_no_longer_counted_is_taken_away_and_an_empty_span_has_no_row() -> None:
    assert sums_of(amount((FIRST, SECOND), 7, 5), amount((THIRD, FOREVER), 2, 1)) == [
        ("announced", "", "", FIRST, SECOND, 7, 5, 1, 1),
        ("announced", "", "", THIRD, FOREVER, 2, 1, 1, 1),
    ]


def test_a_record_that_adds_nothing_is_a_record_all_the_same() -> None:
    assert sums_of(amount((FIRST, FOREVER), None)) == [
        ("announced", "", "", FIRST, FOREVER, 0, 0, 0, 1),
    ]
    assert sums_of(amount((FIRST, FOREVER), None), amount((FIRST, FOREVER), 0)) == [
        ("announced", "", "", FIRST, FOREVER, 0, 0, 1, 2),
    ]


def test_days_on_which_nothing_changes_make_no_row() -> None:
    assert sums_of(amount((FIRST, SECOND), 7, 5), amount((SECOND, FOREVER), 7, 5)) == [
        ("announced", "", "", FIRST, FOREVER, 7, 5, 1, 1),
    ]


def test_groups_are_apart_and_in_order() -> None:
    rows = (
        amount((FIRST, FOREVER), 1, sector="ships"),
        amount((FIRST, FOREVER), 2, sector="energy"),
        amount((FIRST, FOREVER), 4),
        amount((FIRST, FOREVER), 8, sector="energy", agreement_id="deal"),
        amount((FIRST, FOREVER), 16, sector="energy", basis="pledged"),
    )
    assert [(row[:3], row[5]) for row in sums_of(*rows, key="sector")] == [
        (("announced", "", ""), 4),
        (("announced", "", "energy"), 2),
        (("announced", "", "ships"), 1),
        (("announced", "deal", "energy"), 8),
        (("pledged", "", "energy"), 16),
    ]
