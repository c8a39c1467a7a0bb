"""The versions of a record, cut where it is counted otherwise, in exact days."""

from typing import Any

from api.collections.served import FOREVER
from api.publish.resolve.versions import Version
from api.publish.rows.counted import Counted
from api.publish.rows.counting import Span, overlaps, with_counted
from tests.unit.publish.rows.facts import EARLY, LATE, PLANT

MIDDLE = "2025-12-24"


def test_a_version_is_cut_where_it_is_counted_otherwise() -> None:
    item = {"id": "deal", "amount_usd_counted": None, "conflicts": ["status"]}
    versions = [Version(EARLY, MIDDLE, item), Version(MIDDLE, FOREVER, item | {"status": "x"})]
    counted = Counted("announced", 10, 0, None, "deal", None, None)
    less = counted._replace(usd=None)
    given = [Span(EARLY, LATE, counted), Span(LATE, FOREVER, less, (PLANT,))]
    assert with_counted(versions, given) == [
        Version(EARLY, MIDDLE, item | {"amount_usd_counted": 10}),
        Version(MIDDLE, LATE, item | {"amount_usd_counted": 10, "status": "x"}),
        Version(LATE, FOREVER, item | {"conflicts": ["amount", "status"], "status": "x"}),
    ]
    assert item == {"id": "deal", "amount_usd_counted": None, "conflicts": ["status"]}


def test_versions_that_say_the_same_are_joined_only_where_they_meet() -> None:
    item = {"id": "deal", "conflicts": []}
    first = Counted("announced", 10, 0, None, "deal", None, None)
    given = [Span(EARLY, MIDDLE, first), Span(MIDDLE, FOREVER, first._replace(itemised=3))]
    expected = item | {"amount_usd_counted": 10}
    assert with_counted([Version(EARLY, FOREVER, item)], given) == [
        Version(EARLY, FOREVER, expected)
    ]
    apart = [Version(EARLY, MIDDLE, item), Version(LATE, FOREVER, item)]
    assert with_counted(apart, given) == [
        Version(EARLY, MIDDLE, expected),
        Version(LATE, FOREVER, expected),
    ]


def test_a_version_that_no_span_covers_counts_nothing() -> None:
    versions = [Version(EARLY, LATE, {"status": None}), Version(LATE, FOREVER, {"status": "x"})]
    expected: list[dict[str, Any]] = [
        {"status": None, "amount_usd_counted": None},
        {"status": "x", "amount_usd_counted": None},
    ]
    assert [one.item for one in with_counted(versions, [])] == expected


def test_a_later_version_is_joined_with_the_one_before_it() -> None:
    first = Counted("announced", 10, 0, None, "deal", None, None)
    given = [
        Span(EARLY, MIDDLE, first),
        Span(MIDDLE, LATE, first._replace(usd=8)),
        Span(LATE, FOREVER, first._replace(usd=8, itemised=3)),
    ]
    assert with_counted([Version(EARLY, FOREVER, {})], given) == [
        Version(EARLY, MIDDLE, {"amount_usd_counted": 10}),
        Version(MIDDLE, FOREVER, {"amount_usd_counted": 8}),
    ]


def test_days_that_no_span_covers_have_none() -> None:
    span = Span(MIDDLE, LATE, None)
    assert list(overlaps(EARLY, FOREVER, [span])) == [
        (EARLY, MIDDLE, None),
        (MIDDLE, LATE, span),
        (LATE, FOREVER, None),
    ]
    assert list(overlaps(MIDDLE, LATE, [span])) == [(MIDDLE, LATE, span)]
    assert list(overlaps(EARLY, MIDDLE, [span])) == [(EARLY, MIDDLE, None)]
    assert list(overlaps(LATE, FOREVER, [span])) == [(LATE, FOREVER, None)]
    assert list(overlaps(EARLY, LATE, [])) == [(EARLY, LATE, None)]
