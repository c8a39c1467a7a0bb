"""Words around quotes are written into the seed's own lines, and written anew, never twice."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from api.base.database import Target
from api.publish.prove.verify import verify
from api.publish.publish import publish
from docs.link_quotes import link, linked
from tests.unit.publish.seeds import SeedFolder, claim

LINE = '  - {field: kind, quote: the deal, judgement: {verdict: prefer, note: "A, b"}}'


def test_the_words_stand_at_the_end_of_the_claim_and_replace_those_that_stood_there() -> None:
    once = linked(LINE, 'of "x"', None, unique=True)
    assert once == LINE[:-1] + ', prefix: "of \\"x\\""}'
    assert linked(once, None, "’s", unique=False) == (
        LINE[:-1] + ', suffix: "’s", source_url_unique: false}'
    )
    assert linked(once, None, None, unique=True) == LINE


def test_a_claim_on_several_lines_is_refused() -> None:
    with pytest.raises(SystemExit, match="on one line"):
        linked("  - field: kind", None, None, unique=True)


CLAIM = "field: title, value: A title, basis: stated, document: early"


def test_only_claims_that_need_words_change(seed: SeedFolder, tmp_path: Path) -> None:
    text = "The deal of Japan.\nThe deal of Korea."
    (tmp_path / "early.txt").write_text(text, encoding="utf-8")
    for file in (seed.folder / "documents").iterdir():
        file.unlink()
    (seed.folder / "documents" / "early.yaml").write_text(
        "id: early\nfile_name: early.txt\n"
        'known_from: "2025-10-26"\nknown_from_basis: Said so.\nknown_from_confidence: high\n'
        f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\nclaims:\n"
        f"  - {{{CLAIM}, line: 1, start: 0, end: 8, quote: The deal}}\n"
        f"  - {{{CLAIM}, line: 2, start: 12, end: 17, quote: Korea}}\n",
        encoding="utf-8",
    )
    assert link(seed.folder, tmp_path) == 1
    assert link(seed.folder, tmp_path) == 0
    written = (seed.folder / "documents" / "early.yaml").read_text(encoding="utf-8")
    assert 'quote: The deal, suffix: "of Japan."}' in written
    assert "quote: Korea}" in written


def test_verify_names_a_link_that_does_not_land(seed: SeedFolder, tmp_path: Path) -> None:
    for name in ("early", "middle", "late"):
        text = f"The deal of Japan.\nThe deal of Korea.\nTold {name}."
        hashed = hashlib.sha256(text.encode()).hexdigest()
        file = seed.folder / "documents" / f"{name}.yaml"
        facts = json.loads(file.read_text(encoding="utf-8")) | {"sha256": hashed}
        file.write_text(json.dumps(facts), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    target = Target("sqlite", file=tmp_path / "x.sqlite")

    def faults(**around: Any) -> list[str]:
        deal = claim("kind", value="framework", quote="The deal", **around)
        seed.record("agreements", "a-deal", deal)
        publish(target, seed.folder)
        found = verify(target, seed.folder, tmp_path).faults
        return [fault for fault in found if "a-deal" in fault]

    assert faults(suffix="of Japan.") == []
    assert faults(source_url_unique=False) == []
    assert "not there alone" in faults()[0]
    assert "do not find" in faults(suffix="of China")[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_all_but_the_words_of_the_claims_stays_byte_for_byte(
    seed: SeedFolder, tmp_path: Path, end: str
) -> None:
    for name in ("early", "middle", "late"):
        text = f"The deal of Japan.\nThe deal of Korea.\nTold {name}."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        file = seed.folder / "documents" / f"{name}.yaml"
        facts = json.loads(file.read_text(encoding="utf-8")) | {"claims": []}
        facts["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        file.write_text(json.dumps(facts), encoding="utf-8")
    path = seed.folder / "agreements" / "a-deal.yaml"
    path.parent.mkdir()
    cited = "basis: coded, document: early, line: 1, start: 0, end: 8, quote: The deal"
    before = [
        "# Who wrote this: é, 日本, \u00a0.",
        "id:   a-deal   # an id",
        "",
        'names: [{text: "A  name", documents: [early]}]',
        "summaries:",
        "    - {documents: [early], text: 'Some words.'}  # indented otherwise",
        "claims:",
        f"  - {{field: kind, value: framework, {cited}}}",
        "  # the last line",
    ]
    ends = end or "\n"
    path.write_bytes((ends.join(before) + end).encode())
    link(seed.folder, tmp_path)
    before[7] = before[7][:-1] + ', suffix: "of Japan."}'
    assert path.read_bytes() == (ends.join(before) + end).encode()
