"""From which day each record can stand: it is spoken of, it has a name, and what it points at is
known. Works on the index once all records are in it. Never raises.
"""

from dataclasses import replace
from typing import Any

from api.publish.seed.claimable import field_kind, parse_address, pointers_of
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord, Seed

RecordKey = tuple[str, str]  # collection and id of a record


def target_of(collection: str, field: str, value: str, index: Index) -> RecordKey | None:
    """The record that a claim points at: as the one a field holds, a subject or a party."""
    if field.startswith("parties["):
        party_id = str(parse_address(field).key).partition("/")[0]
        return index.collection_of(party_id), party_id
    kind = field_kind(collection, field)
    if kind is None or kind.kind not in ("reference", "pointer", "subjects"):
        return None
    if kind.kind == "reference":
        return str(kind.collection), value
    named, _, record_id = value.partition("/")
    return named, record_id


def settle(index: Index, seed: Seed) -> None:
    """Put off the first day of each record that would point at what is not known yet, and of those
    that point at it in turn. Only a seed that has such records is read again.
    """
    late = any(
        (known := index.known_from(*target)) is not None and known > day
        for target, day in index.pointed.items()
    )
    while late:
        late = False
        for collection in index.records:
            if pointers_of(collection):
                for record in seed.records(collection):
                    late = _put_off(record, index) or late


def _put_off(record: RawRecord, index: Index) -> bool:
    """Move the record's first day to the one on which it can stand; returns whether it moved."""
    known = index.records[record.collection].get(record.id)
    if known is None:
        return False
    claims = record.data.get("claims")
    waits = [found for claim in claims or () if (found := _wait(record.collection, claim, index))]
    day = known.known_from
    # Each wait can lead beyond the day of another claim, so as often as there are claims.
    for _ in waits:
        day = max([day, *(until for since, until in waits if since <= day)])
    if day == known.known_from:
        return False
    index.records[record.collection][record.id] = replace(known, known_from=day)
    return True


def _wait(collection: str, claim: Any, index: Index) -> tuple[str, str] | None:
    """The days on which a claim and what it points at become known, where that is later."""
    if not isinstance(claim, dict) or str(claim.get("field")) not in pointers_of(collection):
        return None
    since = index.documents.get(str(claim.get("document")))
    target = target_of(collection, str(claim["field"]), str(claim.get("value")), index)
    until = index.known_from(*target) if target else None
    return (since, until) if since is not None and until is not None and until > since else None
