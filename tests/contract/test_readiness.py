"""A database that this code did not publish is not ready, and says how to mend it; it never answers
empty lists.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from api.base.database import Target, parse_target
from api.collections import served_tables
from api.collections.served_tables import declarations
from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.unit.publish.seeds import SeedFolder


@pytest.fixture
def target(database_url: str) -> Target:
    return parse_target(database_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seed = SeedFolder(tmp_path / "seed")
    seed.deal()
    return seed.folder


def run(target: Target, statement: str) -> None:
    """Change a database behind the product's back."""
    if target.is_sqlite:
        with closing(sqlite3.connect(target.file)) as connection, connection:
            connection.execute(statement)
        return
    with psycopg.connect(target.dsn) as pg:
        pg.execute(statement.encode())


@pytest.fixture
def api(database_url: str) -> Iterator[Asking]:
    with asking(database_url) as asked:
        yield asked


def refused(api: Asking) -> str:
    """Every address of data answers 503 with a problem, as does /readyz, whose sentence is given
    back.
    """
    for address in (
        "/v1/projects",
        "/v1/projects/plant",
        "/v1/projects.csv",
        "/v1/totals?basis=announced",
        "/v1/search?q=plant",
    ):
        answer = api.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (
            503,
            "application/problem+json",
        ), address
    ready = api.get("/readyz")
    assert ready.status_code == 503
    return str(ready.json()["detail"])


def test_migrated_without_a_seed(target: Target, api: Asking) -> None:
    migrate(target)
    assert "pledgebook seed" in refused(api)


def test_published_by_other_declarations(target: Target, folder: Path, api: Asking) -> None:
    publish(target, folder)
    run(target, "UPDATE dataset SET declarations = 'other'")
    detail = refused(api)
    assert "another version" in detail
    assert "pledgebook seed" in detail
    publish(target, folder, force=True)
    assert api.get("/readyz").status_code == 200
    assert api.get("/v1/projects").json()["page"]["total"] == 1


def test_a_seed_published_by_other_declarations_is_built_again_unasked(
    target: Target, folder: Path
) -> None:
    publish(target, folder)
    run(target, "UPDATE dataset SET declarations = 'other'")
    assert publish(target, folder).changed


def test_tables_of_others_in_a_shared_database_are_left_alone(
    postgres_url: str, folder: Path
) -> None:
    """On SQLite the file is replaced whole, and another program's is refused."""
    target = parse_target(postgres_url)
    run(target, "CREATE TABLE accounts (name text)")
    run(target, "INSERT INTO accounts VALUES ('mine')")
    for _ in range(2):
        publish(target, folder, force=True)
        run(target, "UPDATE dataset SET declarations = 'other'")
    publish(target, folder, force=True)
    with psycopg.connect(target.dsn) as pg:
        assert pg.execute("SELECT name FROM accounts").fetchall() == [("mine",)]


def test_a_table_of_others_that_points_at_ours_is_never_emptied(
    postgres_url: str, folder: Path
) -> None:
    target = parse_target(postgres_url)
    publish(target, folder)
    run(target, "CREATE TABLE notes (project text REFERENCES projects (id), words text)")
    run(target, "INSERT INTO notes VALUES (NULL, 'mine')")
    run(target, "UPDATE dataset SET declarations = 'other'")
    publish(target, folder)
    with psycopg.connect(target.dsn) as pg:
        assert pg.execute("SELECT words FROM notes").fetchall() == [("mine",)]


def test_the_digest_covers_keys_and_the_view_of_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    before = declarations()
    declarations.cache_clear()
    monkeypatch.setattr(
        served_tables, "claims_view", lambda dialect: "CREATE VIEW claims AS SELECT 1"
    )
    changed = declarations()
    declarations.cache_clear()
    monkeypatch.undo()
    column = served_tables.DATASET.c.hash
    monkeypatch.setattr(column, "nullable", True)
    nullable = declarations()
    declarations.cache_clear()
    monkeypatch.undo()
    assert len({before, changed, nullable}) == 3
    assert declarations() == before
