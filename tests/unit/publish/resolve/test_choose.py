"""How sides are compared, put in classes and chosen among, function by function."""

from typing import Any

import pytest

from api.publish.resolve.choose import Comparison, choose, comparable, precise_sides
from api.publish.resolve.outcomes import Group
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import FieldKind
from tests.unit.publish.resolving import claims_on
from tests.unit.publish.seeds import claim

MONEY, VALUE = Comparison(FieldKind("number")), Comparison(FieldKind("value"))


def figure(number: float, unit: str | None, document: str = "early", **more: Any) -> Claim:
    stated = {"unit": unit} if unit else {}
    (found,) = claims_on(
        "agreements",
        claim(more.pop("field", "amount"), document, number=number, **stated, **more),
    )
    return found


def words(value: str, document: str = "early", **more: Any) -> Claim:
    (found,) = claims_on("agreements", claim("kind", document, value=value, **more))
    return found


def converted(*pairs: tuple[Claim, Claim]) -> Comparison:
    return Comparison(FieldKind("number"), {amount.id: dollars for amount, dollars in pairs})


@pytest.mark.parametrize(
    ("kind", "side", "is_words"),
    [
        ("text", words("anything"), True),
        ("value", words("anything"), True),
        ("value", figure(5, "GW"), False),
        ("code", words("framework"), False),
        ("date", words("2025-09"), False),
        ("number", figure(5, "GW"), False),
        ("whole", figure(5, None), False),
    ],
)
def test_text_and_values_without_a_figure_are_words(kind: str, side: Claim, is_words: bool) -> None:
    assert Comparison(FieldKind(kind)).is_words([side]) is is_words


@pytest.mark.parametrize(
    ("units", "apart"),
    [
        (("USD", "USD"), False),
        (("USD", "KRW"), True),
        (("KRW", "JPY"), True),
        (("USD/year", "USD"), True),
        (("KRW/year", "USD/year"), True),
        (("GW", "MW"), False),
        (("USD", "GW"), False),
        (("USD", "usd"), False),
        (("USD", "MMBTU"), False),
        (("USD", "projects"), False),
        (("USD", None), False),
    ],
)
def test_money_in_two_currencies_is_apart(
    units: tuple[str | None, str | None], apart: bool
) -> None:
    one, two = (figure(5, unit) for unit in units)
    assert MONEY.is_apart([one], [two]) is apart
    assert MONEY.is_apart([two], [one]) is apart
    assert not Comparison(FieldKind("code")).is_apart([one], [two])


def test_a_conversion_of_each_side_that_is_not_in_dollars_joins_them() -> None:
    won, yen = figure(2000, "KRW"), figure(300, "JPY")
    of_won, of_yen = figure(2, "USD", "middle"), figure(2, "USD", "late")
    assert converted((won, of_won)).is_apart([won], [yen])
    assert not converted((won, of_won), (yen, of_yen)).is_apart([won], [yen])
    assert not converted((won, of_won)).is_apart([won], [figure(3, "USD")])


def test_two_currencies_are_the_same_where_they_come_to_the_same_dollars() -> None:
    won, dollars = figure(2000, "KRW"), figure(2, "USD")
    same = converted((won, figure(2, "USD", "late")))
    assert same.is_same([won], [dollars])
    assert same.is_same([dollars], [won])
    assert not converted((won, figure(3, "USD", "late"))).is_same([won], [dollars])
    assert not converted((won, figure(2, "USD", qualifier="over"))).is_same([won], [dollars])
    assert not MONEY.is_same([won], [figure(2000, "JPY")])
    assert MONEY.is_same([figure(5, "GW")], [figure(5, "GW", "late")])


def test_of_several_conversions_the_one_known_first_counts() -> None:
    first, second = figure(2000, "KRW"), figure(2000, "KRW", line=2)
    comparison = converted((first, figure(3, "USD", "late")), (second, figure(2, "USD", "middle")))
    assert comparison.is_same([first, second], [figure(2, "USD")])


def test_of_two_sides_that_are_the_same_the_one_said_first_is_the_more_precise() -> None:
    won, dollars = figure(2000, "KRW", "middle"), figure(2, "USD")
    comparison = converted((won, figure(2, "USD", "late")))
    assert comparison.is_inside([dollars], [won])
    assert not comparison.is_inside([won], [dollars])
    assert not comparison.is_inside([won], [won])


def test_a_side_is_as_old_as_its_oldest_claim() -> None:
    old, new = figure(2000, "KRW", "early"), figure(2000, "KRW", "late")
    between = figure(2, "USD", "middle")
    comparison = converted((old, figure(2, "USD", "late")), (new, figure(2, "USD", "late")))
    assert comparison.is_inside([new, old], [between])
    assert not comparison.is_inside([new], [between])


