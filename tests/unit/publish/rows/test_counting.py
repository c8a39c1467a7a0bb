"""How records are counted over knowledge time, in exact figures and words."""

from itertools import pairwise

import pytest

from api.base.errors import Fault
from api.collections.served import FOREVER
from api.publish.check.findings import Findings
from api.publish.rows.amount_facts import Fact, Key
from api.publish.rows.counted import Counted
from api.publish.rows.counting import Counting, Span
from api.publish.seed.index import Index, Known
from tests.unit.publish.rows.facts import (
    DEAL,
    EARLY,
    LATE,
    MINE,
    OTHER_DEAL,
    PACKAGE,
    PLANT,
    TRANCHE,
    fact,
)

MIDDLE = "2025-12-24"
Facts = dict[Key, list[Fact]]


def counting(facts: Facts) -> tuple[Counting, Findings]:
    index = Index()
    for collection, record_id in facts:
        known = Known(EARLY, (), f"seed/{collection}/{record_id}.yaml")
        index.records.setdefault(collection, {})[record_id] = known
    findings = Findings()
    return Counting(dict(facts), index, findings), findings


def spans(facts: Facts, key: Key) -> list[tuple[str, str, int | None]]:
    found, _ = counting(facts)
    return [(one[0], one[1], one.counted and one.counted.usd) for one in found.of(key)]


def told(faults: list[Fault]) -> list[tuple[str, str, str]]:
    assert {one.line for one in faults} <= {1}
    return [(one.file, one.code, one.message) for one in faults]


def test_a_whole_is_counted_anew_on_the_day_a_part_is_known() -> None:
    facts = {DEAL: [fact(10)], PLANT: [fact(4, DEAL, days=(LATE, FOREVER))]}
    assert spans(facts, DEAL) == [(EARLY, LATE, 10), (LATE, FOREVER, 6)]
    assert spans(facts, PLANT) == [(LATE, FOREVER, 4)]


def test_days_on_which_another_record_changes_do_not_cut_a_span() -> None:
    facts = {
        PLANT: [fact(4, days=(EARLY, LATE)), fact(5, days=(LATE, FOREVER))],
        MINE: [fact(3)],
        PACKAGE: [fact(9), fact(9, days=(MIDDLE, FOREVER))],
        TRANCHE: [fact(1, PACKAGE), fact(1, PACKAGE, days=(MIDDLE, FOREVER))],
    }
    assert spans(facts, MINE) == [(EARLY, FOREVER, 3)]
    assert spans(facts, PLANT) == [(EARLY, LATE, 4), (LATE, FOREVER, 5)]
    assert spans(facts, PACKAGE) == [(EARLY, FOREVER, 8)]


def test_each_day_is_counted_by_what_is_said_on_it() -> None:
    ends = [EARLY, MIDDLE, LATE, FOREVER]
    days = list(pairwise(ends))
    facts = {PLANT: [fact(usd, days=span) for usd, span in zip((4, 5, 6), days, strict=True)]}
    assert spans(facts, PLANT) == [
        (EARLY, MIDDLE, 4),
        (MIDDLE, LATE, 5),
        (LATE, FOREVER, 6),
    ]


def test_a_record_that_ends_is_counted_no_longer() -> None:
    found, _ = counting({PLANT: [fact(4, days=(EARLY, LATE))]})
    counted = Counted("announced", 4, 4, None, None, None, None)
    assert found.of(PLANT) == [Span(EARLY, LATE, counted), Span(LATE, FOREVER, None)]
    assert found.of(MINE) == []


def test_a_whole_that_a_part_names_before_it_is_known_counts_from_its_own_day() -> None:
    facts = {DEAL: [fact(10, days=(LATE, FOREVER))], PLANT: [fact(4, DEAL)]}
    found, _ = counting(facts)
    assert [(one.valid_from, one.counted and one.counted.whole) for one in found.of(PLANT)] == [
        (EARLY, None),
        (LATE, DEAL),
    ]
    assert spans(facts, DEAL) == [(LATE, FOREVER, 6)]


