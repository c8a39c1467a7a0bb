"""Code lists are data: read from the seed, checked, published with the release and covered by its
hash.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.base.database import Target, parse_target
from api.base.errors import BuildFaults, Fault
from api.collections.codelists import CODELISTS, CODELISTS_FILE
from api.publish.publish import check_seed, publish, stored_hash
from api.publish.seed.codes import CODES_FOLDER, RELIED_ON
from api.publish.store.writer import stored_rows
from docs.codelists import packaged
from tests.databases import sqlite_url
from tests.house.tree import ROOT
from tests.unit.publish.seeds import SeedFolder, claim

REAL = ROOT / "seed"
PROJECT = "ohio-gas-power-plant"


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(BuildFaults) as raised:
        check_seed(folder)
    return raised.value.faults


def codes_of(target: Target, codelist: str) -> dict[str, dict[str, Any]]:
    """The codes of one list as the release holds them."""
    (body,) = (
        body
        for name, body in stored_rows(target, "codelists", ("name", "body"), ("name",))
        if name == codelist
    )
    return {code["value"]: code for code in json.loads(body)["codes"]}


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def with_lists(seed: SeedFolder) -> SeedFolder:
    """A small seed with the lists of our own."""
    seed.deal()
    shutil.copytree(REAL / CODES_FOLDER, seed.folder / CODES_FOLDER)
    return seed


def test_a_curator_adds_a_state_and_a_role_without_touching_python(
    tmp_path: Path, database_url: str
) -> None:
    folder = tmp_path / "seed"
    shutil.copytree(REAL, folder)
    role = "  - {code: operator, label: Operator, definition: Runs it.}\n"
    with (folder / CODES_FOLDER / "party_roles.yaml").open("a", encoding="utf-8") as file:
        file.write(role)
    path = folder / f"projects/{PROJECT}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("US-OH", "US-AL"), encoding="utf-8")
    cited = "basis: coded, document: korea-mission-digest, line: 1, start: 0, end: 4, quote: Ohio"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"  - {{field: 'parties[kiewit/operator].role', value: operator, {cited}}}\n")
    target = parse_target(database_url)
    publish(target, folder)
    assert codes_of(target, "party_roles")["operator"]["label"] == "Operator"
    alabama = codes_of(target, "subdivisions")["US-AL"]
    assert (alabama["label"], alabama["broader"]) == ("Alabama", "US")
    bodies = stored_rows(target, "projects_versions", ("id", "body"), ("id", "valid_from"))
    project = json.loads([body for record_id, body in bodies if record_id == PROJECT][-1])
    assert project["subdivision"] == "US-AL"
    assert "operator" in {party["role"] for party in project["parties"]}


def test_of_standards_only_used_codes_are_published(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    seed.record(
        "projects",
        "mill",
        claim("subdivision", value="CA-ON"),
        claim("amount", number=1, unit="EUR"),
    )
    target = parse_target(sqlite_url(tmp_path / "used.sqlite"))
    publish(target, seed.folder)
    assert list(codes_of(target, "subdivisions")) == ["CA-ON"]
    assert list(codes_of(target, "countries")) == ["CA"]
    assert list(codes_of(target, "currencies")) == ["EUR", "USD"]
    assert codes_of(target, "countries")["CA"]["label"] == "Canada"


def test_a_name_of_a_standard_is_written_as_it_is_said() -> None:
    assert CODELISTS["countries"].by_value["KR"].definition == "Republic of Korea."


@pytest.mark.parametrize(
    ("faulty", "near"),
    [
        (claim("country", value="UK"), "UG, UM, US, UY"),
        (claim("country", value="jp"), "; did you mean 'JP'?"),
        (claim("country", value="Japan"), "; did you mean 'JP'?"),
        (claim("country", value="Korea"), "; did you mean 'K"),
        (claim("subdivision", value="US-ALA"), "; did you mean 'US-"),
        (claim("subdivision", value="Alabama"), "; did you mean 'US-AL'?"),
        (claim("subdivision", value="us-oh"), "; did you mean 'US-OH'?"),
        (claim("amount", number=1, unit="USDD"), "; did you mean 'USD'?"),
        (claim("amount", number=1, unit="EUX"), "; did you mean 'EUR'?"),
        (claim("amount", number=1, unit="krw"), "; did you mean 'KRW'?"),
        (claim("parties[acme].amount", number=1, unit="KWR"), "; did you mean 'K"),
    ],
)
def test_an_unknown_code_of_a_standard_is_a_fault_with_a_near_one(
    seed: SeedFolder, faulty: dict[str, Any], near: str
) -> None:
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    seed.record("projects", "mill", faulty)
    (fault,) = faults_of(seed.folder)
    assert (fault.file, fault.code) == ("seed/projects/mill.yaml", "unknown_code")
    assert near in fault.message


WARNS = "definition: Points to a danger."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Doubts", "label: Is in doubt"),
        ("definition: Speaks for it.", "definition: Speaks in favour of it."),
        (
            "definition: Points to a danger.}",
            "definition: Points to a danger., broader: criticises}",
        ),
        (WARNS, f"{WARNS}, after: [doubts]"),
        ("codes:\n", "codes:\n  - {code: regrets, label: Regrets, definition: Rues it.}\n"),
        ("description: Direction", "description: The direction"),
    ],
    ids=["label", "definition", "broader", "after", "added", "description"],
)
def test_the_hash_covers_the_lists(
    with_lists: SeedFolder, tmp_path: Path, old: str, new: str
) -> None:
    target = parse_target(sqlite_url(tmp_path / "lists.sqlite"))
    before = publish(target, with_lists.folder)
    replace_in(with_lists.folder / CODES_FOLDER / "stances.yaml", old, new)
    after = publish(target, with_lists.folder)
    assert after.changed
    assert after.hash != before.hash
    assert stored_hash(target) == after.hash


@pytest.mark.parametrize(
    ("codelist", "code"),
    [
        ({"codes": [{"code": "a", "label": "A", "definition": "A."}]}, "missing_key"),
        ({"description": "Words."}, "missing_key"),
        ({"description": "Words.", "codes": []}, "missing_key"),
        ({"description": "Words.", "codes": ["a"]}, "not_a_code"),
        ({"description": "Words.", "codes": [{"code": "a", "label": "A"}]}, "missing_key"),
        ({"description": "Words.", "standard": "ISO 639"}, "bad_standard"),
        ({"description": "Words.", "standard": ["ISO 639"]}, "bad_standard"),
        ({"description": "Words.", "standard": "ISO 4217", "codes": []}, "bad_standard"),
        ({"description": "Words.", "standrad": "ISO 4217", "codes": []}, "unknown_key"),
    ],
)
def test_a_faulty_list_is_named(
    with_lists: SeedFolder, codelist: dict[str, Any], code: str
) -> None:
    with_lists.write(f"{CODES_FOLDER}/words.yaml", codelist)
    assert (f"seed/{CODES_FOLDER}/words.yaml", code) in {
        (fault.file, fault.code) for fault in faults_of(with_lists.folder)
    }


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"after": ["b"]}, "unknown_code"),
        ({"after": "a"}, "bad_order"),
        ({"after": [1]}, "bad_order"),
        ({"after": ["a"]}, "bad_order"),
        ({"broader": "b"}, "unknown_code"),
        ({"broader": ["a"]}, "bad_order"),
        ({"broader": "a"}, "bad_order"),
        ({"lable": "A"}, "unknown_key"),
        ({"definition": ""}, "missing_key"),
        ({"label": 7}, "missing_key"),
        ({"code": True}, "missing_key"),
    ],
)
def test_a_faulty_code_is_named(with_lists: SeedFolder, more: dict[str, Any], code: str) -> None:
    entry = {"code": "a", "label": "A", "definition": "A.", **more}
    with_lists.write(f"{CODES_FOLDER}/words.yaml", {"description": "Words.", "codes": [entry]})
    assert code in [fault.code for fault in faults_of(with_lists.folder)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("label: Doubts", "label: Warns", "duplicate_label"),
        ("code: doubts", "code: has doubts", "bad_code"),
        (WARNS, f"{WARNS}, after: [doubts, doubts]", "bad_order"),
    ],
)
def test_codes_differ_and_are_codes(with_lists: SeedFolder, old: str, new: str, code: str) -> None:
    replace_in(with_lists.folder / CODES_FOLDER / "stances.yaml", old, new)
    assert [fault.code for fault in faults_of(with_lists.folder)] == [code]


def test_a_fault_of_a_code_has_its_line(with_lists: SeedFolder) -> None:
    lines = ["description: Words.", "codes:"]
    lines += ["  - {code: a, label: A, definition: A.}"] * 2
    path = with_lists.folder / CODES_FOLDER / "words.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [(fault.line, fault.code) for fault in faults_of(with_lists.folder)] == [
        (4, "duplicate_code")
    ]


@pytest.mark.parametrize("name", ["party_roles", "countries", "claim_ranks", "claim_scopes"])
def test_a_list_that_fields_take_codes_of_cannot_go(with_lists: SeedFolder, name: str) -> None:
    (with_lists.folder / CODES_FOLDER / f"{name}.yaml").unlink()
    (fault,) = faults_of(with_lists.folder)
    assert (fault.file, fault.code) == (f"seed/{CODES_FOLDER}/{name}.yaml", "missing_codelist")


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in RELIED_ON.items() for value in values[:1]]
)
def test_a_code_that_the_code_knows_by_name_cannot_go(
    with_lists: SeedFolder, name: str, value: str
) -> None:
    replace_in(with_lists.folder / CODES_FOLDER / f"{name}.yaml", f"code: {value},", "code: other,")
    found = [fault for fault in faults_of(with_lists.folder) if fault.code == "missing_code"]
    assert [fault.file for fault in found] == [f"seed/{CODES_FOLDER}/{name}.yaml"]
    assert f"'{value}'" in found[0].message


def test_every_list_of_the_collections_is_that_of_the_declarations(with_lists: SeedFolder) -> None:
    with_lists.write(
        f"{CODES_FOLDER}/collections.yaml",
        {"description": "Mine.", "codes": [{"code": "a", "label": "A", "definition": "A."}]},
    )
    assert [fault.code for fault in faults_of(with_lists.folder)] == ["derived_codelist"]


def test_the_packaged_lists_are_those_of_our_seed() -> None:
    assert CODELISTS_FILE.read_bytes() == packaged(), "run `make openapi`"


def test_serving_loads_no_library_of_standards() -> None:
    check = "import sys, api.app, api.cli; sys.exit('pycountry' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0
