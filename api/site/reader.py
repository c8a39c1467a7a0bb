"""What a page reads: lists, records, claims and totals of one release, on one knowledge day.

Raises what the read side raises.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from api.base.errors import NoCoverage, Unavailable
from api.collections import ALL, DERIVED
from api.collections.data_warnings import DataWarning
from api.formats.citations import CitedDocument
from api.http.edge.canonical_url import QueryItems
from api.read.answers.coverage import read_coverage
from api.read.answers.evidence import Evidence, read_evidence
from api.read.answers.history import read_history
from api.read.answers.lists import ListAnswer, read_list
from api.read.answers.record import read_record
from api.read.answers.totals import read_totals
from api.read.database.base import ATTEMPTS, Source
from api.read.release import Release
from api.read.request.as_of import known_day
from api.read.request.given import LATEST, Items
from api.read.request.plan import list_spec, record_spec

LoadedItem = dict[str, Any]
Page = TypeVar("Page")
LISTS = {one.name: list_spec(one) for one in (*ALL, *DERIVED)}
RECORD_SPECS = {one.name: record_spec(one) for one in ALL}
HISTORIES = {one.name: record_spec(one, day_alone=True) for one in ALL}


class _ReleaseChanged(Exception):
    """Another release was published while a page was being read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list."""

    items: list[LoadedItem]
    total: int
    next_cursor: str | None
    limit: int
    warnings: tuple[DataWarning, ...]


class Reader:
    """Reads everything a page shows from one release; `clocks` are the day and the release asked
    for, if any.
    """

    def __init__(self, source: Source, clocks: QueryItems) -> None:
        self._source, self.clocks = source, clocks
        self.as_of = dict(clocks).get("as_of")
        self._release: Release | None = None

    @property
    def release(self) -> Release:
        """The release that was read from; something must have been read."""
        assert self._release is not None
        return self._release

    @property
    def day(self) -> str:
        """The knowledge day of the page: the latest one not after the day asked for."""
        return known_day(self.as_of, self.release) if self.as_of else self.release.last_day

    @property
    def pinned(self) -> bool:
        """Whether the page names its release."""
        return dict(self.clocks).get("release", LATEST) != LATEST

    async def page(self, collection: str, *items: tuple[str, str]) -> Listed:
        """One page of a list, as the address asks for it."""
        answer = await read_list(self._source, LISTS[collection], self._with_clocks(items))
        return self._listed(answer)

    async def all(self, collection: str, *items: tuple[str, str]) -> list[LoadedItem]:
        """Every item of a list that is known to be short."""
        asked = (*items, ("limit", "500"))
        page = await self.page(collection, *asked)
        found = page.items
        while page.next_cursor:
            page = await self.page(collection, *asked, ("cursor", page.next_cursor))
            found += page.items
        return found

    async def record(self, collection: str, record_id: str, *items: tuple[str, str]) -> LoadedItem:
        """One record; raises as the API does where there is none."""
        answer = await read_record(
            self._source, RECORD_SPECS[collection], record_id, self._with_clocks(items)
        )
        self._same(answer.release)
        return _loaded(answer.body)

    async def evidence(self, collection: str, record_id: str) -> Evidence:
        """One record with what explains it; raises as the API does where there is none."""
        found = await read_evidence(
            self._source, HISTORIES[collection], record_id, self._with_clocks(())
        )
        self._same(found.release)
        return found

    async def sources(self, collection: str, record_id: str) -> Sequence[CitedDocument]:
        """The documents that a record rests on, as a citation names them."""
        asked = self._with_clocks(())
        answer = await read_record(self._source, RECORD_SPECS[collection], record_id, asked)
        self._same(answer.release)
        return answer.sources

    async def history(self, collection: str, record_id: str) -> list[LoadedItem]:
        """The days on which a record changed, what changed then, and what it was from then on."""
        answer = await read_history(
            self._source, HISTORIES[collection], record_id, self._with_clocks(())
        )
        self._same(answer.release)
        return [
            {
                "from": one.since,
                "changes": [_loaded(change) for change in one.changes],
                "item": _loaded(one.body),
            }
            for one in answer.versions
        ]

    async def mentions(self, document_id: str) -> list[LoadedItem]:
        """What a document mentions and what became of it; nothing for a release without it."""
        try:
            answer = await read_coverage(
                self._source, HISTORIES["documents"], document_id, self._with_clocks(())
            )
        except NoCoverage:
            return []
        self._same(answer.release)
        return [_loaded(body) for body in answer.bodies]

    async def totals(self, *items: tuple[str, str]) -> Sequence[Mapping[str, Any]]:
        """Totals as asked."""
        answer = await read_totals(self._source, self._with_clocks(items))
        self._same(answer.release)
        return answer.rows

    def _with_clocks(self, items: Items) -> Items:
        return (*items, *self.clocks)

    def _listed(self, answer: ListAnswer) -> Listed:
        self._same(answer.release)
        items = [_loaded(body) for body in answer.bodies]
        return Listed(items, answer.total, answer.next_cursor, answer.plan.limit, answer.warnings)

    def _same(self, release: Release) -> None:
        if self._release is None:
            self._release = release
        elif self._release is not release:
            raise _ReleaseChanged


async def read_page(
    source: Source, clocks: QueryItems, build: Callable[[Reader], Awaitable[Page]]
) -> tuple[Page, Reader]:
    """Build a page from one release; anew where another one was published meanwhile."""
    for _ in range(ATTEMPTS):
        reader = Reader(source, clocks)
        try:
            return await build(reader), reader
        except _ReleaseChanged:
            continue
    raise Unavailable("Releases follow each other too fast to answer.")


def _loaded(body: bytes) -> LoadedItem:
    loaded: LoadedItem = orjson.loads(body)
    return loaded
