"""What a request for totals reads, statement by statement, and which stored rows make its rows."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import FrozenInstanceError, replace
from typing import Any, cast

import pytest

from api.base.errors import InvalidRequest, Unavailable
from api.collections.codelists import CODELISTS
from api.read.answers.totals import (
    NOT_SPLIT,
    TotalsAnswer,
    agreement_statement,
    nothing_counted,
    read_totals,
    records_statement,
    sums_statement,
)
from api.read.database.base import Source
from api.read.request.as_of import on
from tests.unit.read.answers.test_totals import RELEASE, plan, record, rows, stored

HASH = RELEASE.hash
AGREEMENTS = [(HASH, "deal"), (HASH, "other-deal")]


class Stored:
    """A database that answers each statement with the rows it was given; notes what is asked."""

    release = RELEASE

    def __init__(self, sums: list[Any], named: list[Any], agreements: list[Any]) -> None:
        self._rows = {
            sums_statement: sums,
            records_statement: named,
            agreement_statement: agreements,
        }
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.several = False
        self.statements = self

    async def current(self) -> "Stored":
        return self

    async def refresh(self) -> None:
        """There is no other release."""

    def get(self, build: Callable[..., Any], *shape: Any) -> tuple[Callable[..., Any], Any]:
        return build, shape

    @asynccontextmanager
    async def reading(self, *, several: bool) -> AsyncIterator["Stored"]:
        self.several = several
        yield self

    async def fetch(self, statement: Any, values: Mapping[str, Any]) -> list[Any]:
        build, shape = statement
        self.asked.append((build.__name__, shape, dict(values)))
        return self._rows[build]


def read(source: Stored, *items: tuple[str, str]) -> TotalsAnswer:
    return asyncio.run(read_totals(cast("Source", source), items))


def test_each_basis_is_read_by_two_statements_in_one_reading() -> None:
    source = Stored([stored("", "", 36, 35, 1, 1)], [record("a", 35, 35)], AGREEMENTS)
    answer = read(source)
    bases = tuple(CODELISTS["amount_bases"].values)
    assert [row["basis"] for row in answer.rows] == list(bases)
    expected: list[tuple[Any, ...]] = []
    for basis in bases:
        values = {**on("2026-02-28"), "agreement_id": None, "basis": basis}
        expected += [
            ("sums_statement", (False, None), values),
            ("records_statement", (False, None), values | {"most": 200}),
        ]
    assert source.asked == expected
    assert source.several
    assert answer.release is RELEASE
    with pytest.raises(FrozenInstanceError):
        setattr(answer, "rows", ())  # noqa: B010 - the checker of types refuses the plain form


def test_an_agreement_is_looked_up_before_its_sums_are_read() -> None:
    source = Stored([stored("", "", 36, 35, 1, 1)], [], AGREEMENTS)
    asked = (("agreement_id", "deal"), ("basis", "pledged"), ("group_by", "sector"))
    (row,) = read(source, *asked).rows
    assert (row["agreement_id"], row["group_by"]) == ("deal", "sector")
    assert [(name, shape) for name, shape, _ in source.asked] == [
        ("agreement_statement", ()),
        ("sums_statement", (True, "sector")),
        ("records_statement", (True, "sector")),
    ]
    assert [values["agreement_id"] for _, _, values in source.asked] == ["deal"] * 3


@pytest.mark.parametrize(
    ("known", "suggestions"), [(AGREEMENTS, ("deal",)), ([(HASH, None)], ())], ids=["some", "none"]
)
def test_an_agreement_that_is_not_there_is_refused(
    known: list[Any], suggestions: tuple[str, ...]
) -> None:
    source = Stored([stored("", "", 36, 35, 1, 1)], [], known)
    with pytest.raises(InvalidRequest) as caught:
        read(source, ("agreement_id", "dael"))
    (error,) = caught.value.errors
    assert (error.parameter, error.code) == ("agreement_id", "unknown_id")
    assert tuple(error.suggestions) == suggestions
    assert len(source.asked) == 1


@pytest.mark.parametrize("items", [(), (("agreement_id", "deal"),)])
def test_rows_of_another_release_are_not_added_up(items: tuple[tuple[str, str], ...]) -> None:
    other = ("b" * 64, "", "", 1, 1, 1, 1)
    agreements = AGREEMENTS if not items else [("b" * 64, "deal")]
    with pytest.raises(Unavailable):
        read(Stored([other], [], agreements), *items)


def test_a_record_with_an_amount_may_be_excluded_all_the_same() -> None:
    named = [record("a", 30, 28), record("b", 7, None), record("c", None, None)]
    (row,) = rows(plan(agreement_id="deal"), [stored("", "", 36, 28, 1, 3)], named)
    assert row == {
        "basis": "pledged",
        "agreement_id": "deal",
        "group_by": None,
        "group": None,
        "currency": "USD",
        "stated_amount": 36,
        "itemised_amount": 28,
        "unitemised_amount": 8,
        "counted_count": 1,
        "excluded_count": 2,
        "counted": [
            {
                "subject_type": "projects",
                "subject_id": "a",
                "amount_usd": 30,
                "amount_usd_counted": 28,
                "amount_qualifier": "exact",
                "reason": None,
                "note": None,
            }
        ],
        "excluded": [
            {
                "subject_type": "projects",
                "subject_id": name,
                "amount_usd": amount,
                "amount_usd_counted": None,
                "amount_qualifier": "exact",
                "reason": "no_amount",
                "note": "None is stated.",
            }
            for name, amount in (("b", 7), ("c", None))
        ],
    }


def test_a_group_names_its_own_records_and_what_is_not_split_comes_last() -> None:
    sums = [stored("sector", group, 1, 1, 1, 1) for group in ("ships", "", "energy")]
    named = [record("a", 1, 1, "energy"), record("b", 1, 1), record("c", 1, 1, "ships")]
    found = [
        (row["group"], [one["subject_id"] for one in row["counted"]])
        for row in rows(plan("sector"), sums, named)
    ]
    assert found == [("energy", ["a"]), ("ships", ["c"]), (NOT_SPLIT, ["b"])]


def test_sums_in_which_nothing_counts_are_told_unless_the_release_is_named() -> None:
    sums = [
        stored("sector", "energy", 1, 1, 1, 1),
        stored("sector", "ships", 0, 0, 0, 2),
        stored("sector", "", 0, 0, 0, 1),
    ]
    (warning,) = nothing_counted(TotalsAnswer(plan(), RELEASE, rows(plan("sector"), sums, [])))
    assert (
        warning.code,
        f"for pledged of ships, pledged of {NOT_SPLIT}: this 0" in warning.message,
    ) == (
        "nothing_counted",
        True,
    )
    (warning,) = nothing_counted(TotalsAnswer(plan(), RELEASE, rows(plan(), sums[1:2], [])))
    assert "for pledged: this 0" in warning.message
    assert nothing_counted(TotalsAnswer(plan(), RELEASE, rows(plan(), sums[:1], []))) == ()
    pinned = replace(plan(), pinned=True)
    assert nothing_counted(TotalsAnswer(pinned, RELEASE, rows(plan(), sums[1:2], []))) == ()
