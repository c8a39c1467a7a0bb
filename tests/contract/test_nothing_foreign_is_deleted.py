"""Files that Pledgebook did not make are never deleted or written over: not by bulk files, exports,
clean-up, `migrate` or `seed`.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api import cli
from api.base.database import parse_target
from api.publish.store.place import remove_leftovers
from api.settings import Settings
from tests.asking import asking
from tests.databases import sqlite_url

LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def home(contract_sqlite_url: str, tmp_path: Path) -> Path:
    """A folder with the database and other people's files, all untouched for years."""
    place = tmp_path / "data"
    (place / "photos").mkdir(parents=True)
    shutil.copyfile(parse_target(contract_sqlite_url).file, place / "pledgebook.sqlite")
    names = (
        "key.pem",
        "photos/one.jpg",
        ".hidden",
        ".backup.new",
        ".a.b.new",
        ".x.99999999.y.new",
        "0123456789abcdef-01234567-notes",
    )
    for name in names:
        (place / name).write_text(name, encoding="utf-8")
    for path in place.rglob("*"):
        os.utime(path, LONG_AGO)
    return place


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_request_deletes_nothing_beside_its_own_folder(home: Path) -> None:
    before = _files(home)
    with asking(sqlite_url(home / "pledgebook.sqlite"), bulk_dir=home) as api:
        for path in (
            "/v1/bulk/pledgebook.zip",
            "/v1/bulk/pledgebook.sqlite?as_of=2025-12-24",
            "/v1/claims.csv",
        ):
            assert api.get(path).status_code == 200
    after = _files(home)
    assert {
        name: content for name, content in after.items() if not name.startswith("pledgebook-files/")
    } == before
    assert any(name.startswith("pledgebook-files/") for name in after)


@pytest.mark.parametrize("form", ["sqlite", "datapackage"])
@pytest.mark.parametrize("variable", ["", None])
def test_an_empty_variable_is_an_unset_one(
    home: Path, form: str, variable: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home / "photos")
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", sqlite_url(home / "pledgebook.sqlite"))
    monkeypatch.setenv("PLEDGEBOOK_BULK_DIR", "") if variable == "" else monkeypatch.delenv(
        "PLEDGEBOOK_BULK_DIR", raising=False
    )
    before = _files(home)
    assert cli.main(["export", "--format", form]) == 0
    after = _files(home)
    made = {name for name in after if name.startswith("pledgebook.sqlite.bulk/pledgebook-files/")}
    assert made
    assert {name: content for name, content in after.items() if name not in made} == before


def test_empty_variables_leave_every_setting_at_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in os.environ:
        if name.startswith("PLEDGEBOOK_"):
            monkeypatch.delenv(name)
    usual = Settings()
    for name in Settings.model_fields:
        monkeypatch.setenv(f"PLEDGEBOOK_{name.upper()}", "")
    assert Settings() == usual


def test_an_export_writes_only_the_file_it_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", sqlite_url(home / "pledgebook.sqlite"))
    (home / ".events.csv.new").write_text("mine", encoding="utf-8")
    before = _files(home)
    assert (
        cli.main(
            [
                "export",
                "--format",
                "csv",
                "--collection",
                "events",
                "--out",
                str(home / "events.csv"),
            ]
        )
        == 0
    )
    after = _files(home)
    assert after.pop("events.csv")
    assert after == before


def test_clean_up_after_killed_builds_leaves_other_names_alone(tmp_path: Path) -> None:
    final = tmp_path / "pledgebook.sqlite"
    killed = tmp_path / ".pledgebook.sqlite.99999999.new"
    kept = [
        tmp_path / name
        for name in (
            ".pledgebook.sqlite.mine.new",
            f".pledgebook.sqlite.{os.getppid()}.new",
            "notes.new",
        )
    ]
    for path in (killed, *kept):
        path.touch()
    remove_leftovers(final)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


@pytest.mark.parametrize("command", ["migrate", "seed"])
@pytest.mark.parametrize("kind", ["database", "text"])
def test_another_programs_file_is_not_replaced(
    tmp_path: Path,
    command: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "accounts.sqlite"
    if kind == "database":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE accounts (name TEXT)")
    else:
        file.write_text("not a database at all, but somebody's diary " * 40, encoding="utf-8")
    before = _files(tmp_path)
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", sqlite_url(file))
    assert cli.main([command]) == 1
    said = capsys.readouterr().err
    assert str(file) in said
    assert "PLEDGEBOOK_DATABASE_URL" in said
    assert _files(tmp_path) == before
