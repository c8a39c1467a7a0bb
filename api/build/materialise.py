"""Sixth stage of the build: one record over knowledge time: its versions, the ranks of its claims, its conflicts and its changes.

Pure apart from the participations and amounts it notes in `Context` for the records that come after.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson

from api.build.fields import claimable
from api.build.index import Index, wording_on, wordings
from api.build.read_seed import RawRecord
from api.build.resolve import Rank, Resolution, resolve
from api.build.shape import Values, shape
from api.build.to_claims import Claim
from api.resources import BY_NAME
from api.resources.served import FOREVER

# Keys that may change without a value of the record changing.
_BOOKKEEPING = frozenset({"changed_on", "claim_count", "document_ids"})


@dataclass(slots=True)
class Version:
    """One state of a record, valid on days `valid_from <= day < valid_to`."""

    valid_from: str
    valid_to: str
    item: Values


@dataclass(slots=True)
class Context:
    """What records tell each other: where parties take part, and which amounts agreements carry."""

    index: Index
    participations: dict[str, list[tuple[str, str, Values]]] = field(default_factory=dict)
    agreement_amounts: dict[str, list[Version]] = field(default_factory=dict)


@dataclass(slots=True)
class Materialised:
    """Everything one record comes to. `claims` pairs each claim with its rank versions; `days` is one resolution a day."""

    record: RawRecord
    versions: list[Version]
    claims: list[tuple[Claim, list[tuple[str, str, Rank]]]]
    days: list[tuple[str, Resolution]]


@cache
def public_keys(collection: str) -> tuple[str, ...]:
    """Keys of the public record in their order."""
    return tuple(info.alias or name for name, info in BY_NAME[collection].item.model_fields.items())


def materialise(record: RawRecord, claims: list[Claim], context: Context) -> Materialised:
    """Every version of one record. The record has been checked and has at least one claim."""
    known_from = context.index.records[record.collection][record.id].known_from
    days = sorted(day for day in _days(record, claims, context) if day >= known_from)
    disputes = {field: Rank("rival", entry["reason"], entry["note"]) for field, entry in (record.data.get("disputed") or {}).items()}
    resolutions = [(day, resolve(claims, day, disputes)) for day in days]
    versions: list[Version] = []
    for day, resolution in resolutions:
        item = _item(record, claims, resolution, day, context)
        item["known_from"] = known_from
        if not versions:
            item["changed_on"] = day
            versions.append(Version(day, FOREVER, item))
            continue
        before = versions[-1].item
        changed = any(item[key] != before[key] for key in item if key not in _BOOKKEEPING)
        item["changed_on"] = day if changed else before["changed_on"]
        if item != before:
            versions[-1].valid_to = day
            versions.append(Version(day, FOREVER, item))
    _note(record, versions, context)
    return Materialised(record, versions, rank_spans(claims, resolutions), resolutions)


def _days(record: RawRecord, claims: list[Claim], context: Context) -> set[str]:
    """Days on which something the record shows can change."""
    index = context.index
    days = {claim.known_from for claim in claims}
    for key in ("names", "summaries"):
        days |= {day for day, _ in wordings(record, key, index.documents)}
    for claim in claims:
        if claim.field.startswith("parties["):
            party_id = claim.field[len("parties[") : claim.field.index("]")].partition("/")[0]
            days |= index.name_days(index.collection_of(party_id), party_id)
        elif claim.field == "subjects":
            days |= index.name_days(*claim.value.split("/", 1))
    for valid_from, valid_to, _ in context.participations.get(record.id, ()):
        days |= {valid_from} | ({valid_to} if valid_to != FOREVER else set())
    return days


def _item(record: RawRecord, claims: list[Claim], resolution: Resolution, day: str, context: Context) -> Values:
    index = context.index
    values = shape(record, resolution, day, index.name_of, index.collection_of)
    known = [claim for claim in claims if claim.known_from <= day]
    values["id"] = record.id
    values["name"] = index.name_of(record.collection, record.id, day)
    values["summary"] = wording_on(wordings(record, "summaries", index.documents), day)
    values["claim_count"] = len(known)
    values["document_ids"] = sorted({claim.document_id for claim in known})
    values["previous_ids"] = sorted(str(old) for old in record.data.get("previous_ids") or ())
    values["conflicts"] = sorted(field for field, outcome in resolution.outcomes.items() if outcome.contested)
    keys = public_keys(record.collection)
    if "participations" in keys:
        values["participations"] = _participations(record.id, day, context)
    return {key: values.get(key) for key in keys}


def _participations(party_id: str, day: str, context: Context) -> list[Values]:
    found = [values for valid_from, valid_to, values in context.participations.get(party_id, ()) if valid_from <= day < valid_to]
    return sorted(found, key=lambda values: (values["subject_type"], values["subject_id"], values["role"] or "", values["product"] or ""))


def _note(record: RawRecord, versions: Iterable[Version], context: Context) -> None:
    if record.collection == "agreements":
        context.agreement_amounts[record.id] = list(versions)
    for version in versions:
        for party in version.item.get("parties") or ():
            values = {
                "subject_type": record.collection,
                "subject_id": record.id,
                "name": version.item["name"],
                **{key: value for key, value in party.items() if key not in ("party_type", "party_id", "name")},
            }
            context.participations.setdefault(party["party_id"], []).append((version.valid_from, version.valid_to, values))


def rank_spans(claims: list[Claim], resolutions: list[tuple[str, Resolution]]) -> list[tuple[Claim, list[tuple[str, str, Rank]]]]:
    """Each claim with the spans of days over which it keeps one rank."""
    found = []
    for claim in claims:
        spans: list[tuple[str, str, Rank]] = []
        for day, resolution in resolutions:
            rank = resolution.ranks.get(claim.id)
            if rank is None or (spans and spans[-1][2] == rank):
                continue
            if spans:
                spans[-1] = (spans[-1][0], day, spans[-1][2])
            spans.append((day, FOREVER, rank))
        found.append((claim, spans))
    return found


def changed_fields(collection: str, before: Values, after: Values) -> list[str]:
    """Fields whose change is news: claimed values, lists and wordings, not the siblings computed from them."""
    keys = ("name", "summary", *claimable(collection), "parties", "outputs")
    found = [key for key in keys if key in after and before[key] != after[key]]
    statuses = [f"{key}_status" for key in (*claimable(collection), "amount", "value")]
    return found + [key for key in dict.fromkeys(statuses) if key in after and before[key] != after[key]]


def json_text(value: Any) -> str:
    """JSON as stored and sent."""
    return orjson.dumps(value).decode()