def test_what_lies_between_decides_on_the_days_too() -> None:
    """A record that carries no amount joins a part with its whole on a later day."""
    facts = {
        DEAL: [fact(10)],
        TRANCHE: [fact(None), fact(None, DEAL, days=(LATE, FOREVER))],
        PLANT: [fact(4, TRANCHE)],
    }
    facts[TRANCHE][0] = facts[TRANCHE][0]._replace(valid_to=LATE)
    assert spans(facts, DEAL) == [(EARLY, LATE, 10), (LATE, FOREVER, 6)]


def test_a_part_takes_the_basis_of_a_whole_and_is_left_out_of_it() -> None:
    plant = fact(4, PACKAGE, basis="pipeline", takes_basis=True)
    facts = {PACKAGE: [fact(10, basis="packaged")], PLANT: [plant]}
    assert spans(facts, PACKAGE) == [(EARLY, FOREVER, 6)]


def test_a_whole_that_parts_exceed_is_told_once_with_the_first_day() -> None:
    facts = {
        DEAL: [fact(10)],
        PLANT: [fact(11, DEAL, days=(MIDDLE, "2026-01-01")), fact(12, DEAL)],
        MINE: [fact(1, TRANCHE, days=(LATE, FOREVER))],
        TRANCHE: [fact(1, DEAL, basis="packaged")],
    }
    facts[PLANT][1] = facts[PLANT][1]._replace(valid_from="2026-01-01")
    found, findings = counting(facts)
    assert told(findings.warnings) == [
        (
            "seed/agreements/deal.yaml",
            "exceeds_whole",
            (
                f"from {MIDDLE} the parts of 'deal' come to more than its amount, and are not "
                "counted: projects/plant"
            ),
        ),
        (
            "seed/agreements/deal.yaml",
            "exceeds_whole",
            (
                f"from {LATE} the parts of 'deal' come to more than its amount, and are not "
                "counted: projects/mine, projects/plant"
            ),
        ),
    ]
    assert findings.faults == []
    assert findings.warnings[0].mend == "correct an amount, or leave it as the conflict it is"
    assert [(one.valid_from, one.exceeded_by) for one in found.of(DEAL)] == [
        (EARLY, ()),
        (MIDDLE, (PLANT,)),
        (LATE, (MINE, PLANT)),
    ]
    assert found.exceeding() == {DEAL: {PLANT, MINE}}


def test_a_warning_names_ten_parts_and_counts_the_rest() -> None:
    def warning(count: int) -> str:
        parts: Facts = {("projects", f"p{n:02}"): [fact(2, DEAL)] for n in range(count)}
        _, findings = counting({DEAL: [fact(1)], **parts})
        (one,) = findings.warnings
        return one.message.partition("counted: ")[2]

    assert warning(10) == ", ".join(f"projects/p{n:02}" for n in range(10))
    assert warning(12) == ", ".join(f"projects/p{n:02}" for n in range(10)) + " and 2 more"


def test_a_part_of_two_wholes_is_a_fault_told_once() -> None:
    facts = {
        PACKAGE: [fact(9), fact(8, days=(LATE, FOREVER))],
        TRANCHE: [fact(9)],
        PLANT: [fact(4, TRANCHE, PACKAGE, days=(MIDDLE, FOREVER))],
    }
    facts[PACKAGE][0] = facts[PACKAGE][0]._replace(valid_to=LATE)
    _, findings = counting(facts)
    assert told(findings.faults) == [
        (
            "seed/projects/plant.yaml",
            "two_wholes",
            (
                f"on {MIDDLE} 'plant' is a part of two amounts of one basis, commitments/package "
                "and tranches/tranche; leave one pointer out, or say of one amount that it is not "
                "counted"
            ),
        )
    ]


