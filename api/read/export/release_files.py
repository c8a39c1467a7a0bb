"""Files kept beside the database: the whole release, large CSV files, workbooks and Parquet, each
of one release and version of the code. They are in a folder with a marker file; only files named by
us are removed. Raises Unavailable where nothing can be kept.
"""

import asyncio
import logging
import os
import re
import shutil
import sqlite3
import tempfile
import time
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import IO

from api.base.database import Target
from api.base.errors import Unavailable
from api.base.processes import is_running
from api.base.single_flight import SingleFlight

logger = logging.getLogger("pledgebook.read")

OWN_FOLDER = "pledgebook-files"  # made by us in whatever folder the operator names
MARKER = (
    ".made-by-pledgebook"  # a folder without it is somebody else's, and nothing in it is removed
)
_NO_ROOM = "The file cannot be written on this server; its disk may be full."
_PROBE_BYTES = 65_536
WAIT_SECONDS = 20  # how long a request waits for the files of a release
_DAY_SECONDS = 24 * 60 * 60
# A release: `0123456789abcdef-01234567-2026-02-28`, `….projects.csv`; one request:
# `0123456789abcdef-01234567-<digest>.xlsx`; and `.….<process id>.….new` while it is being made.
_NAME = r"[0-9a-f]{16}-[0-9a-f]{8}-(?:\d{4}-\d{2}-\d{2}(?:\.[a-z]+\.csv)?|[0-9a-f]{32}\.[a-z]+)"
_FINISHED, _OF_REQUEST = (
    re.compile(_NAME),
    re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{32}\.[a-z]+"),
)
_UNFINISHED = re.compile(rf"\.{_NAME}\.(?P<process>\d+)\.[^.]+\.new")

Make = Callable[[Path], Awaitable[None]]


def default_folder(target: Target) -> Path:
    """Beside the SQLite file; of PostgreSQL, `var/bulk` in the current folder."""
    return (
        target.file.with_name(f"{target.file.name}.bulk")
        if target.is_sqlite
        else Path("var") / "bulk"
    )


