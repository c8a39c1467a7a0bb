"""Plans become answers: one statement for a list, one for a record, one more for each included relation and for a total not yet counted.

Nothing is read per row, and everything of one answer comes from one snapshot. Raises what the plan raises, RecordNotFound and its kin,
InvalidRequest for ids that do not exist, and Unavailable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from api.collections import SEARCHED
from api.read.answers import not_found
from api.read.answers.counts import exact_total, total_key
from api.read.answers.includes import Related, related
from api.read.database.base import Reading, Row, Snapshot, Source, require_release
from api.read.database.one_release import in_one_release, today
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.cursor import RELEVANCE, encode_cursor
from api.read.request.plan import Condition, Items, ParameterSpec, Plan, make_plan
from api.read.search import ranked
from api.read.sql.access_path import list_statement, way_of
from api.read.sql.filters import referenced, searched, shape_of, values_of
from api.read.sql.fulltext_sql import ABOUT


@dataclass(frozen=True, slots=True, eq=False)
class ListAnswer:
    """One page: finished JSON of each record, what is included in each, the exact total and the cursor of the next page."""

    plan: Plan
    release: Release
    bodies: Sequence[bytes]
    related: Sequence[Related]
    ids: Sequence[str]
    total: int
    next_cursor: str | None
    warnings: tuple[str, ...] = ()


async def read_list(source: Source, spec: ParameterSpec, items: Items) -> ListAnswer:
    """A page of a list."""

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(spec, items, snapshot.release, today())
        if plan.ordering is RELEVANCE:
            async with snapshot.reading(several=True) as reading:
                return await _ranked_list(snapshot, reading, plan)
        total = await exact_total(snapshot, plan)
        async with snapshot.reading(several=bool(plan.include)) as reading:
            return await _list(snapshot, reading, plan, total)

    return await in_one_release(source, work)


async def read_list_of(source: Source, spec: ParameterSpec, owner: str, record_id: str, items: Items, fixed: tuple[Condition, ...]) -> ListAnswer:
    """A page of what belongs to one record of the collection `owner`; `fixed` says what belongs. Raises as `read_record` does."""

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(spec, items, snapshot.release, today(), fixed)
        total = await exact_total(snapshot, plan)
        async with snapshot.reading(several=True) as reading:
            answer = await _list(snapshot, reading, plan, total)
            if not answer.total:
                # Whether the record exists is asked only where nothing shows that it does.
                rows = await reading.fetch(snapshot.statements.record(owner), {"id": record_id, **on(plan.day)})
                if rows[0][1] is None:
                    raise await not_found.reason(snapshot, reading, plan, owner, record_id)
            return answer

    return await in_one_release(source, work)


async def _list(snapshot: Snapshot, reading: Reading, plan: Plan, total: int) -> ListAnswer:
    shape = shape_of(plan.tests)
    way = way_of(plan, shape, snapshot.release, total)
    arguments = (plan.resource.name, shape, plan.ordering.key, plan.after is not None, way)
    values = values_of(plan.tests) | on(plan.day) | {"most": plan.limit + 1}
    if plan.after is not None:
        values |= {"after_key": plan.after.key, "after_id": plan.after.id}
    rows = await reading.fetch(snapshot.statements.get(list_statement, *arguments), values)
    head = next(row for row in rows if row[0] is not None)
    require_release([head], snapshot.release)
    asked = referenced(plan.tests)
    if head[1] != sum(len(test.values) for test in asked):
        raise await not_found.unknown_ids(snapshot, reading, asked)
    # A union need not keep the order of its parts; keys and ids compare by code point here as there.
    page = sorted((row for row in rows if row[2] is not None), key=itemgetter(3, 2), reverse=plan.ordering.backwards)
    shown = page[: plan.limit]
    more = len(page) > plan.limit
    cursor = encode_cursor(plan.ordering, snapshot.release.hash, plan.fingerprint, shown[-1][3], shown[-1][2]) if more else None
    ids = [row[2] for row in shown]
    extra = [await related(snapshot, reading, plan, include, ids) for include in plan.include]
    return ListAnswer(plan, snapshot.release, [row[4] for row in shown], extra, ids, total, cursor)


async def _ranked_list(snapshot: Snapshot, reading: Reading, plan: Plan) -> ListAnswer:
    """A page of what fits a search best. Its total is exact up to a bound, and says so beyond."""
    name, tests = plan.resource.name, tuple(test for test in plan.tests if test.filter.operator != "matches")
    shape, values, asked = shape_of(tests), values_of(tests), referenced(tests)
    hits = await ranked.hits_of(snapshot, reading, searched(plan.tests), SEARCHED if name in ABOUT else (name,), plan.day)
    key = total_key(plan)
    total: int | None = snapshot.release.caches.totals.get(key)
    ending, most = ranked.ending(total, plan.after), plan.limit + 1
    build, arguments = ranked.list_tier_statement, (name, shape)
    known, rows = await ranked.page(snapshot, reading, hits, hits.tiers, build, arguments, values, plan.after, most, ending)
    if known != sum(len(test.values) for test in asked):
        raise await not_found.unknown_ids(snapshot, reading, asked)
    shown = rows[: plan.limit]
    more = len(rows) > plan.limit
    if total is None:
        today_alone = plan.day == snapshot.release.last_day
        count = (snapshot, reading, hits, ranked.list_count_statement, (name, shape, today_alone), values)
        total = len(rows) if not more and plan.after is None else await ranked.count(*count)
        snapshot.release.caches.totals.put(key, total)
    told, warnings = ranked.capped(total)
    cursor = encode_cursor(plan.ordering, snapshot.release.hash, plan.fingerprint, _named(name, *shown[-1]), shown[-1][1][3]) if more else None
    ids = [row[3] for _, row in shown]
    extra = [await related(snapshot, reading, plan, include, ids) for include in plan.include]
    return ListAnswer(plan, snapshot.release, [row[4] for _, row in shown], extra, ids, told, cursor, warnings)


def _named(resource: str, key: int, row: Row) -> str:
    """A hit as a cursor names it; of what is about a record that record."""
    return ranked.named(key, row[5], row[6]) if resource in ABOUT else ranked.named(key, resource, row[3])
