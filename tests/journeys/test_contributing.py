"""The recipes of CONTRIBUTING.md are applied to a copy of the project, in their order, and what
they promise holds.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import clean_environment
from tests.house.tree import ROOT, project_files

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"# (?P<file>\S+), after: (?P<line>.*)\n")
_ASK = """
import asyncio, sys
import httpx
from api.app import create_app
from api.settings import Settings

async def main():
    transport = httpx.ASGITransport(create_app(Settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://copy.test") as client:
        for address in sys.argv[1:]:
            answer = await client.get(address)
            print(answer.status_code, answer.text.replace("\\n", " "))

asyncio.run(main())
"""
PLACE = """id: yokosuka
names: [{text: Yokosuka, documents: [korea-mission-digest]}]
summaries: [{text: A town., documents: [korea-mission-digest]}]
claims:
  - {field: country, value: JP, basis: inferred, document: korea-mission-digest,
     line: 33, start: 129, end: 133, quote: Ohio}
"""
# Address, status, and what the answer holds.
PROMISED = (
    ("/v1/projects?claim_count_gte=13&subdivision=US-OH", 200, '"id":"ohio-gas-power-plant"'),
    ("/v1/projects?claim_count_gte=many", 422, "claim_count_gte"),
    ("/v1/projects/ohio-gas-power-plant", 200, '"permits":null'),
    ("/v1/projects.csv?fields=id,place,permits", 200, "ohio-gas-power-plant,Ohio,"),
    ("/v1/codelists/stances", 200, '"value":"regrets"'),
    ("/v1/projects.ndjson", 200, '"id":"ohio-gas-power-plant"'),
    ("/v1/places/yokosuka", 200, '"country":"JP"'),
    ("/v1/places.csv?fields=id,name,country", 200, "yokosuka,Yokosuka,JP"),
    ("/v1/places?contry=JP", 422, "did you mean 'country'?"),
    ("/v1/search?q=yokosuka", 200, '"collection":"places"'),
    ("/places", 200, "Yokosuka</a>"),
    ("/places/yokosuka", 200, "A town."),
    ("/llms.txt", 200, "- [Places]("),
    ("/changes?subject_type=places", 200, "First known: place"),
)


def recipes() -> list[tuple[str, str]]:
    """Kind and text of each block below the heading of the recipes."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return _BLOCK.findall(text[text.index("## Recipes") :])


def copy_of_the_project(folder: Path) -> None:
    for path in project_files():
        to = folder / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
    (folder / ".venv").symlink_to(Path(sys.prefix))


def insert(folder: Path, block: str) -> None:
    """Put the lines of a block where its first line says."""
    head = _PLACE.match(block)
    assert head, block
    file = folder / head["file"]
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = [place for place, line in enumerate(lines) if line.strip() == head["line"].strip()]
    assert len(at) == 1, f"{head['file']} has {len(at)} lines {head['line']!r}"
    lines.insert(at[0] + 1, block[head.end() :])
    file.write_text("".join(lines), encoding="utf-8")


@pytest.mark.slow
def test_every_recipe_does_what_it_says(tmp_path: Path) -> None:
    copy_of_the_project(tmp_path)
    database = f"sqlite:///{tmp_path / 'copy.sqlite'}"
    environment = {
        **clean_environment(),
        "PLEDGEBOOK_DATABASE_URL": database,
        "PYTHONPATH": str(tmp_path),
        "PATH": os.environ["PATH"],
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    for kind, block in recipes():
        if kind != "console":
            insert(tmp_path, block)
            continue
        for line in block.splitlines():
            program, *arguments = shlex.split(line.removeprefix("$ "))
            # The environment stands: it is not to be made anew for the copy.
            old = ["-o", ".venv/.runtime", "-o", ".venv/.dev"] if program == "make" else []
            run(program, *old, *arguments)
    (tmp_path / "seed/places/yokosuka.yaml").write_text(PLACE, encoding="utf-8")
    run(sys.executable, "-m", "api.cli", "seed")
    answers = run(sys.executable, "-c", _ASK, *(address for address, _, _ in PROMISED)).splitlines()
    for (address, status, held), answer in zip(PROMISED, answers, strict=True):
        assert answer.startswith(f"{status} "), (address, answer[:300])
        assert held in answer, (address, answer[:300])
    assert "claim_count_gte" in (tmp_path / "docs/reference/projects.md").read_text(
        encoding="utf-8"
    )
    new_collection = (sys.executable, "-m", "docs.new_collection")
    run(*new_collection, "zones", "zone")
    run(sys.executable, "-m", "ruff", "format", "--check", "api", "docs", "migrations")
    run(sys.executable, "-m", "ruff", "check", "api", "docs", "migrations")
    before = (tmp_path / "api/collections/__init__.py").read_bytes()
    for names in ("places place", "class classes", "search searches", "Towns town", "towns", ""):
        refused = subprocess.run(
            [*new_collection, *names.split()],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
    assert (tmp_path / "api/collections/__init__.py").read_bytes() == before
