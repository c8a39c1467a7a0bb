"""One record becomes an answer: one statement, and one more for each included relation. Everything of it comes from one release.

The first answer of a process waits for nothing that other questions need: those parts are imported where they are used. Raises what the plan
raises, RecordNotFound and its kin, and Unavailable.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from api.base.errors import Unavailable
from api.read.as_of import on
from api.read.connections import ReleaseSwitched, Snapshot, Source, require_release
from api.read.plan import Items, Plan, Question, make_plan
from api.read.release import Release

if TYPE_CHECKING:
    from api.read.expand import Related

ATTEMPTS = 5  # at a change of release; each attempt reads the newest one
Answer = TypeVar("Answer")


class RecordAnswer(NamedTuple):
    """One record: its finished JSON and what is included."""

    plan: Plan
    release: Release
    id: str
    body: bytes
    related: "Sequence[Related]"


def today() -> date:
    """The present day, UTC."""
    return datetime.now(UTC).date()


async def in_one_release(source: Source, work: Callable[[Snapshot], Awaitable[Answer]]) -> Answer:
    """Do the work on the release being served; anew where another one was published in between."""
    for _ in range(ATTEMPTS):
        try:
            return await work(await source.current())
        except ReleaseSwitched:
            await source.refresh()
    raise Unavailable("Releases follow each other too fast to answer.")


async def read_record(source: Source, question: Question, record_id: str, items: Items) -> RecordAnswer:
    """One record; raises RecordMoved, RecordWithdrawn, NotYetKnown or RecordNotFound where there is none."""

    async def work(snapshot: Snapshot) -> RecordAnswer:
        plan = make_plan(question, items, snapshot.release, today())
        rows = await snapshot.fetch(snapshot.statements.record(plan.resource.name), {"id": record_id, **on(plan.day)})
        require_release(rows, snapshot.release)
        body = rows[0][1]
        if body is None or plan.include:
            return await _with_more(snapshot, plan, record_id, body)
        return RecordAnswer(plan, snapshot.release, record_id, body, ())

    return await in_one_release(source, work)


async def _with_more(snapshot: Snapshot, plan: Plan, record_id: str, body: bytes | None) -> RecordAnswer:
    """The record with what is included in it; where there is none, raises why."""
    if not _loaded:
        # Beside the event loop: with the library for SQL that is more than all the rest of a start, and others wait for their records.
        await asyncio.to_thread(_load)
    from api.read import expand, missing

    async with snapshot.reading(several=True) as reading:
        if body is None:
            raise await missing.reason(snapshot, reading, plan, plan.resource.name, record_id)
        found = [await expand.related(snapshot, reading, plan, include, [record_id]) for include in plan.include]
        return RecordAnswer(plan, snapshot.release, record_id, body, found)


_loaded: list[ModuleType] = []  # what a process does not need for its first record, once it is whole


def _load() -> None:
    _loaded[:] = [import_module(name) for name in ("api.read.expand", "api.read.missing")]
