"""Readiness says what a request for data would meet: 503 with a reason where one would fail, 200
where none would. Every failure is a problem with an id, whatever is wrong with the database, the
disk or the request.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from api.base.database import Target, parse_target
from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder

_numbers = itertools.count(1)
DATA = (
    "/v1/projects?limit={}",
    "/v1/projects/plant?as_of=2026-03-{:02}",
    "/v1/projects.csv?as_of=2026-03-{:02}",
    "/v1/projects.xlsx?as_of=2026-03-{:02}",
    "/v1/totals?basis=announced&as_of=2026-03-{:02}",
    "/v1/search?q=plant{}",
    "/v1/suggest?q=pl{}",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seed = SeedFolder(tmp_path_factory.mktemp("health") / "seed")
    seed.deal()
    return seed.folder


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    """A published file, to be copied."""
    publish(parse_target(sqlite_url(folder.parent / "served.sqlite")), folder)
    return folder.parent / "served.sqlite"


@pytest.fixture
def file(tmp_path: Path, whole: Path) -> Path:
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(whole, tmp_path / "data" / "served.sqlite"))


def is_ready(api: Asking) -> bool:
    """What /readyz says, after comparing it with what each kind of request for data, which no
    cache can answer, meets.
    """
    number = next(_numbers) % 28 + 1
    answers = [api.get(address.format(number)) for address in DATA]
    ready = api.get("/readyz")
    for answer in (*answers, ready):
        assert answer.status_code in (200, 503), (answer.url, answer.text)
        if answer.status_code == 503:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    failed = [str(answer.url) for answer in answers if answer.status_code == 503]
    assert (ready.status_code == 503) == bool(failed), (failed, ready.text)
    return not failed


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 5000)


def truncated(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten_inside(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192 * 4)
        file.write(b"\xff" * (size - 8192 * 4))


def removed(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = [garbage, truncated, emptied, overwritten_inside, removed, a_folder]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_damaged_before_the_start(file: Path, damage: Callable[[Path], None]) -> None:
    damage(file)
    with asking(sqlite_url(file), bulk_dir=file.parent) as api:
        assert not is_ready(api)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_damaged_while_it_is_served(
    file: Path, damage: Callable[[Path], None], whole: Path
) -> None:
    with asking(sqlite_url(file), bulk_dir=file.parent, release_check_seconds=0.001) as api:
        assert is_ready(api)
        kept = api.get("/v1/agreements")
        assert "cache-status" not in kept.headers
        damage(file)
        # What was only replaced or removed is still open, and answers every request.
        assert is_ready(api) == (damage in (removed, a_folder))
        again = api.get("/v1/agreements")
        assert (again.status_code, again.content) == (200, kept.content)
        assert ("cache-status" in again.headers) == (damage not in (removed, a_folder))
        if file.is_dir():
            file.rmdir()
        Path(shutil.copy(whole, file.with_name("new"))).replace(file)
        assert is_ready(api)
        assert "cache-status" not in api.get("/v1/agreements").headers


def test_a_file_replaced_by_a_damaged_one_is_not_read(file: Path) -> None:
    with asking(sqlite_url(file), bulk_dir=file.parent, release_check_seconds=0.001) as api:
        assert is_ready(api)
        other = file.with_name("other")
        shutil.copy(file, other)
        truncated(other)
        other.replace(file)
        assert is_ready(api)


def run(target: Target, statement: str) -> None:
    """Change a database behind the product's back."""
    if target.is_sqlite:
        with closing(sqlite3.connect(target.file)) as connection, connection:
            connection.execute(statement)
        return
    with psycopg.connect(target.dsn) as pg:
        pg.execute(statement.encode())


SPOILT = [
    "DELETE FROM dataset",
    "DROP TABLE total_versions",
    "DROP TABLE search_index",
    "UPDATE dataset SET declarations = 'other'",
    "ALTER TABLE projects_versions RENAME COLUMN body TO text",
]


@pytest.fixture
def published(database_url: str, folder: Path, whole: Path) -> Target:
    target = parse_target(database_url)
    if target.is_sqlite:
        shutil.copy(whole, target.file)
    else:
        publish(target, folder)
    return target


