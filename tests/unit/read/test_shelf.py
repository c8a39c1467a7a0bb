"""The folder of files made once a release: what is swept out of it and what stays."""

import asyncio
import os
import sqlite3
import time
from pathlib import Path

import pytest

from api.base.errors import Unavailable
from api.read.export.release_files import MARKER, OWN_FOLDER, Shelf

RELEASE, OTHER, CODE, DAY = "a" * 64, "b" * 64, "c" * 16, "2026-02-28"
YESTERDAY = time.time() - 2 * 24 * 60 * 60


async def _fill(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]", encoding="utf-8")


def _get(folder: Path, release: str) -> Path:
    return asyncio.run(Shelf(folder, CODE).get(release, DAY, ("manifest.json",), _fill))


def test_files_of_a_release_that_nobody_used_for_a_day_are_swept(tmp_path: Path) -> None:
    former = _get(tmp_path, OTHER)
    os.utime(former, (YESTERDAY, YESTERDAY))
    unfinished = former.with_name(f".{former.name}.99999999.x.new")
    unfinished.mkdir()
    own = _get(tmp_path, RELEASE)
    assert sorted(path.name for path in (tmp_path / OWN_FOLDER).iterdir()) == sorted([MARKER, own.name])


def test_two_servers_with_two_releases_keep_each_others_files(tmp_path: Path) -> None:
    former = _get(tmp_path, OTHER)
    os.utime(former, (YESTERDAY, YESTERDAY))
    assert _get(tmp_path, OTHER) == former  # asked for again, and so in use
    own = _get(tmp_path, RELEASE)
    assert former.is_dir()
    assert own.is_dir()


@pytest.mark.parametrize("name", ["notes.txt", ".x.99999999.y.new", "keys"])
def test_other_names_stay(tmp_path: Path, name: str) -> None:
    _get(tmp_path, OTHER)
    foreign = tmp_path / OWN_FOLDER / name
    foreign.touch()
    os.utime(foreign, (YESTERDAY, YESTERDAY))
    _get(tmp_path, RELEASE)
    assert foreign.exists()


def test_in_a_folder_without_the_marker_nothing_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / OWN_FOLDER
    folder.mkdir()
    (folder / "mine").touch()
    former = _get(tmp_path, OTHER)
    os.utime(former, (YESTERDAY, YESTERDAY))
    _get(tmp_path, RELEASE)
    assert former.is_dir()
    assert not (folder / MARKER).exists()


def test_what_a_cleaner_removed_is_made_anew(tmp_path: Path) -> None:
    first = _get(tmp_path, RELEASE)
    (first / "manifest.json").unlink()
    first.rmdir()
    (tmp_path / OWN_FOLDER / MARKER).unlink()
    (tmp_path / OWN_FOLDER).rmdir()
    assert (_get(tmp_path, RELEASE) / "manifest.json").is_file()


def test_a_folder_that_lost_a_file_is_made_whole_again(tmp_path: Path) -> None:
    place = _get(tmp_path, RELEASE)
    (place / "manifest.json").unlink()
    (place / "notes.txt").write_text("somebody's", encoding="utf-8")
    assert _get(tmp_path, RELEASE) == place
    assert sorted(path.name for path in place.iterdir()) == ["manifest.json", "notes.txt"]
    assert sorted(path.name for path in place.parent.iterdir()) == sorted([MARKER, place.name])


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")])
def test_a_full_disk_is_unavailable(tmp_path: Path, error: Exception) -> None:
    async def full(folder: Path) -> None:
        raise error

    with pytest.raises(Unavailable):
        asyncio.run(Shelf(tmp_path, CODE).get(RELEASE, DAY, ("manifest.json",), full))
    assert [path.name for path in (tmp_path / OWN_FOLDER).iterdir()] == [MARKER]
