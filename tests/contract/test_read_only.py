"""The service cannot write, whatever SQL reaches the database by whichever road: SQLite refuses by
the file, the connection and an authorizer, PostgreSQL by the transaction and by the role.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from api import cli
from api.base.database import parse_target
from api.publish.publish import publish
from api.read.database.base import Reading, Source
from api.read.database.sources import open_source
from api.read.sql.prepared import Statement
from tests.asking import asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder

Road = Callable[[Source], AbstractAsyncContextManager[Reading]]

WRITES = [
    "INSERT INTO records VALUES ('projects', 'x', 'moved', 'y', null, null)",
    "UPDATE dataset SET hash = 'x'",
    "DELETE FROM projects_versions",
    "DROP TABLE projects_versions",
    "ALTER TABLE projects_versions ADD COLUMN x int",
    "CREATE TABLE x (a int)",
    "CREATE INDEX x ON dataset (hash)",
    "CREATE VIEW x AS SELECT 1",
]
ONLY_SQLITE = [
    "ATTACH DATABASE '{folder}/other.sqlite' AS other",
    "DETACH DATABASE main",
    "VACUUM",
    "VACUUM INTO '{folder}/other.sqlite'",
    "CREATE TEMP TABLE x (a int)",
    "PRAGMA query_only = 0",
    "PRAGMA writable_schema = 1",
    "PRAGMA journal_mode = WAL",
    "PRAGMA user_version = 7",
    "INSERT INTO search_index(search_index) VALUES ('optimize')",
    "UPDATE sqlite_master SET sql = 'x'",
    "REINDEX",
    "SELECT load_extension('x')",
]
ONLY_POSTGRESQL = [
    "TRUNCATE projects_versions",
    "SELECT * FROM dataset FOR UPDATE",
    "COPY dataset TO PROGRAM 'cat'",
    "COPY dataset FROM '/dev/null'",
    "SELECT lo_create(0)",
    "SELECT pg_read_file('PG_VERSION')",
    "CREATE ROLE other",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "GRANT ALL ON dataset TO PUBLIC",
    "SET ROLE postgres",
    "SELECT setval('x', 1)",
    "WITH gone AS (DELETE FROM dataset RETURNING *) SELECT * FROM gone",
    "DO $$ BEGIN DELETE FROM dataset; END $$",
]
# What a session may do to itself: the role alone is left to refuse.
UNLOCKED = "SET default_transaction_read_only = off"


@asynccontextmanager
async def one_statement(source: Source) -> AsyncIterator[Reading]:
    async with (await source.current()).reading() as reading:
        yield reading


@asynccontextmanager
async def several_statements(source: Source) -> AsyncIterator[Reading]:
    async with (await source.current()).reading(several=True) as reading:
        yield reading


@asynccontextmanager
async def export(source: Source) -> AsyncIterator[Reading]:
    async with source.export_reader() as reader:
        yield reader


ROADS: list[Road] = [one_statement, several_statements, export]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seed = SeedFolder(tmp_path_factory.mktemp("read-only") / "seed")
    seed.deal()
    return seed.folder


async def refused(source: Source, road: Road, statement: str, *, long: bool = False) -> None:
    """Whatever is raised: it is not done."""
    with pytest.raises(Exception):  # noqa: B017, PT011 - each database and road has its own
        async with road(source) as reading:
            await reading.fetch(Statement(statement), {}, long=long)


def opened(url: str) -> Source:
    return open_source(parse_target(url), check_seconds=60, timeout_seconds=5, pool_size=1)


def test_sqlite(folder: Path, tmp_path: Path) -> None:
    file = folder.parent / "served.sqlite"
    publish(parse_target(sqlite_url(file)), folder)
    before = file.read_bytes()

    async def write() -> None:
        source = opened(sqlite_url(file))
        for road in ROADS:
            for statement in (*WRITES, *ONLY_SQLITE):
                for long in (False, True):
                    await refused(source, road, statement.format(folder=tmp_path), long=long)
        async with one_statement(source) as reading:
            assert await reading.fetch(Statement("SELECT count(*) FROM dataset"), {}) == [(1,)]
        await source.close()

    asyncio.run(write())
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == []
    assert sorted(path.name for path in file.parent.glob("served*")) == ["served.sqlite"]


@pytest.fixture
def reader_url(postgres_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a role made by `pledgebook grant`."""
    publish(parse_target(postgres_url), folder)
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", postgres_url)
    assert cli.main(["grant", "reader"]) == 0
    yield postgres_url.replace("postgres:@", "reader:@")
    with psycopg.connect(postgres_url) as connection:
        connection.execute("DROP OWNED BY reader")
        connection.execute("DROP ROLE reader")


def state(url: str) -> list[tuple[object, ...]]:
    """What any of the statements would change."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            """
            SELECT relname, relacl::text, pg_get_indexdef(oid)
            FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT rolname, rolsuper::text, NULL FROM pg_roles
            UNION ALL SELECT attname, attrelid::regclass::text, NULL FROM pg_attribute
            WHERE attrelid = 'projects_versions'::regclass
            UNION ALL SELECT hash, (SELECT count(*) FROM projects_versions)::text,
                (SELECT count(*) FROM records)::text FROM dataset
            ORDER BY 1, 2
            """
        ).fetchall()


def test_postgresql(reader_url: str, postgres_url: str, folder: Path, tmp_path: Path) -> None:
    async def write() -> None:
        source = opened(reader_url)
        for unlocked in (False, True):
            for road in ROADS:
                for statement in (*WRITES, *ONLY_POSTGRESQL):
                    if unlocked and "lo_create" in statement:
                        continue  # an object of its own that nothing reads: any role may
                    if unlocked and road is one_statement:
                        async with road(source) as reading:
                            with pytest.raises(psycopg.ProgrammingError):  # it gives no rows
                                await reading.fetch(Statement(UNLOCKED), {})
                    await refused(source, road, statement)
        await source.close()

    before = state(postgres_url)
    asyncio.run(write())
    assert state(postgres_url) == before
    with asking(reader_url, bulk_dir=tmp_path) as api:
        assert api.get("/readyz").status_code == 200
        assert api.get("/v1/projects").json()["page"]["total"] == 1
        assert api.get("/v1/projects.csv").status_code == 200
        # Publishing makes tables anew where declarations changed: the role may read those too.
        with psycopg.connect(postgres_url) as connection:
            connection.execute("UPDATE dataset SET declarations = 'other'")
        publish(parse_target(postgres_url), folder)
    with asking(reader_url, bulk_dir=tmp_path) as api:
        assert api.get("/readyz").status_code == 200
    shutil.rmtree(tmp_path)


def test_what_a_role_had_before_is_taken_away(
    reader_url: str, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE accounts (name text)")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO reader")
    assert cli.main(["grant", "reader"]) == 0
    assert "password" not in capsys.readouterr().out
    with psycopg.connect(postgres_url) as connection:
        may = connection.execute(
            "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants "
            "WHERE grantee = 'reader'"
        ).fetchall()
    assert may == [("SELECT",)]


def test_sqlite_has_no_roles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", sqlite_url(tmp_path / "a.sqlite"))
    assert cli.main(["grant", "reader"]) == 2
    assert "only PostgreSQL has roles" in capsys.readouterr().err
