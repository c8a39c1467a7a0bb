"""Documents as rows: typed in by curators but for what claims give of them, and known from their own first knowledge day. Pure."""

from collections.abc import Iterator

from api.build.claim_rows import claim_facts
from api.build.index import Index
from api.build.materialise import Version, rank_spans
from api.build.read_seed import RawRecord
from api.build.resolve import resolve
from api.build.rows import VERSIONS, Row, columns_of, list_rows, register_rows
from api.build.shape import public_keys, shape
from api.build.to_claims import to_claims
from api.resources.served import FOREVER

_TYPED = ("file_name", "sha256", "known_from", "known_from_basis", "known_from_confidence", "published_basis")


def document_rows(record: RawRecord, index: Index) -> Iterator[tuple[str, Row]]:
    """Canonical rows of one document, its versions, and the facts of its claims."""
    claims = to_claims(record, index.documents)
    known_from = index.documents[record.id]
    days = sorted({known_from} | {claim.known_from for claim in claims if claim.known_from > known_from})
    resolutions = [(day, resolve(claims, day)) for day in days]
    versions: list[Version] = []
    for day, resolution in resolutions:
        values = shape(record, resolution, day, index.name_of, index.collection_of)
        values |= {key: record.data.get(key) for key in _TYPED} | {"id": record.id, "claim_count": index.claims_of[record.id]}
        if versions:
            versions[-1].valid_to = day
        versions.append(Version(day, FOREVER, {key: values.get(key) for key in public_keys("documents")}))
    for version in versions:
        yield VERSIONS, ("documents", version.valid_from, version.valid_to, version.item)
    yield from list_rows("documents", versions)
    item = versions[-1].item
    yield "documents", tuple(item[column] for column in columns_of("documents"))
    for author in item["authors"]:
        yield "record_labels", ("documents", record.id, "authors", author)
    yield from register_rows("documents", record.id, known_from, ())
    for claim, spans in rank_spans(claims, resolutions):
        yield "claims", claim_facts(claim, spans)
