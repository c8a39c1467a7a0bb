"""`pledgebook doctor`: a sound server is called sound, and each fault is named with its mend."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from api import cli
from api.base.database import parse_target
from api.publish.publish import publish
from tests.contract.test_read_only import folder, reader_url
from tests.contract.test_truthful_health import run
from tests.databases import sqlite_url

assert all((folder, reader_url))  # fixtures

Doctor = Callable[[str], tuple[int, dict[str, str]]]


@pytest.fixture
def doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Doctor:
    """Runs it on a database; gives the status, and what is said of each subject."""
    monkeypatch.setenv("PLEDGEBOOK_BULK_DIR", str(tmp_path / "bulk"))

    def examine(url: str) -> tuple[int, dict[str, str]]:
        monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", url)
        capsys.readouterr()
        status = cli.main(["doctor"])
        found: dict[str, str] = {}
        for line in capsys.readouterr().out.splitlines():
            state, subject, sentence = line.split(None, 2)
            found[subject] = found.get(subject, "") + f"{state}: {sentence} "
        return status, found

    return examine


def test_a_sound_server(reader_url: str, doctor: Doctor, folder: Path) -> None:
    file = folder.parent / "sound.sqlite"
    publish(parse_target(sqlite_url(file)), folder)
    for url, subjects in ((sqlite_url(file), 7), (reader_url, 8)):
        status, found = doctor(url)
        said = {subject: text for subject, text in found.items() if not text.startswith("ok")}
        assert (status, set(said) <= {"release", "disk"}) == (0, True), said
        assert len(found) == subjects


def test_faults_of_a_database(
    postgres_url: str, folder: Path, doctor: Doctor, tmp_path: Path
) -> None:
    status, found = doctor(sqlite_url(tmp_path / "none.sqlite"))
    assert (status, "pledgebook seed" in found["database"]) == (1, True)
    target = parse_target(postgres_url)
    publish(target, folder)
    status, found = doctor(postgres_url)
    assert (status, "pledgebook grant" in found["role"]) == (0, True)
    run(target, "UPDATE alembic_version SET version_num = '0001'")
    status, found = doctor(postgres_url)
    assert (status, "pledgebook migrate" in found["schema"]) == (0, True)
    with psycopg.connect(postgres_url) as connection:
        connection.execute("DELETE FROM dataset")
    assert doctor(postgres_url)[0] == 1


def test_a_clock_that_is_wrong(folder: Path, doctor: Doctor, tmp_path: Path) -> None:
    target = parse_target(sqlite_url(tmp_path / "clock.sqlite"))
    publish(target, folder)
    run(target, "UPDATE dataset SET published_at = '2999-01-01T00:00:00Z'")
    status, found = doctor(sqlite_url(target.file))
    assert (status, "behind the release" in found["clock"]) == (1, True)


def test_folders_and_settings(
    folder: Path, doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = parse_target(sqlite_url(tmp_path / "served.sqlite"))
    publish(target, folder)
    (tmp_path / "in-the-way").touch()
    monkeypatch.setenv("PLEDGEBOOK_BULK_DIR", str(tmp_path / "in-the-way" / "bulk"))
    monkeypatch.setenv("PLEDGEBOOK_PROT", "8001")
    status, found = doctor(sqlite_url(target.file))
    assert (status, "PLEDGEBOOK_BULK_DIR" in found["files"]) == (0, True)
    assert "PLEDGEBOOK_PORT" in found["settings"]
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path / "gone"))
    assert doctor(sqlite_url(target.file))[0] == 1
