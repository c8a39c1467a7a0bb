"""What the keys and claims of a record say of each other, documents of each other, and omissions
of their documents: mistakes that each passed in silence once.
"""

from pathlib import Path
from typing import Any

import pytest

from api.base.errors import Fault
from api.publish.publish import check_seed, findings_of
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder, claim, judged

USD = {"unit": "USD"}
BASIS = claim("amount_basis", value="pledged", basis="coded")
NOTE = "Both are said."
COMPARED = {"kind": "scope", "note": NOTE, "records": ["agreements/other"]}
UNCOUNTED = {"reason": "same_money", "note": NOTE, "because": ["early"]}


def preferred(**more: Any) -> dict[str, Any]:
    one = judged(claim("kind", value="framework"), "prefer", "more_precise")
    return {**one, "judgement": one["judgement"] | more}


OTHER_KIND = claim("kind", value="memorandum")
OF_AN_AGREEMENT: list[tuple[str, list[dict[str, Any]], dict[str, Any]]] = [
    ("bad_value", [claim("kind", value="framework", qualifier="about")], {}),
    ("bad_value", [claim("kind", value="framework", unit="USD")], {}),
    ("bad_value", [claim("signed_on", value="2025", qualifier="about")], {}),
    ("bad_value", [claim("amount", number=5, modifier="by", **USD), BASIS], {}),
    ("bad_value", [claim("amount", number=5, qualifier="range", **USD), BASIS], {}),
    ("bad_value", [claim("amount", min=5, **USD), BASIS], {}),
    ("bad_value", [claim("amount", max=5, qualifier="at_least", **USD), BASIS], {}),
    ("bad_value", [claim("amount", number=5, attributed_to="acme", **USD), BASIS], {}),
    ("two_values", [claim("amount", number=5, value="much", **USD), BASIS], {}),
    ("bad_judgement", [preferred(over=["framework"]), OTHER_KIND], {}),
    ("nothing_decided", [preferred(over=["memorandum", "treaty"]), OTHER_KIND], {}),
    ("nothing_decided", [preferred()], {}),
    ("same_twice", [preferred(over=["memorandum", "memorandum"]), OTHER_KIND], {}),
    ("same_twice", [preferred(because=["early", "early"]), OTHER_KIND], {}),
    ("bad_reason", [preferred(note="x"), OTHER_KIND], {}),
    ("bad_reason", [claim("signed_on", value="2025", quote="then", words_reason="x")], {}),
    ("no_role", [claim("parties[acme].office", value="Owner")], {}),
    ("wrong_key", [claim("parties[acme/party].role", value="adviser")], {}),
    ("nothing_decided", [], {"disputed": {"status": {"reason": "no_winner", "note": NOTE}}}),
    ("nothing_decided", [], {"disputed": {"kind": {"reason": "no_winner", "note": NOTE}}}),
    ("nothing_decided", [], {"compared": {"amount": COMPARED}}),
    ("same_twice", [], {"compared": {"kind": COMPARED | {"records": ["agreements/other"] * 2}}}),
    ("empty_list", [], {"compared": {"kind": COMPARED | {"because": []}}}),
    ("circular", [], {"compared": {"kind": COMPARED | {"records": ["agreements/a-deal"]}}}),
    ("bad_comparison", [], {"compared": {"kind": COMPARED | {"kind": "scpoe"}}}),
    ("bad_not_counted", [], {"not_counted": UNCOUNTED}),
    ("same_twice", [], {"not_counted": UNCOUNTED | {"because": ["early", "early"]}}),
    ("same_twice", [], {"not_applicable": ["signed_on", "signed_on"]}),
    ("same_twice", [], {"previous_ids": ["old", "old"]}),
    ("same_twice", [], {"names": [{"text": "A", "documents": ["early", "early"]}]}),
    ("same_twice", [], {"names": [{"text": "A", "documents": ["early"]}] * 2}),
    (
        "not_in_order",
        [],
        {"names": [{"text": name, "documents": [name]} for name in ("late", "early")]},
    ),
    ("bad_character", [], {"names": [{"text": "A\u200bname", "documents": ["early"]}]}),
    ("bad_character", [], {"names": [{"text": "A\u00adname", "documents": ["early"]}]}),
]


def told(seed: SeedFolder, code: str, file: str) -> Fault:
    """The fault is the only kind that is found, and says how it is mended."""
    findings = findings_of(Seed(seed.folder))
    found = [*findings.faults, *findings.warnings]
    assert {(one.code, one.file) for one in found} == {(code, f"seed/{file}")}, found
    assert all(one.mend for one in found)
    return found[0]


