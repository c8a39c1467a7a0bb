"""Whether one figure or date lies inside another, function by function."""

from decimal import Decimal
from typing import Any

import pytest

from api.publish.resolve.containment import date_inside, figure_inside, figure_span, is_inside
from api.publish.resolve.to_claims import Claim
from tests.unit.publish.resolving import claims_on
from tests.unit.publish.seeds import claim


def figure(quote: str = "as told", unit: str = "GW", **value: Any) -> Claim:
    (found,) = claims_on("terms", claim("value", quote=quote, unit=unit, **value))
    return found


def about(number: float, quote: str = "as told") -> Claim:
    return figure(quote, number=number, qualifier="about")


@pytest.mark.parametrize(
    ("claimed", "low", "high"),
    [
        (figure(number=80), 80, 80),
        (figure(number=80, qualifier="over"), 80, 80),
        (figure(min=70, max=90), 70, 90),
        (figure(min=70), 70, 70),
        (figure(max=90), 90, 90),
        (about(80), 79.5, 80.5),
        (about(6.8), 6.75, 6.85),
        (about(0), -0.5, 0.5),
        (about(-80), -80.5, -79.5),
        (about(45_000), 44_500, 45_500),
        (about(1_000), 500, 1_500),
        (about(999), 998.5, 999.5),
        (about(6_800_000_000), 6_750_000_000, 6_850_000_000),
        (about(400_000_000_000), 399_500_000_000, 400_500_000_000),
        (about(45_000, "some 45,000 workers"), 44_999.5, 45_000.5),
        (about(45_000, "some 45 thousand, of 90"), 44_500, 45_500),
        (about(6_800_000_000, "in 2025 some 6.80 billion"), 6_795_000_000, 6_805_000_000),
        (about(6_800_000_000, "some 6,800 million"), 6_799_500_000, 6_800_500_000),
        (about(45, "one, 45, of all"), 44.5, 45.5),
    ],
)
def test_a_figure_reaches_from_its_least_to_its_most(
    claimed: Claim, low: float, high: float
) -> None:
    assert figure_span(claimed) == (Decimal(str(low)), Decimal(str(high)))


def test_words_reach_nowhere() -> None:
    (said,) = claims_on("terms", claim("value", value="some"))
    assert figure_span(said) is None
    number = figure(number=5)._replace(unit=None)
    assert not figure_inside(said, number)
    assert not figure_inside(number, said)


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        (figure(number=80), figure(min=80, max=90), True),
        (figure(number=90), figure(min=80, max=90), True),
        (figure(number=79), figure(min=80, max=90), False),
        (figure(number=91), figure(min=80, max=90), False),
        (figure(min=80, max=90), figure(min=80, max=91), True),
        (figure(min=80, max=90), figure(min=79, max=90), True),
        (figure(min=80, max=90), figure(min=80, max=90), False),
        (figure(number=80), figure(min=80, max=80), True),
        (figure(min=80, max=80), figure(number=80), False),
        (figure(number=80), figure(number=80), False),
        (figure(number=80, qualifier="over"), figure(number=80), True),
        (figure(number=80, qualifier="over"), figure(min=80, max=80), True),
        (figure(number=80), figure(number=80, qualifier="over"), False),
        (figure(number=85), figure(min=80), False),
        (figure(number=80), figure(max=80), False),
        (figure(min=80), figure(min=70, max=90), True),
        (figure(max=85), figure(min=70, max=90), True),
        (figure(number=80, unit="MW"), figure(min=70, max=90), False),
        (about(80), figure(min=79.5, max=80.5), True),
        (figure(min=79.5, max=80.5), about(80), False),
    ],
)
def test_a_figure_lies_inside_one_that_says_it_less_precisely(
    inner: Claim, outer: Claim, inside: bool
) -> None:
    assert figure_inside(inner, outer) is inside
    for kind in ("number", "whole", "value"):
        assert is_inside(kind, inner, outer) is inside
    for kind in ("code", "text", "flag", "reference"):
        assert not is_inside(kind, inner, outer)


Dated = tuple[str, str | None]


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        (("2025-09-01", None), ("2025-09", None), True),
        (("2025-09-30", None), ("2025-09", None), True),
        (("2025-08-31", None), ("2025-09", None), False),
        (("2025-10-01", None), ("2025-09", None), False),
        (("2025", None), ("2025-09", None), False),
        (("2025-09", None), ("2025-09", None), False),
        (("2025-09", None), ("2025-09-01/2025-09-30", None), True),
        (("2025-09-01/2025-09-30", None), ("2025-09", None), False),
        (("2025-09-04", None), ("2025-09-04", "early"), True),
        (("2025-09-04", "early"), ("2025-09-04", None), False),
        (("2025-09-04", "early"), ("2025-09-04", "late"), False),
        (("2025-09", "early"), ("2025-09", None), True),
        (("2025-09", "early"), ("2025-09", "late"), False),
        (("2025-09", "by"), ("2025", None), False),
        (("2025-09", "by"), ("2025", "by"), False),
        (("2025-09", "before"), ("2025", None), False),
        (("2025-09", "after"), ("2025", None), False),
        (("2025-09", None), ("2025", "after"), False),
        (("2026-03", None), ("2025", "after"), False),
        (("2025-09", None), ("2026", "before"), False),
        (("2025-09-15", None), ("2025-09", "by"), True),
        (("2025-08-15", None), ("2025-09", "by"), False),
    ],
)
def test_a_date_lies_inside_one_that_says_it_less_precisely(
    inner: Dated, outer: Dated, inside: bool
) -> None:
    assert date_inside("signed_on", inner, outer) is inside
    sides = []
    for value, modifier in (inner, outer):
        said = {"value": value} | ({"modifier": modifier} if modifier else {})
        sides += claims_on("agreements", claim("signed_on", **said))
    assert is_inside("date", *sides) is inside


def test_an_interval_contains_a_day_unless_something_lasted_over_it() -> None:
    day, interval = ("2025-10-29", None), ("2025-10-28/2025-10-30", None)
    assert date_inside("signed_on", day, interval)
    assert not date_inside("occurred_on", day, interval)
    assert date_inside("occurred_on", day, ("2025-10", None))
