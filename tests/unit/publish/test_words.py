"""A figure is found in its quote however it is written there, and no other figure is."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.publish.check.words.claim_words import lacking_figures, words_problem
from api.publish.check.words.day_words import stated_part
from api.publish.check.words.number_words import has_number_word
from api.publish.seed.claimable import FieldKind

FIGURE, DATE = FieldKind("whole"), FieldKind("date")
WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
UNITS = WORDS.split()
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
Way = Callable[[int], str]


def in_words(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{UNITS[number // 100]} hundred{rest}"


def decimal(number: int, scale: int) -> str:
    return f"{Decimal(number) / scale:f}"


# Each writes so many millions of dollars.
WAYS: dict[str, Way] = {
    "plain": lambda n: f"${n}000000",
    "commas": lambda n: f"${n * 10**6:,} of steel",
    "no-break spaces": lambda n: f"{n * 10**6:,} dollars".replace(",", "\u00a0"),
    "million": lambda n: f"some ${n} million pledge",
    "no-break": lambda n: f"${n}\u202fmillion",
    "hyphen": lambda n: f"a ${n}‑million plant",
    "US$": lambda n: f"US${n} million",
    "U.S. dollars": lambda n: f"{n} million U.S. dollars",
    "USD before": lambda n: f"USD {n} million",
    "USD after": lambda n: f"{n} million USD",
    "M": lambda n: f"(${n}M)",
    "mn": lambda n: f"${n}mn in all",
    "billion": lambda n: f"${decimal(n, 1000)} billion",
    "B": lambda n: f"${decimal(n, 1000)}B deal",
    "bn": lambda n: f"${decimal(n, 1000)} bn",
    "trillion": lambda n: f"${decimal(n, 10**6)} trillion",
    "thousand": lambda n: f"{n}000 thousand dollars",
    "words": lambda n: f"{in_words(n)} million dollars",
    "title": lambda n: f"{in_words(n).title()} Million Dollars",
    "range": lambda n: f"${n}-{n + 1} million",
    "to": lambda n: f"from {n} to {n + 1} million dollars",
    "between": lambda n: f"between ${n} and ${n + 1} million",
    "possessive": lambda n: f"Japan’s ${n} million",
}


def problem(number: float, quote: str, unit: str | None = "USD", **more: Any) -> str | None:
    return words_problem(FIGURE, {"number": number, "unit": unit, "quote": quote, **more})


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=30, deadline=None)
@given(number=st.integers(1, 999))
def test_a_figure_is_found_however_it_is_written(way: str, number: int) -> None:
    quote = WAYS[way](number)
    qualifier = "about" if "some" in quote else "exact"
    assert problem(number * 10**6, quote, qualifier=qualifier) is None


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=30, deadline=None)
@given(number=st.integers(1, 999), place=st.integers(0, 8), other=st.integers(1, 9))
def test_a_figure_with_another_digit_is_refused(
    way: str, number: int, place: int, other: int
) -> None:
    digits = list(f"{number:03}000000")
    digits[place] = str((int(digits[place]) + other) % 10)
    changed = int("".join(digits))
    if changed == (number + 1) * 10**6 and way in ("range", "to", "between"):
        return
    assert problem(changed, WAYS[way](number)) is not None


FOUND: list[tuple[float, str | None, str, str]] = [
    (9.2, "GW", "exact", "9.2‑GW gas‑power plant"),
    (9.2, "GW", "exact", "nine point two gigawatts"),
    (50, "percent", "under", "under half of its foreign reserves"),
    (33, "percent", "exact", "a third of the output"),
    (66.7, "percent", "exact", "two-thirds"),
    (75, "percent", "exact", "three quarters of it"),
    (15, "percent", "exact", "from 15 % to 25 %"),
    (15, "percent", "exact", "15-25 percent"),
    (500_000_000, "USD", "exact", "half a billion dollars"),
    (2_500_000_000, "USD", "exact", "2½ billion dollars"),
    (1_500_000, "t", "exact", "one and a half million tonnes"),
    (500_000, "t/year", "exact", "500,000 t of ammonia annually"),
    (1_670_000, "t", "exact", "1.67 million t of CO₂"),
    (10_000_000_000_000, "KRW", "about", "joint ≈10 trillion‑won"),
    (300, "people", "over", "more than 300 South Koreans"),
    (1_812_000_000, "USD", "exact", "1812 million dollars"),
    (2000, "MW", "exact", "2000 MW of power"),
    (45, "days", "exact", "45 days to respond"),
    (45, "days", "exact", "the 45-day window"),
    (6, "months", "up_to", "within six months"),
    (3, "projects", "exact", "three Japanese‑backed projects"),
    (1, None, "exact", "the first tranche"),
    (2, None, "exact", "the 2nd tranche"),
    (-0.4, "percent", "exact", "it fell 0.4%"),
    (-0.4, "percent", "exact", "−0.4 percent"),
    (490_000_000_000, "USD", "exact", "The commitments add up to $490 billion"),
]


@pytest.mark.parametrize(("number", "unit", "qualifier", "quote"), FOUND)
def test_a_figure_and_its_unit_are_found(
    number: float, unit: str | None, qualifier: str, quote: str
) -> None:
    assert problem(number, quote, unit, qualifier=qualifier) is None


REFUSED: list[tuple[float, str | None, str, str]] = [
    (9.5, "GW", "exact", "9.2‑GW gas‑power plant"),
    (9.2, "MW", "exact", "9.2‑GW gas‑power plant"),
    (9.2, "GWh", "exact", "9.2‑GW gas‑power plant"),
    (9.2, "percent", "exact", "9.2‑GW gas‑power plant"),
    (550, "USD", "exact", "$550 billion"),
    (550_000_000, "USD", "exact", "$550 billion"),
    (550_000_000_000, "KRW", "exact", "$550 billion"),
    (550_000_000_000, "USD", "exact", "550 billion won"),
    (550_000_000_000, "USD", "exact", "HK$550 billion"),
    (550_000_000_000, "USD", "over", "$550 billion"),
    (550_000_000_000, "USD", "exact", "nearly $550 billion"),
    (5_500_000_000, "USD/year", "exact", "$5.5 billion"),
    (25, "projects", "exact", "25% of the projects"),
    (2025, "projects", "exact", "the projects of September 2025"),
    (21, "projects", "exact", "October 21 projects"),
    (300, "people", "exact", "hundreds of Korean workers"),
    (0.4, "percent", "exact", "−0.4 percent"),
    (3, "percent", "exact", "the third percent"),
    (35, "percent", "exact", "a third"),
    (100_000_000, "USD", "exact", "$100-150 billion"),
    (float("nan"), "USD", "exact", "$5"),
]


@pytest.mark.parametrize(("number", "unit", "qualifier", "quote"), REFUSED)
def test_what_the_quote_does_not_say_is_refused(
    number: float, unit: str | None, qualifier: str, quote: str
) -> None:
    assert problem(number, quote, unit, qualifier=qualifier) is not None


def test_hundreds_are_a_range_and_both_ends_of_a_range_are_needed() -> None:
    said = {"unit": "people", "qualifier": "range"}
    workers = "hundreds of Korean workers"
    assert words_problem(FIGURE, {"min": 200, "max": 999, "quote": workers, **said}) is None
    assert words_problem(FIGURE, {"min": 200, "max": 500, "quote": workers, **said}) is not None
    flow = {"unit": "USD/year", "qualifier": "range", "quote": "$100-150 billion annually"}
    assert words_problem(FIGURE, {"min": 10**11, "max": 15 * 10**10, **flow}) is None
    assert words_problem(FIGURE, {"min": 10**11, "max": 16 * 10**10, **flow}) is not None


def dated(value: str, quote: str, basis: str = "stated", **more: Any) -> str | None:
    return words_problem(DATE, {"value": value, "basis": basis, "quote": quote, **more})


@pytest.mark.parametrize(
    "quote",
    [
        *("January 5, 2026", "Jan. 5, 2026", "Jan 5 2026", "5 January 2026", "5th of January 2026"),
        *("January 5th, 2026", "the fifth of January 2026", "2026-01-05", "1/5/2026", "5/1/2026"),
        *("Jan\u202f5‑6,\u00a02026", "the 5 Jan 2026", "on January the 5th, 2026"),
    ],
)
def test_a_day_is_found_in_every_english_form(quote: str) -> None:
    assert dated("2026-01-05", quote) is None
    assert dated("2026-01-05", quote, "inferred") is None
    for other in ("2026-01-04", "2026-02-05", "2025-01-05"):
        assert dated(other, quote) is not None
        assert dated(other, quote, "inferred") is not None or "1/" in quote


@pytest.mark.parametrize(
    ("value", "quote", "basis"),
    [
        ("2025-09", "signed in September 2025", "stated"),
        ("2025-09", "Sept. ’25", "stated"),
        ("2026-01/2026-03", "Q1 2026", "stated"),
        ("2025-09/2025-10", "September or October 2025", "stated"),
        ("2026-01-05/2026-01-06", "Jan 5‑6, 2026", "stated"),
        ("2025-09-04", "September 4", "inferred"),
        ("2025-09", "a September memorandum", "inferred"),
        ("2025-12-24", "Wednesday", "inferred"),
        ("2026-03", "slated for next month", "inferred"),
    ],
)
def test_a_date_rests_on_its_stated_part(value: str, quote: str, basis: str) -> None:
    assert dated(value, quote, basis) is None


@pytest.mark.parametrize(
    ("value", "quote", "basis"),
    [
        ("2025-09-04", "September 4", "stated"),
        ("2025-09-05", "September 4", "inferred"),
        ("2025-08", "a September memorandum", "inferred"),
        ("2025-12-23", "Wednesday", "inferred"),
        ("2025-12-23", "the memorandum", "inferred"),
        ("2026", "$2026 in May", "stated"),
        ("2025-05", "they may in 2025", "stated"),
    ],
)
def test_a_date_that_its_words_do_not_give_is_refused(value: str, quote: str, basis: str) -> None:
    assert dated(value, quote, basis) is not None


@pytest.mark.parametrize(
    ("value", "texts", "part"),
    [
        ("2025-09-04", ["September 4"], "month-day"),
        ("2025-09-04", ["September 4", "2025-09"], "year-month-day"),
        ("2025-09-04", ["Thursday"], None),
        ("2025-09-04", ["September 5"], None),
        ("2025-09-04", ["in 2025", "in 2024"], "year"),
        ("2025-07", ["July’s accord"], "month"),
        ("2025", ["late 2025"], "year"),
        ("2025-10-28/2025-10-29", ["Oct. 28 and 29"], "month-day"),
        ("2025-12-29/2026-01-04", ["from Dec. 29"], None),
        ("2025-10", [], None),
    ],
)
def test_the_stated_part_of_a_date(value: str, texts: list[str], part: str | None) -> None:
    assert stated_part(value, texts) == part


def test_early_and_late_are_words_of_the_date() -> None:
    assert dated("2025", "finalized late 2025", modifier="late") is None
    assert dated("2025", "finalized late 2025", modifier="early") is not None


ODD = st.lists(
    st.sampled_from([*"0123456789 ,.-/$%‑½'’T", "million ", "hundred ", "half ", "Sept ", "point "])
).map("".join)


@settings(max_examples=300, deadline=None)
@given(quote=ODD, value=ODD, number=st.floats(allow_nan=True) | st.integers(), basis=st.booleans())
def test_no_text_makes_the_check_fail(quote: str, value: str, number: float, basis: bool) -> None:
    cited = {"quote": quote, "basis": "inferred" if basis else "stated"}
    words_problem(FIGURE, {**cited, "number": number, "unit": value})
    words_problem(FieldKind("text"), {**cited, "value": value})
    words_problem(DATE, {**cited, "value": "2025-09/2025-10"})


def test_figures_are_looked_for_in_every_source() -> None:
    sources = ["no figure", "$36 billion", "nine plants", "in 2025"]
    assert lacking_figures("9 plants for $36 billion", sources) == []
    assert lacking_figures("9 plants for $37 billion and 8 more", sources) == [
        "the figure '37 billion'",
        "the figure '8'",
    ]


@pytest.mark.parametrize("text", ["Two plants", "twenty-five", "a HALF", "hundreds.", "(third)"])
def test_words_for_numbers_are_seen(text: str) -> None:
    assert has_number_word(text)


@pytest.mark.parametrize("text", ["", "often", "six_x", "2six", "Stone works", "halfway"])
def test_words_that_only_hold_one_are_none(text: str) -> None:
    assert not has_number_word(text)