def test_codes_that_are_the_same_are_not_inside_each_other() -> None:
    one, two = words("framework"), words("framework", "late")
    assert not Comparison(FieldKind("code")).is_inside([one], [two])


def units_of(classes: list[list[Group]]) -> list[list[tuple[str | None, float | int | None]]]:
    return [[(side[0].unit, side[0].number) for side in one] for one in classes]


def test_sides_that_can_be_compared_are_one_class() -> None:
    sides = [[figure(5, "GW")], [figure(6, "MW")]]
    assert comparable(sides, MONEY) == [sides]
    assert comparable([], MONEY) == []


def test_money_known_first_comes_first_and_dollars_before_others() -> None:
    later = [[figure(1, "USD", "middle")], [figure(2, "KRW")], [figure(3, "JPY", "late")]]
    expected = [[("KRW", 2)], [("USD", 1)], [("JPY", 3)]]
    assert units_of(comparable(later, MONEY)) == expected
    same_day = [[figure(2, "KRW")], [figure(3, "JPY")], [figure(1, "USD")]]
    expected = [[("USD", 1)], [("JPY", 3)], [("KRW", 2)]]
    assert units_of(comparable(same_day, MONEY)) == expected


def test_dollars_known_later_put_no_class_before_others_of_the_first_day() -> None:
    won, yen = figure(2000, "KRW"), figure(300, "JPY")
    dollars = figure(7, "USD", "late")
    comparison = converted((won, figure(2, "USD", "late")))
    sides = [[won], [dollars], [yen]]
    assert units_of(comparable(sides, comparison)) == [[("JPY", 300)], [("KRW", 2000), ("USD", 7)]]


def test_a_side_that_two_classes_can_be_compared_with_joins_them() -> None:
    won, yen, dollars = figure(2000, "KRW"), figure(300, "JPY"), figure(7, "USD")
    of_won, of_yen = figure(2, "USD", "late"), figure(3, "USD", "late")
    comparison = converted((won, of_won), (yen, of_yen))
    sides: list[Group] = [[won], [figure(9, "CNY")], [yen], [dollars]]
    assert units_of(comparable(sides, comparison)) == [
        [("KRW", 2000), ("JPY", 300), ("USD", 7)],
        [("CNY", 9)],
    ]


def test_a_conversion_alone_comes_after_amounts() -> None:
    alone = figure(1, "USD", field="amount_usd")
    assert units_of(comparable([[alone], [figure(2, "KRW", "late")]], MONEY)) == [
        [("KRW", 2)],
        [("USD", 1)],
    ]


def test_of_words_the_first_said_holds_unless_an_editor_chose_before() -> None:
    first, second = [words("one")], [words("two", "late")]
    comparison = Comparison(FieldKind("text"))
    assert choose([second, first], comparison) == (first, "same_value")
    assert choose([second, first], comparison, standing=second) == (second, "same_value")


def test_of_figures_and_words_the_figure_holds() -> None:
    said, counted = [words("much")], [figure(5, "GW", "late")]
    assert choose([said, counted], VALUE) == (counted, "same_value")


def test_a_figure_inside_another_is_more_precise() -> None:
    precise, coarse = [figure(36, "GW", "late")], [figure(36, "GW", qualifier="about")]
    assert choose([coarse, precise], MONEY) == (precise, "more_precise")
    assert precise_sides([coarse, precise], MONEY) == [precise]
    assert choose([precise, [figure(40, "GW")]], MONEY) is None


def test_the_same_in_two_currencies_is_the_same_value() -> None:
    won, dollars = [figure(2000, "KRW", "late")], [figure(2, "USD")]
    comparison = converted((won[0], figure(2, "USD", "late")))
    assert choose([won, dollars], comparison) == (dollars, "same_value")


def test_the_only_stated_side_holds_and_a_coded_one_only_of_a_code() -> None:
    stated, coded = words("framework"), words("memorandum", basis="coded")
    inferred = words("joint_venture", basis="inferred")
    code, date = Comparison(FieldKind("code")), Comparison(FieldKind("reference"))
    assert choose([[inferred], [stated]], date) == ([stated], "stated_over_inferred")
    assert choose([[inferred], [coded]], code) == ([coded], "stated_over_inferred")
    assert choose([[inferred], [coded]], date) is None
    assert choose([[stated], [coded]], date) == ([stated], "stated_over_inferred")
    assert choose([[stated], [coded]], code) is None
    assert choose([[inferred], [words("other", basis="inferred")]], code) is None
