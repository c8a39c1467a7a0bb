"""Mistakes that once passed in silence or ended in a traceback: each is told with its file, its
line and how to mend it.
"""

import re
from typing import Any

import pytest

from api.base.errors import Fault
from api.publish.publish import findings_of
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder, claim, judged

RELEASE = {"id": "r1", "published_at": "2026-11-21T12:00:00Z", "notes": "First."}
CORRECTION = {"wrong_in": "r1", "day": "2025-12-24", "subject": "agreements/a-deal"} | {
    "field": "status",
    "reason": "Was read wrongly.",
}
CITED = "basis: stated, document: early, line: 1, start: 0, end: 1, quote: x"
WORDED = "names: [{text: A, documents: [early]}]\nsummaries: [{text: S, documents: [early]}]\n"
USD = {"unit": "USD"}


def found(seed: SeedFolder) -> list[Fault]:
    findings = findings_of(Seed(seed.folder))
    return [*findings.faults, *findings.warnings]


def text(seed: SeedFolder, name: str, content: str) -> None:
    path = seed.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def told(seed: SeedFolder, code: str, file: str, line: int | None = None) -> None:
    """The fault is among those found, and each of them says how it is mended."""
    faults = found(seed)
    assert (code, f"seed/{file}") in {(one.code, one.file) for one in faults}, faults
    if line is not None:
        assert line in {one.line for one in faults if one.code == code}
    assert [one for one in faults if not one.mend] == []
    assert "unexpected" not in {one.code for one in faults}


def deal(seed: SeedFolder, *claims: dict[str, Any], **more: Any) -> None:
    seed.record("agreements", "a-deal", claim("kind", value="framework"), *claims, **more)


BASIS = claim("amount_basis", value="pledged", basis="coded")
OF_A_DEAL: list[tuple[str, list[dict[str, Any]], dict[str, Any]]] = [
    ("unknown_code", [claim("amount", number=5, unit="WON"), BASIS], {}),
    ("negative_amount", [claim("amount", number=-5, **USD), BASIS], {}),
    ("min_over_max", [claim("amount", min=5, max=2, **USD), BASIS], {}),
    ("no_basis", [claim("amount", number=5, **USD)], {}),
    ("not_applicable", [claim("amount", number=5, **USD), BASIS], {"not_applicable": ["amount"]}),
    ("not_applicable", [claim("signed_on", value="2025")], {"not_applicable": ["signed_on"]}),
    ("later_than_told", [claim("signed_on", value="2025-12-01")], {}),
    ("later_than_told", [claim("status", value="signed", effective_on="2026")], {}),
    ("impossible_date", [claim("amount", number=5, effective_on="2025-02-30", **USD)], {}),
    ("impossible_date", [claim("signed_on", value="9999", modifier="after")], {}),
    ("impossible_date", [claim("signed_on", value="2025/")], {}),
    ("impossible_date", [claim("signed_on", value="10000-01-01")], {}),
    ("impossible_date", [claim("status", value="signed", effective_on="12025")], {}),
    ("circular", [claim("parent_id", value="a-deal")], {}),
    (
        "two_accepted_values",
        [
            judged(claim("status", value=value), "prefer", "more_precise")
            for value in ("signed", "pledged")
        ],
        {},
    ),
    ("bad_type", [claim("amount", number="33000000000", **USD)], {}),
    ("bad_type", [claim("kind", value=["framework"])], {}),
    ("bad_type", [], {"names": [{"text": False, "documents": ["early"]}]}),
    ("bad_type", [], {"names": [{"text": None, "documents": ["early"]}]}),
    ("bad_type", [], {"summaries": [{"text": ["a"], "documents": ["early"]}]}),
    ("bad_type", [], {"summaries": "Some words."}),
    ("bad_type", [], {"previous_ids": "old"}),
    ("bad_type", [claim("kind", ["early"], value="framework")], {}),  # type: ignore[arg-type]
    ("bad_type", [], {"names": [{"text": "A", "documents": [["early"]]}]}),
    ("bad_text", [claim("parent_id", value="a-deal\n")], {}),
    ("bad_text", [claim("kind", value="framework\n")], {}),
    ("bad_text", [{**claim("kind", value="framework"), "field": "kind\n"}], {}),
    ("bad_text", [{**claim("kind", value="framework"), "document": "early\n"}], {}),
    ("bad_text", [], {"names": [{"text": "A name\n", "documents": ["early"]}]}),
    ("bad_text", [], {"names": [{"text": " A", "documents": ["early"]}]}),
    ("bad_text", [], {"names": [{"text": "A\u0000B", "documents": ["early"]}]}),
    ("bad_character", [], {"names": [{"text": "A\ufdd0B", "documents": ["early"]}]}),
    ("bad_character", [], {"names": [{"text": "A\u0085B", "documents": ["early"]}]}),
    ("bad_id", [], {"previous_ids": ["old-", "x"]}),
]


