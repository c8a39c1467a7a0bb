"""How many records carry each value of a code list on a day: counted once per release, day and
list, since a list is filtered by often.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, literal, or_, select, true, union, union_all

from api.collections import ALL
from api.collections.codelists import CODELISTS
from api.collections.served_tables import DATASET, LIST_VALUES, SERVED
from api.read.database.base import Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, make_plan
from api.read.sql.dialect import FromBody, valid


@dataclass(frozen=True, slots=True, eq=False)
class CodesAnswer:
    """Value → number of records that carry it; null where no filter uses the list."""

    plan: Plan
    release: Release
    records: Mapping[str, int] | None


def users(codelist: str) -> list[tuple[str, str, bool]]:
    """Collection, field and whether it is a list, for every filter that uses the code list."""
    return [
        (resource.name, filter_.column, filter_.listed)
        for resource in ALL
        for filter_ in resource.filters
        if filter_.codelist == codelist and filter_.operator == "any_of"
    ]


async def read_codes(
    source: Source, spec: ParameterSpec, codelist: str | None, items: Items
) -> CodesAnswer:
    """The numbers of one list, or the day alone where no list is named."""

    async def work(snapshot: Snapshot) -> CodesAnswer:
        plan = make_plan(spec, items, snapshot.release)
        if codelist is None or not users(codelist):
            return CodesAnswer(plan, snapshot.release, None)
        key = ("codes", codelist, plan.day)
        found = snapshot.release.caches.code_counts.get(key)
        if found is None:
            async with snapshot.reading() as reading:
                rows = await reading.fetch(
                    snapshot.statements.get(codes_statement, codelist), on(plan.day)
                )
            require_release(rows, snapshot.release)
            found = {value: records for _, value, records in rows if value is not None}
            snapshot.release.caches.code_counts.put(key, found)
        return CodesAnswer(plan, snapshot.release, found)

    return await in_one_release(source, work)


def unfiltered(codelist: str) -> list[tuple[str, str]]:
    """Collection and key of what else takes its values from the code list: no filter reads them,
    so they stand in the finished JSON alone.
    """
    filtered = {(collection, field) for collection, field, _ in users(codelist)}
    return [
        (resource.name, key)
        for resource in ALL
        for key, info in resource.model.model_fields.items()
        if isinstance(info.json_schema_extra, dict)
        and info.json_schema_extra.get("x-codelist") == codelist
        and (resource.name, key) not in filtered
    ]


def codes_statement(codelist: str) -> Select[Any]:
    """Hash, value and number of records; a record that carries a value in two fields counts
    once.
    """
    carried = union(
        *(_carried(*user) for user in users(codelist)),
        *(_in_body(*user, codelist) for user in unfiltered(codelist)),
    ).subquery("carried")
    counted = (
        select(carried.c.value, func.count().label("records"))
        .group_by(carried.c.value)
        .subquery("counted")
    )
    return select(DATASET.c.hash, counted.c.value, counted.c.records).select_from(
        DATASET.outerjoin(counted, true())
    )


def _carried(collection: str, field: str, listed: bool) -> Select[Any]:
    if listed:
        values = LIST_VALUES.c
        return select(
            values.collection.label("collection"),
            values.id.label("id"),
            values.value.label("value"),
        ).where(values.collection == collection, values.field == field, valid(LIST_VALUES))
    table = SERVED[collection]
    column = table.c[field]
    return select(
        literal(collection).label("collection"), table.c.id.label("id"), column.label("value")
    ).where(column.is_not(None), valid(table))


def _in_body(collection: str, key: str, codelist: str) -> Select[Any]:
    """Values that a key of the JSON has: the key itself, or the values of an object. A release
    published before `field_status` counts as it did: only what filters read.
    """
    table, projects = SERVED[collection], SERVED["projects"].alias()
    found = FromBody(table.c.body, key)
    codes = union_all(
        *(select(literal(code).label("value")) for code in CODELISTS[codelist].values)
    )
    one = codes.subquery("codes")
    newer = exists().where(FromBody(projects.c.body, "field_status").contains(":"))
    return (
        select(literal(collection).label("collection"), table.c.id.label("id"), one.c.value)
        .select_from(table.join(one, true()))
        .where(
            valid(table),
            newer,
            or_(found == one.c.value, found.contains(':"' + one.c.value + '"')),
        )
    )
