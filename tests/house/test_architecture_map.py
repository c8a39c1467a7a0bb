"""House rule: ARCHITECTURE.md is the code map; it names every package and module of the product,
and nothing that is not there.
"""

import re

from tests.house.tree import ROOT, modules, project_files

_NAMED = re.compile(
    r"`((?:(?:api|migrations|seed|tests|bench|docs|requirements)/[\w./-]*)|\w+\.py)`"
)


def named() -> set[str]:
    """Paths that the map names, without a closing slash; a bare file stands in the folder named
    last.
    """
    folder, found = "", set()
    for path in _NAMED.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")):
        if "/" not in path:
            path = f"{folder}/{path}"
        folder = path.rstrip("/") if path.endswith("/") else path.rpartition("/")[0]
        found.add(path.rstrip("/"))
    return found


def test_the_map_is_short() -> None:
    lines = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150


def test_every_module_of_the_product_is_on_the_map() -> None:
    ours = {module.name for module in modules("api") if not module.name.endswith("__init__.py")}
    declared = {
        name for name in ours if name.startswith("api/collections/")
    }  # one a collection: the folder stands for them
    assert sorted(ours - declared - named()) == []


def test_every_package_is_on_the_map() -> None:
    packages = {
        path.relative_to(ROOT).parent for path in project_files() if path.name == "__init__.py"
    }
    folders = {str(package) for package in packages if str(package) not in {".", "api"}}
    top = {
        path.relative_to(ROOT).parts[0]
        for path in project_files()
        if len(path.relative_to(ROOT).parts) > 1
    }
    visible = {name for name in top if not name.startswith(".")} - {"api"}
    assert sorted((folders | visible) - named()) == []


def test_everything_on_the_map_exists() -> None:
    assert sorted(path for path in named() if not (ROOT / path).exists()) == []
