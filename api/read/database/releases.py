"""The releases that can be asked for: the newest in the database, each older one in an immutable
SQLite file of its own. Raises InvalidRequest, RecordWithdrawn and Unavailable.
"""

import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from api.base.errors import InvalidRequest, RecordWithdrawn
from api.base.single_flight import SingleFlight
from api.base.suggest import shown, unknown_word
from api.read.database.base import ExportReader, InUse, Snapshot, Source
from api.read.database.sqlite import SQLiteSource
from api.read.release import Release
from api.read.request.cursor import release_of_cursor
from api.read.request.given import LATEST

# Connections for long queries, and exports at once, of each older release.
_READERS = 2

RegisterItem = Mapping[str, Any]
# The SQLite file of a release, given its register from the first release up to it; made where it is
# missing.
FileOf = Callable[[Sequence[RegisterItem]], Awaitable[Path]]


class Releases:
    """The newest release and, opened when first asked for, at most `most` older ones (LRU)."""

    def __init__(self, newest: Source, file_of: FileOf, most: int, timeout_seconds: float) -> None:
        self.newest = newest
        self._file_of, self._most, self._timeout = file_of, most, timeout_seconds
        self._open: OrderedDict[str, SQLiteSource] = OrderedDict()
        self._opening: SingleFlight[str, SQLiteSource] = SingleFlight()
        # The newest release when one was last named.
        self.newest_known: Release | None = None

    async def source(self, wanted: str | None, cursor: str | None) -> Source:
        """What answers a request: the release it names, else the one its cursor goes on in, else
        the newest.
        """
        if wanted in (None, LATEST) and cursor is None:
            return self.newest
        self.newest_known = newest = (await self.newest.current()).release
        if wanted not in (None, LATEST):
            return PinnedSource(self, _registered(newest, str(wanted)))
        begun = release_of_cursor(cursor or "")
        if begun is None or newest.printed_hash.startswith(begun):
            return self.newest
        for item in newest.register.values():
            if str(item["hash"]).startswith(begun) and item["id"] != newest.id:
                return PinnedSource(self, _registered(newest, item["id"]))
        return self.newest  # a draft that was built anew: the plan says that the cursor has ended

    def opened(self, release_id: str) -> Release | None:
        """The release, where nothing need be opened to answer from it."""
        settled = self.newest.settled()
        if settled is not None and release_id in (LATEST, settled.release.id):
            return settled.release
        source = self._open.get(release_id)
        snapshot = source.settled() if source is not None else None
        return snapshot.release if snapshot is not None else None

    async def holder(self, release_id: str) -> Source:
        """The source that has a release now."""
        newest = (await self.newest.current()).release
        if newest.id == release_id:
            return self.newest
        found = self._open.get(release_id)
        if found is not None:
            self._open.move_to_end(release_id)
            return found
        return await self._opening.run(release_id, lambda: self._opened(newest, release_id))

    async def _opened(self, newest: Release, release_id: str) -> SQLiteSource:
        items = list(newest.register.values())
        until = next(place for place, item in enumerate(items) if item["id"] == release_id)
        path = await self._file_of(
            [{**item, "current": item["id"] == release_id} for item in items[: until + 1]]
        )
        # The file never changes, so there is nothing to look for after it was opened.
        source = SQLiteSource(str(path), math.inf, self._timeout, _READERS, _READERS)
        await source.current()
        self._open[release_id] = source
        while len(self._open) > self._most:
            _, unused = self._open.popitem(last=False)
            await unused.close()
        return source

    async def close(self) -> None:
        """Close every database."""
        for source in (self.newest, *self._open.values()):
            await source.close()
        self._open.clear()


class PinnedSource:
    """One release by its id, wherever it is served from: it may be the newest now and an older one
    in a moment.
    """

    def __init__(self, releases: Releases, release_id: str) -> None:
        self._releases, self._id = releases, release_id

    @property
    def away(self) -> bool:
        """Whether the database that has the newest release cannot be read."""
        return self._releases.newest.away

    def settled(self) -> Snapshot | None:
        """Nothing: whoever asks looks which source has the release."""
        return None

    async def current(self) -> Snapshot:
        """The snapshot of the release."""
        while True:
            snapshot = await (await self._releases.holder(self._id)).current()
            if snapshot.release.id == self._id:
                return snapshot

    @asynccontextmanager
    async def export_reader(self) -> AsyncIterator[ExportReader]:
        """A view for one export."""
        async with (await self._releases.holder(self._id)).export_reader() as reader:
            yield reader

    def usage(self) -> InUse:
        """How busy the database is that has the newest release."""
        return self._releases.newest.usage()

    async def refresh(self) -> None:
        """Look for a new release at the next request."""
        await self._releases.newest.refresh()

    async def require_ready(self) -> None:
        """Try what requests of the newest release do."""
        await self._releases.newest.require_ready()

    async def close(self) -> None:
        """Nothing: the databases are closed together."""


def _registered(newest: Release, release_id: str) -> str:
    """The id, if it names a release that is served."""
    item = newest.register.get(release_id)
    if item is None:
        known = [LATEST, *list(newest.register)[::-1]]
        sentence = f"There is no release '{shown(release_id)}'"
        takes = f"it takes {', '.join(known[:20])}."
        raise InvalidRequest(
            unknown_word("release", "unknown_value", sentence, release_id, known, takes)
        )
    reason = item.get("withdrawn_reason")
    if reason:
        raise RecordWithdrawn("releases", release_id, reason)
    return release_id
