"""Sums over knowledge time: what is stated once, in which group, and from which day to which."""

from typing import Any

import pytest

from api.collections.served import FOREVER
from api.publish.rows.totals import Amount, GroupSums
from tests.unit.publish.seeds import DAYS

EARLY, MIDDLE, LATE = DAYS.values()


def amount(record_id: str, usd: int | None, **more: Any) -> Amount:
    """A project's amount that counts from the first day on."""
    plain = {
        "collection": "projects",
        "id": record_id,
        "valid_from": EARLY,
        "valid_to": FOREVER,
        "basis": "announced",
        "amount_usd": usd,
        "amount_usd_counted": usd,
        "amount_down": -(usd or 0),
    }
    return Amount(**{**dict.fromkeys(Amount._fields), **plain, **more})


def whole(record_id: str, usd: int | None, **more: Any) -> Amount:
    """A tranche whose parts are counted instead of it."""
    return amount(
        record_id,
        usd,
        **{"collection": "tranches", "amount_usd_counted": None, "reason": "parts_counted", **more},
    )


IN_FIRST = {"whole_collection": "tranches", "whole_id": "first"}


def sums(*amounts: Amount, key: str = "", basis: str = "announced") -> dict[tuple[str, ...], Any]:
    """(agreement, group, day) → (following day, stated, itemised, counted, records)."""
    grouped = GroupSums()
    grouped.add([tuple(one) for one in amounts])
    return {
        (agreement, group, day): (until, *figures)
        for one, by, agreement, group, day, until, *figures in grouped.rows()
        if (one, by) == (basis, key)
    }


def test_amounts_of_one_group_add_up() -> None:
    assert sums(amount("a", 33), amount("b", 2)) == {("", "", EARLY): (FOREVER, 35, 35, 2, 2)}


def test_a_record_without_an_amount_is_a_record_that_is_not_counted() -> None:
    nothing = amount("b", None, reason="no_amount")
    assert sums(amount("a", 33), nothing) == {("", "", EARLY): (FOREVER, 33, 33, 1, 2)}


def test_a_whole_states_its_amount_and_its_parts_itemise_it() -> None:
    assert sums(whole("first", 36), amount("a", 33, **IN_FIRST), amount("b", 2, **IN_FIRST)) == {
        ("", "", EARLY): (FOREVER, 36, 35, 2, 3)
    }


@pytest.mark.parametrize("backwards", [False, True])
def test_a_package_may_come_before_or_after_the_package_it_is_part_of(backwards: bool) -> None:
    outer = whole("outer", 36, collection="commitments")
    inner = amount(
        "inner", 33, collection="commitments", whole_collection="commitments", whole_id="outer"
    )
    one, two = (inner, outer) if backwards else (outer, inner)
    grouped = GroupSums()
    grouped.add([tuple(one)])
    grouped.add([tuple(two)])
    (row,) = [row for row in grouped.rows() if row[1] == ""]
    assert row == ("announced", "", "", "", EARLY, FOREVER, 36, 33, 1, 2)


def test_a_part_of_another_group_than_its_whole_is_stated_by_itself() -> None:
    amounts = [
        whole("first", 36, sector="energy", country="US"),
        amount("a", 33, sector="energy", country="US", **IN_FIRST),
        amount("b", 2, sector="metals", country="US", **IN_FIRST),
    ]
    assert sums(*amounts, key="sector") == {
        ("", "energy", EARLY): (FOREVER, 36, 33, 1, 2),
        ("", "metals", EARLY): (FOREVER, 2, 2, 1, 1),
    }
    assert sums(*amounts, key="country") == {("", "US", EARLY): (FOREVER, 36, 35, 2, 3)}
    assert sums(*amounts) == {("", "", EARLY): (FOREVER, 36, 35, 2, 3)}


def test_a_whole_that_names_no_group_does_not_cover_parts_that_do() -> None:
    amounts = [whole("first", 36), amount("a", 33, sector="energy", **IN_FIRST)]
    assert sums(*amounts, key="sector") == {
        ("", "", EARLY): (FOREVER, 36, 0, 0, 1),
        ("", "energy", EARLY): (FOREVER, 33, 33, 1, 1),
    }


def test_a_whole_of_another_basis_covers_nothing() -> None:
    amounts = [whole("first", 36, basis="pledged"), amount("a", 33, **IN_FIRST)]
    assert sums(*amounts) == {("", "", EARLY): (FOREVER, 33, 33, 1, 1)}
    assert sums(*amounts, basis="pledged") == {("", "", EARLY): (FOREVER, 36, 0, 0, 1)}


