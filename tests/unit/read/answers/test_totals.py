"""A request for totals becomes a plan, and stored sums become its rows: the whole, or the groups
with what is not split last.
"""

from datetime import date
from typing import Any

import pytest

from api.base.errors import InvalidRequest
from api.collections.codelists import CODELISTS
from api.collections.codelists import stored as list_text
from api.collections.served_tables import declarations
from api.read.answers.totals import (
    NOT_SPLIT,
    _rows,
)
from api.read.release import release_from
from api.read.request import as_of
from api.read.request.totals_plan import GROUPS, TotalsPlan, totals_plan

DAYS = '["2025-10-26","2025-12-24","2026-02-28"]'
RELEASE = release_from(
    [("r1", "a" * 64, "a" * 64, "2026-11-21T12:00:00Z", DAYS, "{}", declarations(), "built")],
    [("agreements", "old-deal", "deal")],
    [(list_text(one),) for one in CODELISTS.values()],
    [],
)


@pytest.fixture(autouse=True)
def present_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_of, "latest_day", lambda: date(2026, 11, 21))


def test_without_parameters_every_basis_is_summed_as_last_known() -> None:
    known = CODELISTS["amount_bases"].values
    assert totals_plan((), RELEASE) == TotalsPlan(tuple(known), None, None, None, "2026-02-28")


def test_everything_asked_for_is_in_the_plan() -> None:
    items = (
        ("basis", "pledged"),
        ("agreement_id", "deal"),
        ("group_by", "sector"),
        ("as_of", "2025-12-31"),
    )
    made = totals_plan(items, RELEASE)
    assert made == TotalsPlan(("pledged",), "deal", "sector", "2025-12-31", "2025-12-24")
    for group in GROUPS:
        assert totals_plan((("group_by", group),), RELEASE).group_by == group


def test_a_previous_id_is_read_as_the_living_one() -> None:
    assert totals_plan((("agreement_id", "old-deal"),), RELEASE).agreement_id == "deal"
    assert totals_plan((("agreement_id", "unknown"),), RELEASE).agreement_id == "unknown"


def test_one_basis_given_twice_is_one() -> None:
    assert totals_plan((("basis", "pledged,pledged"),), RELEASE).bases == ("pledged",)
    assert totals_plan((("basis", "pledged"),) * 2, RELEASE).bases == ("pledged",)


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ([("basis", "pledgd")], ["unknown_value"]),
        ([("basis", "pledged,announced")], ["mixed_bases"]),
        ([("basis", "pledged"), ("basis", "announced")], ["mixed_bases"]),
        ([("basis", "pledged,nothing")], ["unknown_value", "mixed_bases"]),
        ([("group_by", "sektor")], ["unknown_value"]),
        ([("group_by", "")], ["unknown_value"]),
        ([("agreement_id", "")], ["empty_value"]),
        ([("as_of", "1999-01-01")], ["before_first_document"]),
        ([("limit", "5")], ["unknown_parameter"]),
        ([("group_by", "sector")] * 2, ["repeated_parameter"]),
        (
            [("basis", "x"), ("group_by", "x"), ("agreement_id", ""), ("as_of", "x")],
            ["unknown_value", "unknown_value", "not_a_day", "empty_value"],
        ),
    ],
)
def test_everything_wrong_is_named_at_once(items: list[tuple[str, str]], codes: list[str]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        totals_plan(items, RELEASE)
    assert [error.code for error in caught.value.errors] == codes


def test_the_nearest_words_are_offered_or_else_all() -> None:
    def offered(name: str, value: str) -> tuple[str, ...]:
        with pytest.raises(InvalidRequest) as caught:
            totals_plan(((name, value),), RELEASE)
        return tuple(caught.value.errors[0].suggestions)

    assert offered("basis", "pledgd") == ("pledged",)
    assert offered("basis", "zzzz") == tuple(CODELISTS["amount_bases"].values)
    assert offered("basis", "pledged,announced") == ("pledged", "announced")
    assert offered("group_by", "sectr") == ("sector",)
    assert offered("group_by", "zzzz") == GROUPS


def plan(group_by: str | None = None, agreement_id: str | None = None) -> TotalsPlan:
    return TotalsPlan(("pledged",), agreement_id, group_by, None, "2026-02-28")


def stored(key: str | None, group: str | None, *sums: int) -> tuple[Any, ...]:
    """A stored sum: stated, itemised, counted, records."""
    return ("a" * 64, key, group, *(sums or (None,) * 4))


def record(
    record_id: str, amount: int | None, counted: int | None, group: str | None = None
) -> tuple[Any, ...]:
    reason, note = (None, None) if counted is not None else ("no_amount", "None is stated.")
    return (group, "projects", record_id, amount, counted, reason, note, "exact")


def rows(made: TotalsPlan, sums: list[Any], named: list[Any]) -> list[dict[str, Any]]:
    return list(_rows(made, "pledged", sums, named))


def brief(made: TotalsPlan, sums: list[Any], named: list[Any]) -> list[tuple[Any, ...]]:
    keys = ("group", "stated_amount", "itemised_amount", "counted_count", "excluded_count")
    return [tuple(row[key] for key in keys) for row in rows(made, sums, named)]


def test_where_there_is_no_sum_the_whole_is_nothing() -> None:
    assert brief(plan(), [stored(None, None)], []) == [(None, 0, 0, 0, 0)]
    assert brief(plan("sector"), [stored(None, None)], []) == []


def test_those_excluded_are_counted_beyond_those_that_are_named() -> None:
    (row,) = rows(plan(), [stored("", "", 36, 35, 400, 1_000)], [record("a", None, None)])
    assert (row["counted_count"], row["excluded_count"]) == (400, 600)
    assert (len(row["counted"]), len(row["excluded"])) == (0, 1)


def test_agreements_are_groups_of_the_whole_themselves() -> None:
    sums = [stored("", "", 1, 1, 1, 1), stored("", "x", 30, 28, 2, 3)]
    assert brief(plan("agreement"), sums, [record("a", 28, 28, "x")]) == [
        ("x", 30, 28, 2, 1),
        (NOT_SPLIT, 1, 1, 1, 0),
    ]
