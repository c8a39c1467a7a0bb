"""Conflicts between records that a curator declares: figures that readers take for one another, as
entries of the list of conflicts. Few, so that their claims are read for them alone. Pure but for
that.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from api.publish.resolve.conflicts import side_of
from api.publish.resolve.outcomes import Resolution, Values
from api.publish.resolve.participations import Participations
from api.publish.resolve.to_claims import in_force_from, record_claims
from api.publish.resolve.versions import Context, ResolvedRecord, Version, over_time, resolve_record
from api.publish.rows.amount_facts import Key, can_be_resolved
from api.publish.seed.index import Index

_REASONS = {"scope": "different_scope", "change": "later_state", "conflict": "no_winner"}


def read_compared(index: Index) -> dict[Key, ResolvedRecord]:
    """The records that are compared, and those they are compared with, resolved."""
    wanted = set(index.compared)
    for entries in index.compared.values():
        wanted |= {key_of(one) for entry in entries.values() for one in entry["records"]}
    found: dict[Key, ResolvedRecord] = {}
    with closing(Participations()) as unused:
        context = Context(index, unused)
        for collection in sorted({collection for collection, _ in wanted} & index.orders.keys()):
            for record in index.orders[collection].records(collection):
                if (collection, record.id) in wanted and can_be_resolved(record, index):
                    claims = record_claims(record, index)
                    found[collection, record.id] = resolve_record(record, claims, context)
    return found


def key_of(record: str) -> Key:
    """The key of `collection/id`."""
    collection, _, record_id = record.partition("/")
    return collection, record_id


def related_conflicts(
    key: Key, compared: Mapping[Key, ResolvedRecord], index: Index
) -> Iterator[list[Version]]:
    """The declared conflicts of one record with others, each over knowledge time."""
    for field, entry in index.compared.get(key, {}).items() if key in compared else ():
        others = [key_of(one) for one in entry["records"] if key_of(one) in compared]
        since = in_force_from(entry.get("because") or (), index.documents)
        days = {day for one in (key, *others) for day, _ in compared[one].days}
        days = {day for day in days if day >= since} | ({since} if since else set())
        items = [(day, _conflict(key, others, field, entry, day, compared)) for day in sorted(days)]
        for _, item in items:
            if item is not None:
                item["document_kinds"] = index.kinds_of(item["document_ids"])
        yield over_time(items)


def _conflict(
    key: Key,
    others: list[Key],
    field: str,
    entry: Mapping[str, Any],
    day: str,
    compared: Mapping[Key, ResolvedRecord],
) -> Values | None:
    """The conflict on a day; None where fewer than two of the records have a value then."""
    own, *more = (_side(one, field, entry, day, compared) for one in (key, *others))
    sides = [{**side, "subject_type": None, "subject_id": None} for side in (own,) if side]
    sides += filter(None, more)
    if own is None or len(sides) == 1:
        return None
    item = _item(compared[key], day)
    return {
        "id": f"{key[0]}:{key[1]}:{field}:related",
        "kind": entry["kind"],
        "subject_type": key[0],
        "subject_id": key[1],
        "subject_name": item["name"],
        "field": field,
        "disputed": False,
        "amount_usd": item.get("amount_usd"),
        "document_ids": sorted({name for side in sides for name in side["document_ids"]}),
        "document_kinds": [],
        "related_ids": [f"{one['subject_type']}/{one['subject_id']}" for one in sides[1:]],
        "side_count": len(sides),
        "sides": sides,
    }


def _side(
    key: Key,
    field: str,
    entry: Mapping[str, Any],
    day: str,
    compared: Mapping[Key, ResolvedRecord],
) -> Values | None:
    resolution = _resolution(compared[key], day)
    outcome = resolution.outcomes.get(field) if resolution else None
    if resolution is None or outcome is None or not outcome.winners:
        return None
    return side_of(outcome.winners[0], resolution) | {
        "rank_reason": _REASONS[entry["kind"]],
        "rank_note": entry["note"],
        "subject_type": key[0],
        "subject_id": key[1],
    }


def _resolution(found: ResolvedRecord, day: str) -> Resolution | None:
    known = [resolution for since, resolution in found.days if since <= day]
    return known[-1] if known else None


def _item(found: ResolvedRecord, day: str) -> Values:
    return next(one.item for one in found.versions if one.valid_from <= day < one.valid_to)
