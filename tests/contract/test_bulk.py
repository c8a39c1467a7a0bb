"""The whole release as files: what the manifest says is what is sent, in parts too; the tables hold
what the API answers, on any day.
"""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.collections import ALL, DERIVED
from api.formats.bulk import tables
from tests.asking import Asking, asking
from tests.contract.rows import digest, rows_of

FILES = ("pledgebook.sqlite", "pledgebook.zip")
DAYS = ("", "?as_of=2025-12-24", "?as_of=2025-10-31", "?as_of=2025-10-26")


@pytest.fixture(scope="module")
def bulk_api(
    contract_sqlite_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    """The application with a folder for bulk files of its own."""
    with asking(contract_sqlite_url, bulk_dir=tmp_path_factory.mktemp("bulk")) as asked:
        yield asked


def opened(api: Asking, tmp_path: Path, asked: str = "") -> sqlite3.Connection:
    path = tmp_path / "pledgebook.sqlite"
    path.write_bytes(api.get(f"/v1/bulk/pledgebook.sqlite{asked}").content)
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


@pytest.mark.parametrize("asked", DAYS)
def test_the_manifest_says_what_is_sent(bulk_api: Asking, asked: str) -> None:
    manifest = bulk_api.get(f"/v1/bulk{asked}").json()
    assert [one["file"] for one in manifest["items"]] == list(FILES)
    assert manifest["page"] == {"limit": 2, "total": 2, "next_cursor": None}
    for one in manifest["items"]:
        answer = bulk_api.get(one["url"])
        assert len(answer.content) == one["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == one["sha256"]
        assert answer.headers["etag"] == f'"{one["sha256"]}"'
        assert answer.headers["x-data-release"] == one["release"] == manifest["meta"]["release"]
        assert answer.headers["content-type"] == one["media_type"]
        assert f'filename="pledgebook-{one["release"]}' in answer.headers["content-disposition"]
        assert 'rel="license"' in answer.headers["link"]


def test_equal_releases_give_equal_files_on_both_databases(
    bulk_api: Asking, contract_postgres_url: str, tmp_path: Path
) -> None:
    with asking(contract_postgres_url, bulk_dir=tmp_path) as there:
        assert there.get("/v1/bulk").json()["items"] == bulk_api.get("/v1/bulk").json()["items"]
        assert (
            there.get("/v1/bulk/pledgebook.sqlite").content
            == bulk_api.get("/v1/bulk/pledgebook.sqlite").content
        )


def test_files_are_made_once(bulk_api: Asking) -> None:
    folder = bulk_api.context.files.folder
    bulk_api.together(*["/v1/bulk", "/v1/bulk/pledgebook.zip"] * 4)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    bulk_api.together(
        "/v1/bulk", "/v1/bulk/pledgebook.zip?as_of=2026-02-28", "/v1/bulk?as_of=2026-03-05"
    )
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-15", 0, 16),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=5-99999999999", 5, None),
    ],
)
@pytest.mark.parametrize(
    "path", ["/v1/bulk/pledgebook.sqlite", "/v1/claims.parquet", "/v1/events.xlsx"]
)
def test_a_part_is_sent_where_one_is_asked_for(
    bulk_api: Asking, path: str, asked: str, first: int, last: int | None
) -> None:
    whole = bulk_api.get(path)
    part = bulk_api.get(path, range=asked)
    assert (part.status_code, part.content) == (206, whole.content[first:last])
    assert part.headers["content-range"].endswith(f"/{len(whole.content)}")
    assert part.headers["etag"] == whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("path", ["/v1/bulk/pledgebook.zip", "/v1/claims.parquet"])
