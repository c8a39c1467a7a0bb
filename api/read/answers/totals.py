"""Sums of one basis at a time: what documents state as the whole, what is itemised, what is counted
and what is not, and why.

Every record has been counted when the release was built, so that sums of groups add up to the
whole. What no document splits by the key asked for stands in the group `not_split`. Raises
InvalidRequest, also for two bases in one sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, null, select, true

from api.base.errors import InvalidRequest
from api.base.suggest import unknown_word
from api.collections.agreements import AGREEMENTS
from api.collections.catalogue import TEXT
from api.collections.data_warnings import DataWarning
from api.collections.served_tables import AMOUNTS, DATASET, SERVED, TOTALS
from api.read.database.base import Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.totals_plan import TotalsPlan, totals_plan
from api.read.sql.dialect import valid

NOT_SPLIT = "not_split"
SUMS_NAMED = 5  # in a warning: a header has little room
MOST_RECORDS = 200  # named as counted, and as excluded, in one answer; their number is always exact


class Sums(NamedTuple):
    """One stored sum: its group, '' for none; whole U.S. dollars, and numbers of records."""

    group: str
    stated: int
    itemised: int
    counted: int
    records: int


@dataclass(frozen=True, slots=True)
class TotalsAnswer:
    """Rows in their order, as public values."""

    plan: TotalsPlan
    release: Release
    rows: Sequence[dict[str, Any]]


def nothing_counted(answer: TotalsAnswer) -> tuple[DataWarning, ...]:
    """The warning that a 0 is no stated amount, with the sums that it is about. An answer that
    names its release never changes, and has it not.
    """
    empty = [row for row in answer.rows if not row["counted_count"]]
    if not empty or answer.plan.pinned:
        return ()
    sums = [" of ".join(filter(None, (row["basis"], row["group"]))) for row in empty]
    more = len(sums) - SUMS_NAMED
    said = ", ".join(sums[:SUMS_NAMED]) + (f" and {more} more" if more > 0 else "")
    message = f"Nothing counts for {said}: this 0 is no amount that a document states."
    if any(row["excluded_count"] for row in empty):
        message += " `excluded` says of each record why it does not count."
    return (DataWarning("nothing_counted", message),)


async def read_totals(source: Source, items: Items) -> TotalsAnswer:
    """Totals as asked; without a basis one answer for each."""

    async def work(snapshot: Snapshot) -> TotalsAnswer:
        plan = totals_plan(items, snapshot.release)
        values = {**on(plan.day), "agreement_id": plan.agreement_id}
        async with snapshot.reading(several=True) as reading:
            await _require_agreement(snapshot, reading, plan)
            found: list[dict[str, Any]] = []
            for basis in plan.bases:
                asked = values | {"basis": basis}
                shape = (plan.agreement_id is not None, plan.group_by)
                sums = await reading.fetch(snapshot.statements.get(sums_statement, *shape), asked)
                require_release(sums, snapshot.release)
                named = await reading.fetch(
                    snapshot.statements.get(records_statement, *shape),
                    asked | {"most": MOST_RECORDS},
                )
                found += _rows(plan, basis, sums, named)
            return TotalsAnswer(plan, snapshot.release, found)

    return await in_one_release(source, work)


async def _require_agreement(snapshot: Snapshot, reading: Any, plan: TotalsPlan) -> None:
    if plan.agreement_id is None:
        return
    rows = await reading.fetch(
        snapshot.statements.get(agreement_statement), {"agreement_id": plan.agreement_id}
    )
    require_release(rows, snapshot.release)
    known = [row[1] for row in rows if row[1]]
    if plan.agreement_id not in known:
        sentence = f"There is no agreement '{plan.agreement_id}'"
        raise InvalidRequest(
            unknown_word(
                "agreement_id",
                "unknown_id",
                sentence,
                plan.agreement_id,
                known,
                "they stand at /v1/agreements.",
            )
        )


def agreement_statement() -> Select[Any]:
    """Hash and the id of every agreement."""
    table = SERVED[AGREEMENTS.name]
    return (
        select(DATASET.c.hash, table.c.id).select_from(DATASET.outerjoin(table, true())).distinct()
    )


def sums_statement(one_agreement: bool, group_by: str | None) -> Select[Any]:
    """Hash, key, group and the sums (stated, itemised, counted, records) of the whole or of each
    group.
    """
    table = TOTALS.c
    by_agreement = group_by == "agreement"
    column = table.agreement_id if by_agreement else table.group
    key = "" if group_by is None or by_agreement else group_by
    tests = [
        table.basis == bindparam("basis", type_=TEXT),
        table.key == key,
        valid(TOTALS),
    ]
    if one_agreement:
        tests.append(table.agreement_id == bindparam("agreement_id", type_=TEXT))
    totals = [
        func.sum(table[name]).label(name) for name in ("stated", "itemised", "counted", "records")
    ]
    sums = (
        select(table.key, column.label("group"), *totals)
        .where(*tests)
        .group_by(table.key, column)
        .subquery("sums")
    )
    found = (
        sums.c.key,
        sums.c.group,
        sums.c.stated,
        sums.c.itemised,
        sums.c.counted,
        sums.c.records,
    )
    return (
        select(DATASET.c.hash, *found)
        .select_from(DATASET.outerjoin(sums, true()))
        .order_by(sums.c.key, sums.c.group)
    )


def records_statement(one_agreement: bool, group_by: str | None) -> Select[Any]:
    """The records behind the sums, largest first: group, collection, id, amount, counted, reason,
    note, qualifier.
    """
    table = AMOUNTS.c
    column = (
        table.agreement_id if group_by == "agreement" else table[group_by] if group_by else null()
    )
    tests = [table.basis == bindparam("basis", type_=TEXT), valid(AMOUNTS)]
    if one_agreement:
        tests.append(table.agreement_id == bindparam("agreement_id", type_=TEXT))
    shown = (
        table.collection,
        table.id,
        table.amount_usd,
        table.amount_usd_counted,
        table.reason,
        table.note,
        table.qualifier,
    )
    order = (table.amount_down, table.collection, table.id)
    return (
        select(column.label("group"), *shown)
        .where(*tests)
        .order_by(*order)
        .limit(bindparam("most"))
    )


def _rows(
    plan: TotalsPlan, basis: str, sums: Sequence[Any], named: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    """One row for the whole, or one a group with what is not split last."""
    found = [Sums(row[2], *map(int, row[3:])) for row in sums if row[2] is not None]
    if plan.group_by is None:
        (whole,) = found or [Sums("", 0, 0, 0, 0)]
        yield _row(plan, basis, whole, None, named)
        return
    for one in sorted(found, key=lambda one: (not one.group, one.group)):
        rows = [row for row in named if (row[0] or "") == one.group]
        yield _row(plan, basis, one, one.group or NOT_SPLIT, rows)


def _row(
    plan: TotalsPlan, basis: str, sums: Sums, group: str | None, named: Sequence[Any]
) -> dict[str, Any]:
    return {
        "basis": basis,
        "agreement_id": plan.agreement_id,
        "group_by": plan.group_by,
        "group": group,
        "currency": "USD",
        "stated_amount": sums.stated,
        "itemised_amount": sums.itemised,
        "unitemised_amount": sums.stated - sums.itemised,
        "counted_count": sums.counted,
        "excluded_count": sums.records - sums.counted,
        "counted": [_record(row) for row in named if row[4] is not None],
        "excluded": [_record(row) for row in named if row[4] is None],
    }


def _record(row: Any) -> dict[str, Any]:
    _, collection, record_id, amount, counted, reason, note, qualifier = row
    return {
        "subject_type": collection,
        "subject_id": record_id,
        "amount_usd": amount,
        "amount_usd_counted": counted,
        "amount_qualifier": qualifier,
        "reason": reason,
        "note": note,
    }
