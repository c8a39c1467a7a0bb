"""House rule: every command in the README works and prints what is shown; the reference is what the
declarations say.
"""

import re
from pathlib import Path

import pytest

from docs import examples, generate, methodology
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [one for one in examples.examples(README) if not one.starts_something]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_readme_has_at_least_five_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_readme_prints_what_is_shown(
    number: int, live_server: str, tmp_path: Path
) -> None:
    example = EXAMPLES[number]
    assert example.output, f"no output is shown below:\n{example.commands.text}"
    printed = examples.run(example, live_server, tmp_path)
    assert examples.agrees(example.output.text, printed), (
        f"`make docs` renews it; it prints now:\n{printed}"
    )


def test_the_reference_is_what_the_declarations_say() -> None:
    wanted = generate.pages()
    committed = {
        path.name: path.read_text(encoding="utf-8") for path in generate.REFERENCE.glob("*.md")
    }
    assert (
        sorted(
            name
            for name in wanted.keys() | committed.keys()
            if wanted.get(name) != committed.get(name)
        )
        == []
    ), "run `make docs`"


def test_the_methodology_lists_the_codes_there_are() -> None:
    text = generate.METHODOLOGY.read_text(encoding="utf-8")
    assert methodology.filled(text) == text, "run `make docs`"


@pytest.mark.parametrize(
    "page",
    sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")),
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    targets = [
        target for target in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target
    ]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_a_line_of_three_dots_stands_for_any_lines() -> None:
    assert examples.agrees("a\n…\nd\n", "a\nb\nc\nd\n")
    assert examples.agrees("a\n…\n", "a\n")
    assert not examples.agrees("a\n…\nd\n", "a\nb\n")
    assert not examples.agrees("a\n", "a\nb\n")
