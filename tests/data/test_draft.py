"""What stands in the seed and is not published yet says so, and leaves published releases alone."""

import json
import shutil
from pathlib import Path

from api.base.database import parse_target
from api.publish.publish import publish
from tests.asking import asking
from tests.databases import sqlite_url

SEED = Path(__file__).parents[2] / "seed"


def test_a_draft_is_served_under_its_own_name_with_a_warning(tmp_path: Path) -> None:
    seed = tmp_path / "seed"
    shutil.copytree(SEED, seed)
    releases = seed / "releases.yaml"
    text = releases.read_text(encoding="utf-8")
    releases.write_text(text[: text.rindex("- id:")], encoding="utf-8")
    (seed / "releases" / "2026-11-27.jsonl.gz").unlink()
    url = sqlite_url(tmp_path / "draft.sqlite")
    publish(parse_target(url), seed)
    with asking(url, seed_dir=seed) as api:
        meta = api.get("/v1/projects").json()["meta"]
        known = {one["id"]: one for one in api.walk("/v1/releases")}
    assert meta["release"] == "draft"
    assert "draft" in {warning["code"] for warning in meta["warnings"]}
    assert known["draft"]["current"]
    published = known["2026-11-21"]
    assert not published["current"]
    assert published["hash"].startswith("3d7402bf1c3a")


def test_a_published_release_gives_no_such_warning(contract_sqlite_url: str) -> None:
    with asking(contract_sqlite_url) as api:
        warnings = json.loads(api.get("/v1/projects").content)["meta"]["warnings"]
    assert "draft" not in {warning["code"] for warning in warnings}
