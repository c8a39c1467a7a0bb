"""House rule: what is installed is locked by hash, from wherever the reader installs; the locks fit
pyproject.toml.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT

LOCKS = ("build", "runtime", "dev", "cookbook")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def lock(name: str) -> Path:
    """A lock file by its short name."""
    return ROOT / "requirements" / f"{name}.lock"


def pins(name: str) -> dict[str, str]:
    """Package → version of a lock."""
    return {
        normal(package): version
        for package, version in _PINNED.findall(lock(name).read_text(encoding="utf-8"))
    }


def normal(package: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def least(requirement: str) -> tuple[str, str]:
    """Package and least version of a requirement of the form `name[extra]>=1.2; marker`."""
    match = re.match(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=([\d.]+)", requirement)
    assert match, f"'{requirement}' names no least version"
    return normal(match[1]), match[2]


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers that compare."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("build", lambda: project()["build-system"]["requires"]),
        ("runtime", lambda: project()["project"]["dependencies"]),
        (
            "dev",
            lambda: (
                project()["project"]["dependencies"]
                + project()["project"]["optional-dependencies"]["dev"]
            ),
        ),
        ("cookbook", lambda: project()["project"]["optional-dependencies"]["cookbook"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(name: str, requirements: Any) -> None:
    locked = pins(name)
    asked = [least(requirement) for requirement in requirements()]
    assert [
        package
        for package, version in asked
        if numbers(locked.get(package, "0")) < numbers(version)
    ] == []


def test_the_tests_run_on_what_is_served() -> None:
    dev = pins("dev")
    assert {
        package: version
        for package, version in pins("runtime").items()
        if dev.get(package) != version
    } == {}


def test_the_tools_of_the_cookbook_fit_beside_the_tests() -> None:
    dev = pins("dev")
    assert {
        package: version
        for package, version in pins("cookbook").items()
        if dev.get(package, version) != version
    } == {}


def test_every_dependency_has_its_reason_on_record() -> None:
    record = (
        (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8").lower()
    )
    extras = project()["project"]["optional-dependencies"].values()
    asked = [*project()["project"]["dependencies"], *(one for extra in extras for one in extra)]
    assert [
        package
        for package, _ in map(least, asked)
        if not re.search(rf"\b{re.escape(package)}\b", record)
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_lock_names_a_host(name: str) -> None:
    text = lock(name).read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if "==" in block]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
