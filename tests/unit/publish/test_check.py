"""Every fault of a seed is reported, all at once, with file, line and a hint; nothing is
published.
"""

from pathlib import Path
from typing import Any

import pytest

from api.base.database import Target
from api.base.errors import BuildFaults, Fault
from api.publish.publish import check_seed, publish
from tests.unit.publish.seeds import SeedFolder, claim, judged


def faults_of(seed: SeedFolder) -> list[Fault]:
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    return raised.value.faults


def codes(seed: SeedFolder) -> list[str]:
    return [fault.code for fault in faults_of(seed)]


def test_a_whole_seed_has_no_faults(seed: SeedFolder) -> None:
    seed.deal()
    check_seed(seed.folder)


def preferred(**more: Any) -> dict[str, Any]:
    one = judged(claim("kind", value="framework"), "prefer", "more_precise")
    return {**one, "judgement": one["judgement"] | more}


FAULTY: list[tuple[str, dict[str, Any]]] = [
    ("unknown_field", claim("amuont", number=1, unit="USD")),
    ("unknown_code", claim("status", value="signd")),
    ("unknown_code", claim("kind", value="framework", basis="guessed")),
    ("missing_citation", {"field": "kind", "value": "framework"}),
    (
        "quote_too_long",
        claim("kind", value="framework", quote="one two three four five six seven eight nine"),
    ),
    ("bad_citation", {**claim("kind", value="framework"), "end": 3}),
    ("dangling_reference", claim("parent_id", value="nowhere")),
    ("dangling_reference", claim("parties[nobody].role", value="party")),
    ("dangling_reference", claim("kind", "no-document", value="framework")),
    ("impossible_date", claim("signed_on", value="2025-02-30")),
    ("impossible_date", claim("signed_on", value="2025-09", modifier="around")),
    ("amount_without_currency", claim("amount", number=5)),
    ("bad_number", claim("amount", number=1.5, unit="USD")),
    ("bad_number", claim("amount", number=2**60, unit="USD")),
    ("two_values", {**claim("amount", number=1, unit="USD"), "max": 2}),
    ("missing_value", claim("kind")),
    ("bad_value", claim("binding", value="perhaps")),
    ("bad_value", claim("kind", number=1)),
    (
        "bad_judgement",
        {
            **claim("kind", value="framework"),
            "judgement": {"verdict": "maybe", "reason": "more_precise", "note": "A note."},
        },
    ),
    ("unknown_key", {**claim("kind", value="framework"), "qoute": "x"}),
    ("unknown_code", claim("kind", value="framework", scope="feasable")),
    ("bad_type", claim("kind", value="framework", scope=3)),
    ("dangling_reference", preferred(because=["early", "erly"])),
    ("bad_judgement", preferred(because=[2025])),
    ("bad_judgement", preferred(because="early")),
    ("bad_judgement", preferred(because=[])),
    ("bad_judgement", preferred(over="memorandum")),
    ("bad_judgement", preferred(over=[])),
    ("bad_judgement", preferred(over=[["memorandum"]])),
    ("bad_judgement", preferred(verdict="reject", over=["memorandum"])),
    ("unknown_key", preferred(becuase=["early"])),
]


UNCOUNTED = {"reason": "same_money", "note": "A note.", "because": ["early"]}


@pytest.mark.parametrize(
    ("code", "faulty"), FAULTY, ids=[f"{code}-{number}" for number, (code, _) in enumerate(FAULTY)]
)
def test_a_faulty_claim_is_named(seed: SeedFolder, code: str, faulty: dict[str, Any]) -> None:
    seed.record("agreements", "a-deal", claim("kind", value="framework"), faulty)
    assert codes(seed) == [code]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown_key", {"colour": "red"}),
        ("unknown_field", {"not_applicable": ["kind"]}),
        ("bad_dispute", {"disputed": {"kind": {"reason": "because", "note": "A note."}}}),
        ("unknown_field", {"disputed": {"knid": {"reason": "parties_differ", "note": "A note."}}}),
        ("bad_not_counted", {"not_counted": {"reason": "because"}}),
        ("bad_not_counted", {"not_counted": {"reason": "same_money", "note": "No document."}}),
        ("bad_not_counted", {"not_counted": UNCOUNTED | {"reason": "parts_counted"}}),
        ("bad_not_counted", {"not_counted": UNCOUNTED | {"reason": "whole_counted"}}),
        ("empty_list", {"not_counted": UNCOUNTED | {"because": []}}),
        ("dangling_reference", {"not_counted": UNCOUNTED | {"because": ["nowhere"]}}),
        ("missing_key", {"summaries": []}),
        ("bad_wording", {"names": [{"text": "A name"}]}),
        ("bad_id", {"previous_ids": ["Not An Id"]}),
    ],
)
def test_a_faulty_record_is_named(seed: SeedFolder, code: str, more: dict[str, Any]) -> None:
    seed.record("agreements", "a-deal", claim("kind", value="framework"), **more)
    assert codes(seed) == [code]


