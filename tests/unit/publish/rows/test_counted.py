"""What each record adds on one day, in exact figures."""

import pytest

from api.publish.rows.amount_facts import Fact, Key
from api.publish.rows.counted import Counted, DayCount
from tests.unit.publish.rows.facts import (
    DEAL,
    MINE,
    OTHER_DEAL,
    PACKAGE,
    PLANT,
    TRANCHE,
    fact,
)

EXCEEDS = ("exceeds_whole", "The parts come to more than the whole they lie in.")
Records = dict[Key, Fact]


def counted(records: Records) -> dict[Key, Counted]:
    return DayCount(records, records.get).counted()


def usd(records: Records) -> dict[str, int | None]:
    return {record_id: one.usd for (_, record_id), one in counted(records).items()}


def wholes(records: Records) -> dict[str, str | None]:
    return {
        record_id: one.whole and one.whole[1] for (_, record_id), one in counted(records).items()
    }


def test_a_record_by_itself_adds_its_amount() -> None:
    assert counted({PLANT: fact(5)}) == {
        PLANT: Counted("announced", 5, 5, None, None, None, None),
    }


def test_a_whole_adds_what_its_parts_leave_and_itemises_nothing() -> None:
    assert counted({DEAL: fact(10), PLANT: fact(4, DEAL), MINE: fact(3, DEAL)}) == {
        DEAL: Counted("announced", 3, 0, None, "deal", None, None),
        PLANT: Counted("announced", 4, 4, DEAL, "deal", None, None),
        MINE: Counted("announced", 3, 3, DEAL, "deal", None, None),
    }


def test_what_a_part_leaves_of_itself_is_itemised() -> None:
    found = counted({DEAL: fact(10), PACKAGE: fact(6, DEAL), PLANT: fact(4, PACKAGE)})
    assert {key[1]: (one.usd, one.itemised) for key, one in found.items()} == {
        "deal": (4, 0),
        "package": (2, 2),
        "plant": (4, 4),
    }


def test_a_part_of_nothing_takes_nothing_away() -> None:
    assert usd({DEAL: fact(10), PLANT: fact(0, DEAL)}) == {"deal": 10, "plant": 0}


def test_a_whole_is_not_itemised_though_its_only_part_is_excluded() -> None:
    found = counted({DEAL: fact(10), PLANT: fact(4, DEAL, reason="same_money", note="Told twice.")})
    assert found == {
        DEAL: Counted("announced", 10, 0, None, "deal", None, None),
        PLANT: Counted("announced", None, 0, DEAL, "deal", "same_money", "Told twice."),
    }


def test_a_whole_has_the_basis_of_its_part_and_an_amount() -> None:
    records = {
        DEAL: fact(100, basis="announced"),
        PACKAGE: fact(50, DEAL, basis="packaged"),
        TRANCHE: fact(None, PACKAGE, reason="range"),
        PLANT: fact(4, TRANCHE),
    }
    assert wholes(records) == {"deal": None, "package": None, "tranche": "deal", "plant": "deal"}
    assert usd(records) == {"deal": 96, "package": 50, "tranche": None, "plant": 4}


def test_a_record_without_a_basis_is_not_counted_and_is_no_whole() -> None:
    records = {DEAL: fact(9, basis=None), PLANT: fact(4, DEAL, basis=None), MINE: fact(3, DEAL)}
    assert counted(records) == {MINE: Counted("announced", 3, 3, None, "deal", None, None)}


def test_a_record_that_is_not_known_on_the_day_counts_for_nothing() -> None:
    records = {PACKAGE: fact(10), PLANT: fact(4, DEAL)}
    count = DayCount([DEAL, *records], records.get)
    assert {key: one.whole for key, one in count.counted().items()} == {PACKAGE: None, PLANT: None}


def test_only_members_are_counted_whatever_lies_above_them() -> None:
    records = {DEAL: fact(10), PLANT: fact(4, DEAL)}
    assert list(DayCount([DEAL], records.get).counted()) == [DEAL]


def test_a_record_takes_the_basis_of_what_it_lies_in() -> None:
    records = {
        DEAL: fact(100, basis="pledged"),
        PACKAGE: fact(50, DEAL, basis="packaged"),
        PLANT: fact(4, PACKAGE, basis=None, takes_basis=True),
    }
    assert counted(records)[PLANT] == Counted("packaged", 4, 4, PACKAGE, "deal", None, None)
    assert usd(records) == {"deal": 100, "package": 46, "plant": 4}


def test_nothing_but_a_headline_deal_is_pledged() -> None:
    records = {
        DEAL: fact(100, basis="pledged"),
        PLANT: fact(4, DEAL, basis="pipeline", takes_basis=True),
        MINE: fact(3, DEAL, basis=None, takes_basis=True),
    }
    assert {key: one.basis for key, one in counted(records).items()} == {
        DEAL: "pledged",
        PLANT: "pipeline",
    }


def test_a_record_with_a_basis_of_its_own_keeps_it() -> None:
    records = {PACKAGE: fact(50, basis="packaged"), PLANT: fact(4, PACKAGE)}
    assert counted(records)[PLANT].basis == "announced"


