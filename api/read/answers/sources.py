"""The documents that a record rests on, as citations name them: read once a release and day, then
kept. Raises Unavailable.
"""

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from api.collections.documents import DOCUMENTS
from api.formats.citations import MOST_SOURCES, CitedDocument
from api.read.database.base import Snapshot, require_release
from api.read.request.as_of import on


class RecordDocuments(NamedTuple):
    """What a record rests on: ids of documents (None where it is no record of facts), their kinds,
    and how they are cited, in the order of their ids; of those that no citation has room for the id
    alone.
    """

    ids: Sequence[str] | None = None
    kinds: Sequence[str] = ()
    cited: tuple[CitedDocument, ...] = ()


async def record_documents(snapshot: Snapshot, rests_on: str, day: str) -> RecordDocuments:
    """The documents that a record was stored with, as they are known on a day."""
    kept = snapshot.release.caches.documents
    known: RecordDocuments | None = kept.get((day, rests_on))
    if known is None:
        ids, kinds = orjson.loads(rests_on)
        read = [await _document(snapshot, one, day) for one in ids[:MOST_SOURCES]]
        known = RecordDocuments(ids, kinds, (*read, *map(CitedDocument, ids[MOST_SOURCES:])))
        kept.put((day, rests_on), known)
    return known


async def _document(snapshot: Snapshot, document_id: str, day: str) -> CitedDocument:
    rows = await snapshot.fetch(
        snapshot.statements.record(DOCUMENTS.name), {"id": document_id, **on(day)}
    )
    require_release(rows, snapshot.release)
    body = orjson.loads(rows[0][1]) if rows[0][1] is not None else {}
    keys = ("title", "publisher", "published_on", "url")
    return CitedDocument(document_id, *(body.get(key) for key in keys))
