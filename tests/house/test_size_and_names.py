"""House rule: files a reader can hold in mind, and no drawer where anything goes."""

from pathlib import PurePath

from tests.house.tree import Module, functions, modules, parsed

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50
# A schema's step is generated once and never edited: it is as long as the schema.
GENERATED = "migrations/versions/"
DRAWERS = {"utils", "helpers", "common", "misc"}


def too_long(module: Module) -> list[str]:
    """The file, and each of its functions, that is longer than the rule allows."""
    lines = module.text.count("\n")
    found = [f"{module.name} has {lines} lines"] if lines > MOST_FILE_LINES else []
    for function in functions(module):
        assert function.end_lineno is not None
        length = function.end_lineno - function.lineno + 1
        if length > MOST_FUNCTION_LINES:
            found.append(f"{module.name}:{function.lineno} {function.name} has {length} lines")
    return found


def test_no_file_or_function_is_too_long() -> None:
    assert [
        fault
        for module in modules()
        if not module.name.startswith(GENERATED)
        for fault in too_long(module)
    ] == []


def test_no_module_is_a_drawer() -> None:
    assert [
        module.name
        for module in modules()
        if DRAWERS & {PurePath(part).stem for part in PurePath(module.name).parts}
    ] == []


def test_the_rule_sees_a_long_function() -> None:
    body = "\n".join("    pass" for _ in range(MOST_FUNCTION_LINES))
    assert too_long(parsed("made.py", f"def long():\n{body}\n")) == ["made.py:1 long has 51 lines"]
