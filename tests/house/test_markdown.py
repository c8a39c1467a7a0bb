"""House rule: prose in Markdown is wrapped at 100 characters; tables, code and what is generated
are not prose.
"""

import re
from pathlib import Path

from tests.house.tree import ROOT, project_files

LONGEST = 100
_MARKER = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_WHOLE = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)")  # code and links, which no line break may part
GENERATED = ("docs/reference", "bench/RESULTS.md", ".github")


def too_long(text: str) -> list[int]:
    """Numbers of lines of prose that are too long."""
    found, code = [], False
    for number, line in enumerate(text.splitlines(), 1):
        code = code != line.lstrip().startswith("```")
        prose = not code and not line.startswith("|")
        breakable = _WHOLE.sub(lambda match: "x" * len(match[0]), _MARKER.sub("", line))
        if prose and len(line) > LONGEST and " " in breakable[:LONGEST].strip():
            found.append(number)
    return found


def pages() -> list[Path]:
    return [
        path
        for path in project_files()
        if path.suffix == ".md" and not str(path.relative_to(ROOT)).startswith(GENERATED)
    ]


def test_prose_is_wrapped() -> None:
    assert {
        str(path.relative_to(ROOT)): lines
        for path in pages()
        if (lines := too_long(path.read_text(encoding="utf-8")))
    } == {}


def test_the_rule_sees_a_long_line_and_no_table_or_code() -> None:
    long = "word " * 30
    assert too_long(f"{long}\n| {long} |\n```\n{long}\n```\n{long}") == [1, 6]
