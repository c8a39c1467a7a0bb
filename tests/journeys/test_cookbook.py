"""Every recipe of the cookbook runs on the real dataset and prints what the page shows; what other
tools make of our files is sound.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from docs import cookbook, examples

TOOLS = ("datasette", "duckdb", "frictionless", "pandas", "polars")
PAGE = cookbook.PAGE.read_text(encoding="utf-8")
RECIPES = [one for one in examples.examples(PAGE) if one.output]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(importlib.util.find_spec(tool) is None for tool in TOOLS),
        reason="the tools of the cookbook are not installed; `make check` does it",
    ),
]


def test_every_tool_has_a_recipe() -> None:
    text = "\n".join(recipe.commands.text for recipe in RECIPES)
    assert [tool for tool in (*TOOLS, "node", "curl") if tool not in text] == []


@pytest.mark.parametrize("number", range(len(RECIPES)), ids=lambda number: str(number))
def test_a_recipe_prints_what_is_shown(number: int, live_server: str, tmp_path: Path) -> None:
    recipe = RECIPES[number]
    if "node " in recipe.commands.text and not shutil.which("node"):
        pytest.skip("there is no node on this machine")
    printed = examples.run(recipe, live_server, tmp_path)
    assert recipe.output is not None
    assert examples.agrees(recipe.output.text, printed), (
        f"`make cookbook` renews it; it prints now:\n{printed}"
    )


def python(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


COMPARE = """
import json, sys, urllib.request
import pandas as pd
api = sys.argv[1]
read = {
    "csv": pd.read_csv,
    "parquet": pd.read_parquet,
    "jsonl": lambda url: pd.read_json(url, lines=True, dtype=False),
}
for name in ("projects", "claims", "agreements", "companies", "events", "terms", "conflicts"):
    whole = read["csv"](f"{api}/{name}.csv")
    items = []
    url = f"{api}/{name}?limit=500"
    while url:
        page = json.load(urllib.request.urlopen(url))
        items += page["items"]
        url = api.removesuffix("/v1") + page["links"]["next"] if page["links"]["next"] else None
    assert len(whole) == len(items), name
    for column in whole:
        for value, item in zip(whole[column], items):
            if column not in item or isinstance(item[column], list):
                continue
            own = item[column]
            # Pandas takes a column of nothing but years or numbers for numbers.
            if isinstance(value, float) and str(own).isdigit():
                own = float(own)
            assert (pd.isna(value) and own is None) or value == own, (name, column, value, own)
    for suffix in ("parquet", "jsonl"):
        other = read[suffix](f"{api}/{name}.{suffix}")
        assert list(other.columns) == list(whole.columns)
        assert list(other.id) == list(whole.id)
print("equal")
"""


def test_every_column_in_a_data_frame_equals_the_json_walk(live_server: str) -> None:
    assert python(COMPARE, f"{live_server}/v1") == "equal\n"


def test_the_described_addresses_are_a_sound_data_package(live_server: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{live_server}/v1/datapackage.json") as answer:
        package = json.load(answer)
    for resource in package["resources"]:
        with urllib.request.urlopen(f"{live_server}/v1/{resource['path']}") as answer:
            (tmp_path / resource["path"]).write_bytes(answer.read())
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("frictionless")),
            "validate",
            "--json",
            "datapackage.json",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["valid"], report


def test_datasette_opens_the_release_as_it_is(live_server: str, tmp_path: Path) -> None:
    path = tmp_path / "pledgebook.sqlite"
    with urllib.request.urlopen(f"{live_server}/v1/bulk/pledgebook.sqlite") as answer:
        path.write_bytes(answer.read())
    command = [
        str(Path(sys.executable).with_name("datasette")),
        str(path),
        "--get",
        "/pledgebook/projects.json?_labels=on&_size=max&_shape=objects",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = json.loads(done.stdout)["rows"]
    assert any(row["agreement_id"] and row["agreement_id"]["label"] for row in rows)