class ReleaseFileCache:
    """The folder. `code` is the digest of the code that makes the files; `most_bytes` bounds those
    of single requests (LRU).
    """

    def __init__(self, folder: Path, code: str, most_bytes: int) -> None:
        self.folder, self._code, self._most = folder / OWN_FOLDER, code, most_bytes
        self._making: SingleFlight[Path, None] = SingleFlight()
        self.close: Callable[[], object] = lambda: (
            None
        )  # removes the temporary folder, if there is one

    def path(self, release_hash: str, what: str) -> Path:
        """Where the files of a knowledge day, or `day.collection.csv`, or a digest with a suffix,
        lie or will lie.
        """
        return self.folder / f"{release_hash[:16]}-{self._code[:8]}-{what}"

    async def get(
        self, path: Path, make: Make, parts: Collection[str] = (), *, patient: bool = True
    ) -> Path:
        """The file, or the folder that holds such parts, made where something of it is missing,
        once however many ask.

        `make` is given a path to write, or a folder to fill. Raises Unavailable, also where it
        takes long and the caller is not patient.
        """
        try:
            async with asyncio.timeout(None if patient else WAIT_SECONDS):
                while not all(
                    kept.is_file()
                    for kept in [self.folder / path.name / part for part in parts]
                    or [self.folder / path.name]
                ):
                    await self._making.run(path, lambda: self._make(path, make, parts))
        except TimeoutError as error:
            raise Unavailable(
                "The files of this release are being made; ask again in a minute."
            ) from error
        with suppress(OSError):
            os.utime(self.folder / path.name)  # used today, for whoever sweeps
        return self.folder / path.name

    async def require_room(self) -> None:
        """Write and remove a small file where files are kept; raises Unavailable."""

        def write() -> None:
            fresh = self._fresh(self.path("0" * 16, f"{'0' * 32}.probe"))
            try:
                (fresh / "probe").write_bytes(bytes(_PROBE_BYTES))
            except OSError as error:
                raise Unavailable(_NO_ROOM) from error
            finally:
                shutil.rmtree(fresh, ignore_errors=True)

        await asyncio.to_thread(write)

    async def keeping(self, chunks: AsyncGenerator[bytes], path: Path) -> AsyncGenerator[bytes]:
        """The chunks, kept at the path when the last was given; where nothing can be kept they are
        only given.
        """
        fresh: Path | None = None
        file: IO[bytes] | None = None
        try:
            with suppress(Unavailable):
                fresh = self._fresh(path)
                file = (fresh / "csv").open("wb")
            whole = file is not None
            async for chunk in chunks:
                try:
                    if file is not None and whole:
                        await asyncio.to_thread(file.write, chunk)
                except OSError as error:
                    logger.warning("%s is not kept (%s)", path, error.strerror)
                    whole = False
                yield chunk
            with suppress(OSError):  # the disk is full, or the folder was removed meanwhile
                if fresh is not None and file is not None and whole:
                    file.close()
                    (fresh / "csv").rename(self.folder / path.name)
                    self._sweep(path.name)
        finally:
            await chunks.aclose()
            with suppress(OSError):
                if file is not None:
                    file.close()
            if fresh is not None:
                shutil.rmtree(fresh, ignore_errors=True)

    async def _make(self, path: Path, make: Make, parts: Collection[str]) -> None:
        fresh = self._fresh(path)
        made, place = fresh if parts else fresh / "file", self.folder / path.name
        try:
            await make(made)
            if (
                parts and place.is_dir()
            ):  # another process was faster, or a part was removed: equal releases give equal files
                for part in fresh.iterdir():
                    part.replace(place / part.name)
            else:
                made.rename(place)
            self._sweep(path.name)
        except (OSError, sqlite3.OperationalError) as error:  # SQLite's own is that of a full disk
            logger.error("files cannot be kept in %s: %s", place.parent, error)
            raise Unavailable(_NO_ROOM) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _fresh(self, path: Path) -> Path:
        """An empty folder to fill, in ours; where that cannot be written, in one that goes with the
        process.
        """
        try:
            return self._folder_in_ours(path)
        except OSError as error:
            logger.warning(
                "%s cannot be written (%s); files are kept in a temporary folder",
                self.folder,
                error.strerror,
            )
        try:
            temporary = Path(tempfile.mkdtemp(prefix="pledgebook-"))
            self.close = weakref.finalize(self, shutil.rmtree, temporary, ignore_errors=True)
            self.folder = temporary / OWN_FOLDER
            return self._folder_in_ours(path)
        except OSError as error:
            raise Unavailable(
                "This server has no folder that files can be written to; name one with "
                "PLEDGEBOOK_BULK_DIR."
            ) from error

    def _folder_in_ours(self, path: Path) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        if next(self.folder.iterdir(), None) is None:
            (self.folder / MARKER).touch()
        fresh = Path(
            tempfile.mkdtemp(prefix=f".{path.name}.{os.getpid()}.", suffix=".new", dir=self.folder)
        )
        fresh.chmod(0o755)
        return fresh

    def _sweep(self, made: str) -> None:
        """Remove what nobody used for a day, what builds that were killed left behind, and the
        requests beyond the bound.
        """
        if not (self.folder / MARKER).is_file():
            return
        left = self._most
        for path in sorted(self.folder.iterdir(), key=_used_at, reverse=True):
            unfinished, of_request = (
                _UNFINISHED.fullmatch(path.name),
                _OF_REQUEST.fullmatch(path.name),
            )
            if unfinished:
                stale = not is_running(int(unfinished["process"]))
            else:  # another server may still serve another release
                stale = (
                    _FINISHED.fullmatch(path.name) is not None
                    and _used_at(path) < time.time() - _DAY_SECONDS
                )
            with suppress(OSError):
                if of_request:
                    left -= path.stat().st_size
                    stale = stale or left < 0
                if stale and path.name != made:
                    shutil.rmtree(
                        path
                    ) if path.is_dir() and not path.is_symlink() else path.unlink()


def _used_at(path: Path) -> float:
    """When somebody asked for it last; now for what is gone meanwhile."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
