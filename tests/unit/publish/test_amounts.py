"""An amount and its conversion are one value: accepted, disputed and rejected together."""

from typing import Any

import pytest

from api.publish.resolve.amounts import amount_of, converted_amount
from api.publish.resolve.resolve import resolve
from tests.unit.publish.resolving import claims_on, comes_to, kind_of
from tests.unit.publish.seeds import DAYS, claim, judged

BILLION = 1_000_000_000
NOBODY = "rival no_winner"


def amount(document: str, billions: float, unit: str = "USD", **more: Any) -> dict[str, Any]:
    return claim("amount", document, number=int(billions * BILLION), unit=unit, **more)


def converted(document: str, billions: float, **more: Any) -> dict[str, Any]:
    return claim("amount_usd", document, number=int(billions * BILLION), unit="USD", **more)


WON = amount("early", 10_000, "KRW")
DOLLARS = converted("early", 6.8)


def both(*raw: dict[str, Any]) -> tuple[str | None, str | None, list[str]]:
    value, ranks = comes_to("projects", *raw, field="amount")
    return value, comes_to("projects", *raw, field="amount_usd")[0], ranks


def test_an_amount_is_served_with_the_conversion_of_its_passage() -> None:
    assert both(WON, DOLLARS) == (
        "10000000000000",
        "6800000000",
        ["accepted only_value", "accepted only_value"],
    )


def test_a_rival_in_dollars_disputes_the_amount_and_its_conversion() -> None:
    assert both(WON, DOLLARS, amount("late", 7.4)) == ("disputed", "disputed", [NOBODY] * 3)


def test_a_preferred_rival_takes_the_conversion_with_the_amount() -> None:
    rival = judged(amount("late", 7.4), "prefer", "official_over_press")
    value, _, ranks = both(WON, DOLLARS, rival)
    assert value == "7400000000"
    assert ranks == ["rival official_over_press"] * 2 + ["accepted official_over_press"]


def test_a_preferred_amount_keeps_its_conversion() -> None:
    preferred = judged(amount("late", 10_000, "KRW"), "prefer", "official_over_press")
    assert both(amount("early", 7.4), preferred, converted("late", 6.8)) == (
        "10000000000000",
        "6800000000",
        ["rival official_over_press", "accepted official_over_press", "accepted only_value"],
    )


def test_a_conversion_inside_a_rougher_one_is_no_dispute() -> None:
    rougher = amount("late", 7, qualifier="about", quote="about $7 billion")
    assert both(WON, DOLLARS, rougher)[:2] == (
        "10000000000000",
        "6800000000",
    )


def test_equal_dollars_in_two_currencies_are_one_value() -> None:
    value, dollars, ranks = both(WON, DOLLARS, amount("late", 6.8))
    assert (value, dollars) == ("10000000000000", "6800000000")
    assert ranks[2] == "accepted same_value"


def test_money_that_no_document_converts_is_a_difference_of_scope() -> None:
    sides = WON, amount("late", 7.4)
    assert comes_to("projects", *sides) == (
        "10000000000000",
        ["accepted only_value", "rival different_scope"],
    )
    assert kind_of("projects", *sides) == "scope"
    dollars = judged(sides[1], "prefer", "official_over_press")
    assert comes_to("projects", WON, dollars)[0] == "7400000000"


def test_a_year_s_money_is_compared_alike() -> None:
    sides = (
        claim("value", number=20, unit="USD/year"),
        claim("value", "late", number=29_000, unit="KRW/year"),
    )
    assert kind_of("terms", *sides) == "scope"


def test_a_conversion_of_another_document_serves_only_where_an_editor_prefers_it() -> None:
    other = converted("late", 6.8)
    assert both(WON, other) == (
        "10000000000000",
        None,
        ["accepted only_value", "rival different_scope"],
    )
    preferred = judged(other, "prefer", "official_over_press")
    assert both(WON, preferred)[:2] == ("10000000000000", "6800000000")
    assert kind_of("projects", WON, preferred) is not None


def test_a_rejected_amount_takes_its_conversion_with_it() -> None:
    rejected = judged(WON, "reject", "own_contradiction")
    value, dollars, ranks = both(rejected, DOLLARS, amount("late", 7.4))
    assert (value, dollars) == ("7400000000", None)
    assert ranks[:2] == ["rejected own_contradiction"] * 2


def test_conversions_that_differ_leave_an_amount_on_which_all_agree() -> None:
    again = amount("late", 10_000, "KRW")
    assert both(WON, DOLLARS, again, converted("late", 7.4))[:2] == (
        "10000000000000",
        "disputed",
    )


@pytest.mark.parametrize("scope", [None, "agreed"])
def test_preferred_dollars_of_another_passage_do_not_hold_for_a_disputed_amount(
    scope: str | None,
) -> None:
    sides = amount("early", 10_000, "KRW"), amount("early", 70_000, "KRW")
    dollars = judged(converted("late", 7, scope=scope), "prefer", "official_over_press")
    value, in_dollars, ranks = both(*sides, dollars)
    assert (value, in_dollars) == ("disputed", "disputed")
    assert ranks == [NOBODY] * 3


