"""Files made once a release and kept beside the database: the release as SQLite file and Data Package, large collections as CSV.

What is kept belongs to one release, knowledge day and build of the code; it is complete or not there. It lies in a folder of our own, known by
a marker in it, and only files that bear our names are ever removed. Raises Unavailable where nothing can be kept.
"""

import asyncio
import logging
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import suppress
from pathlib import Path

from api.base.database import Target
from api.base.errors import Unavailable
from api.base.processes import is_running
from api.base.single_flight import SingleFlight

logger = logging.getLogger("pledgebook.read")

OWN_FOLDER = "pledgebook-files"  # made by us in whatever folder the operator names
MARKER = ".made-by-pledgebook"  # a folder without it is somebody else's, and nothing in it is removed
_DAY_SECONDS = 24 * 60 * 60
# `0123456789abcdef-01234567-2026-02-28`, `….projects.csv`, and `.….<process id>.….new` while it is being made.
_NAME = r"[0-9a-f]{16}-[0-9a-f]{8}-\d{4}-\d{2}-\d{2}(?:\.[a-z]+\.csv)?"
_FINISHED = re.compile(_NAME)
_UNFINISHED = re.compile(rf"\.{_NAME}\.(?P<process>\d+)\.[^.]+\.new")
_PREFIX_LENGTH = 16 + 1 + 8  # of a name: the release's hash and the code's, cut
WAIT_SECONDS = 20  # how long a request waits for files that are being made


def default_folder(target: Target) -> Path:
    """Beside the SQLite file; of PostgreSQL, `var/bulk` in the current folder."""
    return target.file.with_name(f"{target.file.name}.bulk") if target.is_sqlite else Path("var") / "bulk"


class Shelf:
    """The folder of folders. `code` is the digest of the code that makes the files."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder, self._code = folder / OWN_FOLDER, code
        self._making: SingleFlight[str, Path] = SingleFlight()

    def place(self, release_hash: str, day: str) -> Path:
        """Where the files of a release and knowledge day are, or will be."""
        return self._folder / f"{release_hash[:16]}-{self._code[:8]}-{day}"

    def csv(self, release_hash: str, day: str, collection: str) -> Path:
        """Where the whole of a collection, in its usual order, is kept as CSV, or will be."""
        return self.place(release_hash, day).with_suffix(f".{collection}.csv")

    async def keeping(self, chunks: AsyncGenerator[bytes], path: Path) -> AsyncGenerator[bytes]:
        """The chunks, kept at the path when the last was given; where nothing can be kept they are only given."""
        fresh: Path | None = None
        try:
            self._make_folder()
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.{os.getpid()}.", suffix=".new", dir=self._folder)
            fresh = Path(name)
            with open(handle, "wb", closefd=True) as file:
                async for chunk in chunks:
                    await asyncio.to_thread(file.write, chunk)
                    yield chunk
            fresh.rename(path)
            self._sweep(keep=path.name[:_PREFIX_LENGTH])
        except OSError:
            if fresh is not None:
                raise
            logger.warning("large exports cannot be kept in %s", self._folder)
            async for chunk in chunks:
                yield chunk
        finally:
            await chunks.aclose()
            if fresh is not None:
                fresh.unlink(missing_ok=True)

    async def get(
        self,
        release_hash: str,
        day: str,
        names: Collection[str],
        make: Callable[[Path], Awaitable[None]],
        patient: bool = False,
    ) -> Path:
        """The folder that holds files of these names; whoever asked first may leave.

        `make` fills a new one where one of them is missing, once however many ask. Raises Unavailable where it takes
        long, unless the caller is patient.
        """
        place = self.place(release_hash, day)
        if all((place / name).is_file() for name in names):
            _mark_used(place)
            return place
        try:
            async with asyncio.timeout(None if patient else WAIT_SECONDS):
                return await self._making.run(place.name, lambda: self._make(place, make))
        except TimeoutError as error:
            raise Unavailable("The files of this release are being made; ask again in a minute.") from error

    async def _make(self, place: Path, make: Callable[[Path], Awaitable[None]]) -> Path:
        fresh = self._fresh(place)
        try:
            await make(fresh)
            self._sweep(keep=place.name[:_PREFIX_LENGTH])
            try:
                fresh.rename(place)
            except OSError:
                # Another process was faster, or somebody removed a part of it: equal releases give equal files.
                if not place.is_dir():
                    raise
                for part in fresh.iterdir():
                    part.replace(place / part.name)
            return place
        except (OSError, sqlite3.OperationalError) as error:  # SQLite's own is that of a full disk
            logger.exception("the files of a release cannot be kept in %s", place.parent)
            raise Unavailable("The files of this release cannot be kept on this server.") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _fresh(self, place: Path) -> Path:
        """An empty folder to fill."""
        try:
            self._make_folder()
            fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}.{os.getpid()}.", suffix=".new", dir=self._folder))
            fresh.chmod(0o755)
            return fresh
        except OSError as error:
            raise Unavailable("The folder for the files of a release cannot be written; name one with PLEDGEBOOK_BULK_DIR.") from error

    def _make_folder(self) -> None:
        """Our own folder; the marker is set where we made it, or where it is empty."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if next(self._folder.iterdir(), None) is None:
            (self._folder / MARKER).touch()

    def _sweep(self, keep: str) -> None:
        """Remove what nobody used for a day, and what builds that were killed left behind; another server may still serve another release."""
        if not (self._folder / MARKER).is_file():
            return
        for path in self._folder.iterdir():
            unfinished = _UNFINISHED.fullmatch(path.name)
            if unfinished:
                stale = not is_running(int(unfinished["process"]))
            else:
                stale = _FINISHED.fullmatch(path.name) is not None and not path.name.startswith(keep) and _unused(path)
            if stale and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif stale:
                path.unlink(missing_ok=True)


def _mark_used(path: Path) -> None:
    """Let it be known as used today, for whoever sweeps."""
    with suppress(OSError):
        os.utime(path)


def _unused(path: Path) -> bool:
    """Whether nobody asked for it for a day; False for what is gone meanwhile."""
    try:
        return path.stat().st_mtime < time.time() - _DAY_SECONDS
    except OSError:
        return False
