"""What documents mention and no claim cites, for hits that were found by it alone. Raises
ReleaseSwitched.
"""

from typing import Any

import orjson
from sqlalchemy import Select, bindparam, select

from api.base.search_words import plain_words, words_of
from api.base.word_forms import stem, telling_words
from api.collections.catalogue import TEXT
from api.collections.served_tables import COVERAGE, DATASET
from api.read.database.base import Reading, Snapshot, require_release
from api.read.sql.dialect import Utf8
from api.read.sql.search_terms import Words

_MOST_NAMED = 3  # mentions in one sentence


def coverage_statement() -> Select[Any]:
    """Hash, place and body of everything a document mentions."""
    same = COVERAGE.c.document_id == bindparam("id", type_=TEXT)
    columns = DATASET.c.hash, COVERAGE.c.place, Utf8(COVERAGE.c.body)
    return (
        select(*columns).select_from(DATASET.outerjoin(COVERAGE, same)).order_by(COVERAGE.c.place)
    )


async def left_out_note(
    snapshot: Snapshot, reading: Reading, document_id: str, words: Words
) -> str | None:
    """A sentence on what of the words a document mentions, and why no claim cites it."""
    rows = await reading.fetch(snapshot.statements.get(coverage_statement), {"id": document_id})
    require_release(rows, snapshot.release)
    asked = {stem(word) for word in telling_words(plain_words(words))}
    found: dict[str, str] = {}
    for _, _, body in rows:
        item: dict[str, Any] = orjson.loads(body) if body else {"cited": True}
        if not item["cited"] and asked & {stem(word) for word in words_of(item["text"])}:
            found.setdefault(f"\u201c{item['text']}\u201d", item["reason"])
    named = [f"{text} ({reason})" for text, reason in list(found.items())[:_MOST_NAMED]]
    if not named:
        return None
    return f"Mentioned in this document, but no part of the deals: {'; '.join(named)}."
