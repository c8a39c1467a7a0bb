"""What counting reads of a record: its amount, basis and place on each day, and why it adds
nothing.
"""

from typing import Any

import pytest

from api.collections.served import FOREVER
from api.publish.resolve.to_claims import record_claims
from api.publish.resolve.versions import Context, resolve_record
from api.publish.rows.amount_facts import (
    NOTES,
    Fact,
    agreement_above,
    amount_facts,
    pointers,
    read_amounts,
)
from api.publish.seed.index import build_index
from api.publish.seed.read_seed import Seed
from tests.unit.publish.rows.facts import DEAL, EARLY, LATE, PLANT, TRANCHE
from tests.unit.publish.seeds import SeedFolder, claim

MIDDLE = "2025-12-24"
USD = {"unit": "USD"}
BASIS = claim("amount_basis", value="announced")


def facts(seed: SeedFolder, collection: str, *claims: dict[str, Any], **more: Any) -> list[Fact]:
    """Those of one record; the deal and the tranche it may lie in are known from the first day."""
    seed.record("agreements", "deal", claim("kind", value="headline_deal"))
    seed.record("tranches", "tranche", claim("sequence", number=1))
    seed.record(collection, "one", *claims, **more)
    index = build_index(Seed(seed.folder))
    (record,) = (one for one in index.orders[collection].records(collection) if one.id == "one")
    resolved = resolve_record(record, record_claims(record, index), Context(index))
    return list(amount_facts(resolved, index.documents))


def said(fact: Fact) -> tuple[Any, ...]:
    return fact.basis, fact.amount_usd, fact.reason, fact.note


def test_an_amount_with_a_basis_has_no_reason_to_be_left_out(seed: SeedFolder) -> None:
    above = claim("tranche_id", value="tranche"), claim("agreement_id", value="deal")
    amount = claim("amount", number=5, qualifier="over", **USD)
    found = facts(seed, "projects", BASIS, amount, *above)
    expected = Fact(EARLY, FOREVER, "announced", False, 5, "over", None, None, (TRANCHE, DEAL))
    assert found == [expected]


@pytest.mark.parametrize(
    ("collection", "claims", "expected"),
    [
        (
            "projects",
            [claim("amount", number=5, **USD)],
            (None, 5, "no_basis", NOTES["no_basis"]),
        ),
        (
            "tranches",
            [claim("amount", number=5, **USD)],
            ("announced", 5, "no_basis", NOTES["no_basis"]),
        ),
        (
            "commitments",
            [claim("kind", value="package"), claim("amount", number=5, **USD)],
            ("packaged", 5, "no_basis", NOTES["no_basis"]),
        ),
        (
            "projects",
            [BASIS, claim("amount", number=5, unit="KRW")],
            ("announced", None, "no_usd_amount", NOTES["no_usd_amount"]),
        ),
        ("projects", [BASIS], ("announced", None, "no_amount", NOTES["no_amount"])),
        (
            "projects",
            [BASIS, claim("amount", quote="3 to 5 USD", min=3, max=5, **USD)],
            ("announced", None, "range", NOTES["range"]),
        ),
        (
            "projects",
            [BASIS, claim("amount", number=5, **USD), claim("amount", number=7, **USD)],
            ("announced", None, "disputed", NOTES["disputed"]),
        ),
    ],
)
def test_why_a_record_adds_nothing_by_its_own_amount(
    seed: SeedFolder, collection: str, claims: list[dict[str, Any]], expected: tuple[Any, ...]
) -> None:
    (fact,) = facts(seed, collection, *claims)
    assert said(fact) == expected
    assert fact.takes_basis == (collection == "projects" and expected[0] is None)


def test_of_a_disputed_basis_the_one_known_first_is_shown(seed: SeedFolder) -> None:
    amount = claim("amount", number=5, **USD)
    bases = claim("amount_basis", "middle", value="packaged"), BASIS
    first, second = facts(seed, "projects", amount, *bases)
    assert (first.valid_from, first.valid_to, said(first)) == (
        EARLY,
        MIDDLE,
        ("announced", 5, None, None),
    )
    note = "Documents disagree on what kind of amount it is, and no side is picked."
    assert (second.valid_from, said(second)) == (MIDDLE, ("announced", 5, "disputed", note))


def test_a_conversion_has_a_qualifier_of_its_own(seed: SeedFolder) -> None:
    won = claim("amount", number=5000, unit="KRW")
    dollars = claim("amount_usd", number=4, qualifier="about", **USD)
    (fact,) = facts(seed, "projects", BASIS, won, dollars)
    assert (fact.amount_usd, fact.qualifier) == (4, "about")


def test_a_reason_of_an_editor_is_in_force_from_the_day_of_its_documents(seed: SeedFolder) -> None:
    judged = {"reason": "same_money", "note": "It is told twice.", "because": ["middle", "late"]}
    amount = claim("amount", number=5, **USD)
    found = facts(seed, "commitments", BASIS, amount, not_counted=judged)
    assert [(one.valid_from, one.valid_to, said(one)) for one in found] == [
        (EARLY, LATE, ("announced", 5, None, None)),
        (LATE, FOREVER, ("announced", 5, "same_money", "It is told twice.")),
    ]


def test_a_reason_of_the_first_day_cuts_nothing(seed: SeedFolder) -> None:
    judged = {"reason": "same_money", "note": "It is told twice.", "because": ["early"]}
    found = facts(seed, "commitments", BASIS, claim("amount", number=5, **USD), not_counted=judged)
    assert [(one.valid_from, one.valid_to, one.reason) for one in found] == [
        (EARLY, FOREVER, "same_money")
    ]


