"""One record becomes an answer: one statement, and one more for each included relation. Everything of it comes from one release.

The first answer of a process waits for nothing that other questions need: those parts are imported where they are used. Raises what the plan
raises, RecordNotFound and its kin, and Unavailable.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from api.base.errors import Unavailable
from api.read.as_of import on
from api.read.connections import Reading, ReleaseSwitched, Snapshot, Source, require_release
from api.read.plan import Items, Plan, Question, make_plan
from api.read.release import Release

if TYPE_CHECKING:
    from api.read.expand import Related

ATTEMPTS = 5  # at a change of release; each attempt reads the newest one
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, eq=False)
class RecordAnswer:
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
        async with snapshot.reading(several=bool(plan.include)) as reading:
            rows = await reading.fetch(snapshot.statements.record(plan.resource.name), {"id": record_id, **on(plan.day)})
            require_release(rows, snapshot.release)
            body = rows[0][1]
            if body is None:
                from api.read import missing

                raise await missing.reason(snapshot, reading, plan, plan.resource.name, record_id)
            return RecordAnswer(plan, snapshot.release, record_id, body, await _related(snapshot, reading, plan, record_id))

    return await in_one_release(source, work)


async def _related(snapshot: Snapshot, reading: Reading, plan: Plan, record_id: str) -> "Sequence[Related]":
    if not plan.include:
        return ()
    from api.read.expand import related

    return [await related(snapshot, reading, plan, include, [record_id]) for include in plan.include]
