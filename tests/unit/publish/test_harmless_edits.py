"""Edits that change nothing, or only what is said: none is a fault or a warning."""

import json
from collections.abc import Callable

import pytest
import yaml

from api.publish.publish import findings_of
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder

PLANT = "projects/plant.yaml"
EDITS: list[Callable[[str], str]] = [
    lambda text: "# A plant.\n" + text,
    lambda text: text + "\n\n# The end.\n",
    lambda text: "---\n" + text,
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "  \n"),
    lambda text: text.replace("\n", "  # told\n", 1),
    lambda text: "#\tA comment with a tab.\n" + text,
    lambda text: text.replace("A name", '"A name"'),
    lambda text: text.replace("A name", "Ünïcode – plant’s “name”"),
    lambda text: text.replace("  quote:", "  attributed_to: NO\n  quote:", 1),
    lambda text: text.replace("  quote:", "  attributed_to: 90:10 plant\n  quote:", 1),
    lambda text: text.replace("  quote:", "  attributed_to: '007'\n  quote:", 1),
    lambda text: text.replace("A name", "Plant \U0001f3ed \u00a0 two"),
    lambda text: text.replace("9.2", "0.5"),
    lambda text: json.dumps(yaml.safe_load(text), indent=1),
    lambda text: json.dumps(yaml.safe_load(text), ensure_ascii=False),
    lambda text: yaml.safe_dump(yaml.safe_load(text), sort_keys=True, default_flow_style=None),
]


@pytest.fixture
def written(seed: SeedFolder) -> SeedFolder:
    """A small whole, one record of it in the style of an editor."""
    seed.deal()
    path = seed.folder / PLANT
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return seed


@pytest.mark.parametrize("edit", EDITS)
def test_a_harmless_edit_raises_nothing(written: SeedFolder, edit: Callable[[str], str]) -> None:
    path = written.folder / PLANT
    path.write_bytes(edit(path.read_text(encoding="utf-8")).encode())
    findings = findings_of(Seed(written.folder))
    assert [*findings.faults, *findings.warnings] == []


def test_blank_lines_and_blanks_between_records_of_json_are_harmless(seed: SeedFolder) -> None:
    seed.deal()
    path = seed.folder / "companies" / "acme.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    path.with_name("all.jsonl").write_text(
        f"\n{json.dumps(record, indent=None)}\r\n\n", encoding="utf-8"
    )
    findings = findings_of(Seed(seed.folder))
    assert [*findings.faults, *findings.warnings] == []