def test_a_part_of_another_file_is_not_sent(bulk_api: Asking, path: str) -> None:
    size = len(bulk_api.get(path).content)
    outside = bulk_api.get(path, range=f"bytes={size}-")
    assert (outside.status_code, outside.headers["content-range"], outside.json()["code"]) == (
        416,
        f"bytes */{size}",
        "range_not_satisfiable",
    )
    changed = bulk_api.get(path, range="bytes=0-3", if_range='"another"')
    assert (changed.status_code, len(changed.content)) == (200, size)
    for nonsense in ("bytes=-", "bytes=5-1", "lines=0-3", "bytes=0-1,4-5"):
        assert bulk_api.get(path, range=nonsense).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_a_reader_who_has_the_file_is_told_so(bulk_api: Asking, name: str) -> None:
    etag = bulk_api.get(f"/v1/bulk/{name}").headers["etag"]
    again = bulk_api.get(f"/v1/bulk/{name}", if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    head = bulk_api.ask("HEAD", f"/v1/bulk/{name}")
    assert (head.status_code, head.content, int(head.headers["content-length"]) > 0) == (
        200,
        b"",
        True,
    )


@pytest.mark.parametrize("asked", DAYS)
def test_the_tables_hold_what_the_api_answers(bulk_api: Asking, tmp_path: Path, asked: str) -> None:
    connection = opened(bulk_api, tmp_path, asked)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for resource in (*ALL, *DERIVED):
        flags = {
            row[0]
            for row in connection.execute(
                'SELECT "column" FROM fields WHERE "table" = ? AND type = ?',
                (resource.name, "flag"),
            )
        }
        stored = [
            {
                name: bool(value) if name in flags and value is not None else value
                for name, value in dict(row).items()
            }
            for row in connection.execute(f'SELECT * FROM "{resource.name}" ORDER BY id')
        ]
        sent = rows_of(
            "csv",
            bulk_api.get(f"/v1/{resource.name}.csv{asked}{'&' if asked else '?'}sort=id").content,
            resource.name,
        )
        assert digest(stored) == digest(sent), resource.name
    connection.close()


def test_the_sqlite_file_explains_itself(bulk_api: Asking, tmp_path: Path) -> None:
    connection = opened(bulk_api, tmp_path)
    notes = dict(tuple(row) for row in connection.execute("SELECT * FROM metadata"))
    assert notes["licence"] == "CC BY 4.0"
    assert notes["release"] in notes["citation"]
    names = {
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    assert names == {table.name for table in tables()} | {"codes", "fields", "metadata"}
    assert not any(name.endswith("_versions") for name in names)
    described = {tuple(row) for row in connection.execute('SELECT "table", "column" FROM fields')}
    for table in names - {"fields", "metadata"}:
        assert {
            (table, row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')
        } <= described
    for table in tables():
        assert len(
            {row[0] for row in connection.execute(f'PRAGMA foreign_key_list("{table.name}")')}
        ) == len(table.foreign_keys)
    connection.close()


def test_parties_and_lists_are_whole(bulk_api: Asking, tmp_path: Path) -> None:
    connection = opened(bulk_api, tmp_path)
    for item in bulk_api.walk("/v1/projects?limit=500"):
        rows = connection.execute(
            "SELECT * FROM parties WHERE subject_type = 'projects' AND subject_id = ? ORDER BY "
            "position",
            (item["id"],),
        )
        own = ("subject_type", "subject_id", "position")
        kept = [{key: row[key] for key in set(row.keys()).difference(own)} for row in rows]
        assert kept == item["parties"]
        labels = connection.execute(
            "SELECT value FROM list_entries WHERE collection = 'projects' AND id = ? AND field = "
            "'aliases' ORDER BY position",
            (item["id"],),
        )
        assert [row[0] for row in labels] == item["aliases"]
    connection.close()


def descriptor(api: Asking) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    archive = zipfile.ZipFile(io.BytesIO(api.get("/v1/bulk/pledgebook.zip").content))
    return archive, json.loads(archive.read("datapackage.json"))


def test_the_data_package_describes_every_file_in_it(bulk_api: Asking) -> None:
    archive, package = descriptor(bulk_api)
    assert {one["path"] for one in package["resources"]} | {"datapackage.json"} == set(
        archive.namelist()
    )
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert len(package["sources"]) == bulk_api.get("/v1/documents").json()["page"]["total"]
    names = {one["name"] for one in package["resources"]}
    for one in package["resources"]:
        content = archive.read(one["path"])
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (
            one["bytes"],
            one["hash"],
        )
        assert content.decode().partition("\n")[0].split(",") == [
            field["name"] for field in one["schema"]["fields"]
        ]
        assert all(field["description"] for field in one["schema"]["fields"])
        for key in one["schema"].get("foreignKeys", ()):
            assert key["reference"]["resource"] in names | {""}


def test_the_csv_in_the_package_is_the_csv_of_the_url(bulk_api: Asking) -> None:
    archive, _ = descriptor(bulk_api)
    for name in ("projects", "claims", "agreements", "people"):
        assert archive.read(f"data/{name}.csv") == bulk_api.get(f"/v1/{name}.csv").content