@pytest.mark.parametrize(
    ("code", "claims", "more"),
    OF_AN_AGREEMENT,
    ids=[f"{code}-{number}" for number, (code, _, _) in enumerate(OF_AN_AGREEMENT)],
)
def test_what_a_record_says_of_itself_agrees(
    seed: SeedFolder, code: str, claims: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    seed.record("agreements", "other", claim("kind", value="framework"))
    kind = (
        [] if any(one["field"] == "kind" for one in claims) else [claim("kind", value="framework")]
    )
    seed.record("agreements", "a-deal", *(kind or ()), *claims, **more)
    told(seed, code, "agreements/a-deal.yaml")


OF_A_PROJECT: list[tuple[str, list[dict[str, Any]]]] = [
    ("two_countries", [claim("country", value="JP"), claim("subdivision", value="US-TX")]),
    ("two_countries", [claim("country", value="JP"), claim("subdivisions", value="US-TX")]),
    ("wrong_key", [claim("outputs[gold].product", value="silver")]),
    ("unknown_unit", [claim("parties[acme].share_percent", number=5, **USD)]),
    ("bad_number", [claim("parties[acme].share_percent", number=150, unit="percent")]),
]


@pytest.mark.parametrize(
    ("code", "claims"),
    OF_A_PROJECT,
    ids=[f"{code}-{number}" for number, (code, _) in enumerate(OF_A_PROJECT)],
)
def test_places_outputs_and_shares_agree(
    seed: SeedFolder, code: str, claims: list[dict[str, Any]]
) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    role = claim("parties[acme].role", value="developer")
    seed.record("projects", "plant", role, *claims)
    told(seed, code, "projects/plant.yaml")


@pytest.mark.parametrize(
    ("field", "unit"), [("project_count", "people"), ("project_count", None), ("amount", "percent")]
)
def test_a_figure_has_the_unit_of_its_field(seed: SeedFolder, field: str, unit: str | None) -> None:
    given = {"unit": unit} if unit else {}
    seed.record("agreements", "a-deal", claim("kind", value="framework"))
    seed.record(
        "tranches", "first", claim("agreement_id", value="a-deal"), claim(field, number=3, **given)
    )
    assert findings_of(Seed(seed.folder)).faults[0].code in ("unknown_unit", "unknown_code")


def test_curly_quotes_around_a_value_are_told_and_those_of_a_passage_are_not(
    seed: SeedFolder,
) -> None:
    cited = "basis: stated, document: early, line: 1, start: 0, end: 6, quote: “Acme”"
    worded = "names: [{text: A, documents: [early]}]\nsummaries: [{text: S, documents: [early]}]\n"
    path = seed.folder / "companies" / "acme.yaml"
    path.parent.mkdir()
    for value, codes in (("Acme", []), ("“Acme”", ["curly_quotes"])):
        text = f"id: acme\n{worded}claims: [{{field: aliases, value: {value}, {cited}}}]\n"
        path.write_text(text, encoding="utf-8")
        assert [one.code for one in findings_of(Seed(seed.folder)).warnings] == codes


@pytest.mark.parametrize("key", ["file_name", "sha256", "number", "url"])
def test_two_documents_share_nothing_that_one_alone_has(seed: SeedFolder, key: str) -> None:
    for name, day in (("early", "2025-10-26"), ("late", "2026-02-28")):
        facts = {"file_name": f"{name}.txt", "sha256": name[0].replace("l", "b") * 64}
        facts |= {"number": f"00{name}", "url": f"https://example.org/{name}"}
        known = {"known_from": day, "known_from_basis": "Said so.", "known_from_confidence": "high"}
        facts |= {key: {"sha256": "c" * 64, "url": "https://example.org/"}.get(key, "same")}
        title = claim("title", name, value=f"Title of {name}")
        located = {"located_basis": "Looked up."}
        whole = {"id": name, **facts, **known, **located, "claims": [title]}
        seed.write(f"documents/{name}.yaml", whole)
    told(seed, "same_document", "documents/late.yaml")


OMITTED = {"line": 1, "start": 0, "end": 7, "quote": "as told", "reason": "Said of others"}
FURNITURE = {"from": 1, "to": 1, "reason": "Heading"}
OMISSIONS: list[tuple[str, dict[str, Any]]] = [
    ("bad_citation", {"omitted": [OMITTED | {"line": 9}]}),
    ("bad_citation", {"omitted": [OMITTED | {"line": 2}]}),
    ("same_twice", {"omitted": [OMITTED, OMITTED]}),
    ("cited_all_the_same", {"omitted": [OMITTED]}),
    ("cited_all_the_same", {"furniture": [FURNITURE]}),
    ("bad_citation", {"furniture": [FURNITURE | {"to": 9}]}),
    ("same_twice", {"furniture": [FURNITURE, FURNITURE]}),
]


@pytest.mark.parametrize(
    ("code", "omissions"), OMISSIONS, ids=[f"{one[0]}-{at}" for at, one in enumerate(OMISSIONS)]
)
def test_omissions_agree_with_their_document(
    seed: SeedFolder, tmp_path: Path, code: str, omissions: dict[str, Any]
) -> None:
    (tmp_path / "early.txt").write_text("as told by some\nand by others", encoding="utf-8")
    seed.record("agreements", "a-deal", claim("kind", value="framework"))
    seed.write("omissions/early.yaml", omissions)
    findings = findings_of(Seed(seed.folder), documents=tmp_path)
    found = [one for one in findings.faults if one.file == "seed/omissions/early.yaml"]
    assert code in {one.code for one in found}
    assert all(one.mend for one in found)


def test_words_around_a_quote_are_compared_with_the_document(
    seed: SeedFolder, tmp_path: Path
) -> None:
    (tmp_path / "early.txt").write_text("as told by some", encoding="utf-8")
    for suffix, codes in (("by some", set()), ("of some", {"bad_context"})):
        seed.record("agreements", "a-deal", claim("kind", value="framework", suffix=suffix))
        findings = findings_of(Seed(seed.folder), documents=tmp_path)
        found = {one.code for one in findings.faults if "a-deal" in one.file}
        assert found == codes


def test_a_document_with_any_day_is_told_and_ends_no_check(seed: SeedFolder) -> None:
    seed.deal()
    seed.document("early", "soon")
    assert {one.code for one in findings_of(Seed(seed.folder)).faults} == {"bad_date"}


def test_a_sound_seed_has_none_of_these(seed: SeedFolder) -> None:
    seed.deal()
    seed.record(
        "agreements", "b-deal", preferred(over=["memorandum"]), OTHER_KIND, name="Another name"
    )
    check_seed(seed.folder)
