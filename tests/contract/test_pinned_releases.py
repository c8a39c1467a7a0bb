"""`release=` answers for ever what it answered when that release was the newest, on both
databases.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.release import prepare, write
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.contract.pinned_addresses import (
    ADDRESSES,
    CORRECTED,
    DAY,
    FIRST,
    FORMER_WORDS,
    SECOND,
    UNTIL_A_LATER_DOCUMENT,
    WORDS,
)
from tests.databases import PostgresServer, sqlite_url

SEED = Path(__file__).resolve().parent / "seed"


@dataclass
class TwoReleases:
    """A database that holds a second release, and what the first one answered while it was the
    newest: body and ETag by address.
    """

    api: Asking
    url: str
    seed: Path
    first: dict[str, tuple[bytes, str]]
    cursor: str


def pinned(address: str, release: str = FIRST) -> str:
    """The address at a release."""
    return f"{address}{'&' if '?' in address else '?'}release={release}"


def answers(api: Asking) -> dict[str, tuple[bytes, str]]:
    """Body and ETag of every address, at the first release."""
    found = {}
    for address in ADDRESSES:
        answer = api.get(pinned(address))
        assert answer.status_code == 200, (address, answer.text)
        found[address] = answer.content, answer.headers["etag"]
    return found


def release(seed: Path, release_id: str) -> None:
    """Publish what stands in the seed, as the command does."""
    write(prepare(seed, release_id, "What it brings.", f"{release_id}T12:00:00Z"))


def correct(seed: Path) -> None:
    """Change what two records say, and say why: one for good, one until a later document."""
    reasons = []
    for subject, before, after in ((CORRECTED, FORMER_WORDS, WORDS), UNTIL_A_LATER_DOCUMENT):
        collection = subject.partition("/")[0]
        records = seed / collection / f"{collection}.jsonl"
        text = records.read_text(encoding="utf-8")
        assert text.count(before) == 1
        records.write_text(text.replace(before, after), encoding="utf-8")
        why = {"wrong_in": FIRST, "subject": subject, "field": "summary", "reason": "Why."}
        reasons.append(why)
    (seed / "corrections.yaml").write_text(json.dumps(reasons), encoding="utf-8")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def two_releases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TwoReleases]:
    """Publishes the contract tests' dataset, corrects it, and publishes again."""
    folder = tmp_path_factory.mktemp("releases")
    seed = folder / "seed"
    shutil.copytree(SEED, seed)
    url = sqlite_url(folder / "served.sqlite")
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        # Workers of a parallel run share the server, each with a database of its own.
        name = f"pinned_{os.getpid()}"
        server.drop(name)
        url = server.create(name)
    target = parse_target(url)
    migrate(target)
    release(seed, FIRST)
    publish(target, seed)
    with asking(url, seed_dir=seed, bulk_dir=folder / "files", release_check_seconds=0.01) as api:
        first = answers(api)
        cursor = api.get("/v1/projects?limit=2").json()["links"]["next"]
        correct(seed)
        release(seed, SECOND)
        publish(target, seed)
        time.sleep(0.02)  # longer than a server takes a release for the newest
        assert api.get("/v1").json()["meta"]["release"] == SECOND
        yield TwoReleases(api, url, seed, first, cursor)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_pinned_answer_keeps_its_bytes(two_releases: TwoReleases, address: str) -> None:
    body, etag = two_releases.first[address]
    again = two_releases.api.get(pinned(address))
    assert again.status_code == 200, again.text
    if not address.endswith(".xlsx"):  # a workbook names the time it was written
        assert again.content == body
    assert again.headers["etag"] == etag
    assert again.headers["x-data-release"] == FIRST
    unchanged = two_releases.api.get(pinned(address), If_None_Match=etag)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    for name in ("x-data-warnings", "x-data-release", "vary"):
        assert unchanged.headers.get(name) == again.headers.get(name), name


def test_the_newest_release_has_the_correction(two_releases: TwoReleases) -> None:
    api = two_releases.api
    assert WORDS in api.get(f"/v1/{CORRECTED}").json()["item"]["summary"]
    assert FORMER_WORDS in api.get(pinned(f"/v1/{CORRECTED}")).json()["item"]["summary"]


def warned(api: Asking, address: str) -> dict[str, str]:
    """What the header of an answer warns of, by code."""
    header = api.get(address).headers.get("x-data-warnings", "[]")
    return {one["code"]: one["message"] for one in json.loads(header)}


