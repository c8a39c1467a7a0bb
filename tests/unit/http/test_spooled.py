"""Spooled files: made once, bounded, and made anew where a cleaner of temporary files took them."""

import asyncio
import shutil
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from api.base.errors import Unavailable
from api.formats.about import About
from api.formats.flatten import flat
from api.formats.xlsx import XlsxFile
from api.http.edge.spooled import SpooledFiles


class Maker:
    """Writes files of a size, and counts them."""

    def __init__(self, size: int = 10) -> None:
        self.size, self.made = size, 0

    async def __call__(self, path: Path) -> None:
        self.made += 1
        path.write_bytes(b"x" * self.size)


def test_a_file_is_made_once_for_all_who_ask() -> None:
    async def play() -> None:
        files, make = SpooledFiles(100), Maker()
        paths = await asyncio.gather(*(files.get("a", make) for _ in range(5)))
        assert len({*paths, await files.get("a", make)}) == 1
        assert make.made == 1

    asyncio.run(play())


def test_the_least_recently_used_leaves_and_one_larger_than_all_stays_alone() -> None:
    async def play() -> None:
        files = SpooledFiles(25)
        first, second = await files.get("a", Maker()), await files.get("b", Maker())
        third = await files.get("c", Maker())
        assert (first.exists(), second.exists(), third.exists()) == (False, True, True)
        large = await files.get("d", Maker(1000))
        assert (second.exists(), third.exists(), large.exists()) == (False, False, True)

    asyncio.run(play())


@pytest.mark.parametrize("taken", ["file", "folder"])
def test_what_a_cleaner_took_is_made_anew(taken: str) -> None:
    async def play() -> None:
        files, make = SpooledFiles(100), Maker()
        path = await files.get("a", make)
        path.unlink() if taken == "file" else shutil.rmtree(path.parent)
        again = await files.get("a", make)
        assert (again.read_bytes(), make.made) == (b"x" * 10, 2)

    asyncio.run(play())


def test_where_nothing_can_be_written_the_answer_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable, match="full"):
        asyncio.run(SpooledFiles(100).get("a", full))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(Unavailable, match="no folder"):
        asyncio.run(SpooledFiles(100).get("a", Maker()))


def test_every_reader_finds_a_file_however_fast_they_displace_each_other() -> None:
    async def play() -> None:
        files, makers = SpooledFiles(15), [Maker() for _ in range(4)]

        async def read(number: int) -> bytes:
            return (await files.get(str(number), makers[number])).read_bytes()

        assert await asyncio.gather(*(read(turn % 4) for turn in range(40))) == [b"x" * 10] * 40

    asyncio.run(play())


def test_a_workbook_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close = Workbook.close

    def refused(book: Workbook) -> None:
        close(book)
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr(Workbook, "close", refused)
    about = About("projects", "r1", "2026-11-21T12:00:00Z", "2026-02-28", "Cite.", "/v1/projects.xlsx", "/corrections")
    with pytest.raises(OSError, match="workbook"), XlsxFile(tmp_path / "x.xlsx", flat("projects").columns, about, []):
        pass
