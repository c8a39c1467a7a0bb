"""What stands in the seed and is not published yet says so, and leaves published releases alone."""

import json

from tests.asking import asking


def test_a_draft_is_served_under_its_own_name_with_a_warning(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        meta = api.get("/v1/projects").json()["meta"]
        releases = {one["id"]: one for one in api.walk("/v1/releases")}
    assert meta["release"] == "draft"
    assert "draft" in {warning["code"] for warning in meta["warnings"]}
    assert releases["draft"]["current"]
    published = releases["2026-11-21"]
    assert not published["current"]
    assert published["hash"].startswith("3d7402bf1c3a")


def test_a_published_release_gives_no_such_warning(contract_sqlite_url: str) -> None:
    with asking(contract_sqlite_url) as api:
        warnings = json.loads(api.get("/v1/projects").content)["meta"]["warnings"]
    assert "draft" not in {warning["code"] for warning in warnings}
