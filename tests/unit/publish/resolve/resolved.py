"""Records resolved in memory from claims as the seed writes them; no folder, no database."""

from typing import Any

from api.publish.resolve.outcomes import Values
from api.publish.resolve.to_claims import to_claims
from api.publish.resolve.versions import Context, ResolvedRecord, resolve_record
from api.publish.seed.index import Index, Known
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS

EARLY, MIDDLE, LATE = DAYS.values()


def raw_record(collection: str, *claims: dict[str, Any], **data: Any) -> RawRecord:
    """A record as read from the seed; its name rests on the document of its first claim."""
    rests_on = [claims[0]["document"]] if claims else ["early"]
    wordings = {
        "names": [{"text": "A name", "documents": rests_on}],
        "summaries": [{"text": "Some words.", "documents": rests_on}],
    }
    return RawRecord(
        collection,
        {"id": "one", **wordings, "claims": list(claims), **data},
        RecordSource(collection, f"seed/{collection}/one.yaml", 1, b""),
    )


def context_of(**names: dict[str, tuple[tuple[str, str], ...]]) -> Context:
    """What is known of other records: collection → id → (day, name) pairs."""
    index = Index(documents=dict(DAYS))
    for collection, records in names.items():
        for record_id, wordings in records.items():
            index.records.setdefault(collection, {})[record_id] = Known(EARLY, wordings, "")
            index.party_collections[record_id] = collection
    return Context(index)


def resolved(
    collection: str, *claims: dict[str, Any], context: Context | None = None, **data: Any
) -> ResolvedRecord:
    """The record over knowledge time; it is known from the day of its first claim."""
    context = context or context_of()
    record = raw_record(collection, *claims, **data)
    first = min((DAYS[claim["document"]] for claim in claims), default=EARLY)
    context.index.records.setdefault(collection, {})[record.id] = Known(
        first, ((first, "A name"),), record.file
    )
    return resolve_record(record, to_claims(record, dict(DAYS)), context)


def item_on(found: ResolvedRecord, day: str = LATE) -> Values:
    """The public record on a day."""
    (item,) = [
        version.item for version in found.versions if version.valid_from <= day < version.valid_to
    ]
    return item


def item_of(collection: str, *claims: dict[str, Any], day: str = LATE, **data: Any) -> Values:
    """The public record that the claims come to."""
    return item_on(resolved(collection, *claims, **data), day)


def picked(item: dict[str, Any], *keys: str) -> tuple[Any, ...]:
    return tuple(item[key] for key in keys)
