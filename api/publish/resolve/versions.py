"""One record over knowledge time: its versions, the ranks of its claims, its conflicts and its
changes.

Pure apart from the participations and amounts it notes in `Context` for the records that come
after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.collections import PARTY_COLLECTIONS
from api.collections.agreements import AGREEMENTS
from api.collections.served import FOREVER
from api.publish.resolve.field_status import field_status
from api.publish.resolve.outcomes import Rank, Resolution, Values
from api.publish.resolve.participations import Participations, ParticipationSpans
from api.publish.resolve.public_values import public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import Claim, in_force_from
from api.publish.seed.claimable import claimable
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord
from api.publish.seed.standing import target_of
from api.publish.seed.wordings import wording_on, wordings

# Keys that may change without a value of the record changing.
_BOOKKEEPING = frozenset(
    {"changed_on", "claim_count", "document_ids", "document_kinds", "mentioned_in", "field_status"}
)
_OF_THE_WORDS = "_stated_part"  # so may keys that end so
# Keys of a party that its participation says otherwise.
_NOT_OF_THE_PART = frozenset({"party_type", "party_id", "name"})

RankSpans = list[tuple[str, str, Rank]]


@dataclass(slots=True)
class Version:
    """One state of a record, valid on days `valid_from <= day < valid_to`."""

    valid_from: str
    valid_to: str
    item: Values


def over_time(items: Iterable[tuple[str, Values | None]]) -> list[Version]:
    """The states of something that can come and go, from what it is on each day, in order; None
    where it is not.
    """
    spans: list[Version] = []
    for day, item in items:
        if spans and spans[-1].valid_to == FOREVER and spans[-1].item != item:
            spans[-1].valid_to = day
        if item is not None and (not spans or spans[-1].valid_to != FOREVER):
            spans.append(Version(day, FOREVER, item))
    return spans


@dataclass(slots=True)
class Context:
    """What one record needs of others: where parties take part, and which amounts agreements
    carry.
    """

    index: Index
    participations: Participations = field(default_factory=Participations)
    agreement_amounts: dict[str, list[Version]] = field(default_factory=dict)


@dataclass(slots=True)
class ResolvedRecord:
    """Everything one record comes to. `claims` pairs each claim with its rank versions; `days` is
    one resolution a day.
    """

    record: RawRecord
    versions: list[Version]
    claims: list[tuple[Claim, RankSpans]]
    days: list[tuple[str, Resolution]]


@dataclass(slots=True)
class _Sources:
    """What the versions of one record are made from, each read once."""

    record: RawRecord
    claims: list[Claim]
    known_from: str
    names: tuple[tuple[str, str], ...]
    summaries: tuple[tuple[str, str], ...]
    parts: ParticipationSpans
    disputes: dict[str, tuple[str, Rank]]  # field → day from which no side is picked, and why

    def brought(self) -> set[str]:
        """Days on which its claims come to something else: a document becomes known, or the last of
        those that a judgement rests on.
        """
        judged = [claim.judgement.in_force_from for claim in self.claims if claim.judgement]
        return {
            *(claim.known_from for claim in self.claims),
            *judged,
            *(day for day, _ in self.disputes.values()),
        }

    def days(self, index: Index) -> list[str]:
        """Days, ascending, on which something the record shows can change."""
        days = self.brought()
        days.update(day for day, _ in self.names)
        days.update(day for day, _ in self.summaries)
        for claim in self.claims:
            if claim.field.startswith("parties["):
                party_id = claim.field[len("parties[") : claim.field.index("]")].partition("/")[0]
                days |= index.name_days(index.collection_of(party_id), party_id)
            elif claim.field == "subjects":
                days |= index.name_days(*claim.value.split("/", 1))
        for valid_from, valid_to, _ in self.parts:
            days.add(valid_from)
            if valid_to != FOREVER:
                days.add(valid_to)
        return sorted(day for day in days if day >= self.known_from)


def resolve_record(record: RawRecord, claims: list[Claim], context: Context) -> ResolvedRecord:
    """Every version of one record. The record has been checked and has at least one claim."""
    index = context.index
    known_from = index.records[record.collection][record.id].known_from
    names = wordings(record, "names", index.documents)
    summaries = wordings(record, "summaries", index.documents)
    parts = context.participations.of(record.id) if record.collection in PARTY_COLLECTIONS else []
    disputes = {
        field: (
            in_force_from(entry.get("because") or (), index.documents),
            Rank("rival", entry["reason"], entry["note"]),
        )
        for field, entry in (record.data.get("disputed") or {}).items()
    }
    standing = [standing_claim(claim, index) for claim in claims]
    sources = _Sources(record, standing, known_from, names, summaries, parts, disputes)
    brought = sources.brought()
    resolutions: list[tuple[str, Resolution]] = []
    versions: list[Version] = []
    for day in sources.days(index):
        # On a day without a new document on the record, all that was resolved before still holds.
        resolution = (
            resolve(
                standing,
                day,
                {name: rank for name, (since, rank) in disputes.items() if since <= day},
            )
            if not resolutions or day in brought
            else resolutions[-1][1]
        )
        resolutions.append((day, resolution))
        _append(versions, day, _item(sources, resolution, day, index))
    _note(record, versions, context)
    return ResolvedRecord(record, versions, rank_spans(claims, resolutions), resolutions)


def standing_claim(claim: Claim, index: Index) -> Claim:
    """The claim, known from the day on which what it points at is known."""
    target = target_of(claim.subject_type, claim.field, claim.value, index)
    day = index.known_from(*target) if target else None
    return claim._replace(known_from=day) if day and day > claim.known_from else claim


def _append(versions: list[Version], day: str, item: Values) -> None:
    """Add the state of a day, unless it is the one that held before."""
    if not versions:
        item["changed_on"] = day
        versions.append(Version(day, FOREVER, item))
        return
    before = versions[-1].item
    said = [key for key in item if key not in _BOOKKEEPING and not key.endswith(_OF_THE_WORDS)]
    changed = any(item[key] != before[key] for key in said)
    item["changed_on"] = day if changed else before["changed_on"]
    if item != before:
        versions[-1].valid_to = day
        versions.append(Version(day, FOREVER, item))


def _item(sources: _Sources, resolution: Resolution, day: str, index: Index) -> Values:
    record, known = (
        sources.record,
        [claim for claim in sources.claims if claim.known_from <= day],
    )
    item = public_values(record, resolution, day, index.name_of, index.collection_of)
    item["id"] = record.id
    item["name"] = wording_on(sources.names, day)
    item["summary"] = wording_on(sources.summaries, day)
    item["known_from"] = sources.known_from
    item["claim_count"] = len(known)
    item["document_ids"] = sorted({one.document_id for one in known if _supports(one, resolution)})
    item["document_kinds"] = index.kinds_of(item["document_ids"])
    item["mentioned_in"] = sorted({one.document_id for one in known})
    item["previous_ids"] = sorted(str(old) for old in record.data.get("previous_ids") or ())
    item["field_status"] = field_status(record, resolution)
    item["conflicts"] = sorted(
        field for field, outcome in resolution.outcomes.items() if outcome.contested
    )
    if "participations" in item:
        parts = [
            values for valid_from, valid_to, values in sources.parts if valid_from <= day < valid_to
        ]
        item["participations"] = sorted(parts, key=_place)
    return item


def _supports(claim: Claim, resolution: Resolution) -> bool:
    """Whether the claim supports a value served."""
    rank = resolution.ranks.get(claim.id)
    return rank is not None and rank.rank == "accepted"


def _place(part: Values) -> tuple[str, str, str, str]:
    return part["subject_type"], part["subject_id"], part["role"] or "", part["product"] or ""


def _note(record: RawRecord, versions: list[Version], context: Context) -> None:
    """Note for the parties of a record where they take part."""
    if record.collection == AGREEMENTS.name:
        context.agreement_amounts[record.id] = list(versions)
    for party_id, since, until, part in participations_of(record.collection, record.id, versions):
        context.participations.note(party_id, since, until, part)


def participations_of(
    collection: str, record_id: str, versions: list[Version]
) -> Iterator[tuple[str, str, str, Values]]:
    """Party, first and following day, and its part, for each party of a record; what several
    versions in a row say alike is said once.
    """
    open_since: dict[str, tuple[str, list[Values]]] = {}
    for version in versions:
        parts: dict[str, list[Values]] = {}
        for party in version.item.get("parties") or ():
            part = {
                "subject_type": collection,
                "subject_id": record_id,
                "name": version.item["name"],
            }
            part |= {key: value for key, value in party.items() if key not in _NOT_OF_THE_PART}
            parts.setdefault(party["party_id"], []).append(part)
        for party_id, (since, said) in list(open_since.items()):
            if parts.get(party_id) != said:
                del open_since[party_id]
                yield from ((party_id, since, version.valid_from, part) for part in said)
        for party_id, said in parts.items():
            open_since.setdefault(party_id, (version.valid_from, said))
    for party_id, (since, said) in open_since.items():
        yield from ((party_id, since, versions[-1].valid_to, part) for part in said)


def rank_spans(
    claims: list[Claim], resolutions: list[tuple[str, Resolution]]
) -> list[tuple[Claim, RankSpans]]:
    """Each claim with the spans of days over which it keeps one rank."""
    if len(resolutions) == 1:
        day, resolution = resolutions[0]
        return [
            (
                claim,
                [(day, FOREVER, resolution.ranks[claim.id])]
                if claim.id in resolution.ranks
                else [],
            )
            for claim in claims
        ]
    found = []
    for claim in claims:
        spans: RankSpans = []
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
    """Fields whose change is news: claimed values, lists and wordings, not the siblings computed
    from them.
    """
    keys = ("name", "summary", *claimable(collection), "parties", "outputs")
    found = [key for key in keys if key in after and before[key] != after[key]]
    statuses = [f"{key}_status" for key in (*claimable(collection), "amount", "value")]
    return found + [
        key for key in dict.fromkeys(statuses) if key in after and before[key] != after[key]
    ]


def json_text(value: Any) -> str:
    """JSON as stored and sent."""
    return orjson.dumps(value).decode()