@pytest.mark.parametrize(
    ("code", "claims", "more"),
    OF_A_DEAL,
    ids=[f"{code}-{number}" for number, (code, _, _) in enumerate(OF_A_DEAL)],
)
def test_a_mistake_in_a_record_is_told(
    seed: SeedFolder, code: str, claims: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    deal(seed, *claims, **more)
    told(seed, code, "agreements/a-deal.yaml")


def test_units_that_are_no_symbol_are_told(seed: SeedFolder) -> None:
    for number, unit in enumerate(("gigawatts", "GWh", "Gw")):
        seed.record("projects", f"p-{number}", claim("capacity_value", number=1, unit=unit))
    faults = found(seed)
    assert [one.code for one in faults] == ["unknown_unit"] * 3
    assert "did you mean 'GW'?" in faults[0].message


def test_a_circle_of_wholes_is_told(seed: SeedFolder) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        seed.record("agreements", one, claim("parent_id", value=other))
    assert [(one.code, one.file) for one in found(seed)] == [
        ("circular", f"seed/agreements/{name}.yaml") for name in "abc"
    ]


def test_a_party_with_two_roles_under_one_address_is_told(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    deal(seed, *(claim("parties[acme].role", value=role) for role in ("party", "adviser")))
    told(seed, "party_twice", "agreements/a-deal.yaml")


def test_a_tranche_of_another_agreement_is_told(seed: SeedFolder) -> None:
    for name in ("a-deal", "other"):
        seed.record("agreements", name, claim("kind", value="framework"))
    seed.record("tranches", "first", claim("agreement_id", value="other"))
    claims = [claim("agreement_id", value="a-deal"), claim("tranche_id", value="first")]
    seed.record("projects", "plant", *claims)
    told(seed, "two_wholes", "projects/plant.yaml")


TEXTS: list[tuple[str, int, str]] = [
    ("duplicate_key", 6, f"claims:\n  - {{field: kind, value: framework, {CITED}}}\nclaims: []\n"),
    ("duplicate_key", 4, f"claims: [{{field: kind, value: framework, value: x, {CITED}}}]\n"),
    ("bad_number", 4, f"claims: [{{field: amount, number: 045, unit: USD, {CITED}}}]\n"),
    ("bad_number", 4, f"claims: [{{field: amount, number: 0x10, unit: USD, {CITED}}}]\n"),
    ("bad_number", 4, f"claims: [{{field: amount, number: 1e9, unit: USD, {CITED}}}]\n"),
    ("bad_type", 4, f"claims: [{{field: amount, number: 1:30, unit: USD, {CITED}}}]\n"),
    ("bad_type", 4, f"claims: [{{field: amount, number: 1_000, unit: USD, {CITED}}}]\n"),
    ("thousands_separator", 4, f"claims: [{{field: amount, number: 33,000,000, {CITED}}}]\n"),
    ("anchor", 4, f"claims: [&a {{field: kind, value: framework, {CITED}}}]\n"),
    ("tag", 4, f"claims: [{{field: kind, value: !!str framework, {CITED}}}]\n"),
    ("bad_character", 4, f"claims:\t[{{field: kind, value: framework, {CITED}}}]\n"),
    ("bad_character", 4, f"claims: [{{field: kind, value: 'framework\x07', {CITED}}}]\n"),
    ("second_document", 5, f"claims: [{{field: kind, value: framework, {CITED}}}]\n---\nid: b\n"),
    ("bad_reason", 4, "withdrawn: no\n"),
    ("bad_type", 4, "withdrawn: ~\n"),
    ("not_yaml", 6, "claims: [\n\n"),
]


@pytest.mark.parametrize(
    ("code", "line", "written"), TEXTS, ids=[f"{one[0]}-{at}" for at, one in enumerate(TEXTS)]
)
def test_a_mistake_in_yaml_is_told(seed: SeedFolder, code: str, line: int, written: str) -> None:
    text(seed, "agreements/a-deal.yaml", f"id: a-deal\n{WORDED}{written}")
    told(seed, code, "agreements/a-deal.yaml", line)


@pytest.mark.parametrize("value", ["NO", "90:10", "1_000", "2025-09", "0.5.1", "'045'"])
def test_what_looks_like_something_else_is_text(seed: SeedFolder, value: str) -> None:
    words = value.strip("'")
    cited = f"basis: stated, document: early, line: 1, start: 0, end: {len(words)}"
    written = f'claims: [{{field: aliases, value: {value}, {cited}, quote: "{words}"}}]\n'
    text(seed, "companies/acme.yaml", f"# A firm\nid: acme\n{WORDED}{written}")
    assert found(seed) == []


FILES: list[tuple[str, str, Any]] = [
    ("unread_file", "companies/acme.yml", {}),
    ("unread_file", "companies/acme.YAML", {}),
    ("unread_file", "companies/more/acme.yaml", {}),
    ("unread_file", "companies/more/deep/acme.jsonl", {}),
    ("unread_file", "documents/more/early.yaml", {}),
    ("unread_file", "omissions/more/early.yaml", {}),
    ("unread_file", "codes/more/sectors.yaml", {}),
    ("unread_file", "releases/more/r1.jsonl.gz", {}),
    ("unread_file", "companies/notes.txt", {}),
    ("unread_file", "corrections.yml", []),
    ("empty_file", "companies/acme.yaml", None),
    ("bad_type", "companies/acme.yaml", []),
    ("dangling_reference", "omissions/nothing.yaml", {"furniture": []}),
    ("bad_type", "omissions/early.yaml", {"furniture": "no"}),
    ("bad_citation", "omissions/early.yaml", {"furniture": [{"from": 9, "to": 2, "reason": "x"}]}),
    ("missing_key", "omissions/early.yaml", {"furniture": [{"from": 1, "to": 2}]}),
    (
        "duplicate_id",
        "releases.yaml",
        [RELEASE, RELEASE | {"published_at": "2026-11-22T12:00:00Z"}],
    ),
    ("not_in_order", "releases.yaml", [RELEASE, RELEASE | {"id": "r2"}]),
    ("bad_date", "releases.yaml", [RELEASE | {"published_at": "tomorrow"}]),
    ("bad_date", "releases.yaml", [RELEASE | {"published_at": "2026-11-31T12:00:00Z"}]),
    ("day_to_come", "releases.yaml", [RELEASE | {"published_at": "2062-11-21T12:00:00Z"}]),
    ("bad_id", "releases.yaml", [RELEASE | {"id": "2026\u201311"}]),
    ("bad_id", "releases.yaml", [RELEASE | {"id": "a/b"}]),
    ("bad_text", "releases.yaml", [RELEASE | {"id": "a\nb"}]),
    ("bad_type", "releases.yaml", [RELEASE | {"notes": None}]),
    ("bad_type", "releases.yaml", {"id": "r1"}),
    ("missing_release", "releases.yaml", []),
    ("missing_key", "corrections.yaml", [{"day": "2025-12-24"}]),
    ("bad_type", "corrections.yaml", [CORRECTION | {"wrong_in": ["r1"]}]),
    ("bad_text", "corrections.yaml", [CORRECTION | {"subject": "agreements/a-deal\n"}]),
    ("bad_date", "corrections.yaml", [CORRECTION | {"day": "yesterday"}]),
    ("bad_date", "corrections.yaml", [CORRECTION | {"day": "10000-01-01"}]),
    ("day_after_all", "corrections.yaml", [CORRECTION | {"day": "2026-03-01"}]),
    ("dangling_reference", "corrections.yaml", [CORRECTION | {"subject": "agreements/none"}]),
    ("dangling_reference", "corrections.yaml", [CORRECTION | {"subject": "none"}]),
    ("dangling_reference", "corrections.yaml", [CORRECTION | {"wrong_in": "r9"}]),
    ("unknown_field", "corrections.yaml", [CORRECTION | {"field": "statsu"}]),
    ("unknown_key", "corrections.yaml", [CORRECTION | {"notee": "x"}]),
    ("duplicate_id", "corrections.yaml", [CORRECTION, CORRECTION]),
    ("missing_file", "releases.yaml", [RELEASE | {"hash": "a" * 64}]),
]


@pytest.mark.parametrize(
    ("code", "file", "content"), FILES, ids=[f"{one[0]}-{at}" for at, one in enumerate(FILES)]
)
def test_a_mistake_in_a_file_is_told(seed: SeedFolder, code: str, file: str, content: Any) -> None:
    seed.deal()
    if content is None:
        text(seed, file, "# nothing yet\n")
    else:
        seed.write(file, content)
    told(seed, code, re.sub("(?<=/more)/.*", "", file))  # the folder, once


def test_files_that_begin_with_a_dot_are_none_of_ours(seed: SeedFolder) -> None:
    seed.deal()
    for name in (".DS_Store", "companies/.acme.yaml", ".cache/x.yaml", "companies/.x.jsonl"):
        text(seed, name, "\x00")
    assert found(seed) == []


def test_a_document_of_a_day_to_come_is_told(seed: SeedFolder) -> None:
    seed.document("early", "2062-01-01")
    told(seed, "day_to_come", "documents/early.yaml", 1)


def test_a_key_twice_in_a_line_of_json_is_told(seed: SeedFolder) -> None:
    named = '"names": [{"text": "A", "documents": ["early"]}]'
    text(seed, "companies/all.jsonl", f'{{"id": "acme", {named}, {named}}}\n')
    told(seed, "duplicate_key", "companies/all.jsonl", 1)


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("name", ["companies/acme.yaml", "companies/all.jsonl", "releases.yaml"])
def test_any_depth_ends_in_a_sentence(seed: SeedFolder, sign: str, name: str) -> None:
    text(seed, name, sign * 100_000)
    faults = found(seed)
    assert {one.code for one in faults} & {"too_deep", "not_json", "not_yaml", "bad_key"}
    assert all(len(str(one)) < 400 for one in faults)


def test_faults_of_other_files_are_told_beside_one_that_is_no_yaml(seed: SeedFolder) -> None:
    text(seed, "companies/acme.yaml", "id: acme\nnames: ]")
    seed.record("agreements", "a-deal", claim("parties[acme].role", value="party"), colour="red")
    same = claim("country", value="JP")
    seed.record("companies", "other", same, same)
    seed.record("companies", "empty")
    assert {(one.file, one.code) for one in found(seed)} == {
        ("seed/companies/acme.yaml", "not_yaml"),
        ("seed/agreements/a-deal.yaml", "unknown_key"),
        ("seed/companies/other.yaml", "duplicate_claim"),
        ("seed/companies/empty.yaml", "no_claims"),
    }
