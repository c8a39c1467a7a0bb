"""Answers a list: one statement, one more for each included relation and for a total not yet
counted, all from one snapshot. Raises what the plan raises, RecordNotFound and its subclasses,
InvalidRequest for ids that do not exist, and Unavailable.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from api.collections import SEARCHED
from api.collections.data_warnings import DataWarning
from api.read.answers import not_found
from api.read.answers.counts import exact_total, total_key
from api.read.answers.includes import Related, included
from api.read.answers.source_kinds import PARAMETER, absent_kinds
from api.read.answers.unmatched import in_doubt, unmatched_values
from api.read.database.base import Reading, Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.cursor import RELEVANCE, encode_cursor
from api.read.request.given import Items
from api.read.request.plan import Condition, ParameterSpec, Plan, make_plan
from api.read.search.mistakes import unknown_words
from api.read.search.ranked import RankedList, ranked_page, search_query
from api.read.search.statements import list_count_statement, list_tier_statement
from api.read.sql.access_path import access_path, list_statement
from api.read.sql.filters import filter_shape, filter_values, referenced, searched
from api.read.sql.fulltext_sql import ABOUT


@dataclass(frozen=True, slots=True, eq=False)
class ListAnswer:
    """One page: finished JSON of each record, what is included in each, the exact total and the
    cursor of the next page.
    """

    plan: Plan
    release: Release
    bodies: Sequence[bytes]
    related: Sequence[Related]
    ids: Sequence[str]
    total: int
    next_cursor: str | None
    warnings: tuple[DataWarning, ...] = ()


async def read_list(source: Source, spec: ParameterSpec, items: Items) -> ListAnswer:
    """A page of a list."""

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(spec, items, snapshot.release)
        if plan.ordering is RELEVANCE:
            async with snapshot.reading(several=True) as reading:
                return await _with_warnings(
                    snapshot, reading, await _ranked_list(snapshot, reading, plan)
                )
        total = await exact_total(snapshot, plan)
        several = asks_more(plan) or bool(in_doubt(plan, total)) or not total
        async with snapshot.reading(several=several) as reading:
            return await _with_warnings(
                snapshot, reading, await _list(snapshot, reading, plan, total)
            )

    return await in_one_release(source, work)


async def read_list_of(
    source: Source,
    spec: ParameterSpec,
    owner: str,
    record_id: str,
    items: Items,
    fixed: tuple[Condition, ...],
) -> ListAnswer:
    """A page of what belongs to one record of the collection `owner`; `fixed` says what belongs.
    Raises as `read_record` does.
    """

    async def work(snapshot: Snapshot) -> ListAnswer:
        plan = make_plan(spec, items, snapshot.release, fixed)
        total = await exact_total(snapshot, plan)
        async with snapshot.reading(several=True) as reading:
            answer = await _list(snapshot, reading, plan, total)
            if not answer.total:
                # Whether the record exists is asked only where nothing shows that it does.
                rows = await reading.fetch(
                    snapshot.statements.record(owner), {"id": record_id, **on(plan.day)}
                )
                if rows[0][1] is None:
                    raise await not_found.reason(snapshot, reading, plan, owner, record_id)
            return await _with_warnings(snapshot, reading, answer, fixed)

    return await in_one_release(source, work)


def asks_more(plan: Plan) -> bool:
    """Whether more than one statement answers a list."""
    return bool(plan.include) or any(test.filter.name == PARAMETER for test in plan.tests)


async def _with_warnings(
    snapshot: Snapshot, reading: Reading, answer: ListAnswer, fixed: Sequence[Condition] = ()
) -> ListAnswer:
    """The answer with what is to be said of values that no record has; nothing is of those that the
    address fixes.
    """
    plan = answer.plan
    if fixed:
        plan = replace(plan, tests=tuple(test for test in plan.tests if test not in fixed))
    found = await unmatched_values(snapshot, reading, plan, answer.total)
    words = searched(plan.tests)
    # Claims are found by their own words, which are in no vocabulary.
    if words and not answer.total and not plan.pinned and plan.resource.name != "claims":
        query = await search_query(snapshot, reading, words, SEARCHED, plan.day)
        found = (*found, *await unknown_words(snapshot, reading, query))
    return replace(answer, warnings=(*answer.warnings, *found)) if found else answer


async def _list(snapshot: Snapshot, reading: Reading, plan: Plan, total: int) -> ListAnswer:
    shape = filter_shape(plan.tests)
    path = access_path(plan, shape, snapshot.release, total)
    arguments = (plan.resource.name, shape, plan.ordering.key, plan.after is not None, path)
    values = filter_values(plan.tests) | on(plan.day) | {"most": plan.limit + 1}
    if plan.after is not None:
        values |= {"after_key": plan.after.key, "after_id": plan.after.id}
    rows = await reading.fetch(snapshot.statements.get(list_statement, *arguments), values)
    heads = [row for row in rows if row[0] is not None]
    require_release(heads, snapshot.release)
    head = heads[0]
    asked = referenced(plan.tests)
    if head[1] != sum(len(test.values) for test in asked):
        raise await not_found.unknown_ids(snapshot, reading, asked)
    # A union need not keep the order of its parts; keys and ids compare by code point here as
    # there.
    page = sorted(
        (row for row in rows if row[2] is not None),
        key=itemgetter(3, 2),
        reverse=plan.ordering.backwards,
    )
    shown = page[: plan.limit]
    more = len(page) > plan.limit
    cursor = (
        encode_cursor(
            plan.ordering,
            snapshot.release.printed_hash,
            plan.fingerprint,
            shown[-1][3],
            shown[-1][2],
        )
        if more
        else None
    )
    ids = [row[2] for row in shown]
    bodies, warnings = [row[4] for row in shown], await absent_kinds(snapshot, reading, plan)
    extra = await included(snapshot, reading, plan, ids, bodies)
    return ListAnswer(plan, snapshot.release, bodies, extra, ids, total, cursor, warnings)


async def _ranked_list(snapshot: Snapshot, reading: Reading, plan: Plan) -> ListAnswer:
    """A page of what fits a search best."""
    name, tests = (
        plan.resource.name,
        tuple(test for test in plan.tests if test.filter.operator != "matches"),
    )
    shape, asked = filter_shape(tests), referenced(tests)
    query = await search_query(
        snapshot, reading, searched(plan.tests), SEARCHED if name in ABOUT else (name,), plan.day
    )
    count = (list_count_statement, name, shape, plan.day == snapshot.release.last_day)
    ranked = RankedList(
        (list_tier_statement, name, shape), count, filter_values(tests), total_key(plan)
    )
    page = await ranked_page(snapshot, reading, query, ranked, plan.after, plan.limit)
    if page.known != sum(len(test.values) for test in asked):
        raise await not_found.unknown_ids(snapshot, reading, asked)
    rows = [row for _, row in page.hits]
    cursor = None
    if page.more:
        # Of what is about a record, a cursor names that record.
        collection, record_id = (rows[-1][5], rows[-1][6]) if name in ABOUT else (name, rows[-1][3])
        place = f"{page.hits[-1].tier}/{collection}/{record_id}"
        cursor = encode_cursor(
            plan.ordering, snapshot.release.printed_hash, plan.fingerprint, place, rows[-1][3]
        )
    ids = [row[3] for row in rows]
    bodies = [row[4] for row in rows]
    extra = await included(snapshot, reading, plan, ids, bodies)
    return ListAnswer(
        plan,
        snapshot.release,
        bodies,
        extra,
        ids,
        page.total,
        cursor,
        (*page.warnings, *await absent_kinds(snapshot, reading, plan)),
    )
