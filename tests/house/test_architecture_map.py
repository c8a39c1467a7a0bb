"""House rule: ARCHITECTURE.md is the code map; it names every package and module of the product,
and nothing that is not there.
"""

import re

from tests.house.tree import ROOT, modules, project_files

_NAMED = re.compile(r"`((?:api|migrations|seed|tests|bench|docs|requirements)/[\w./-]*)`")
# A numbered item that opens with a folder names what is in it by what follows the folder.
_ITEM = re.compile(r"^\d+\. `(api/[\w/]+/)`(.*?)(?=^\d+\. |^\S|\Z)", re.MULTILINE | re.DOTALL)
_RELATIVE = re.compile(r"`(\w[\w/]*(?:\.py|/))`")


def named() -> set[str]:
    """Paths that the map names, without a closing slash."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    whole = set(_NAMED.findall(text))
    for folder, item in _ITEM.findall(text):
        whole |= {folder + name for name in _RELATIVE.findall(item) if name not in whole}
    return {path.rstrip("/") for path in whole}


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
