"""What a document mentions, and for each figure, date and name the claims that cite it or why none
does. Raises what reading a record raises, and NoCoverage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.base.errors import NoCoverage
from api.read.answers import not_found
from api.read.database.base import Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, make_plan
from api.read.search.left_out import coverage_statement


@dataclass(frozen=True, slots=True, eq=False)
class CoverageAnswer:
    """The finished JSON of each mention."""

    plan: Plan
    release: Release
    bodies: Sequence[bytes]


async def read_coverage(
    source: Source, spec: ParameterSpec, document_id: str, items: Items
) -> CoverageAnswer:
    """Everything one document mentions."""

    async def work(snapshot: Snapshot) -> CoverageAnswer:
        plan = make_plan(spec, items, snapshot.release)
        async with snapshot.reading(several=True) as reading:
            known = await reading.fetch(
                snapshot.statements.record("documents"), {"id": document_id, **on(plan.day)}
            )
            require_release(known, snapshot.release)
            if known[0][1] is None:
                raise await not_found.reason(snapshot, reading, plan, "documents", document_id)
            rows = await reading.fetch(
                snapshot.statements.get(coverage_statement), {"id": document_id}
            )
        bodies = [body for _, place, body in rows if place is not None]
        if not bodies:
            raise NoCoverage(document_id, snapshot.release.id)
        return CoverageAnswer(plan, snapshot.release, bodies)

    return await in_one_release(source, work)
