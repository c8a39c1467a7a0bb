"""House rule: a public name at the top of a module of `api/` means one thing in the whole of it."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.house.tree import Module, modules, parsed

# Names that several modules define on purpose, since they mean the same in each.
SAME_MEANING = {
    "Claim": "a claim: the public model, and the same as publishing works with it",
    "Json": "a JSON object",
    "Key": "a type variable: the key of a cache",
    "Release": "a release: the public model, its entry in the seed, and as it is served",
    "Row": "the values of one row, in the order of its columns",
    "TAG": "the tag of an endpoint's operations",
    "Value": "a type variable: the value of a cache",
    "add_routes": "each module of endpoints adds its routes with it",
    "line_writer": "each format of lines makes its writer with it",
    "locate": "the command, and what it calls",
    "migrate": "the command, and what it calls",
    "serve": "the command, and what it calls",
    "verify": "the command, and what it calls",
    "logger": "the logger of the module's part",
}


def public_names(module: Module) -> Iterator[str]:
    """Names defined at the top of a module. Private ones are not seen outside it, and mean what
    the module is about.
    """
    for node in module.tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        else:
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AnnAssign):
                targets = [node.target]
            names = [
                part.id
                for target in targets
                for part in ast.walk(target)
                if isinstance(part, ast.Name)
            ]
        yield from (name for name in names if not name.startswith("_"))


def defined_twice(given: Iterable[Module]) -> dict[str, list[str]]:
    """Names defined by several modules, with those modules."""
    places: dict[str, list[str]] = defaultdict(list)
    for module in given:
        for name in sorted(set(public_names(module))):
            places[name].append(module.name)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_a_public_name_means_one_thing() -> None:
    twice = defined_twice(modules("api"))
    assert {name: found for name, found in twice.items() if name not in SAME_MEANING} == {}


def test_every_exception_is_still_needed() -> None:
    assert sorted(SAME_MEANING.keys() - defined_twice(modules("api")).keys()) == []


def test_the_rule_sees_a_name_with_two_meanings() -> None:
    first = parsed("first.py", "LIMIT: int = 1\n_own = 1\n")
    second = parsed("second.py", "BOUND, LIMIT = 2, 3\n_own = 2\n")
    assert defined_twice([first, second]) == {"LIMIT": ["first.py", "second.py"]}
