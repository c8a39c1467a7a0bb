"""Exact totals: counted once for each release and filter, by the first request that needs one,
while the others wait. Raises Unavailable, and ReleaseSwitched where a new release was published.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Select, func, null, select

from api.collections.served_tables import DATASET, SERVED
from api.read.database.base import Snapshot, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.cursor import RELEVANCE
from api.read.request.plan import Plan
from api.read.sql.dialect import valid
from api.read.sql.filters import FilterShape, conditions, filter_shape, filter_values, known_ids


def known_total(release: Release, plan: Plan) -> int | None:
    """The exact total where it is known without counting: of a whole collection today, or counted
    before in this release.
    """
    if not plan.tests and plan.day == release.last_day and plan.resource.name in release.counts:
        return release.counts[plan.resource.name]
    return release.caches.totals.get(total_key(plan))


def total_key(plan: Plan) -> tuple[Hashable, ...]:
    """What the total of a plan is remembered by: whatever the sort, the page and its length."""
    # A ranked search counts up to a bound, and must not take that for the total of a sorted one.
    return (
        "total",
        plan.resource.name,
        plan.day,
        plan.ordering is RELEVANCE,
        *((test.filter.name, test.values) for test in plan.tests),
    )


async def exact_total(snapshot: Snapshot, plan: Plan) -> int:
    """The exact number of records that fit a plan."""
    release, key = snapshot.release, total_key(plan)
    total = known_total(release, plan)
    if total is not None:
        return total
    return await release.caches.counting.run(key, lambda: _count(snapshot, plan))


async def _count(snapshot: Snapshot, plan: Plan) -> int:
    statement = snapshot.statements.get(
        count_statement, plan.resource.name, filter_shape(plan.tests), True
    )
    async with snapshot.reading() as reading:
        rows = await reading.fetch(statement, filter_values(plan.tests) | on(plan.day))
    require_release(rows, snapshot.release)
    total = int(rows[0][1])
    snapshot.release.caches.totals.put(total_key(plan), total)
    return total


def count_statement(resource: str, shape: FilterShape, count: bool) -> Select[Any]:
    """Hash, exact number of rows where asked, number of the ids in filters that exist."""
    table = SERVED[resource]
    fits = select(func.count()).select_from(table).where(valid(table), *conditions(resource, shape))
    total = fits.scalar_subquery() if count else null()
    return select(DATASET.c.hash, total.label("total"), known_ids(resource, shape).label("known"))
