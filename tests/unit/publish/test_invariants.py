"""What must hold in every release (docs/invariants.md): each broken once, by records made by hand
or by a build whose own code is made to err.
"""

from pathlib import Path
from typing import Any

import pytest

from api.base.errors import BuildFaults, Fault
from api.collections.served import FOREVER
from api.publish.publish import check_seed
from api.publish.resolve.public_values import public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import to_claims
from api.publish.resolve.versions import ResolvedRecord, Version, rank_spans
from api.publish.rows.invariants import Invariants
from api.publish.rows.served_by import says_served
from api.publish.seed.index import Index, Known
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

USD = {"unit": "USD"}
INDEX = Index(
    documents=dict(DAYS),
    records={
        "agreements": {
            "early-deal": Known(DAYS["early"], (), ""),
            "late-deal": Known(DAYS["late"], (), ""),
        }
    },
)


def resolved(collection: str, *claims: dict[str, Any], **served: Any) -> ResolvedRecord:
    """A record resolved on the first day, but for values it is made to serve wrongly."""
    data = {"id": "a-record", "claims": list(claims)}
    record = RawRecord(collection, data, RecordSource(collection, "seed/a.yaml", 1, b""))
    found, day = to_claims(record, INDEX.documents), DAYS["early"]
    resolution = resolve(found, day)
    item = public_values(record, resolution, day, INDEX.name_of, INDEX.collection_of)
    item |= {"id": "a-record", "name": "A record", **served}
    days = [(day, resolution)]
    return ResolvedRecord(record, [Version(day, FOREVER, item)], rank_spans(found, days), days)


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def faults_of(seed: SeedFolder) -> list[Fault]:
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    return list(raised.value.faults)


def test_a_sound_record_has_no_fault() -> None:
    found = resolved(
        "tranches",
        claim("agreement_id", value="early-deal"),
        claim("announced_on", value="2026-02-17"),
        claim("amount", number=36_000_000_000, **USD),
    )
    assert Invariants(INDEX).record(found) == []


