"""The documents that a record rests on, as citations name them: read once a release and day, then
kept. Raises Unavailable.
"""

from collections.abc import Sequence

import orjson

from api.collections.documents import DOCUMENTS
from api.formats.citations import MOST_SOURCES, CitedDocument
from api.read.database.base import Snapshot, require_release
from api.read.request.as_of import on


async def sources_of(
    snapshot: Snapshot, document_ids: Sequence[str], day: str
) -> tuple[CitedDocument, ...]:
    """The documents in the order of their ids; of those that no citation has room for the id
    alone.
    """
    kept, key = snapshot.release.caches.documents, (day, *document_ids)
    known: tuple[CitedDocument, ...] | None = kept.get(key)
    if known is None:
        read = [await _document(snapshot, one, day) for one in document_ids[:MOST_SOURCES]]
        known = (*read, *map(CitedDocument, document_ids[MOST_SOURCES:]))
        kept.put(key, known)
    return known


async def _document(snapshot: Snapshot, document_id: str, day: str) -> CitedDocument:
    rows = await snapshot.fetch(
        snapshot.statements.record(DOCUMENTS.name), {"id": document_id, **on(day)}
    )
    require_release(rows, snapshot.release)
    body = orjson.loads(rows[0][1]) if rows[0][1] is not None else {}
    keys = ("title", "publisher", "published_on", "url")
    return CitedDocument(document_id, *(body.get(key) for key in keys))