@pytest.mark.parametrize(
    ("rougher", "rank"),
    [
        (None, "rival different_scope"),
        (6, "rival different_scope"),
        (7, "accepted less_precise"),
        (8, "rival different_scope"),
    ],
)
def test_dollars_of_a_rougher_amount_are_not_those_of_the_one_served(
    rougher: int | None, rank: str
) -> None:
    """Served is "over 10 trillion won" of another passage, with dollars of its own or without."""
    served = [amount("late", 10_000, "KRW", qualifier="over")]
    if rougher is not None:
        served.append(converted("late", 6.9))
    told = f"about ${rougher or 7} billion"
    rough = (
        amount("early", 10_000, "KRW", qualifier="about", quote="about 10 trillion won"),
        converted("early", rougher or 7, qualifier="about", quote=told),
    )
    value, dollars, ranks = both(*rough, *served)
    assert (value, dollars) == ("10000000000000", rougher and "6900000000")
    assert ranks[:2] == ["accepted less_precise", rank]


@pytest.mark.parametrize(
    ("amounts", "nearest"),
    [
        ([{"line": 4}, {"line": 7}], 1),
        ([{"line": 7}, {"line": 4}], 0),
        ([{"line": 6, "start": 90}, {"line": 5, "start": 0}], 0),
        ([{"line": 6, "start": 0}, {"line": 6, "start": 60}], 1),
        ([{"line": 6, "start": 120}, {"line": 6, "start": 95}], 1),
        ([{"line": 9}, {"line": 3}], 1),
        ([{"line": 3}, {"line": 9}], 0),
        ([{"line": 6, "unit": "USD"}, {"line": 90}], 1),
        ([{"line": 6, "document": "late"}, {"line": 90}], 1),
        ([{"line": 6, "scope": "agreed"}, {"line": 90}], 1),
        ([{"line": 6, "unit": "VND"}, {"line": 90}], 0),
        ([{"line": 6, "unit": "USD"}], None),
        ([], None),
    ],
)
def test_a_conversion_belongs_to_the_nearest_amount_of_its_document_and_scope(
    amounts: list[dict[str, Any]], nearest: int | None
) -> None:
    conversion = claims_on("projects", converted("early", 6.8))[0]._replace(line=6, start=90)
    given = [
        claims_on("projects", amount(one.pop("document", "early"), 10, one.pop("unit", "KRW")))[
            0
        ]._replace(**one)
        for one in map(dict, amounts)
    ]
    found = converted_amount(conversion, given)
    assert found is (None if nearest is None else given[nearest])


def test_only_conversions_convert_an_amount() -> None:
    assert amount_of("amount_usd") == "amount"
    assert amount_of("parties[acme].amount_usd") == "parties[acme].amount"
    assert amount_of("amount") is None


def test_of_two_conversions_of_one_amount_the_one_that_stands_first_compares_it() -> None:
    first, second = (
        converted("early", billions) | {"line": line} for billions, line in ((7.4, 2), (6.8, 3))
    )
    for sides in ((WON, first, second), (WON, second, first)):
        assert comes_to("projects", *sides, amount("late", 7.4), field="amount")[0] == str(
            10_000 * BILLION
        )


def test_a_rejected_conversion_compares_nothing() -> None:
    rejected = judged(converted("early", 7.4), "reject", "own_contradiction")
    value, ranks = comes_to("projects", WON, rejected, amount("late", 7.4), field="amount")
    assert value == str(10_000 * BILLION)
    assert ranks == ["accepted only_value", "rejected own_contradiction", "rival different_scope"]


def test_a_rejected_conversion_of_a_disputed_amount_stays_rejected() -> None:
    rejected = judged(converted("early", 6.8), "reject", "own_contradiction")
    _, in_dollars, ranks = both(WON, rejected, amount("early", 70_000, "KRW"))
    assert (in_dollars, ranks) == ("disputed", [NOBODY, "rejected own_contradiction", NOBODY])


def test_preferred_dollars_of_another_passage_outweigh_those_of_its_own() -> None:
    preferred = judged(converted("late", 7.4), "prefer", "official_over_press")
    for sides in ((WON, preferred, DOLLARS), (WON, DOLLARS, preferred)):
        claims = claims_on("projects", *sides)
        found = resolve(claims, DAYS["late"])
        assert [group[0].id for group in found.outcomes["amount_usd"].winners] == [
            one.id for one in claims if one.judgement
        ]
        assert {one.id for one in claims} == set(found.ranks)


def test_dollars_of_a_rougher_amount_contest_those_served_by_their_scope() -> None:
    rough = (
        amount("early", 10_000, "KRW", qualifier="about", quote="about 10 trillion won"),
        converted("early", 6, qualifier="about", quote="about $6 billion"),
    )
    served = amount("late", 10_000, "KRW", qualifier="over"), converted("late", 6.9)
    outcome = resolve(claims_on("projects", *rough, *served), DAYS["late"]).outcomes["amount_usd"]
    assert (outcome.contested, outcome.kind, outcome.disputed) == (True, "scope", False)