def test_rows_that_do_not_add_up_to_the_total_stop_the_build(
    seed: SeedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed.deal()
    check_seed(seed.folder)
    monkeypatch.setattr("api.publish.record_rows.with_counted", lambda versions, spans: versions)
    found = faults_of(seed)
    assert codes(found) == ["rows_and_total_differ"] * 2
    said = " ".join(fault.message for fault in found)
    assert "the rows of basis announced add up to 0 U.S. dollars" in said


def test_rows_and_totals_are_compared_on_every_day() -> None:
    proved = Invariants(INDEX)
    found = resolved("tranches", amount_basis="announced", amount_usd_counted=36)
    assert proved.record(found) == []
    row = ("announced", "", "a-deal", "")
    assert proved.totals([(*row, DAYS["early"], FOREVER, 36, 0, 1, 1)]) == []
    later = [
        (*row, DAYS["early"], DAYS["late"], 36, 0, 1, 1),
        (*row, DAYS["late"], FOREVER, 40, 0, 1, 1),
    ]
    (fault,) = proved.totals(later)
    assert (fault.code, DAYS["late"] in fault.message) == ("rows_and_total_differ", True)


def test_more_itemised_than_stated_is_a_fault() -> None:
    row = ("announced", "sector", "a-deal", "energy", DAYS["early"], FOREVER, 36, 71, 1, 1)
    (fault,) = Invariants(INDEX).totals([row])
    assert (fault.code, "71 of 36" in fault.message) == ("negative_unitemised", True)


@pytest.mark.parametrize(
    ("field", "value", "served"),
    [
        ("sequence", {"number": 1}, {"sequence": 2}),
        ("announced_by_id", {"value": "white-house"}, {"announced_by_id": "other"}),
        ("amount", {"number": 36, "unit": "USD"}, {"amount": 40, "amount_usd": 40}),
        ("announced_on", {"value": "2026-02"}, {"announced_on_latest": "2026-03-01"}),
        ("aliases", {"value": "First"}, {"aliases": ["Second"]}),
    ],
)
def test_an_accepted_claim_says_what_is_served(
    field: str, value: dict[str, Any], served: dict[str, Any]
) -> None:
    said = claim(field, **value)
    assert "accepted_not_served" not in codes(Invariants(INDEX).record(resolved("tranches", said)))
    assert "accepted_not_served" in codes(
        Invariants(INDEX).record(resolved("tranches", said, **served))
    )


@pytest.mark.parametrize(
    ("value", "amount", "agrees"),
    [
        ({"number": 300, "qualifier": "over"}, 350, True),
        ({"number": 300, "qualifier": "over"}, 250, False),
        ({"number": 300, "qualifier": "up_to"}, 250, True),
        ({"number": 300, "qualifier": "up_to"}, 350, False),
        ({"min": 300, "max": 400}, 350, True),
        ({"min": 300, "max": 400}, 450, False),
        ({"number": 6_800_000_000, "qualifier": "about", "quote": "$6.8 bn"}, 6_840_000_000, True),
        ({"number": 6_800_000_000, "qualifier": "about", "quote": "$6.8 bn"}, 6_860_000_000, False),
        ({"number": 400_000_000_000, "qualifier": "about", "quote": "$0.4 tn"}, 380 * 10**9, True),
        ({"number": 400_000_000_000, "qualifier": "about", "quote": "$400 bn"}, 380 * 10**9, False),
        ({"number": 300, "qualifier": "nearly"}, 290, True),
        ({"number": 300, "qualifier": "nearly"}, 310, False),
        ({"number": 300}, 300, True),
    ],
)
def test_a_wider_figure_contains_the_one_served(
    value: dict[str, Any], amount: int, agrees: bool
) -> None:
    found = resolved("tranches", claim("amount", **value, **USD))
    item = found.versions[0].item | {"amount": amount, "amount_usd": amount}
    assert says_served(found.claims[0][0], item) is agrees


def test_words_of_ours_are_not_compared_letter_by_letter() -> None:
    found = resolved("terms", claim("obligation", value="Answer each proposal"))
    item = found.versions[0].item | {"obligation": "Answer within 45 days"}
    assert says_served(found.claims[0][0], item) is True


def test_a_figure_of_another_currency_is_not_the_one_served() -> None:
    found = resolved("tranches", claim("amount", number=10_000_000_000_000, unit="KRW"))
    item = found.versions[0].item | {"amount": 7, "amount_usd": 7, "currency": "USD"}
    assert says_served(found.claims[0][0], item) is False


@pytest.mark.parametrize(("served", "faults"), [(7, 0), (8, 3)])
def test_an_amount_in_another_currency_supports_the_dollars_that_its_document_gives(
    served: int, faults: int
) -> None:
    """Served in dollars, it is held against the conversion that stands beside it."""
    found = resolved(
        "tranches",
        claim("amount", **USD, number=7),
        claim("amount", number=10_000, unit="KRW"),
        claim("amount_usd", **USD, number=7),
        amount=served,
        amount_usd=served,
    )
    assert codes(Invariants(INDEX).record(found)) == ["accepted_not_served"] * faults


def test_a_disputed_pointer_is_a_fault() -> None:
    sides = claim("agreement_id", value="early-deal"), claim("agreement_id", value="late-deal")
    (fault,) = Invariants(INDEX).record(resolved("tranches", *sides))
    assert (fault.code, "`agreement_id`" in fault.message) == ("disputed_pointer", True)


@pytest.mark.parametrize("name", ["late-deal", "no-deal"])
def test_a_pointer_at_what_is_not_known_yet_is_a_fault(name: str) -> None:
    found = resolved("tranches", claim("agreement_id", value=name))
    (fault,) = Invariants(INDEX).record(found)
    assert (fault.code, f"'{name}'" in fault.message) == ("unknown_pointer", True)


def test_a_nameless_record_is_a_fault() -> None:
    (fault,) = Invariants(INDEX).record(resolved("tranches", name=None))
    assert (fault.code, DAYS["early"] in fault.message) == ("nameless", True)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_a_fault(seed: SeedFolder, length: int) -> None:
    for number in range(length):
        above = f"package-{(number + 1) % length}"
        seed.record("commitments", f"package-{number}", claim("parent_id", value=above))
    found = faults_of(seed)
    assert set(codes(found)) == {"circular"}
    assert "package-0" in found[0].message


def test_every_invariant_stands_in_the_docs() -> None:
    page = Path("docs/invariants.md").read_text(encoding="utf-8")
    for code in (
        "rows_and_total_differ",
        "negative_unitemised",
        "accepted_not_served",
        "disputed_pointer",
        "unknown_pointer",
        "nameless",
        "circular",
        "two_wholes",
        "former_day_changed",
    ):
        assert f"`{code}`" in page
