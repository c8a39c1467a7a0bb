"""Plans become answers: one statement for a list, one for a record, one more for each included relation and for a total not yet counted.

Nothing is read per row, and everything of one answer comes from one snapshot. Raises what the plan raises, RecordNotFound and its kin,
InvalidRequest for ids that do not exist, and Unavailable.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select

from api.base.errors import Unavailable
from api.read import missing, ranked
from api.read.as_of import on, valid
from api.read.connections import Reading, ReleaseSwitched, Row, Snapshot, Source, require_release
from api.read.counts import exact_total, total_key
from api.read.expand import Related, related
from api.read.filters import referenced, searched, shape_of, values_of
from api.read.hits import ABOUT
from api.read.order import RELEVANCE, encode_cursor
from api.read.plan import Condition, Items, Plan, Question, make_plan
from api.read.release import Release
from api.read.statements import Utf8
from api.read.ways import list_statement, way_of
from api.resources import SEARCHED, SERVED
from api.resources.columns import TEXT
from api.resources.served import DATASET

ATTEMPTS = 5  # at a change of release; each attempt reads the newest one
Answer = TypeVar("Answer")


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


@dataclass(frozen=True, slots=True, eq=False)
class RecordAnswer:
    """One record: its finished JSON and what is included."""

    plan: Plan
    release: Release
    id: str
    body: bytes
    related: Sequence[Related]


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


async def read_list(source: Source, question: Question, items: Items) -> ListAnswer:
    """A page of a list."""

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(question, items, snapshot.release, today())
        if plan.ordering is RELEVANCE:
            async with snapshot.reading(several=True) as reading:
                return await _ranked_list(snapshot, reading, plan)
        total = await exact_total(snapshot, plan)
        async with snapshot.reading(several=bool(plan.include)) as reading:
            return await _list(snapshot, reading, plan, total)

    return await in_one_release(source, work)


async def read_list_of(source: Source, question: Question, owner: str, record_id: str, items: Items, fixed: tuple[Condition, ...]) -> ListAnswer:
    """A page of what belongs to one record of the collection `owner`; `fixed` says what belongs. Raises as `read_record` does."""

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(question, items, snapshot.release, today(), fixed)
        total = await exact_total(snapshot, plan)
        async with snapshot.reading(several=True) as reading:
            answer = await _list(snapshot, reading, plan, total)
            if not answer.total:
                # Whether the record exists is asked only where nothing shows that it does.
                rows = await reading.fetch(snapshot.statements.get(record_statement, owner), {"id": record_id, **on(plan.day)})
                if rows[0][1] is None:
                    raise await missing.reason(snapshot, reading, plan, owner, record_id)
            return answer

    return await in_one_release(source, work)


async def read_record(source: Source, question: Question, record_id: str, items: Items) -> RecordAnswer:
    """One record; raises RecordMoved, RecordWithdrawn, NotYetKnown or RecordNotFound where there is none."""

    async def work(snapshot: Snapshot) -> RecordAnswer:
        plan = make_plan(question, items, snapshot.release, today())
        async with snapshot.reading(several=bool(plan.include)) as reading:
            statement = snapshot.statements.get(record_statement, plan.resource.name)
            rows = await reading.fetch(statement, {"id": record_id, **on(plan.day)})
            require_release(rows, snapshot.release)
            body = rows[0][1]
            if body is None:
                raise await missing.reason(snapshot, reading, plan, plan.resource.name, record_id)
            extra = [await related(snapshot, reading, plan, include, [record_id]) for include in plan.include]
            return RecordAnswer(plan, snapshot.release, record_id, body, extra)

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
        raise await missing.unknown_ids(snapshot, reading, asked)
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
    total: int | None = snapshot.release.remembered.get(key)
    ending, most = ranked.ending(total, plan.after), plan.limit + 1
    build, arguments = ranked.list_tier_statement, (name, shape)
    known, rows = await ranked.page(snapshot, reading, hits, hits.tiers, build, arguments, values, plan.after, most, ending)
    if known != sum(len(test.values) for test in asked):
        raise await missing.unknown_ids(snapshot, reading, asked)
    shown = rows[: plan.limit]
    more = len(rows) > plan.limit
    if total is None:
        today_alone = plan.day == snapshot.release.last_day
        count = (snapshot, reading, hits, ranked.list_count_statement, (name, shape, today_alone), values)
        total = len(rows) if not more and plan.after is None else await ranked.count(*count)
        snapshot.release.remember(key, total)
    told, warnings = ranked.capped(total)
    cursor = encode_cursor(plan.ordering, snapshot.release.hash, plan.fingerprint, _named(name, *shown[-1]), shown[-1][1][3]) if more else None
    ids = [row[3] for _, row in shown]
    extra = [await related(snapshot, reading, plan, include, ids) for include in plan.include]
    return ListAnswer(plan, snapshot.release, [row[4] for _, row in shown], extra, ids, told, cursor, warnings)


def _named(resource: str, key: int, row: Row) -> str:
    """A hit as a cursor names it; of what is about a record that record."""
    return ranked.named(key, row[5], row[6]) if resource in ABOUT else ranked.named(key, resource, row[3])


def record_statement(resource: str) -> Select[Any]:
    """Hash and body; the body is null where there is no such record on the day."""
    table = SERVED[resource]
    match = (table.c.id == bindparam("id", type_=TEXT)) & valid(table)
    return select(DATASET.c.hash, Utf8(table.c.body)).select_from(DATASET.outerjoin(table, match))
