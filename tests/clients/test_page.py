"""The page of generated clients: each language's commands run as they stand there, and print what
is shown.
"""

import shutil
import sys
from pathlib import Path

import pytest

from docs import clients, examples

pytestmark = pytest.mark.slow

SECTIONS = clients.sections(clients.PAGE.read_text(encoding="utf-8"))
# What a language needs beside the packages of the tests.
NEEDS = {"OpenAPI Generator": ("java", "openapi-generator-cli"), "TypeScript": ("node", "npm")}


def found(tool: str) -> bool:
    return bool(shutil.which(tool)) or Path(sys.executable).with_name(tool).exists()


@pytest.mark.parametrize("language", SECTIONS)
def test_the_commands_of_a_language_run_and_print_what_is_shown(
    language: str, live_server: str, tmp_path: Path
) -> None:
    needed = [tool for word, tools in NEEDS.items() if word in language for tool in tools]
    if missing := [tool for tool in needed if not found(tool)]:
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    shown = examples.examples(SECTIONS[language])
    assert any(one.output for one in shown)
    for one in shown:
        printed = examples.run(one, live_server, tmp_path)
        if one.output:
            assert examples.agrees(one.output.text, printed), (
                f"`make clients-page` renews it; it prints now:\n{printed}"
            )
