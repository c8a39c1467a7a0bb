"""Fixtures any test can ask for: the source documents, throw-away databases on both engines, the
dataset in each, a live server.

What is slow to make (the PostgreSQL server, a seeded database) is made once and shared by all
workers of a parallel run.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.base.database import Target
from api.publish.store.migrate import upgrade
from tests.databases import PostgresServer, once, sqlite_url
from tests.servers import pledgebook, serving

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New SQLite files that are published into begin as copies of one migrated file: its steps
    take most of the time that a small seed needs. Migrations have tests of their own.
    """
    empty = tmp_path_factory.mktemp("migrated") / "empty.sqlite"

    def copied(target: Target) -> None:
        if not empty.exists():
            new = empty.with_suffix(".new")
            shutil.copyfile(target.file, new)  # with the page size that the writer chose
            upgrade(Target("sqlite", file=new))
            new.rename(empty)
        shutil.copyfile(empty, target.file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.publish.store.sqlite.upgrade", copied)
        yield


@pytest.fixture(scope="session")
def documents_dir() -> Path:
    """Folder of the source documents, which are no part of the project: `PLEDGEBOOK_DOCUMENTS`,
    else `../shared/documents`.
    """
    folder = Path(os.environ.get("PLEDGEBOOK_DOCUMENTS") or ROOT.parent / "shared" / "documents")
    if not any(folder.glob("*.txt")):
        pytest.skip(
            "the source documents were not found; name their folder in PLEDGEBOOK_DOCUMENTS to run "
            "this test"
        )
    return folder


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run, the same for each of its workers."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def postgres_server(shared_dir: Path, testrun_uid: str) -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own, reached by a socket; also where the tests run as
    root.
    """
    server = PostgresServer.start(testrun_uid, shared_dir)
    yield server
    server.stop()


_numbers = itertools.count(1)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database, dropped after the test."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once on each engine."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "pledgebook.sqlite")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def seeded_sqlite_url(shared_dir: Path) -> str:
    """The dataset as published on SQLite; only to be read."""
    url = sqlite_url(shared_dir / "seeded.sqlite")
    once(shared_dir, "seeded-sqlite", lambda: pledgebook("migrate", "seed", database_url=url))
    return url


@pytest.fixture(scope="session")
def seeded_postgres_url(shared_dir: Path, postgres_server: PostgresServer) -> str:
    """The dataset as published on PostgreSQL; only to be read."""

    def publish() -> None:
        postgres_server.drop("seeded")
        pledgebook("migrate", "seed", database_url=postgres_server.create("seeded"))

    once(shared_dir, "seeded-postgres", publish)
    return postgres_server.url("seeded")


# A seed that stays as it is, so that no fact a curator adds to `seed/` changes what a contract test
# expects.
CONTRACT_SEED = {"PLEDGEBOOK_SEED_DIR": str(ROOT / "tests" / "contract" / "seed")}


@pytest.fixture(scope="session")
def contract_sqlite_url(shared_dir: Path) -> str:
    """The contract tests' own dataset on SQLite; only to be read."""
    url = sqlite_url(shared_dir / "contract.sqlite")
    once(
        shared_dir,
        "contract-sqlite",
        lambda: pledgebook("migrate", "seed", database_url=url, **CONTRACT_SEED),
    )
    return url


@pytest.fixture(scope="session")
def contract_postgres_url(shared_dir: Path, postgres_server: PostgresServer) -> str:
    """The same on PostgreSQL."""

    def publish() -> None:
        postgres_server.drop("contract")
        pledgebook(
            "migrate", "seed", database_url=postgres_server.create("contract"), **CONTRACT_SEED
        )

    once(shared_dir, "contract-postgres", publish)
    return postgres_server.url("contract")


@pytest.fixture(scope="session")
def live_server(seeded_sqlite_url: str) -> Iterator[str]:
    """Address of the running API over the real dataset on SQLite, without a trailing slash."""
    with serving(seeded_sqlite_url) as address:
        yield address


@pytest.fixture(scope="session")
def live_postgres_server(seeded_postgres_url: str) -> Iterator[str]:
    """The same over PostgreSQL."""
    with serving(seeded_postgres_url) as address:
        yield address
