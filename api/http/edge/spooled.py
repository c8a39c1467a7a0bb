"""Files spooled for one request and kept for the next: a Parquet file is read in many small parts, and making it anew for each would be absurd.

Bounded by bytes; the least recently used leaves first. They lie in a folder for temporary files that goes with the process.
"""

import asyncio
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path


class SpooledFiles:
    """Files by key; `most_bytes` bounds what is kept."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._folder: Path | None = None
        self._kept: OrderedDict[str, tuple[Path, int]] = OrderedDict()
        self._making: dict[str, asyncio.Task[Path]] = {}
        self._number = 0

    async def get(self, key: str, make: Callable[[Path], Awaitable[None]]) -> Path:
        """The file of a key, made where it is not there, once however many ask. Raises what `make` raises."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept[0]
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key, make))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, key: str, make: Callable[[Path], Awaitable[None]]) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="pledgebook-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._number += 1
        path = self._folder / str(self._number)
        try:
            await make(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._kept[key] = path, path.stat().st_size
        self._shrink()
        return path

    def _shrink(self) -> None:
        while len(self._kept) > 1 and sum(size for _, size in self._kept.values()) > self._most:
            # Whoever is being sent the file has opened it, and reads on.
            _, (path, _) = self._kept.popitem(last=False)
            path.unlink(missing_ok=True)
