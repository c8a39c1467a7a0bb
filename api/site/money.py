"""The money of a deal as a tree of wholes and parts, one tree a basis: what is counted of each, and
what nobody splits. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.formats import words

Totals = Mapping[str, Any]
Record = Mapping[str, Any]
_PARENTS = ("parent_id", "tranche_id", "commitment_id")  # the nearest whole first


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One record, or, without an address, the rest of the whole above it. `stated` is empty where
    no document states an amount; `counted` is what the record itself adds to the sum.
    """

    name: str
    href: str
    depth: int
    stated: str
    counted: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoneyTree:
    """The money of one basis: what the basis means, the sum, and what it consists of."""

    basis: str
    label: str
    meaning: str
    total: str
    rows: Sequence[MoneyRow]


def money_trees(totals: Sequence[Totals], records: Mapping[str, Record]) -> list[MoneyTree]:
    """The trees of the bases of which a document states an amount; `records` by id."""
    return [
        MoneyTree(
            row["basis"],
            words.code_label("amount_bases", row["basis"]),
            words.code_definition("amount_bases", row["basis"]),
            words.money(row["stated_amount"], row["currency"], _qualifier(row)),
            list(_tree(row, records)),
        )
        for row in totals
        if row["stated_amount"]
    ]


def _qualifier(row: Totals) -> str | None:
    """How exactly a sum is stated that is the amount of one record."""
    one, *others = row["counted"]
    is_alone = not others and one["amount_usd"] == row["stated_amount"]
    return one["amount_qualifier"] if is_alone else None


def _tree(row: Totals, records: Mapping[str, Record]) -> Iterator[MoneyRow]:
    named = {one["subject_id"]: one for one in (*row["counted"], *row["excluded"])}
    parts: dict[str | None, list[str]] = {}
    for subject in named:
        record = records.get(subject, {})
        whole = next((record[key] for key in _PARENTS if record.get(key) in named), None)
        parts.setdefault(whole, []).append(subject)

    def under(whole: str | None, depth: int) -> Iterator[MoneyRow]:
        below = sorted(parts.get(whole, ()), key=lambda one: -(named[one]["amount_usd"] or 0))
        for subject in below:
            yield _row(named[subject], records.get(subject, {}), depth, subject in parts)
            yield from under(subject, depth + 1)
        rest = named[whole]["amount_usd_counted"] if whole else None
        if below and rest:
            yield MoneyRow("Not split among its parts", "", depth, "", words.money(rest, "USD"))

    return under(None, 0)


def _row(one: Mapping[str, Any], record: Record, depth: int, has_parts: bool) -> MoneyRow:
    amount, counted = one["amount_usd"], one["amount_usd_counted"]
    stated = words.money(amount, "USD", one["amount_qualifier"]) if amount is not None else ""
    qualifier = one["amount_qualifier"] if counted == amount else None
    shown = words.money(counted, "USD", qualifier) if counted and not has_parts else ""
    if one["reason"] == "no_amount":
        note = ""  # the empty cell says it
    elif one["reason"]:
        note = one["note"] or ""
    else:
        note = "counted through its parts and the rest" if has_parts else ""
    href = f"/{one['subject_type']}/{one['subject_id']}"
    return MoneyRow(record.get("name") or one["subject_id"], href, depth, stated, shown, note)