@pytest.mark.parametrize(
    "address",
    [
        "/v1/projects",
        f"/v1/projects?as_of={DAY}",
        "/v1/projects.csv",
        "/v1/projects.jsonl",
        "/v1/projects.xlsx",
        "/v1/projects.parquet",
        f"/v1/{CORRECTED}",
        f"/v1/{CORRECTED}/claims",
        f"/v1/{CORRECTED}/history",
        f"/v1/{CORRECTED}/cite",
        "/v1/changes",
        "/v1/changes.atom",
        "/v1/search?q=ohio",
        "/v1/bulk",
        "/v1/bulk/pledgebook.zip",
        "/v1/datapackage.json",
        "/projects",
        f"/{CORRECTED}",
    ],
)
def test_headers_alone_tell_what_a_later_release_corrected(
    two_releases: TwoReleases, address: str
) -> None:
    """The bytes are compared above: they are those from before the correction."""
    api = two_releases.api
    said = warned(api, pinned(address))["corrected"]
    assert f"{DAY} release {FIRST} answered otherwise on {CORRECTED} summary" in said
    assert "corrected" not in warned(api, pinned(address, SECOND))
    links = api.get(pinned(address)).links
    assert links["latest-version"]["url"] == address
    assert "latest-version" not in api.get(address).links
    if address.startswith("/v1") and "." not in address and not address.endswith("/cite"):
        in_body = {one["code"] for one in api.get(pinned(address)).json()["meta"]["warnings"]}
        assert "corrected" not in in_body


@pytest.mark.parametrize(
    "address",
    [
        "/v1/agreements",
        "/v1/totals",
        "/v1/totals.csv",
        "/v1/projects?as_of=2025-12-24",
        "/v1/agreements.csv",
    ],
)
def test_what_a_later_release_left_alone_has_no_such_warning(
    two_releases: TwoReleases, address: str
) -> None:
    assert "corrected" not in warned(two_releases.api, pinned(address))


def test_a_day_is_told_corrected_where_no_release_is_named(two_releases: TwoReleases) -> None:
    api = two_releases.api
    for query, told in (
        (f"as_of={DAY}", True),
        (f"as_of={DAY}&release=latest", True),
        (f"as_of={DAY}&release={SECOND}", False),
        (f"as_of={DAY}&release={FIRST}", False),
        ("sort=id", False),
    ):
        found = api.get(f"/v1/{CORRECTED.split('/')[0]}?{query}").json()["meta"]["warnings"]
        assert ("corrected" in {one["code"] for one in found}) == told, query
        header = warned(api, f"/v1/projects.csv?{query}")
        assert ("corrected" in header) == (told or FIRST in query), query


def test_latest_is_the_newest(two_releases: TwoReleases) -> None:
    latest = two_releases.api.get(pinned("/v1/projects", "latest")).json()
    assert latest["meta"]["release"] == SECOND
    assert latest["items"] == two_releases.api.get("/v1/projects").json()["items"]


def test_the_newest_can_be_named_by_its_id(two_releases: TwoReleases) -> None:
    named = two_releases.api.get(pinned(f"/v1/{CORRECTED}", SECOND)).json()
    assert named["meta"]["release"] == SECOND
    assert WORDS in named["item"]["summary"]


def test_a_cursor_goes_on_in_its_own_release(two_releases: TwoReleases) -> None:
    api = two_releases.api
    walked = [item["id"] for item in api.walk(two_releases.cursor)]
    whole = [item["id"] for item in api.walk(pinned("/v1/projects"))]
    assert walked == whole[2:]
    assert api.get(two_releases.cursor).json()["meta"]["release"] == FIRST


def test_a_permalink_pins_day_and_release(two_releases: TwoReleases) -> None:
    api = two_releases.api
    meta = api.get("/v1/projects?sector=energy").json()["meta"]
    assert meta["permalink"].startswith("/v1/projects?as_of=")
    assert meta["permalink"].endswith(f"&release={SECOND}&sector=energy")
    cited = api.get(meta["permalink"]).json()
    assert cited["meta"]["permalink"] == meta["permalink"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("release=2026-11-2", "unknown_value"),
        ("release=", "unknown_value"),
        ("release=2026-11-21&release=latest", "repeated_parameter"),
    ],
)
def test_a_release_that_cannot_be_meant_is_told(
    two_releases: TwoReleases, query: str, code: str
) -> None:
    for path in ("/v1", "/v1/projects", "/v1/projects.csv", "/v1/search?q=a", "/v1/totals"):
        answer = two_releases.api.get(f"{path}{'&' if '?' in path else '?'}{query}")
        assert answer.status_code == 422, path
        (error,) = answer.json()["errors"]
        assert (error["parameter"], error["code"]) == ("release", code)


def test_older_releases_are_opened_again_and_again(
    two_releases: TwoReleases, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    for _ in range(2):  # made, then found; a third time after it was removed
        with asking(two_releases.url, seed_dir=two_releases.seed, bulk_dir=folder) as api:
            body, _ = two_releases.first["/v1/projects"]
            assert api.get(pinned("/v1/projects")).content == body
    (made,) = folder.rglob("*.sqlite")
    made.unlink()
    with asking(two_releases.url, seed_dir=two_releases.seed, bulk_dir=folder) as api:
        assert api.get(pinned("/v1/projects")).content == body
    assert made.is_file()


def test_a_release_whose_file_is_missing_is_unavailable(
    two_releases: TwoReleases, tmp_path: Path
) -> None:
    with asking(two_releases.url, seed_dir=tmp_path, bulk_dir=tmp_path / "files") as api:
        answer = api.get(pinned("/v1/projects"))
        assert answer.status_code == 503
        assert FIRST in answer.json()["detail"]
        assert api.get("/v1/projects").status_code == 200