def test_a_basis_is_taken_of_the_nearest_that_has_an_amount() -> None:
    records = {
        DEAL: fact(100, basis="announced"),
        PACKAGE: fact(None, DEAL, basis="packaged", reason="range"),
        PLANT: fact(4, PACKAGE, basis=None, takes_basis=True),
    }
    assert counted(records)[PLANT].basis == "announced"


def test_of_two_bases_the_first_that_is_not_pledged_is_taken() -> None:
    records = {
        DEAL: fact(100, basis="pledged"),
        PACKAGE: fact(50, basis="packaged"),
        TRANCHE: fact(30, basis="announced"),
        PLANT: fact(4, TRANCHE, PACKAGE, DEAL, basis=None, takes_basis=True),
    }
    assert counted(records)[PLANT].basis == "packaged"


def test_two_wholes_of_one_part_are_told_and_the_first_is_taken() -> None:
    records = {TRANCHE: fact(9), PACKAGE: fact(9), PLANT: fact(4, TRANCHE, PACKAGE)}
    count = DayCount(records, records.get)
    assert count.two_wholes == {PLANT: [PACKAGE, TRANCHE]}
    assert usd(records) == {"tranche": 9, "package": 5, "plant": 4}


def test_of_two_wholes_of_which_one_lies_in_the_other_the_lower_is_taken() -> None:
    records = {DEAL: fact(20), TRANCHE: fact(9, DEAL), PLANT: fact(4, TRANCHE, DEAL)}
    count = DayCount(records, records.get)
    assert count.two_wholes == {}
    assert usd(records) == {"deal": 11, "tranche": 5, "plant": 4}


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


def test_the_parts_of_an_excluded_whole_pass_to_the_next_above() -> None:
    records = {
        DEAL: fact(10),
        PACKAGE: fact(8, DEAL, reason="same_money", note="Told twice."),
        PLANT: fact(3, PACKAGE),
    }
    assert wholes(records) == {"deal": None, "package": "deal", "plant": "deal"}
    assert usd(records) == {"deal": 7, "package": None, "plant": 3}


def test_a_part_whose_own_parts_come_to_more_counts_as_what_they_come_to() -> None:
    records = {
        DEAL: fact(10),
        PACKAGE: fact(2, DEAL, qualifier="over"),
        PLANT: fact(5, PACKAGE),
    }
    assert usd(records) == {"deal": 5, "package": 0, "plant": 5}


def test_what_lies_in_money_that_flows_the_other_way_flows_so_too() -> None:
    note = "It lies in commitments/package, whose money flows the other way."
    records = {
        PACKAGE: fact(9, reason="other_direction", note="Japan buys."),
        TRANCHE: fact(8, PACKAGE),
        PLANT: fact(4, TRANCHE),
        MINE: fact(None, TRANCHE, reason="range", note="A range."),
    }
    found = counted(records)
    assert {key[1]: (one.usd, one.reason, one.note) for key, one in found.items()} == {
        "package": (None, "other_direction", "Japan buys."),
        "tranche": (None, "other_direction", note),
        "plant": (None, "other_direction", note),
        "mine": (None, "other_direction", note),
    }


def test_the_first_in_order_of_what_flows_the_other_way_is_named() -> None:
    records = {
        TRANCHE: fact(8, reason="other_direction", note=""),
        PACKAGE: fact(9, reason="other_direction", note=""),
        PLANT: fact(4, TRANCHE, PACKAGE),
    }
    expected = "It lies in commitments/package, whose money flows the other way."
    assert counted(records)[PLANT].note == expected


@pytest.mark.parametrize("reason", ["same_money", "not_a_total", "other_direction"])
def test_a_judgement_of_its_own_stands_before_what_lies_above(reason: str) -> None:
    records = {
        PACKAGE: fact(9, reason="other_direction", note="Japan buys."),
        PLANT: fact(4, PACKAGE, reason=reason, note="Judged."),
    }
    found = counted(records)[PLANT]
    assert (found.reason, found.note) == (reason, "Judged.")


def test_a_record_stands_under_the_agreement_it_names_or_lies_under() -> None:
    records = {
        DEAL: fact(None, reason="no_amount"),
        OTHER_DEAL: fact(None, reason="no_amount"),
        PACKAGE: fact(9, DEAL),
        PLANT: fact(4, PACKAGE),
        MINE: fact(3, PACKAGE, OTHER_DEAL),
        TRANCHE: fact(2),
    }
    assert {key[1]: one.agreement_id for key, one in counted(records).items()} == {
        "deal": "deal",
        "other-deal": "other-deal",
        "package": "deal",
        "plant": "deal",
        "mine": "other-deal",
        "tranche": None,
    }


def test_of_two_agreements_above_the_first_in_order_is_named() -> None:
    records = {
        TRANCHE: fact(9, OTHER_DEAL),
        PACKAGE: fact(9, DEAL),
        PLANT: fact(4, TRANCHE, PACKAGE),
        DEAL: fact(None),
        OTHER_DEAL: fact(None),
    }
    assert counted(records)[PLANT].agreement_id == "deal"
