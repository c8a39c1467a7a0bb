"""Files spooled for one request and kept for the next: a Parquet file is read in many small parts.

Bounded by bytes; the least recently used leaves first. They lie in a folder for temporary files that goes with the process;
what a cleaner of such folders removed is made anew. Raises Unavailable where none can be written.
"""

import shutil
import tempfile
import weakref
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

from api.base.bounded import Lru
from api.base.errors import Unavailable
from api.base.single_flight import SingleFlight


class SpooledFiles:
    """Files by key; `most_bytes` bounds what is kept."""

    def __init__(self, most_bytes: int) -> None:
        self._folder: Path | None = None
        self._most = max(most_bytes, 1)
        # Whoever is being sent a file that leaves has opened it, and reads on.
        self._kept: Lru[str, tuple[Path, int]] = Lru(self._most, lambda kept: kept[1], _remove)
        self._making: SingleFlight[str, Path] = SingleFlight()
        self._numbers = count(1)

    async def get(self, key: str, make: Callable[[Path], Awaitable[None]]) -> Path:
        """The file of a key, made where it is not there, once however many ask. Raises what `make` raises."""
        while True:
            kept = self._kept.get(key)
            if kept is not None and kept[0].is_file():
                return kept[0]
            path = await self._making.run(key, lambda: self._make(key, make))
            if path.is_file():  # another file may have taken its place before this reader's turn came
                return path

    async def _make(self, key: str, make: Callable[[Path], Awaitable[None]]) -> Path:
        path = self._place()
        try:
            await make(path)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise Unavailable("The file cannot be written on this server; its folder for temporary files may be full.") from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        # One that is larger than all that may be kept is kept alone, for the parts of it that are asked for next.
        self._kept.put(key, (path, min(path.stat().st_size, self._most)))
        return path

    def _place(self) -> Path:
        """A path for one more file, in a folder that is there."""
        if self._folder is None or not self._folder.is_dir():
            try:
                self._folder = Path(tempfile.mkdtemp(prefix="pledgebook-"))
            except OSError as error:
                raise Unavailable("This server has no folder for temporary files that can be written.") from error
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / str(next(self._numbers))


def _remove(kept: tuple[Path, int]) -> None:
    kept[0].unlink(missing_ok=True)
