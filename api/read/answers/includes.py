"""Included relations: one statement for each, for the whole page, bounded for each record and with
the exact number beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, func, select

from api.collections import BY_NAME
from api.collections.catalogue import TEXT
from api.collections.declare import Include
from api.collections.served_tables import LIST_VALUES, SERVED
from api.formats.selectors import selectors
from api.read.database.base import Reading, Snapshot
from api.read.request.as_of import on
from api.read.request.plan import SELECTORS, Plan
from api.read.sql.dialect import Utf8, valid
from api.read.sql.prepared import padded

MOST_RELATED = 100  # records shown of one relation of one record


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """One included relation of a page: for each owner the finished JSON of what is shown, and the
    exact number there is.
    """

    name: str
    bodies: Mapping[str, Sequence[bytes]]
    totals: Mapping[str, int]


async def included(
    snapshot: Snapshot, reading: Reading, plan: Plan, ids: Sequence[str], bodies: Sequence[bytes]
) -> list[Related]:
    """All that is included in the records of a page."""
    found = []
    for include in plan.include:
        if include is SELECTORS:
            made = {one: selectors(body) for one, body in zip(ids, bodies, strict=True)}
            found.append(Related(include.name, made, {one: len(made[one]) for one in ids}))
        else:
            found.append(await related(snapshot, reading, plan, include, ids))
    return found


async def related(
    snapshot: Snapshot, reading: Reading, plan: Plan, include: Include, ids: Sequence[str]
) -> Related:
    """The related records of every record of a page, in order of id."""
    bodies: dict[str, list[bytes]] = {}
    totals: dict[str, int] = {}
    if ids:
        slots = padded(tuple(ids))
        statement = snapshot.statements.get(
            related_statement, plan.resource.name, include.name, len(slots)
        )
        values = {f"owner_{place}": owner for place, owner in enumerate(slots)} | on(plan.day)
        for owner, total, body in await reading.fetch(statement, values):
            bodies.setdefault(owner, []).append(body)
            totals[owner] = total
    return Related(include.name, bodies, totals)


def related_statement(resource: str, name: str, size: int) -> Select[Any]:
    """Owner, exact number and body of the first related records of each owner. Bodies are fetched
    only for rows that are shown.
    """
    include = next(declared for declared in BY_NAME[resource].includes if declared.name == name)
    target = SERVED[include.collection].alias("target")
    owner, source, tests = _relation(resource, include, target)
    slots = [bindparam(f"owner_{place}", type_=TEXT) for place in range(size)]
    order = func.row_number().over(partition_by=owner, order_by=target.c.id)
    numbered = (
        select(
            owner.label("owner"),
            target.c.id,
            target.c.valid_from,
            func.count().over(partition_by=owner).label("total"),
            order.label("place"),
        )
        .select_from(source)
        .where(owner.in_(slots), valid(target), *tests)
        .subquery("numbered")
    )
    shown = SERVED[include.collection].alias("shown")
    match = and_(shown.c.id == numbered.c.id, shown.c.valid_from == numbered.c.valid_from)
    return (
        select(numbered.c.owner, numbered.c.total, Utf8(shown.c.body))
        .select_from(numbered.join(shown, match))
        .where(numbered.c.place <= MOST_RELATED)
        .order_by(numbered.c.owner, numbered.c.place)
    )


def _relation(
    resource: str, include: Include, target: FromClause
) -> tuple[ColumnElement[Any], FromClause, list[ColumnElement[bool]]]:
    """The column that names the owner, where to read it from, and what must hold."""
    if include.by:
        return target.c[include.by], target, []
    if include.subject:
        return target.c.subject_id, target, [target.c.subject_type == resource]
    if include.through:
        joined = LIST_VALUES.join(target, target.c.id == LIST_VALUES.c.value)
        tests = [
            LIST_VALUES.c.collection == resource,
            LIST_VALUES.c.field == include.through,
            valid(LIST_VALUES),
        ]
        return LIST_VALUES.c.id, joined, tests
    holder = SERVED[resource].alias("holder")
    joined = holder.join(target, target.c.id == holder.c[include.column or ""])
    return holder.c.id, joined, [valid(holder)]
