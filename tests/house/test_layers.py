"""House rule: imports go only downward, the web framework stays at the edge, and SQL runs only
where data is built or read.
"""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePath

import pytest

from tests.house.tree import ROOT, Module, functions, modules, parsed

WEB = {"fastapi", "starlette", "fastapi_swagger"}
WEB_ALLOWED = ("api/http/", "api/site/", "api/app.py")
SQL_ALLOWED = ("api/read/", "api/publish/", "migrations/")
PACKAGES = ("api/read", "api/publish", "api/http")
MOST_MODULES = 12
MOST_LATE_IMPORTS = 10
SQL_CALLS = {
    "execute",
    "executemany",
    "executescript",
    "exec_driver_sql",
    "exec",
    "scalar",
    "scalars",
}


def imported(module: Module) -> set[str]:
    """Top-level names of the packages a module imports."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def sql_calls(module: Module) -> list[str]:
    """Calls that run SQL: `.execute(…)` and its relatives, and a cursor's `.copy(statement)`, which
    unlike a list's takes an argument.
    """
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            copies = (
                node.func.attr == "copy"
                and bool(node.args)
                and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "copy")
            )
            if node.func.attr in SQL_CALLS or copies:
                found.append(f"{module.name}:{node.lineno} .{node.func.attr}(…)")
    return found


def late_imports(module: Module) -> list[str]:
    """Imports inside functions."""
    return [
        f"{module.name}:{node.lineno}"
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_few_modules_are_imported_inside_a_function() -> None:
    """Each of these is slow to load and seldom needed, and says so."""
    found = {place for module in modules("api") for place in late_imports(module)}
    assert len(found) <= MOST_LATE_IMPORTS, sorted(found)


def test_the_rule_sees_an_import_inside_a_function() -> None:
    made = parsed("made.py", "import ast\n\ndef load():\n    from json import dumps\n")
    assert late_imports(made) == ["made.py:4"]


def test_no_package_has_many_modules_of_its_own() -> None:
    count = Counter(
        PurePath(module.name).parent.as_posix()
        for module in modules(*PACKAGES)
        if not module.name.endswith("/__init__.py")
    )
    assert {name: count[name] for name in PACKAGES if count[name] > MOST_MODULES} == {}


def test_the_web_framework_is_known_only_at_the_edge() -> None:
    assert [
        module.name
        for module in modules("api")
        if imported(module) & WEB and not module.name.startswith(WEB_ALLOWED)
    ] == []


def test_sql_runs_only_where_data_is_built_or_read() -> None:
    places = [
        module
        for module in modules("api", "migrations", "docs")
        if not module.name.startswith(SQL_ALLOWED)
    ]
    assert [call for module in places for call in sql_calls(module)] == []


def test_a_migration_never_imports_the_product() -> None:
    """What it did must stay what it did, however the product changes."""
    assert [
        module.name for module in modules("migrations/versions") if "api" in imported(module)
    ] == []


def test_the_import_contract_holds() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("text", ["session.execute(query)", "cursor.copy('COPY t FROM STDIN')"])
def test_the_rule_sees_sql(text: str) -> None:
    assert len(sql_calls(parsed("made.py", text))) == 1


@pytest.mark.parametrize("text", ["headers.copy()", "copy.copy(value)"])
def test_the_rule_lets_plain_copies_be(text: str) -> None:
    assert sql_calls(parsed("made.py", text)) == []
