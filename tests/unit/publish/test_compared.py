"""Figures of several records that a curator sets against each other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder, claim
from tests.unit.publish.test_check import codes

NOTE = "Two measures of one pledge."


def amount(document: str, number: int) -> tuple[dict[str, Any], ...]:
    return (
        claim("amount", document, number=number, unit="USD"),
        claim("amount_basis", document, value="packaged"),
    )


def compare(seed: SeedFolder, **changed: Any) -> None:
    entry = {"kind": "scope", "note": NOTE, "records": ["commitments/b", "tranches/t"]}
    seed.record("agreements", "deal", claim("kind", value="headline_deal"))
    seed.record("commitments", "b", *amount("middle", 400))
    seed.record("commitments", "silent", claim("kind", value="package"))
    seed.record("tranches", "t", claim("agreement_id", "late", value="deal"), *amount("late", 36))
    compared = {"amount": {**entry, **changed}}
    seed.record("commitments", "a", *amount("early", 490), compared=compared)


@pytest.fixture
def api(seed: SeedFolder, tmp_path: Path) -> Iterator[Asking]:
    compare(seed)
    url = sqlite_url(tmp_path / "compared.sqlite")
    migrate(parse_target(url))
    publish(parse_target(url), seed.folder)
    with asking(url) as asked:
        yield asked


def found(api: Asking, day: str) -> list[tuple[str, list[str], list[tuple[str | None, float]]]]:
    items = api.get(f"/v1/conflicts?as_of={day}").json()["items"]
    return [
        (
            one["id"],
            one["related_ids"],
            [(side["subject_id"], side["value_number"]) for side in one["sides"]],
        )
        for one in items
    ]


def test_it_stands_from_the_day_of_the_second_figure_and_grows(api: Asking) -> None:
    assert found(api, "2025-10-26") == []
    assert found(api, "2025-12-24") == [
        ("commitments:a:amount:related", ["commitments/b"], [(None, 490), ("b", 400)])
    ]
    assert found(api, "2026-02-28") == [
        (
            "commitments:a:amount:related",
            ["commitments/b", "tranches/t"],
            [(None, 490), ("b", 400), ("t", 36)],
        )
    ]


def test_every_side_holds_and_says_why_they_differ(api: Asking) -> None:
    (one,) = api.get("/v1/conflicts?related_id=tranches/t").json()["items"]
    assert (one["kind"], one["disputed"], one["amount_usd"]) == ("scope", False, 490)
    sides = {(side["rank"], side["rank_reason"], side["rank_note"]) for side in one["sides"]}
    assert sides == {("accepted", "different_scope", NOTE)}
    assert one["document_ids"] == ["early", "late", "middle"]
    assert api.get("/v1/conflicts?related_id=tranches/other").json()["items"] == []
    assert api.get("/v1/commitments/a").json()["item"]["conflicts"] == []


def test_a_record_without_a_value_takes_no_side(seed: SeedFolder, tmp_path: Path) -> None:
    compare(seed, records=["commitments/silent"])
    url = sqlite_url(tmp_path / "silent.sqlite")
    migrate(parse_target(url))
    publish(parse_target(url), seed.folder)
    with asking(url) as asked:
        assert found(asked, "2026-02-28") == []


def test_it_waits_for_the_document_that_it_rests_on(seed: SeedFolder, tmp_path: Path) -> None:
    compare(seed, because=["late"])
    url = sqlite_url(tmp_path / "because.sqlite")
    migrate(parse_target(url))
    publish(parse_target(url), seed.folder)
    with asking(url) as asked:
        assert found(asked, "2025-12-24") == []
        assert len(found(asked, "2026-02-28")) == 1


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("bad_comparison", {"kind": "exceeds_whole"}),
        ("circular", {"records": ["commitments/a"]}),
        ("dangling_reference", {"records": ["commitments/nobody"]}),
        ("dangling_reference", {"records": ["nobody"]}),
        ("dangling_reference", {"because": ["nothing"]}),
        ("empty_list", {"records": []}),
    ],
)
def test_a_faulty_comparison_is_named(seed: SeedFolder, code: str, changed: dict[str, Any]) -> None:
    compare(seed, **changed)
    assert codes(seed) == [code]
