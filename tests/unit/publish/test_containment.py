"""A figure or date inside another is no disagreement: the most precise is served."""

from typing import Any

import pytest

from tests.unit.publish.resolving import comes_to, kind_of
from tests.unit.publish.seeds import claim

PRECISE = ["accepted more_precise", "accepted less_precise"]
NOBODY = ["rival no_winner"] * 2


def figure(quote: str = "as told", document: str = "early", **value: Any) -> dict[str, Any]:
    return claim("value", document, quote=quote, **{"unit": "people", **value})


INSIDE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"number": 300, "qualifier": "over"}, {"min": 200, "max": 999}),
    ({"number": 80, "qualifier": "over"}, {"number": 80, "qualifier": "about"}),
    ({"number": 80, "qualifier": "nearly"}, {"number": 80}),
    ({"number": 80}, {"number": 80, "qualifier": "about"}),
    ({"number": 80}, {"min": 70, "max": 90}),
    ({"number": 6.8}, {"number": 7, "qualifier": "about"}),
    ({"number": 6_800_000_000}, {"number": 7_000_000_000, "qualifier": "about"}),
    ({"number": 349_600_000_000}, {"number": 350_000_000_000, "qualifier": "about"}),
    ({"number": 6.83, "qualifier": "about"}, {"number": 6.8, "qualifier": "about"}),
    ({"number": 80, "qualifier": "about"}, {"min": 75, "max": 85}),
    ({"min": 75, "max": 85}, {"min": 70, "max": 90}),
    ({"min": 75}, {"min": 70, "max": 90}),
]
APART: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"number": 320}, {"number": 300, "qualifier": "over"}),
    ({"number": 80, "qualifier": "over"}, {"number": 80, "qualifier": "at_least"}),
    ({"number": 80, "qualifier": "under"}, {"number": 80, "qualifier": "over"}),
    ({"number": 6.7}, {"number": 6.8, "qualifier": "about"}),
    ({"number": 81}, {"number": 80, "qualifier": "about"}),
    ({"number": 80}, {"number": 81}),
    ({"min": 70, "max": 90}, {"min": 80, "max": 100}),
    ({"number": 75}, {"min": 70}),
]


@pytest.mark.parametrize(("inner", "outer"), INSIDE)
def test_a_figure_inside_another_is_the_more_precise(
    inner: dict[str, Any], outer: dict[str, Any]
) -> None:
    precise, coarse = figure(**inner), figure(document="late", **outer)
    value, ranks = comes_to("indicators", precise, coarse)
    assert ranks == PRECISE
    assert comes_to("indicators", coarse, precise) == (value, ranks[::-1])
    assert kind_of("indicators", precise, coarse) is None


@pytest.mark.parametrize(("one", "other"), APART)
def test_figures_that_contain_neither_the_other_are_disputed(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    sides = figure(**one), figure(document="late", **other)
    assert comes_to("indicators", *sides) == ("disputed", NOBODY)


@pytest.mark.parametrize(
    ("quote", "inside"),
    [("some 45,000 workers", False), ("some 45 thousand workers", True), ("45 000", True)],
)
def test_about_reaches_half_of_the_last_digit_the_words_state(quote: str, inside: bool) -> None:
    about = figure(quote, number=45_000, qualifier="about")
    value, _ = comes_to("indicators", about, figure(document="late", number=45_400))
    assert (value == "45400") is inside


def test_units_are_part_of_a_figure() -> None:
    sides = figure(number=80), figure(document="late", number=80, unit="percent")
    assert comes_to("indicators", *sides) == ("disputed", NOBODY)


def test_two_precise_figures_are_disputed_and_the_coarse_one_supports_both() -> None:
    sides = figure(number=310), figure(number=320), figure(document="late", min=200, max=999)
    assert comes_to("indicators", *sides) == ("disputed", [*NOBODY, "rival less_precise"])


@pytest.mark.parametrize(
    ("field", "collection"), [("capacity_value", "projects"), ("amount", "agreements")]
)
def test_every_figure_is_compared_alike(field: str, collection: str) -> None:
    unit = "USD" if field == "amount" else "GW"
    sides = (
        claim(field, number=9, unit=unit),
        claim(field, "late", min=8, max=10, unit=unit),
    )
    assert comes_to(collection, *sides) == ("9", PRECISE)


DATES_INSIDE = [
    (("2025-09-04", None), ("2025-09", None)),
    (("2025-09", None), ("2025", None)),
    (("2025-09-04", None), ("2025-09-01/2025-09-10", None)),
    (("2025-09-04", None), ("2025-09", "early")),
    (("2025-09", "late"), ("2025-09", None)),
    (("2025-09", None), ("2025-09", "by")),
    (("2025-09-04", None), ("2025-09", "by")),
]
DATES_APART = [
    (("2025-09-04", None), ("2025-09-05", None)),
    (("2025-08", None), ("2025-07", "by")),
    (("2025-06", None), ("2025-07", "by")),
    (("2025-09-04", None), ("2025-09", "after")),
    (("2025-09-20", None), ("2025-09", "early")),
]


@pytest.mark.parametrize(("inner", "outer"), DATES_INSIDE)
@pytest.mark.parametrize("field", ["signed_on", "pledged_on", "parties[acme].from"])
def test_a_date_contains_those_that_fall_into_it(
    inner: tuple[str, str | None], outer: tuple[str, str | None], field: str
) -> None:
    precise, coarse = (
        claim(field, document, value=value, **({"modifier": modifier} if modifier else {}))
        for document, (value, modifier) in (("early", inner), ("late", outer))
    )
    assert comes_to("agreements", precise, coarse) == (inner[0], PRECISE)
    assert comes_to("agreements", coarse, precise) == (inner[0], PRECISE[::-1])


@pytest.mark.parametrize(("one", "other"), DATES_APART)
def test_dates_that_contain_neither_the_other_are_disputed(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    sides = (
        claim("signed_on", document, value=value, **({"modifier": modifier} if modifier else {}))
        for document, (value, modifier) in (("early", one), ("late", other))
    )
    assert comes_to("agreements", *sides) == ("disputed", NOBODY)


def test_an_interval_over_which_something_lasted_contains_nothing() -> None:
    sides = (
        claim("occurred_on", value="2025-10-28/2025-10-29"),
        claim("occurred_on", "late", value="2025-10-29"),
    )
    assert comes_to("events", *sides) == ("disputed", NOBODY)


def test_a_precise_date_that_is_inferred_comes_before_a_coarse_one_that_is_stated() -> None:
    sides = (
        claim("signed_on", value="2025-11"),
        claim("signed_on", "late", value="2025-11-14", basis="inferred"),
    )
    assert comes_to("agreements", *sides) == ("2025-11-14", PRECISE[::-1])
