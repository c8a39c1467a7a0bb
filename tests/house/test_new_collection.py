"""A new collection is its file, its place in the tuple, its folder in the seed and a migration: nothing else, tried on a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.unit.publish.seeds import SeedFolder, claim

PLACES = '''"""Places: where deals are struck."""

from api.collections import declare as d
from api.collections.fields import Shape, code
from api.collections.mixins import Identity, Provenance, RecordLists


class PlaceOwn(Shape):
    """What only places have."""

    country: str | None = code("countries", "Country it is in, ISO 3166-1 alpha-2.", "JP")


class PlaceColumns(Provenance, PlaceOwn, Identity):
    """Every stored column of a place, in public order."""


class Place(RecordLists, PlaceColumns):
    """Where deals are struck."""


class PlaceRow(PlaceColumns, table=True):
    """The canonical table of places."""

    __tablename__ = "places"


PLACES = d.Collection(
    name="places",
    singular="place",
    kind="record",
    model=Place,
    table=PlaceRow,
    description="Where deals are struck.",
    filters=(*d.codes("country", "countries", "country", "JP"), *d.COMMON_FILTERS),
    sorts=d.COMMON_SORTS,
    includes=(d.CLAIMS,),
)
'''
TRY = """
import asyncio, sys
import httpx
from api.app import create_app
from api.base.database import parse_target
from api.publish.publish import publish
from api.settings import Settings

url, folder = sys.argv[1:]
publish(parse_target(url), __import__("pathlib").Path(folder))

async def main():
    transport = httpx.ASGITransport(create_app(Settings(database_url=url)))
    async with httpx.AsyncClient(transport=transport, base_url="http://copy.test") as client:
        for address in sys.stdin.read().split():
            answer = await client.get(address)
            print(address, answer.status_code, answer.text.replace("\\n", " ")[:300])

asyncio.run(main())
"""
ADDRESSES = (
    "/readyz",
    "/v1/places?country=JP",
    "/v1/places/yokosuka",
    "/v1/places.csv?fields=id,name,country",
    "/v1/search?q=yokosuka",
    "/v1/places?contry=JP",
)


@pytest.mark.slow
def test_a_new_collection_is_four_places(tmp_path: Path) -> None:
    for part in ("api", "migrations"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "api/collections/places.py").write_text(PLACES, encoding="utf-8")
    declared = tmp_path / "api/collections/__init__.py"
    text = declared.read_text(encoding="utf-8")
    text = text.replace("from api.collections.positions", "from api.collections.places import PLACES\nfrom api.collections.positions")
    declared.write_text(text.replace("    POSITIONS,\n", "    POSITIONS,\n    PLACES,\n"), encoding="utf-8")
    seed = SeedFolder(tmp_path / "seed")
    seed.deal()
    seed.record("places", "yokosuka", claim("country", value="JP"), name="Yokosuka")

    def run(*arguments: str, lines: str = "") -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, input=lines, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    step = Path(run("-m", "migrations.new", "add places").splitlines()[-1])
    assert step.parent == tmp_path / "migrations/versions"
    assert "create_table('places'" in step.read_text(encoding="utf-8")
    (tmp_path / "try.py").write_text(TRY, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'copy.sqlite'}"
    answers = run("try.py", url, str(seed.folder), lines=" ".join(ADDRESSES)).splitlines()
    statuses = [line.split(" ")[1] for line in answers]
    assert statuses == ["200", "200", "200", "200", "200", "422"], answers
    assert "yokosuka,Yokosuka,JP" in answers[3]
    assert '"collection":"places"' in answers[4]
    assert "country" in answers[5]
