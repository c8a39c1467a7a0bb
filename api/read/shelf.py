"""Files made once a release and kept beside the database: the release as SQLite file and Data Package, large collections as CSV.

What is kept belongs to one release, knowledge day and build of the code; it is complete or not there. Raises Unavailable where it cannot be kept.
"""

import asyncio
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path

from api.base.database import Target
from api.base.errors import Unavailable

logger = logging.getLogger("pledgebook.read")

_PREFIX_LENGTH = 16 + 1 + 8  # of a name: the release's hash and the code's, cut
WAIT_SECONDS = 20  # how long a request waits for files that are being made


def default_folder(target: Target) -> Path:
    """Beside the SQLite file; of PostgreSQL, `var/bulk` in the current folder."""
    return target.file.with_name(f"{target.file.name}.bulk") if target.is_sqlite else Path("var") / "bulk"


class Shelf:
    """The folder of folders. `code` is the digest of the code that makes the files."""

    def __init__(self, folder: Path, code: str) -> None:
        self._folder, self._code = folder, code
        self._making: dict[str, asyncio.Task[Path]] = {}

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
            self._folder.mkdir(parents=True, exist_ok=True)
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

    async def get(self, release_hash: str, day: str, make: Callable[[Path], Awaitable[None]], patient: bool = False) -> Path:
        """The folder; `make` fills a new one where there is none, once however many ask, and whoever asked first may leave.

        Raises Unavailable where it takes long, unless the caller is patient.
        """
        place = self.place(release_hash, day)
        if place.is_dir():
            return place
        task = self._making.get(place.name)
        if task is None:
            task = self._making[place.name] = asyncio.create_task(self._make(place, make))
            task.add_done_callback(lambda _: self._making.pop(place.name, None))
        try:
            async with asyncio.timeout(None if patient else WAIT_SECONDS):
                return await asyncio.shield(task)
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
                # Another process was faster; equal releases give equal files.
                if not place.is_dir():
                    raise
            return place
        except OSError as error:
            logger.exception("the files of a release cannot be kept in %s", place.parent)
            raise Unavailable("The files of this release cannot be kept on this server.") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _fresh(self, place: Path) -> Path:
        """An empty folder to fill."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}.{os.getpid()}.", suffix=".new", dir=self._folder))
            fresh.chmod(0o755)
            return fresh
        except OSError as error:
            raise Unavailable("The folder for the files of a release cannot be written; name one with PLEDGEBOOK_BULK_DIR.") from error

    def _sweep(self, keep: str) -> None:
        """Remove what belongs to former releases, and what builds that were killed left behind."""
        for path in self._folder.iterdir():
            stale = _abandoned(path.name) if path.name.startswith(".") else not path.name.startswith(keep)
            if stale and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif stale:
                path.unlink(missing_ok=True)


def _abandoned(name: str) -> bool:
    """Whether a name is that of something unfinished whose maker no longer runs."""
    parts = name.split(".")
    if parts[-1] != "new" or not parts[-3].isdigit():
        return False
    try:
        os.kill(int(parts[-3]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
