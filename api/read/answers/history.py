"""A record through knowledge time: its versions, oldest first, each with what changed on the day it
began. Raises what reading a record raises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from api.collections.catalogue import TEXT
from api.collections.served_tables import DATASET, SERVED
from api.read.answers import not_found
from api.read.database.base import Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, make_plan
from api.read.sql.dialect import Utf8, valid


@dataclass(frozen=True, slots=True, eq=False)
class VersionAnswer:
    """One version: the days it holds (`until` is null while it does), its finished JSON, and the
    finished JSON of each change.
    """

    since: str
    until: str | None
    body: bytes
    changes: Sequence[bytes]


@dataclass(frozen=True, slots=True, eq=False)
class HistoryAnswer:
    """Every version known on the plan's day."""

    plan: Plan
    release: Release
    versions: Sequence[VersionAnswer]


async def read_history(
    source: Source, spec: ParameterSpec, record_id: str, items: Items
) -> HistoryAnswer:
    """The versions of one record."""

    async def work(snapshot: Snapshot) -> HistoryAnswer:
        plan = make_plan(spec, items, snapshot.release)
        name = plan.resource.name
        values = {"id": record_id, "collection": name, **on(plan.day)}
        async with snapshot.reading(several=True) as reading:
            rows = await reading.fetch(snapshot.statements.get(versions_statement, name), values)
            require_release(rows, snapshot.release)
            if rows[0][1] is None:
                raise await not_found.reason(snapshot, reading, plan, name, record_id)
            changed: dict[str, list[bytes]] = {}
            for day, body in await reading.fetch(
                snapshot.statements.get(changes_statement), values
            ):
                changed.setdefault(day, []).append(body)
        ordered = sorted(rows, key=lambda row: str(row[1]))
        versions = [
            VersionAnswer(since, until if until <= plan.day else None, body, changed.get(since, []))
            for _, since, until, body in ordered
        ]
        return HistoryAnswer(plan, snapshot.release, versions)

    return await in_one_release(source, work)


def versions_statement(collection: str) -> Select[Any]:
    """Hash, days and body of every version that began by the day."""
    table = SERVED[collection]
    match = (table.c.id == bindparam("id", type_=TEXT)) & (
        table.c.valid_from <= bindparam("day", type_=TEXT)
    )
    columns = (DATASET.c.hash, table.c.valid_from, table.c.valid_to, Utf8(table.c.body))
    return select(*columns).select_from(DATASET.outerjoin(table, match))


def changes_statement() -> Select[Any]:
    """Day and body of every change of a record known on the day, in order of field."""
    changes = SERVED["changes"].c
    matches = (
        changes.subject_type == bindparam("collection", type_=TEXT),
        changes.subject_id == bindparam("id", type_=TEXT),
    )
    return (
        select(changes.day, Utf8(changes.body))
        .where(*matches, valid(SERVED["changes"]))
        .order_by(changes.id)
    )
