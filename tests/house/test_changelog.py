"""House rule: the changelog's newest version is the one the code says it is, and follows Keep a
Changelog.
"""

import re

import api
from tests.house.tree import ROOT

_KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def changelog() -> str:
    """CHANGELOG.md."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_version_is_that_of_the_code() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog(), re.MULTILINE)
    assert versions[0] == api.__version__


def test_changes_are_of_known_kinds() -> None:
    assert set(re.findall(r"^### (.+)$", changelog(), re.MULTILINE)) <= _KINDS
