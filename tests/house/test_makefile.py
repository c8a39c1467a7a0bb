"""House rule: everything that can be done is listed by `make`, and what the pages tell a reader to
type exists.
"""

import re

import pytest

from tests.house.tree import ROOT

PAGES = [
    "README.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
]
# Steps of other targets, not for typing.
INNER = {"dataset", "missing"}


def makefile() -> str:
    """The Makefile."""
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def listed() -> set[str]:
    """Targets that `make help` shows."""
    return set(re.findall(r"^([a-z-]+):.*## ", makefile(), re.MULTILINE))


def test_every_target_is_listed() -> None:
    targets = set(re.findall(r"^\.PHONY: (.+)$", makefile(), re.MULTILINE))
    assert targets - INNER == listed()


@pytest.mark.parametrize("page", PAGES)
def test_every_target_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.MULTILINE)) <= listed()
