"""Answers one record: one statement, and one more for each included relation, all from one release.
Raises what the plan raises, RecordNotFound and its subclasses, and Unavailable.
"""

from collections.abc import Sequence
from typing import NamedTuple

from api.formats.citations import CitedDocument
from api.read.answers import includes, not_found
from api.read.answers.includes import Related
from api.read.answers.sources import RecordDocuments, record_documents
from api.read.database.base import Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, make_plan


class RecordAnswer(NamedTuple):
    """One record: its finished JSON, what is included, the documents it rests on with their kinds
    (None where it is no record of facts), and how they are cited where that was asked for.
    """

    plan: Plan
    release: Release
    id: str
    body: bytes
    related: Sequence[Related]
    document_ids: Sequence[str] | None = None
    document_kinds: Sequence[str] = ()
    sources: tuple[CitedDocument, ...] = ()


async def read_record(
    source: Source, spec: ParameterSpec, record_id: str, items: Items
) -> RecordAnswer:
    """One record, with the documents it rests on; raises RecordMoved, RecordWithdrawn,
    NotYetKnown or RecordNotFound where there is none.
    """

    async def work(snapshot: Snapshot) -> RecordAnswer:
        plan = make_plan(spec, items, snapshot.release)
        rows = await snapshot.fetch(
            snapshot.statements.record(plan.resource.name), {"id": record_id, **on(plan.day)}
        )
        require_release(rows, snapshot.release)
        _, body, rests_on = rows[0]
        documents = (
            await record_documents(snapshot, rests_on, plan.day) if rests_on else RecordDocuments()
        )
        if body is not None and not plan.include:
            return RecordAnswer(plan, snapshot.release, record_id, body, (), *documents)
        async with snapshot.reading(several=True) as reading:
            if body is None:
                raise await not_found.reason(snapshot, reading, plan, plan.resource.name, record_id)
            found = await includes.included(snapshot, reading, plan, [record_id], [body])
        return RecordAnswer(plan, snapshot.release, record_id, body, found, *documents)

    return await in_one_release(source, work)
