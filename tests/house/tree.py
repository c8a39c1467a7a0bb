"""What the house rules are asked of: the files of the project, its Python files, and their syntax
trees.
"""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What tools make, at the top of the project and anywhere in it.
_MADE_AT_THE_TOP = {
    ".git",
    ".venv",
    "var",
    "build",
    "dist",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".schemathesis",
}
_MADE_ANYWHERE = {"node_modules", "__pycache__"}


@functools.cache
def project_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be; outside a checkout, every file that no tool has
    made.
    """
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _made(path.relative_to(ROOT))]
    return tuple(sorted(path for path in found if path.is_file()))


def _made(path: Path) -> bool:
    top, *_ = path.parts
    return (
        top in _MADE_AT_THE_TOP
        or top.endswith(".egg-info")
        or bool(_MADE_ANYWHERE.intersection(path.parts))
    )


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root, its text and its syntax tree."""

    name: str
    text: str
    tree: ast.Module


@functools.cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files of the project, or those below some of its folders."""
    names = [str(path.relative_to(ROOT)) for path in project_files() if path.suffix == ".py"]
    chosen = [
        name
        for name in names
        if not folders or any(name.startswith(f"{folder}/") for folder in folders)
    ]
    return tuple(parsed(name, (ROOT / name).read_text(encoding="utf-8")) for name in chosen)


def parsed(name: str, text: str) -> Module:
    """A module from its text."""
    return Module(name, text, ast.parse(text, name))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
