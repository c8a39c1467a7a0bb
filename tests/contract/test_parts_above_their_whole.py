"""Parts that come to more than the whole they are said to lie in: which of them counts, and where
the contradiction is told. Amounts in billions of U.S. dollars.
"""

from typing import Any

import pytest

from api.publish.publish import check_seed
from tests.contract.totals_asked import Ask, Money, added, reasons, totals
from tests.unit.publish.seeds import claim

ANNOUNCED, PACKAGED = "basis=announced", "basis=packaged"


@pytest.mark.parametrize(
    ("qualifier", "whole", "part", "expected", "whole_adds", "part_adds"),
    [
        ("exact", 36, 35.7, (36, 35.7, 0.3), 0.3, 35.7),
        ("exact", 35.7, 36, (35.7, 0, 35.7), 35.7, None),
        ("under", 36, 36.1, (36, 0, 36), 36, None),
        ("up_to", 36, 36, (36, 36, 0), 0, 36),
        ("up_to", 36, 36.1, (36, 0, 36), 36, None),
        ("over", 36, 40, (40, 40, 0), 0, 40),
        ("at_least", 36, 40, (40, 40, 0), 0, 40),
        ("at_least", 36, 30, (36, 30, 6), 6, 30),
        ("about", 36, 36.4, (36.4, 36.4, 0), 0, 36.4),
        ("about", 36, 36.5, (36, 0, 36), 36, None),
        ("nearly", 400, 400.4, (400.4, 400.4, 0), 0, 400.4),
        ("nearly", 400, 420, (400, 0, 400), 400, None),
        ("about", 36.25, 36.26, (36.25, 0, 36.25), 36.25, None),
    ],
)
def test_a_part_that_exceeds_its_whole(
    money: Money,
    published: Ask,
    qualifier: str,
    whole: float,
    part: float,
    expected: tuple[float, float, float],
    whole_adds: float,
    part_adds: float | None,
) -> None:
    money.tranche("first", whole, qualifier=qualifier)
    money.project("plant", part, tranche_id="first")
    api = published()
    assert totals(api, ANNOUNCED) == {None: expected}
    assert added(api, "tranches", "first") == whole_adds
    assert added(api, "projects", "plant") == part_adds
    kinds = [one["kind"] for one in api.walk("/v1/conflicts")]
    assert kinds == (["exceeds_whole"] if part_adds is None else [])


@pytest.mark.parametrize(("part", "expected"), [(6.84, (6.84, 6.84, 0)), (6.86, (6.8, 0, 6.8))])
def test_the_dollars_of_a_whole_in_another_currency_are_as_rough_as_they_are_told(
    money: Money, published: Ask, part: float, expected: tuple[float, float, float]
) -> None:
    """10 trillion won, which its document gives as about 6.8 billion dollars."""
    told: dict[str, Any] = {"number": 6_800_000_000, "qualifier": "about", "unit": "USD"}
    dollars = claim("amount_usd", quote="about $6.8 billion", **told)
    money.tranche("first", 10_000, unit="KRW", claims=(dollars,))
    money.project("plant", part, tranche_id="first")
    assert totals(published(), ANNOUNCED) == {None: expected}


def test_parts_above_their_whole_are_a_conflict_and_a_warning(money: Money, published: Ask) -> None:
    money.tranche("first", 36)
    money.project("plant", 33, tranche_id="first")
    money.project("mill", 5, since="late", tranche_id="first")
    (warning,) = check_seed(money.folder).warnings
    assert (warning.file, warning.message) == (
        "seed/tranches/first.yaml",
        (
            "from 2026-02-28 the parts of 'first' come to more than its amount, and are not "
            "counted: projects/mill, projects/plant"
        ),
    )
    api = published()
    (conflict,) = api.walk("/v1/conflicts")
    assert conflict["id"] == "tranches:first:amount:exceeds_whole"
    assert [side["value_number"] for side in conflict["sides"]] == [36e9, 5e9, 33e9]
    assert conflict["document_ids"] == ["early", "late"]
    assert list(api.walk("/v1/conflicts?as_of=2025-12-24")) == []
    assert reasons(api, ANNOUNCED) == {"mill": "exceeds_whole", "plant": "exceeds_whole"}
    assert totals(api, f"{ANNOUNCED}&as_of=2025-12-24") == {None: (36, 33, 3)}
    now, then = (
        api.get(f"/v1/tranches/first{query}").json()["item"]["conflicts"]
        for query in ("", "?as_of=2025-12-24")
    )
    assert (now, then) == (["amount"], [])


def test_an_open_whole_in_a_whole_counts_for_what_its_parts_come_to(
    money: Money, published: Ask
) -> None:
    """At least 100 with parts of 120, in 130: 10 remain, not 30."""
    money.package("all", 130)
    money.package("some", 100, qualifier="at_least", parent_id="all")
    money.project("plant", 120, basis="packaged", commitment_id="some")
    api = published()
    assert totals(api, PACKAGED) == {None: (130, 120, 10)}
    assert (added(api, "commitments", "all"), added(api, "commitments", "some")) == (10, 0)


def test_the_lowest_contradiction_is_settled_first(money: Money, published: Ask) -> None:
    money.package("all", 100)
    money.package("some", 60, parent_id="all")
    money.package("rest", 40, parent_id="all")
    money.project("plant", 70, basis="packaged", commitment_id="some")
    api = published()
    assert totals(api, PACKAGED) == {None: (100, 100, 0)}
    assert reasons(api, PACKAGED) == {"plant": "exceeds_whole"}
