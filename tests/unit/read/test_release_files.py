"""The folder of files made once a release or of late: what is made, what is swept out of it and
what stays.
"""

import asyncio
import gc
import os
import shutil
import sqlite3
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from pathlib import Path

import pytest

from api.base.errors import Unavailable
from api.read.export.release_files import MARKER, OWN_FOLDER, ReleaseFileCache

RELEASE, OTHER, CODE, DAY = "a" * 64, "b" * 64, "c" * 16, "2026-02-28"
YESTERDAY = time.time() - 2 * 24 * 60 * 60


async def _fill(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]", encoding="utf-8")


def _get(folder: Path, release: str) -> Path:
    return asyncio.run(_bulk(ReleaseFileCache(folder, CODE, 100), release))


def _bulk(cache: ReleaseFileCache, release: str) -> Coroutine[None, None, Path]:
    return cache.get(cache.path(release, DAY), _fill, ("manifest.json",))


class Maker:
    """Writes files of a size, and counts them."""

    def __init__(self, size: int = 10) -> None:
        self.size, self.made = size, 0

    async def __call__(self, path: Path) -> None:
        self.made += 1
        path.write_bytes(b"x" * self.size)


def _request(cache: ReleaseFileCache, letter: str, make: Maker) -> Coroutine[None, None, Path]:
    return cache.get(cache.path(RELEASE, f"{letter * 32}.parquet"), make)


def test_files_of_a_release_that_nobody_used_for_a_day_are_swept(tmp_path: Path) -> None:
    former = _get(tmp_path, OTHER)
    os.utime(former, (YESTERDAY, YESTERDAY))
    unfinished = former.with_name(f".{former.name}.99999999.x.new")
    unfinished.mkdir()
    own = _get(tmp_path, RELEASE)
    assert sorted(path.name for path in (tmp_path / OWN_FOLDER).iterdir()) == sorted(
        [MARKER, own.name]
    )


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


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")],
)
def test_a_full_disk_is_unavailable(tmp_path: Path, error: Exception) -> None:
    async def full(folder: Path) -> None:
        raise error

    cache = ReleaseFileCache(tmp_path, CODE, 100)
    with pytest.raises(Unavailable):
        asyncio.run(cache.get(cache.path(RELEASE, DAY), full, ("manifest.json",)))
    assert [path.name for path in (tmp_path / OWN_FOLDER).iterdir()] == [MARKER]


def test_a_file_is_made_once_for_all_who_ask(tmp_path: Path) -> None:
    async def play() -> None:
        files, make = ReleaseFileCache(tmp_path, CODE, 100), Maker()
        paths = await asyncio.gather(*(_request(files, "a", make) for _ in range(5)))
        assert len({*paths, await _request(files, "a", make)}) == 1
        assert make.made == 1

    asyncio.run(play())


def test_the_least_recently_used_leaves_and_one_larger_than_all_stays_alone(tmp_path: Path) -> None:
    async def play() -> None:
        files = ReleaseFileCache(tmp_path, CODE, 25)
        kept = await _bulk(files, RELEASE)
        first, second = await _request(files, "a", Maker()), await _request(files, "b", Maker())
        for path, second_ago in (
            (kept, 3),
            (second, 2),
            (first, 1),
        ):  # the clock of a file system may tell no shorter times apart
            os.utime(path, (time.time() - second_ago,) * 2)
        third = await _request(files, "c", Maker())
        assert (first.exists(), second.exists(), third.exists()) == (True, False, True)
        large = await _request(files, "d", Maker(1000))
        assert (first.exists(), third.exists(), large.exists(), kept.is_dir()) == (
            False,
            False,
            True,
            True,
        )

    asyncio.run(play())


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_a_file_that_a_cleaner_took_is_made_anew(tmp_path: Path, taken: str) -> None:
    async def play() -> None:
        files, make = ReleaseFileCache(tmp_path, CODE, 100), Maker()
        path = await _request(files, "a", make)
        path.unlink() if taken == "file" else shutil.rmtree(path.parent)
        again = await _request(files, "a", make)
        assert (again.read_bytes(), make.made) == (b"x" * 10, 2)

    asyncio.run(play())


def test_where_the_folder_cannot_be_written_files_lie_in_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    files = ReleaseFileCache(tmp_path / "file", CODE, 100)
    assert asyncio.run(_request(files, "a", Maker())).is_relative_to(tmp_path / "temporary")
    del files
    gc.collect()
    assert list((tmp_path / "temporary").iterdir()) == []
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(Unavailable, match="PLEDGEBOOK_BULK_DIR"):
        asyncio.run(_request(ReleaseFileCache(tmp_path / "file", CODE, 100), "a", Maker()))


def test_every_reader_finds_a_file_however_fast_they_displace_each_other(tmp_path: Path) -> None:
    async def play() -> None:
        files, makers = ReleaseFileCache(tmp_path, CODE, 15), [Maker() for _ in range(4)]

        async def read(number: int) -> bytes:
            return (await _request(files, "abcd"[number], makers[number])).read_bytes()

        assert await asyncio.gather(*(read(turn % 4) for turn in range(40))) == [b"x" * 10] * 40

    asyncio.run(play())


async def _given(cache: ReleaseFileCache, path: Path, between: Callable[[], None]) -> list[bytes]:
    async def chunks() -> AsyncGenerator[bytes]:
        yield b"one"
        between()
        yield b"two"

    return [chunk async for chunk in cache.keeping(chunks(), path)]


def test_what_is_given_is_kept(tmp_path: Path) -> None:
    cache = ReleaseFileCache(tmp_path, CODE, 100)
    path = cache.path(RELEASE, f"{DAY}.projects.csv")
    assert asyncio.run(_given(cache, path, lambda: None)) == [b"one", b"two"]
    assert path.read_bytes() == b"onetwo"


@pytest.mark.parametrize("trouble", ["disk", "folder"])
def test_what_cannot_be_kept_is_given_all_the_same(
    tmp_path: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ReleaseFileCache(tmp_path, CODE, 100)
    path = cache.path(RELEASE, f"{DAY}.projects.csv")

    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def between() -> None:
        if trouble == "disk":
            monkeypatch.setattr("asyncio.to_thread", full)
        else:
            shutil.rmtree(tmp_path / OWN_FOLDER)

    assert asyncio.run(_given(cache, path, between)) == [b"one", b"two"]
    assert not path.exists()


def test_a_temporary_folder_goes_when_the_server_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    files = ReleaseFileCache(tmp_path / "file", CODE, 100)
    files.close()
    asyncio.run(_request(files, "a", Maker()))
    files.close()
    assert list((tmp_path / "temporary").iterdir()) == []