@pytest.mark.parametrize("statement", SPOILT)
def test_a_release_that_is_not_whole(
    database_url: str, published: Target, statement: str, tmp_path: Path
) -> None:
    with (
        asking(database_url, bulk_dir=tmp_path, release_check_seconds=0.001) as running,
        asking(database_url, bulk_dir=tmp_path) as started_now,
    ):
        assert is_ready(running)
        run(published, statement)
        # Declarations are compared when a release is loaded, which the running one has done.
        assert not is_ready(running) or statement.startswith("UPDATE")
        assert not is_ready(started_now)


def test_a_schema_without_a_release(database_url: str, tmp_path: Path) -> None:
    migrate(parse_target(database_url))
    with asking(database_url, bulk_dir=tmp_path) as api:
        assert not is_ready(api)


@pytest.fixture
def role(postgres_url: str, folder: Path) -> Iterator[str]:
    """The URL of a role that may read nothing."""
    publish(parse_target(postgres_url), folder)
    with psycopg.connect(postgres_url) as pg:
        pg.execute("CREATE ROLE stranger LOGIN")
    yield postgres_url.replace("postgres:@", "stranger:@")
    with psycopg.connect(postgres_url) as pg:
        pg.execute("DROP OWNED BY stranger")
        pg.execute("DROP ROLE stranger")


def test_a_role_that_may_not_read(postgres_url: str, role: str, tmp_path: Path) -> None:
    with asking(role, bulk_dir=tmp_path, release_check_seconds=0.001) as api:
        assert not is_ready(api)
        assert "pledgebook grant" in api.get("/readyz").json()["detail"]
        with psycopg.connect(postgres_url) as pg:
            pg.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO stranger")
        assert is_ready(api)
        with psycopg.connect(postgres_url) as pg:
            pg.execute("REVOKE SELECT ON total_versions FROM stranger")
        assert not is_ready(api)


def test_a_folder_of_files_that_is_gone_is_made_anew(file: Path, tmp_path: Path) -> None:
    with asking(sqlite_url(file), bulk_dir=tmp_path / "bulk") as api:
        assert is_ready(api)
        shutil.rmtree(tmp_path / "bulk")
        assert is_ready(api)


def test_a_temporary_folder_that_is_gone_is_made_anew(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "in-the-way").touch()
    with asking(sqlite_url(file), bulk_dir=tmp_path / "in-the-way" / "bulk") as api:
        assert is_ready(api)
        for temporary in tmp_path.glob("pledgebook-*"):
            shutil.rmtree(temporary)
        assert is_ready(api)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
        for temporary in tmp_path.glob("pledgebook-*"):
            shutil.rmtree(temporary)
        assert is_ready(api)
    with asking(sqlite_url(file), bulk_dir=tmp_path / "in-the-way" / "bulk") as api:
        assert not is_ready(api)


def test_a_full_disk(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with asking(sqlite_url(file), bulk_dir=tmp_path) as api:
        monkeypatch.setattr(Path, "write_bytes", full)
        ready = api.get("/readyz")
        assert (ready.status_code, "disk may be full" in ready.json()["detail"]) == (503, True)


DATES = ["Sat, 01 Jan 9999999999 00:00:00 GMT", "Sat, 99 Jan 2026 99:99:99 GMT", "\x00", "0" * 5000]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("header", ["if-modified-since", "if-unmodified-since", "if-range"])
def test_no_date_is_too_much(file: Path, tmp_path: Path, date: str, header: str) -> None:
    with asking(sqlite_url(file), bulk_dir=tmp_path) as api:
        for address in ("/v1/projects", "/v1/projects.csv", "/v1/projects.xlsx", "/v1/projects"):
            assert api.ask("GET", address, headers={header: date}).status_code in (200, 412)


def test_bounds_are_the_same_for_what_is_kept(file: Path, tmp_path: Path) -> None:
    with asking(sqlite_url(file), bulk_dir=tmp_path) as api:
        for _ in range(2):
            assert api.get("/v1/projects").status_code == 200
            assert api.get("/v1/projects", cookie="a" * 40_000).status_code == 431
            length = {"content-length": "9" * 5000}
            assert api.ask("GET", "/v1/projects", headers=length).status_code == 413
            assert api.get(f"/v1/projects?{'&' * 9000}").status_code == 414
