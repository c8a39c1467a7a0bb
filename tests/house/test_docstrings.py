"""House rule: every module says in one to five lines what it is for; every public function says
what its types do not.
"""

import ast

import pytest

from tests.house.tree import Module, modules, parsed

MOST_LINES = 5
# Where nobody imports from, names speak for themselves.
DOCUMENTED = ("api",)


def opening_fault(module: Module) -> str | None:
    """What is wrong with the docstring a module opens with; a tree drawn in it is no prose and does
    not count.
    """
    text = ast.get_docstring(module.tree)
    if not text:
        return f"{module.name} does not say what it is for"
    prose = [
        line
        for paragraph in text.split("\n\n")
        if "──" not in paragraph
        for line in paragraph.splitlines()
    ]
    return (
        f"{module.name} takes {len(prose)} lines to say what it is for"
        if len(prose) > MOST_LINES
        else None
    )


def undocumented(module: Module) -> list[str]:
    """Public classes, functions and methods without a docstring."""
    found = []

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(
                node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
            ) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    found.append(f"{module.name}:{node.lineno} {prefix}{node.name}")
                if isinstance(node, ast.ClassDef):
                    visit(node.body, f"{node.name}.")

    visit(module.tree.body, "")
    return found


def test_every_module_says_what_it_is_for() -> None:
    assert [fault for module in modules() if (fault := opening_fault(module))] == []


def test_every_public_function_has_a_docstring() -> None:
    assert [fault for module in modules(*DOCUMENTED) for fault in undocumented(module)] == []


@pytest.mark.parametrize("text", ["x = 1\n", '"""One.\nTwo.\nThree.\nFour.\nFive.\nSix.\n"""\n'])
def test_the_rule_sees_a_missing_and_a_long_opening(text: str) -> None:
    assert opening_fault(parsed("made.py", text))


def test_the_rule_sees_an_undocumented_method() -> None:
    text = '"""M."""\nclass A:\n    """A."""\n    def open(self): ...\n    def _shut(self): ...\n'
    assert undocumented(parsed("made.py", text)) == ["made.py:4 A.open"]