def test_what_can_have_no_amount_has_no_basis(seed: SeedFolder) -> None:
    kind = claim("kind", value="headline_deal")
    (fact,) = facts(seed, "agreements", kind, not_applicable=["amount"])
    assert (fact.basis, fact.takes_basis, fact.amount_usd) == (None, False, None)


def test_a_withdrawn_record_is_not_read(seed: SeedFolder) -> None:
    seed.record("projects", "gone", BASIS, claim("amount", number=5, **USD), withdrawn="A mistake.")
    assert ("projects", "gone") not in read_amounts(build_index(Seed(seed.folder))).facts


def test_a_record_lies_in_what_it_points_at_the_nearest_first() -> None:
    assert [name for name, _ in pointers("projects")] == [
        "tranche_id",
        "commitment_id",
        "agreement_id",
    ]


def test_the_agreement_of_a_record_is_itself_or_the_first_it_names() -> None:
    assert agreement_above(DEAL, ()) == "deal"
    assert agreement_above(DEAL, (("agreements", "other"),)) == "deal"
    assert agreement_above(PLANT, (TRANCHE, DEAL)) == "deal"
    assert agreement_above(PLANT, (TRANCHE,)) is None


def test_a_record_that_does_not_hold_is_left_out_and_those_after_it_are_read(
    seed: SeedFolder,
) -> None:
    amount = claim("amount", number=5, **USD)
    seed.record("tranches", "tranche", BASIS, amount)
    lies_in = claim("tranche_id", value="tranche")
    seed.record("projects", "a-broken", BASIS, lies_in, {**amount, "basis": "guessed"})
    seed.record("projects", "a-gone", withdrawn="A mistake.")
    seed.record("projects", "one", BASIS, amount, lies_in)
    found = read_amounts(build_index(Seed(seed.folder)))
    assert [key for key in found.facts if key[0] == "projects"] == [("projects", "one")]
    assert [key for key in found.faults if key[0] == "projects"] == [("projects", "a-broken")]


@pytest.mark.parametrize(
    ("claims", "more", "is_read"),
    [
        ([BASIS], {}, True),
        ([claim("amount_basis", value="committed")], {}, False),
        ([], {}, True),  # it would be summed under the basis of its tranche
        # Known later than the record, or not for sure: until then, it may take that of its tranche.
        ([claim("amount_basis", "middle", value="committed")], {}, True),
        ([claim("amount_basis", value="committed"), BASIS], {}, True),
        (
            [
                claim("amount_basis", value="committed"),
                claim("amount_basis", "middle", value="committed"),
            ],
            {},
            False,
        ),
        (
            [claim("amount_basis", value="committed", judgement={"verdict": "reject"})],
            {},
            True,
        ),
        (
            [claim("amount_basis", value="committed")],
            {"disputed": {"amount_basis": {"reason": "no_winner", "note": "Nobody knows."}}},
            True,
        ),
    ],
)
def test_a_record_is_read_before_the_others_if_it_may_state_a_part(
    seed: SeedFolder, claims: list[dict[str, Any]], more: dict[str, Any], is_read: bool
) -> None:
    amount = claim("amount", number=5, **USD)
    seed.record("tranches", "tranche", BASIS, amount)
    seed.record("projects", "one", claim("tranche_id", value="tranche"), amount, *claims, **more)
    found = read_amounts(build_index(Seed(seed.folder)))
    assert (("projects", "one") in found.checked) == is_read
    assert ("tranches", "tranche") in found.checked


@pytest.mark.parametrize(
    ("whole", "basis", "is_read"),
    [
        ([], "announced", False),  # the whole states no amount
        ([claim("amount", number=9, **USD)], "announced", True),
        ([claim("amount", number=9, **USD)], "committed", False),
    ],
)
def test_a_whole_can_be_above_what_a_record_names(
    seed: SeedFolder, whole: list[dict[str, Any]], basis: str, is_read: bool
) -> None:
    kind = claim("kind", value="framework")
    seed.record("agreements", "above", kind, BASIS, *whole)
    seed.record("agreements", "deal", kind, claim("parent_id", value="above"))
    lies_in = claim("agreement_id", value="deal")
    seed.record("projects", "one", lies_in, claim("amount_basis", value=basis))
    found = read_amounts(build_index(Seed(seed.folder)))
    assert (("projects", "one") in found.checked) == is_read


def test_a_pledge_is_taken_by_nothing_that_lies_in_it(seed: SeedFolder) -> None:
    """And only what is pledged too can be a part of it."""
    amount, lies_in = claim("amount", number=5, **USD), claim("agreement_id", value="deal")
    pledged = claim("amount_basis", value="pledged")
    seed.record("agreements", "deal", claim("kind", value="headline_deal"), pledged, amount)
    seed.record("projects", "one", lies_in, amount)
    seed.record("projects", "two", lies_in, amount, pledged)
    found = read_amounts(build_index(Seed(seed.folder)))
    assert [key for key in found.facts if key[0] == "projects"] == [("projects", "two")]


def test_a_reason_that_comes_after_a_version_ended_does_not_cut_it(seed: SeedFolder) -> None:
    judged = {"reason": "same_money", "note": "It is told twice.", "because": ["late"]}
    amounts = (
        claim("amount", number=5, effective_on="2025-08", **USD),
        claim("amount", "middle", number=7, effective_on="2025-12", **USD),
    )
    found = facts(seed, "commitments", BASIS, *amounts, not_counted=judged)
    assert [(one.valid_from, one.valid_to, one.amount_usd, one.reason) for one in found] == [
        (EARLY, MIDDLE, 5, None),
        (MIDDLE, LATE, 7, None),
        (LATE, FOREVER, 7, "same_money"),
    ]