def test_a_record_that_lies_in_itself_is_a_fault_and_nothing_is_counted() -> None:
    facts = {
        PLANT: [fact(1, MINE)],
        MINE: [fact(1, TRANCHE, PACKAGE)],
        PACKAGE: [fact(1, PLANT)],
        DEAL: [fact(1)],
    }
    found, findings = counting(facts)
    assert told(findings.faults) == [
        (
            f"seed/{path[0].partition('/')[0]}/{path[0].partition('/')[2]}.yaml",
            "circular",
            f"a record cannot lie in itself: {' in '.join(path)}, on {EARLY}",
        )
        for path in (
            ["projects/plant", "projects/mine", "commitments/package", "projects/plant"],
            ["projects/mine", "commitments/package", "projects/plant", "projects/mine"],
            ["commitments/package", "projects/plant", "projects/mine", "commitments/package"],
        )
    ]
    assert found.spans == {}


def test_pointers_of_different_days_make_no_circle() -> None:
    facts = {
        PLANT: [fact(1, MINE, days=(EARLY, LATE)), fact(1, days=(LATE, FOREVER))],
        MINE: [fact(2, days=(EARLY, LATE)), fact(2, PLANT, days=(LATE, FOREVER))],
    }
    _, findings = counting(facts)
    assert findings.faults == []


def test_a_circle_that_closes_later_is_told_on_its_day() -> None:
    facts = {
        PLANT: [fact(1, MINE, days=(EARLY, LATE)), fact(1, MINE, days=(LATE, FOREVER))],
        MINE: [fact(2, days=(EARLY, LATE)), fact(2, PLANT, days=(LATE, FOREVER))],
    }
    _, findings = counting(facts)
    assert [one.message.rpartition(", on ")[2] for one in findings.faults] == [LATE, LATE]


def test_a_circle_of_several_days_is_told_with_the_first() -> None:
    facts = {PLANT: [fact(1, PLANT, days=(EARLY, LATE)), fact(2, PLANT, days=(LATE, FOREVER))]}
    _, findings = counting(facts)
    assert [one.message.rpartition(", on ")[2] for one in findings.faults] == [EARLY]


def test_a_fault_of_a_record_without_a_file_names_its_folder() -> None:
    index = Index(records={"projects": {}})
    findings = Findings()
    Counting({PLANT: [fact(1, PLANT)]}, index, findings)
    assert [one.file for one in findings.faults] == ["seed/projects"]


def test_records_under_two_deals_are_counted_apart() -> None:
    facts = {DEAL: [fact(10)], OTHER_DEAL: [fact(20)], PLANT: [fact(4, OTHER_DEAL)]}
    assert spans(facts, DEAL) == [(EARLY, FOREVER, 10)]
    assert spans(facts, OTHER_DEAL) == [(EARLY, FOREVER, 16)]


def test_a_record_counted_alone_adds_what_it_would_among_the_others() -> None:
    other_way = fact(10, basis="pledged", reason="other_direction", days=(LATE, FOREVER))
    facts = {
        DEAL: [fact(10, basis="pledged", days=(EARLY, LATE)), other_way],
        PLANT: [fact(4, DEAL)],
    }
    together, _ = counting(facts)
    apart, _ = counting({DEAL: facts[DEAL]})
    found = apart.alone(PLANT, facts[PLANT])
    assert found == together.of(PLANT)
    assert [(one.valid_from, one.counted and one.counted.reason) for one in found] == [
        (EARLY, None),
        (LATE, "other_direction"),
    ]
    assert apart.of(PLANT) == []
    assert together.alone(PLANT, []) == found


def test_a_part_of_an_amount_is_not_counted_alone() -> None:
    found, _ = counting({TRANCHE: [fact(10)]})
    with pytest.raises(ValueError, match="a part of that of tranches/tranche"):
        found.alone(PLANT, [fact(4, TRANCHE)])
    assert found.alone(PLANT, [fact(4)])[0].counted
