"""Sums of one basis at a time: what documents state as the whole, what is itemised, what is counted and what is not, and why.

Within a group a record's amount is stated once: by the whole where its parts lie in the same group, else by the part itself. What no
document splits by the key asked for stands in the group `not_split`. Raises InvalidRequest, also for two bases in one sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, null, select, true

from api.base.errors import InvalidRequest, ParameterError
from api.base.text import nearest
from api.read.as_of import known_day, valid
from api.read.connections import Snapshot, Source
from api.read.plan import Items, gather, read_as_of
from api.read.release import Release
from api.read.run import in_one_release, require_release, today
from api.resources.codelists import CODELISTS
from api.resources.columns import TEXT
from api.resources.served import AMOUNTS, DATASET

GROUPS = {"agreement": "agreement_id", "sector": "sector", "country": "country", "subdivision": "subdivision", "year": "year"}
PARAMETERS = ("basis", "agreement_id", "group_by", "as_of")
NOT_SPLIT = "not_split"
MOST_RECORDS = 200  # named as counted, and as excluded, in one answer; their number is always exact
# Excluded from the stated amount too: it is no part of the whole.
_OUTSIDE = ("other_direction", "same_money", "not_a_total", "no_usd_amount")


@dataclass(frozen=True, slots=True)
class TotalsPlan:
    """What is summed: the bases (each by itself), the agreement, the key to group by, the knowledge day."""

    bases: tuple[str, ...]
    agreement_id: str | None
    group_by: str | None
    as_of: str | None
    day: str


@dataclass(frozen=True, slots=True)
class TotalsAnswer:
    """Rows in their order, as public values."""

    plan: TotalsPlan
    release: Release
    rows: Sequence[dict[str, Any]]


def totals_plan(items: Items, release: Release) -> TotalsPlan:
    """The plan of a request for totals."""
    errors: list[ParameterError] = []
    given = gather(items, PARAMETERS, {"basis"}, errors)
    known = CODELISTS["amount_bases"].values
    asked = list(dict.fromkeys(value for text in given.get("basis", ()) for value in text.split(",")))
    for value in asked:
        if value not in known:
            message = f"'{value}' is no basis; use one of {', '.join(known)}."
            errors.append(ParameterError("basis", "unknown_value", message, nearest(value, known) or known))
    if len(asked) > 1:
        message = "Amounts of different bases overlap (a tranche is announced within a pledge), so no sum mixes them: ask for one basis at a time."
        errors.append(ParameterError("basis", "mixed_bases", message, tuple(value for value in asked if value in known)))
    group_by = given["group_by"][0] if "group_by" in given else None
    if group_by is not None and group_by not in GROUPS:
        near = nearest(group_by, GROUPS) or tuple(GROUPS)
        errors.append(ParameterError("group_by", "unknown_value", f"'{group_by}' cannot be grouped by; use one of {', '.join(GROUPS)}.", near))
    as_of = read_as_of(given, release, today(), errors)
    if errors:
        raise InvalidRequest(*errors)
    day = known_day(as_of, release) if as_of else release.last_day
    agreement_id = given["agreement_id"][0] if "agreement_id" in given else None
    agreement_id = release.moved.get("agreements", {}).get(agreement_id, agreement_id) if agreement_id else None
    return TotalsPlan(tuple(asked) or known, agreement_id, group_by, as_of, day)


async def read_totals(source: Source, items: Items) -> TotalsAnswer:
    """Totals as asked; without a basis one answer for each."""

    async def work(snapshot: Snapshot) -> TotalsAnswer:
        plan = totals_plan(items, snapshot.release)
        values = {"day": plan.day, "agreement_id": plan.agreement_id}
        async with snapshot.reading(several=True) as reading:
            await _require_agreement(snapshot, reading, plan)
            found: list[dict[str, Any]] = []
            for basis in plan.bases:
                asked = values | {"basis": basis}
                shape = (plan.agreement_id is not None, GROUPS.get(plan.group_by or ""))
                sums = await reading.fetch(snapshot.statements.get(sums_statement, *shape), asked, long=True)
                require_release(sums, snapshot.release)
                named = await reading.fetch(snapshot.statements.get(records_statement, *shape), asked | {"most": MOST_RECORDS}, long=True)
                found += _rows(plan, basis, sums, named)
            return TotalsAnswer(plan, snapshot.release, found)

    return await in_one_release(source, work)


async def _require_agreement(snapshot: Snapshot, reading: Any, plan: TotalsPlan) -> None:
    if plan.agreement_id is None:
        return
    rows = await reading.fetch(snapshot.statements.get(agreement_statement), {"agreement_id": plan.agreement_id})
    require_release(rows, snapshot.release)
    ids = [row[1] for row in rows]
    if plan.agreement_id not in ids:
        near = nearest(plan.agreement_id, [one for one in ids if one])
        message = f"There is no agreement '{plan.agreement_id}'" + (f"; did you mean '{near[0]}'?" if near else ".")
        raise InvalidRequest(ParameterError("agreement_id", "unknown_id", message, near))


def agreement_statement() -> Select[Any]:
    """Hash and the id of every agreement."""
    from api.resources import SERVED

    table = SERVED["agreements"]
    return select(DATASET.c.hash, table.c.id).select_from(DATASET.outerjoin(table, true())).distinct()


def sums_statement(one_agreement: bool, key: str | None) -> Select[Any]:
    """Hash, key, stated, itemised, number counted and excluded for each group; and the whole in a last row marked by `whole`."""
    part, whole = AMOUNTS.alias("part"), AMOUNTS.alias("whole")
    column = part.c[key] if key else null()
    covered = and_(whole.c.collection == part.c.whole_collection, whole.c.id == part.c.whole_id, whole.c.basis == part.c.basis, valid(whole))
    same_group = whole.c.id.is_not(None) & (whole.c[key].is_not_distinct_from(part.c[key]) if key else true())
    inside = part.c.reason.is_(None) | and_(*[part.c.reason != reason for reason in _OUTSIDE])
    stated_in_group = func.sum(case((inside & ~same_group, part.c.amount_usd), else_=0))
    stated_in_all = func.sum(case((inside & whole.c.id.is_(None), part.c.amount_usd), else_=0))
    counted = func.sum(part.c.amount_usd_counted)
    tests = [part.c.basis == bindparam("basis", type_=TEXT), valid(part)]
    if one_agreement:
        tests.append(part.c.agreement_id == bindparam("agreement_id", type_=TEXT))
    grouped = (
        select(column.label("key"), stated_in_group.label("stated"), stated_in_all.label("stated_all"), counted.label("itemised"))
        .add_columns(func.count(part.c.amount_usd_counted).label("counted"), func.count().label("records"))
        .select_from(part.outerjoin(whole, covered))
        .where(*tests)
    )
    sums = (grouped.group_by(column) if key else grouped).subquery("sums")
    columns = (sums.c.key, sums.c.stated, sums.c.stated_all, sums.c.itemised, sums.c.counted, sums.c.records)
    return select(DATASET.c.hash, *columns).select_from(DATASET.outerjoin(sums, true())).order_by(sums.c.key)


def records_statement(one_agreement: bool, key: str | None) -> Select[Any]:
    """The records behind the sums, largest first: key, collection, id, amount, counted, reason, note."""
    table = AMOUNTS.c
    column = table[key] if key else null()
    tests = [table.basis == bindparam("basis", type_=TEXT), valid(AMOUNTS)]
    if one_agreement:
        tests.append(table.agreement_id == bindparam("agreement_id", type_=TEXT))
    shown = (column.label("key"), table.collection, table.id, table.amount_usd, table.amount_usd_counted, table.reason, table.note, table.qualifier)
    order = (func.coalesce(table.amount_usd, 0).desc(), table.collection, table.id)
    return select(*shown).where(*tests).order_by(*order).limit(bindparam("most"))


def _rows(plan: TotalsPlan, basis: str, sums: Sequence[Any], named: Sequence[Any]) -> Iterable[dict[str, Any]]:
    """One row for the whole, or one a group with what is not split last."""
    groups = [row for row in sums if row[6]]
    if plan.group_by is None:
        row = groups[0] if groups else (None, None, 0, 0, 0, 0, 0)
        yield _row(plan, basis, None, row[3] or 0, row[4] or 0, row[5], row[6], named)
        return
    for row in groups:
        if row[1] is not None:
            behind = [one for one in named if one[0] == row[1]]
            yield _row(plan, basis, row[1], row[2] or 0, row[4] or 0, row[5], row[6], behind)
    stated = sum(row[3] or 0 for row in groups) - sum(row[2] or 0 for row in groups if row[1] is not None)
    rest = next((row for row in groups if row[1] is None), None)
    if rest is not None or stated:
        itemised, counted, records = (rest[4] or 0, rest[5], rest[6]) if rest is not None else (0, 0, 0)
        yield _row(plan, basis, NOT_SPLIT, stated, itemised, counted, records, [one for one in named if one[0] is None])


def _row(
    plan: TotalsPlan, basis: str, group: str | None, stated: int, itemised: int, counted: int, records: int, named: Sequence[Any]
) -> dict[str, Any]:
    behind = [_record(one) | {"reason": None, "note": None} for one in named if one[4] is not None]
    left_out: list[Mapping[str, Any]] = [_record(one) | {"reason": one[5] or "not_counted", "note": one[6]} for one in named if one[4] is None]
    return {
        "basis": basis,
        "agreement_id": plan.agreement_id,
        "group_by": plan.group_by,
        "group": group,
        "currency": "USD",
        "stated_amount": int(stated),
        "itemised_amount": int(itemised),
        "unitemised_amount": int(stated) - int(itemised),
        "counted_count": int(counted),
        "excluded_count": int(records) - int(counted),
        "counted": behind,
        "excluded": left_out,
    }


def _record(row: Any) -> dict[str, Any]:
    return {"subject_type": row[1], "subject_id": row[2], "amount_usd": row[3], "amount_qualifier": row[7]}