def test_ids_must_be_unique_over_firms_bodies_and_people(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    seed.record("people", "acme", claim("aliases", value="Acme"))
    assert codes(seed) == ["duplicate_id"]


def test_an_id_must_be_the_name_of_its_file(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"), id="other")
    assert codes(seed) == ["bad_id"]


def test_the_same_claim_twice_is_a_fault(seed: SeedFolder) -> None:
    seed.record(
        "agreements", "a-deal", claim("kind", value="framework"), claim("kind", value="framework")
    )
    assert codes(seed) == ["duplicate_claim"]


def test_two_preferred_values_are_a_fault(seed: SeedFolder) -> None:
    sides = [
        judged(claim("kind", value=value), "prefer", "more_precise")
        for value in ("framework", "memorandum")
    ]
    seed.record("agreements", "a-deal", *sides)
    assert codes(seed) == ["two_accepted_values"] * 2


def test_a_folder_that_is_no_collection_is_named(seed: SeedFolder) -> None:
    seed.record("projetcs", "plant", claim("aliases", value="Plant"))
    assert codes(seed) == ["unknown_collection"]


def test_what_is_no_yaml_is_named_with_its_line(seed: SeedFolder) -> None:
    (seed.folder / "companies").mkdir()
    (seed.folder / "companies" / "acme.yaml").write_text("id: acme\nnames: ]", encoding="utf-8")
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    assert [(fault.file, fault.line, fault.code) for fault in raised.value.faults] == [
        ("seed/companies/acme.yaml", 2, "not_yaml")
    ]


def test_all_faults_come_at_once_with_file_line_and_hint(seed: SeedFolder, tmp_path: Path) -> None:
    lines = [
        "id: a-deal",
        "names: [{text: A, documents: [erly]}]",
        "summaries: [{text: S, documents: [early]}]",
        "claims:",
    ]
    cited = "basis: stated, document: early, line: 1, start: 0, end: 1, quote: x"
    lines += [
        f"  - {{field: statsu, value: signed, {cited}}}",
        f"  - {{field: kind, value: framewrok, {cited}}}",
    ]
    (seed.folder / "agreements").mkdir()
    (seed.folder / "agreements" / "a-deal.yaml").write_text("\n".join(lines), encoding="utf-8")
    database = tmp_path / "x.sqlite"
    with pytest.raises(BuildFaults) as raised:
        publish(Target("sqlite", file=database), seed.folder)
    assert [(fault.line, fault.code) for fault in raised.value.faults] == [
        (2, "dangling_reference"),
        (5, "unknown_field"),
        (6, "unknown_code"),
    ]
    assert "did you mean 'early'" in str(raised.value)
    assert "did you mean 'status'" in str(raised.value)
    assert "did you mean 'framework'" in str(raised.value)
    assert list(tmp_path.glob("*.sqlite")) == []
    assert list(tmp_path.glob(".*.new")) == []


def test_faults_that_show_when_records_are_resolved_come_all_at_once_too(seed: SeedFolder) -> None:
    twice = claim("country", value="JP")
    for name in ("one", "two"):
        seed.record("companies", name, twice, twice)
    seed.record("companies", "three", claim("country", value="Atlantis"))
    assert sorted((fault.file, fault.code) for fault in faults_of(seed)) == [
        ("seed/companies/one.yaml", "duplicate_claim"),
        ("seed/companies/three.yaml", "unknown_code"),
        ("seed/companies/two.yaml", "duplicate_claim"),
    ]


def test_a_correction_without_its_keys_is_a_fault(seed: SeedFolder) -> None:
    seed.write("corrections.yaml", [{"day": "2026-01-01", "wrong_in": "r1"}])
    assert [(fault.file, fault.code) for fault in faults_of(seed)] == [
        ("seed/corrections.yaml", "missing_key")
    ]


@pytest.mark.parametrize("day", ["2025-13", "2025-02-30", "2025", "soon"])
def test_a_document_with_a_bad_day_is_a_fault_and_no_other(seed: SeedFolder, day: str) -> None:
    seed.deal()
    seed.document("early", day)
    found = faults_of(seed)
    assert ("seed/documents/early.yaml", "bad_date") in {
        (fault.file, fault.code) for fault in found
    }
    assert {fault.file for fault in found} == {"seed/documents/early.yaml"}
