"""`check --documents`: citations, hashes and texts of ours compared with the documents' files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.publish.publish import findings_of
from api.publish.seed.read_seed import Seed
from tests.house.tree import ROOT
from tests.unit.publish.seeds import SeedFolder, claim


def _wrong_line(one: dict[str, Any]) -> None:
    one["line"] = 9


def _wrong_offset(one: dict[str, Any]) -> None:
    one["start"], one["end"] = 1, one["end"] + 1


@pytest.mark.parametrize("change", [_wrong_line, _wrong_offset])
def test_a_citation_is_compared_with_its_document(
    seed: SeedFolder, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    one = claim("kind", value="framework")
    change(one)
    seed.record("agreements", "a-deal", one)
    (tmp_path / "early.txt").write_text("as told by nine people who were there that day", "utf-8")
    findings = findings_of(Seed(seed.folder), documents=tmp_path)
    codes = {(fault.file, fault.code) for fault in findings.faults}
    assert ("seed/agreements/a-deal.yaml", "bad_citation") in codes
    assert ("seed/documents/early.yaml", "bad_hash") in codes
    assert ("seed/documents/late.yaml", "missing_document") in codes


def test_a_summary_that_copies_a_sentence_is_told(seed: SeedFolder, tmp_path: Path) -> None:
    sentence = "as told by nine people who were there that day"
    (tmp_path / "early.txt").write_text(sentence, "utf-8")
    copied = [{"text": f"So it was {sentence}.", "documents": ["early"]}]
    seed.record("agreements", "a-deal", claim("kind", value="framework"), summaries=copied)
    findings = findings_of(Seed(seed.folder), documents=tmp_path)
    assert ("copied", "seed/agreements/a-deal.yaml") in {
        (fault.code, fault.file) for fault in findings.faults
    }


def test_a_title_is_whole_however_long(seed: SeedFolder, tmp_path: Path) -> None:
    title = "as told by nine people who were there that day"
    (tmp_path / "early.txt").write_text(title, "utf-8")
    data = json.loads((seed.folder / "documents/early.yaml").read_text("utf-8"))
    data |= {"title": title, "located_basis": "Looked up.", "claims": [claim("title", value=title)]}
    seed.write("documents/early.yaml", data)
    findings = findings_of(Seed(seed.folder), documents=tmp_path)
    assert "copied" not in {fault.code for fault in findings.faults}


def test_the_seed_agrees_with_its_documents(documents_dir: Path) -> None:
    findings = findings_of(Seed(ROOT / "seed"), documents=documents_dir)
    later = [one for one in findings.warnings if one.code != "former_day_changed"]
    assert [*findings.faults, *later] == []
