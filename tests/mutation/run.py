"""Mutation testing: deciding modules are changed in one place at a time, and tests must fail.

`make mutants` runs it; `modules.py` says which modules and tests, `survivors.yaml` lists what no
test need notice. cosmic-ray makes the changes; a forked process imports each, no file is changed.
"""

import argparse
import ast
import difflib
import importlib
import importlib.machinery
import importlib.util
import os
import random
import re
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest
import yaml
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.modules import LEAST_KILLED, MODULES

ROOT = Path(__file__).resolve().parent.parent.parent
SURVIVORS = Path(__file__).with_name("survivors.yaml")
# One other for each binary operator: a sum that becomes a product of texts fails by itself, and to
# try them all would take three times as long.
BINARY = {
    *("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_Mul", "Pow_Mul"),
    *("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitAnd", "LShift_RShift", "RShift_LShift"),
}
_BINARY_NAME = "core/ReplaceBinaryOperator_"
# Whether two equal texts are one object is the interpreter's choice.
_COMPARES_IDENTITY = re.compile(r"core/ReplaceComparisonOperator_(?!Is_|IsNot_)\w+_Is(Not)?")
SECONDS = 30  # a run that takes longer counts as failed: the change made an endless loop
# What tests import and no change can touch, loaded once before the processes fork.
PRELOADED = (
    *("alembic.command", "fastapi", "hypothesis", "psycopg", "pycountry"),
    *("rich.console", "sqlalchemy.dialects.postgresql.psycopg", "starlette.requests", "yaml"),
    "api.collections.served_tables",
)


class Mutant(NamedTuple):
    """One change: the line before and after, and the whole source it makes."""

    before: str
    after: str
    source: str

    @property
    def change(self) -> tuple[str, str]:
        """What names it, wherever the line stands."""
        return self.before, self.after


def annotation_spans(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where types are written: a change there says nothing about behaviour."""
    places: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign):
            places.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            places.append(node.returns)
    return [
        ((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0))
        for one in places
        if one is not None
    ]


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every change that cosmic-ray knows, but those of types."""
    types, tree = annotation_spans(source), get_ast(source)
    for name in operator_names():
        if _COMPARES_IDENTITY.fullmatch(name):
            continue
        if name.startswith(_BINARY_NAME) and name.removeprefix(_BINARY_NAME) not in BINARY:
            continue
        operator_class = get_operator(name)
        if operator_class.arguments():
            continue  # these need names of variables to put in
        operator = operator_class()
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            if any(first <= start < last for first, last in types):
                continue
            try:
                changed = mutate_code(source, operator, occurrence)
            except AttributeError:  # cosmic-ray cannot change an exception with a dotted name
                continue
            if changed is not None and changed != source and _is_python(changed):
                mutant = Mutant(*_lines(source, changed), changed)
                # The star of a parameter list is no product, though cosmic-ray takes it for one.
                # Slots save memory; nothing else can be seen of them.
                if mutant.after not in (
                    mutant.before.replace("*,", "/,"),
                    mutant.before.replace("slots=True", "slots=False"),
                ):
                    yield mutant


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _lines(source: str, changed: str) -> tuple[str, str]:
    lines = list(difflib.ndiff(source.splitlines(), changed.splitlines()))
    before, after = (
        " ".join(line[2:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    return before, after


class ChangedModule(importlib.machinery.SourceFileLoader):
    """Loads one module from a source of ours, as if its file held it."""

    def __init__(self, path: str, source: str) -> None:
        super().__init__(path.removesuffix(".py").replace("/", "."), str(ROOT / path))
        self._source = source

    def find_spec(self, fullname: str, path: object, target: object = None, /) -> ModuleSpec | None:
        """The module, where it is asked for."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        """The source as it is, never a compiled file."""
        code: CodeType = compile(self._source, self.path, "exec", dont_inherit=True)
        return code


def start(path: str, source: str, tests: Sequence[str], scratch: str) -> int:
    """Run the tests over a changed source in a process of its own; its id."""
    process = os.fork()
    if process:
        return process
    signal.alarm(SECONDS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.meta_path.insert(0, ChangedModule(path, source))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["-q", "-x", "-p", "no:cacheprovider"]
    failed = True
    try:
        failed = bool(pytest.main([*options, f"--basetemp={scratch}/{os.getpid()}", *tests]))
    finally:
        os._exit(failed)


def survivors_of(path: str, mutants: list[Mutant], tests: Sequence[str], jobs: int) -> list[Mutant]:
    """The changes with which all tests pass."""
    survived: list[Mutant] = []
    running: dict[int, Mutant] = {}
    waiting = list(reversed(mutants))
    with tempfile.TemporaryDirectory() as scratch:
        while waiting or running:
            while waiting and len(running) < jobs:
                mutant = waiting.pop()
                running[start(path, mutant.source, tests, scratch)] = mutant
            process, status = os.wait()
            mutant = running.pop(process)
            if status == 0:
                survived.append(mutant)
    return survived


def judge(
    path: str, tests: Sequence[str], listed: list[dict[str, Any]], jobs: int, sample: int | None
) -> bool:
    """Try the changes of one module, or a sample of them, and say what came of it; whether all is
    as it should be.
    """
    source = (ROOT / path).read_text(encoding="utf-8")
    loaded = path.removesuffix(".py").replace("/", ".") in sys.modules
    assert not loaded, f"{path} must be imported after the change: load less of PRELOADED"
    if not survivors_of(path, [Mutant("", "", source)], tests, 1):
        print(f"{path}: its tests fail without any change: {' '.join(tests)}")
        return False
    mutants = list(mutants_of(source))
    total = len(mutants)
    if sample is not None and sample < total:
        # The same changes each time: a figure can be compared with the one before.
        mutants = random.Random(path).sample(mutants, sample)
    survived = survivors_of(path, mutants, tests, jobs)
    killed = 1 - len(survived) / len(mutants)
    tried = f"{len(mutants)} of {total}" if len(mutants) < total else f"{total}"
    print(f"{path}: {tried} changes, {len(survived)} not noticed, {killed:.1%} noticed")
    changes = {mutant.change for mutant in mutants}
    known = {tuple(change) for group in listed for change in group["changes"]}
    if len(mutants) < total:
        known &= changes
    found = {mutant.change for mutant in survived}
    for before, after in sorted(found - known):
        print(f"  not noticed and not listed:\n  - before: {before!r}\n    after: {after!r}")
    for before, after in sorted(known - found):
        print(f"  listed, and noticed or gone:\n  - before: {before!r}\n    after: {after!r}")
    return killed >= LEAST_KILLED and found == known


def main() -> int:
    """Run the modules asked for, or all; 0 where each is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"some of: {', '.join(MODULES)}")
    parser.add_argument("--jobs", type=int, default=1, help="how many run at once")
    parser.add_argument("--sample", type=int, help="try so many changes of each module, not all")
    asked = parser.parse_args()
    unknown = set(asked.modules) - set(MODULES)
    if unknown:
        parser.error(f"no such module in tests/mutation/modules.py: {', '.join(sorted(unknown))}")
    for name in PRELOADED:
        importlib.import_module(name)
    listed = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) or {}
    good = [
        judge(path, MODULES[path], listed.get(path, []), asked.jobs, asked.sample)
        for path in asked.modules or MODULES
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
