"""Documents as rows: typed in by curators but for what claims give of them, and known from their own first knowledge day. Pure."""

from collections.abc import Iterator

from api.collections.served import FOREVER
from api.publish.resolve.public_values import public_keys, public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import to_claims
from api.publish.resolve.versions import Version, rank_spans
from api.publish.rows.claim_rows import claim_facts
from api.publish.rows.rows import CLAIM_FACTS, Batch, version_batches
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_rows import search_rows
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

_TYPED = ("file_name", "sha256", "known_from", "known_from_basis", "known_from_confidence", "published_basis")


def document_rows(record: RawRecord, index: Index) -> Iterator[Batch]:
    """The versions of one document, and the facts of its claims."""
    claims = to_claims(record, index.documents)
    known_from = index.documents[record.id]
    days = sorted({known_from} | {claim.known_from for claim in claims if claim.known_from > known_from})
    resolutions = [(day, resolve(claims, day)) for day in days]
    versions: list[Version] = []
    for day, resolution in resolutions:
        values = public_values(record, resolution, day, index.name_of, index.collection_of)
        values |= {key: record.data.get(key) for key in _TYPED} | {"id": record.id, "claim_count": index.claims_of[record.id]}
        if versions:
            versions[-1].valid_to = day
        versions.append(Version(day, FOREVER, {key: values.get(key) for key in public_keys("documents")}))
    yield from version_batches("documents", versions)
    yield STAGING, search_rows("documents", versions)
    yield CLAIM_FACTS, [claim_facts(claim, spans) for claim, spans in rank_spans(claims, resolutions)]