@pytest.mark.parametrize("reason", ["other_direction", "same_money", "not_a_total"])
def test_what_is_outside_the_sum_is_counted_as_a_record_alone(reason: str) -> None:
    outside = amount("b", 100, amount_usd_counted=None, reason=reason)
    assert sums(amount("a", 33), outside) == {("", "", EARLY): (FOREVER, 33, 33, 1, 2)}


def test_agreements_are_summed_apart() -> None:
    amounts = [amount("a", 33, agreement_id="x"), amount("b", 2, agreement_id="y")]
    assert sums(*amounts) == {
        ("x", "", EARLY): (FOREVER, 33, 33, 1, 1),
        ("y", "", EARLY): (FOREVER, 2, 2, 1, 1),
    }


def test_a_sum_holds_until_something_changes() -> None:
    amounts = [
        amount("a", 33),
        amount("b", 2, valid_from=MIDDLE, valid_to=LATE),
        amount("b", 5, valid_from=LATE),
    ]
    assert sums(*amounts) == {
        ("", "", EARLY): (MIDDLE, 33, 33, 1, 1),
        ("", "", MIDDLE): (LATE, 35, 35, 2, 2),
        ("", "", LATE): (FOREVER, 38, 38, 2, 2),
    }


def test_a_day_on_which_nothing_changes_in_sum_begins_nothing() -> None:
    amounts = [amount("a", 33, valid_to=MIDDLE), amount("a", 33, valid_from=MIDDLE)]
    assert sums(*amounts) == {("", "", EARLY): (FOREVER, 33, 33, 1, 1)}


def test_a_sum_of_nothing_is_no_sum() -> None:
    assert sums(amount("a", 33, valid_to=MIDDLE)) == {("", "", EARLY): (MIDDLE, 33, 33, 1, 1)}
    assert sums() == {}


def test_a_whole_covers_its_parts_on_its_own_days() -> None:
    amounts = [
        whole("first", 36, valid_from=MIDDLE, valid_to=LATE),
        whole("first", 40, valid_from=LATE),
        amount("a", 33, **IN_FIRST),
    ]
    assert sums(*amounts) == {
        ("", "", EARLY): (MIDDLE, 33, 33, 1, 1),
        ("", "", MIDDLE): (LATE, 36, 33, 1, 2),
        ("", "", LATE): (FOREVER, 40, 33, 1, 2),
    }


def test_when_a_whole_ends_its_parts_state_themselves_again() -> None:
    amounts = [whole("first", 36, valid_to=MIDDLE), amount("a", 33, **IN_FIRST)]
    assert sums(*amounts) == {
        ("", "", EARLY): (MIDDLE, 36, 33, 1, 2),
        ("", "", MIDDLE): (FOREVER, 33, 33, 1, 1),
    }


def test_a_part_that_ends_or_begins_within_its_whole() -> None:
    amounts = [whole("first", 36), amount("a", 33, valid_from=MIDDLE, valid_to=LATE, **IN_FIRST)]
    assert sums(*amounts) == {
        ("", "", EARLY): (MIDDLE, 36, 0, 0, 1),
        ("", "", MIDDLE): (LATE, 36, 33, 1, 2),
        ("", "", LATE): (FOREVER, 36, 0, 0, 1),
    }


def test_a_version_of_a_whole_before_its_part_covers_nothing() -> None:
    amounts = [
        whole("first", 36, valid_to=MIDDLE),
        amount("a", 33, valid_from=MIDDLE, **IN_FIRST),
    ]
    assert sums(*amounts) == {
        ("", "", EARLY): (MIDDLE, 36, 0, 0, 1),
        ("", "", MIDDLE): (FOREVER, 33, 33, 1, 1),
    }


def test_every_key_has_its_own_sums() -> None:
    full = {"sector": "energy", "country": "US", "subdivision": "US-OH", "year": "2026"}
    for key, group in full.items():
        assert sums(amount("a", 33, **full), key=key) == {
            ("", group, EARLY): (FOREVER, 33, 33, 1, 1)
        }


def test_a_whole_covers_its_parts_from_the_day_it_has_their_basis() -> None:
    amounts = [
        whole("first", 36, basis="announced", valid_to=MIDDLE),
        whole("first", 36, basis="pledged", valid_from=MIDDLE),
        amount("a", 33, basis="pledged", **IN_FIRST),
    ]
    assert sums(*amounts, basis="pledged") == {
        ("", "", EARLY): (MIDDLE, 33, 33, 1, 1),
        ("", "", MIDDLE): (FOREVER, 36, 33, 1, 2),
    }
