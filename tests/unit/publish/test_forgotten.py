"""A piece of a collection that was forgotten is told by a sentence that names the file and what to
add there.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Table

from api import cli
from api.base.database import parse_target
from api.base.errors import BuildFaults, MigrationMissing
from api.collections.catalogue import METADATA, TEXT
from api.publish.publish import check_seed, publish
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder, claim


def test_a_folder_of_the_seed_without_a_collection(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("places", "yokosuka", claim("country", value="JP"))
    with pytest.raises(
        BuildFaults,
        match=r"api/collections/places\.py.*COLLECTIONS in api/collections/__init__\.py",
    ):
        check_seed(seed.folder)


def test_a_mistyped_folder_of_the_seed(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("project", "yokosuka", claim("country", value="JP"))
    with pytest.raises(BuildFaults, match="did you mean 'projects'"):
        check_seed(seed.folder)


@pytest.fixture
def declared() -> Iterator[None]:
    """A canonical table that no migration makes."""
    table = Table("places", METADATA, Column("id", TEXT, primary_key=True))
    yield
    METADATA.remove(table)


def test_a_declared_table_without_a_migration(
    declared: None, seed: SeedFolder, database_url: str
) -> None:
    seed.deal()
    with pytest.raises(MigrationMissing, match='make migration NAME="add places"'):
        publish(parse_target(database_url), seed.folder)


def test_a_declared_column_without_a_migration(
    seed: SeedFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seed.deal()
    projects = METADATA.tables["projects"]
    column: Column[str] = Column("colour", TEXT)
    projects.append_column(column)
    try:
        monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", sqlite_url(tmp_path / "p.sqlite"))
        assert cli.main(["seed", "--seed", str(seed.folder)]) == 1
    finally:
        projects._columns.remove(column)
    said = capsys.readouterr().err
    assert "api/collections/projects.py declares the column colour of table projects" in said
    assert list(tmp_path.glob("*.sqlite*")) + list(tmp_path.glob(".*.new")) == []
