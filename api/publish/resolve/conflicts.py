"""What the lists of conflicts and changes hold, drawn from the resolved record. Pure."""

from collections.abc import Iterator, Mapping

from api.collections import BY_NAME
from api.collections.agreements import AGREEMENTS
from api.publish.resolve.amounts import amount_of
from api.publish.resolve.outcomes import Resolution, Values
from api.publish.resolve.spans import LOWER, UPPER
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import Context, ResolvedRecord, Version, changed_fields, over_time

_ORDER = {"accepted": 0, "rival": 1, "superseded": 2, "rejected": 3}


def conflicts(found: ResolvedRecord, context: Context) -> Iterator[list[Version]]:
    """Each contested field over knowledge time."""
    fields = sorted(
        {
            field
            for _, resolution in found.days
            for field, outcome in resolution.outcomes.items()
            if outcome.contested
        }
    )
    claims = [claim for claim, _ in found.claims]
    for field in fields:
        yield over_time(
            (day, _conflict(found, field, day, resolution, claims, context))
            if (outcome := resolution.outcomes.get(field)) and outcome.contested
            else (day, None)
            for day, resolution in found.days
        )


def _conflict(
    found: ResolvedRecord,
    field: str,
    day: str,
    resolution: Resolution,
    claims: list[Claim],
    context: Context,
) -> Values:
    record, outcome = found.record, resolution.outcomes[field]
    item = next(
        version.item for version in found.versions if version.valid_from <= day < version.valid_to
    )
    groups: dict[tuple[str | None, ...], list[Claim]] = {}
    for claim in claims:
        if _takes_part(claim, field, claims) and claim.id in resolution.ranks:
            groups.setdefault((*claim.says, resolution.ranks[claim.id].rank), []).append(claim)
    sides = sorted(
        (side_of(group, resolution) for group in groups.values()),
        key=lambda side: _ORDER[side["rank"]],
    )
    document_ids = sorted({claim.document_id for group in groups.values() for claim in group})
    return {
        "id": f"{record.collection}:{record.id}:{field}",
        "kind": outcome.kind,
        "subject_type": record.collection,
        "subject_id": record.id,
        "subject_name": item["name"],
        "field": field,
        "disputed": outcome.disputed,
        "amount_usd": _at_stake(record.collection, item, day, context),
        "document_ids": document_ids,
        "document_kinds": context.index.kinds_of(document_ids),
        "related_ids": [],
        "side_count": len(sides),
        "sides": sides,
    }


def _takes_part(claim: Claim, field: str, claims: list[Claim]) -> bool:
    """Whether the claim is a side of a conflict on the field. A conversion into dollars is one on
    the amount where its document gives no other.
    """
    if claim.field == field:
        return True
    return amount_of(claim.field) == field and not any(
        other.field == field and other.document_id == claim.document_id for other in claims
    )


def side_of(group: list[Claim], resolution: Resolution) -> Values:
    """One value in a disagreement, with what stands behind it."""
    claim = group[0]
    best = next((one for one in group if one.judgement), claim)
    rank = resolution.ranks[best.id]
    return {
        "value": claim.value,
        "value_number": claim.number,
        "value_min": claim.number if claim.qualifier in LOWER else claim.minimum,
        "value_max": claim.number if claim.qualifier in UPPER else claim.maximum,
        "value_qualifier": claim.qualifier,
        "value_modifier": claim.modifier,
        "unit": claim.unit,
        "rank": rank.rank,
        "rank_reason": rank.reason,
        "rank_note": rank.note,
        "rank_because": list(rank.because),
        "rank_over": list(rank.over),
        "attributed_to": sorted({one.attributed_to for one in group if one.attributed_to}),
        "document_ids": sorted({one.document_id for one in group}),
        "claim_ids": sorted(one.id for one in group),
        "quotes": [one.quote for one in group],
        "subject_type": None,
        "subject_id": None,
    }


def _at_stake(collection: str, item: Values, day: str, context: Context) -> int | None:
    """The record's own amount, or else that of the agreement it belongs to or is about."""
    own = item.get("amount_usd")
    if own is not None:
        return int(own)
    above = BY_NAME[collection].agreement
    pointers = [item.get(above.field)] if above else []
    subjects = [item] if item.get("subject_type") else item.get("subjects") or ()
    pointers += [
        subject["subject_id"] for subject in subjects if subject["subject_type"] == AGREEMENTS.name
    ]
    for agreement_id in filter(None, pointers):
        for version in context.agreement_amounts.get(agreement_id, ()):
            if (
                version.valid_from <= day < version.valid_to
                and version.item["amount_usd"] is not None
            ):
                return int(version.item["amount_usd"])
    return None


def changes(found: ResolvedRecord, documents: Mapping[str, str]) -> Iterator[Values]:
    """The record's appearance and each change of a value, as of the day of the document that
    brought it; `documents` has the day of each.
    """
    record = found.record
    before: Values | None = None
    for version in found.versions:
        fields = (
            [None] if before is None else changed_fields(record.collection, before, version.item)
        )
        for field in fields:
            document = _bringer(found, field, version.valid_from, documents)
            if document is None:  # only the name of another record changed: no news about this one
                continue
            yield {
                "day": version.valid_from,
                "change": "document",
                "kind": "changed" if field else "appeared",
                "subject_type": record.collection,
                "subject_id": record.id,
                "subject_name": version.item["name"],
                "field": field,
                "before": before[field] if before is not None and field else None,
                "after": version.item[field or "name"],
                "document_id": document,
                "note": None,
            }
        before = version.item


def _bringer(
    found: ResolvedRecord, field: str | None, day: str, documents: Mapping[str, str]
) -> str | None:
    """The document that brought a change on that day: that of an accepted claim on the field, else
    of any claim or wording, else one that became known on the day on which a rank changed.
    """
    if field in ("name", "summary"):
        for entry in found.record.data.get("names" if field == "name" else "summaries") or ():
            fresh = [name for name in entry["documents"] if documents[name] == day]
            if fresh:
                return str(fresh[0])
    base = field.removesuffix("_status") if field else None
    on_field = [
        (claim, spans)
        for claim, spans in found.claims
        if base is None or claim.field == base or claim.field.startswith(f"{base}[")
    ]
    new = [(claim, spans) for claim, spans in on_field if claim.known_from == day]
    accepted = [
        claim
        for claim, spans in new
        if any(span[0] <= day < span[1] and span[2].rank == "accepted" for span in spans)
    ]
    pool = accepted or [claim for claim, _ in new]
    if pool:
        return pool[0].document_id
    # A judgement came into force, or what the record points at became known.
    if any(span[0] == day for _, spans in on_field for span in spans):
        return min((name for name, known_from in documents.items() if known_from == day))
    return None
