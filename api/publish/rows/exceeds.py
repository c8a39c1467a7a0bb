"""Conflicts between records: parts that come to more than the whole they are said to lie in, as
entries of the list of conflicts. Few if any, so that their claims are read for them alone. Pure but
for that.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing

from api.collections.conflicts import Side
from api.publish.resolve.outcomes import Values
from api.publish.resolve.participations import Participations
from api.publish.resolve.spans import LOWER, UPPER
from api.publish.resolve.to_claims import Claim, record_claims
from api.publish.resolve.versions import Context, ResolvedRecord, Version, resolve_record
from api.publish.rows.amount_facts import Key
from api.publish.rows.counting import Counting, Span
from api.publish.seed.index import Index

EXCEEDS_WHOLE = "exceeds_whole"


def read_exceeding(counting: Counting, index: Index) -> dict[Key, ResolvedRecord]:
    """The wholes that their parts exceed, and those parts, resolved."""
    exceeding = counting.exceeding()
    wanted = set(exceeding).union(*exceeding.values())
    found: dict[Key, ResolvedRecord] = {}
    with closing(Participations()) as unused:
        context = Context(index, unused)
        for collection in sorted({collection for collection, _ in wanted}):
            for record in index.orders[collection].records(collection):
                if (collection, record.id) in wanted:
                    claims = record_claims(record, index)
                    found[collection, record.id] = resolve_record(record, claims, context)
    return found


def excess_conflict(
    key: Key, spans: Iterable[Span], exceeding: Mapping[Key, ResolvedRecord], index: Index
) -> list[Version]:
    """The conflict of one whole with its parts over knowledge time."""
    return [
        Version(span.valid_from, span.valid_to, _conflict(key, span, exceeding, index))
        for span in spans
        if span.exceeded_by
    ]


def _conflict(
    key: Key, span: Span, exceeding: Mapping[Key, ResolvedRecord], index: Index
) -> Values:
    day = span.valid_from
    whole = exceeding[key]
    item = next(one.item for one in whole.versions if one.valid_from <= day < one.valid_to)
    sides = [_side(_accepted(whole, day), "accepted", "The whole.", (None, None))]
    for part in span.exceeded_by:
        note = f"A part: {'/'.join(part)}."
        sides.append(_side(_accepted(exceeding[part], day), "rival", note, part))
    document_ids = sorted({name for side in sides for name in side["document_ids"]})
    return {
        "id": f"{key[0]}:{key[1]}:amount:{EXCEEDS_WHOLE}",
        "kind": EXCEEDS_WHOLE,
        "subject_type": key[0],
        "subject_id": key[1],
        "subject_name": item["name"],
        "field": "amount",
        "disputed": False,
        "amount_usd": item["amount_usd"],
        "document_ids": document_ids,
        "document_kinds": index.kinds_of(document_ids),
        "related_ids": ["/".join(part) for part in span.exceeded_by],
        "side_count": len(sides),
        "sides": sides,
    }


def _accepted(found: ResolvedRecord, day: str) -> list[Claim]:
    """The claims that a record's U.S. dollar amount rests on that day."""
    return [
        claim
        for claim, spans in found.claims
        if claim.field in ("amount", "amount_usd")
        and claim.unit == "USD"
        and any(since <= day < until and rank.rank == "accepted" for since, until, rank in spans)
    ]


def _side(claims: list[Claim], rank: str, note: str, record: Key | tuple[None, None]) -> Values:
    claim = claims[0]
    return dict.fromkeys(Side.model_fields) | {
        "value": claim.value,
        "value_number": claim.number,
        "value_min": claim.number if claim.qualifier in LOWER else claim.minimum,
        "value_max": claim.number if claim.qualifier in UPPER else claim.maximum,
        "value_qualifier": claim.qualifier,
        "unit": claim.unit,
        "rank": rank,
        "rank_reason": EXCEEDS_WHOLE,
        "rank_note": note,
        "attributed_to": sorted({one.attributed_to for one in claims if one.attributed_to}),
        "document_ids": sorted({one.document_id for one in claims}),
        "claim_ids": sorted(one.id for one in claims),
        "quotes": [one.quote for one in claims],
        "subject_type": record[0],
        "subject_id": record[1],
    }
