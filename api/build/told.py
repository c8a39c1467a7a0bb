"""What is noted of each record of the seed, so that the next build can tell what it need not build again.

How the record is written, as a digest, and what others read of it: whoever names it, or states a part of its amount. Pure.
"""

from typing import NamedTuple

import orjson

from api.build.index import Index, wordings
from api.build.materialise import json_text
from api.build.read_seed import RawRecord
from api.build.rows import Batch

SEED_RECORDS = "seed_records"


class Told(NamedTuple):
    """What others read of a record: its first knowledge day, the wordings of its name and the bases of its amount, each with its day.

    Of a document its day and the release that first had it; of a withdrawn record nothing.
    """

    known_from: str = ""
    names: tuple[tuple[str, str], ...] = ()
    bases: tuple[tuple[str, str], ...] = ()
    release: str = ""


def told_of(record: RawRecord, index: Index, first_release: str = "") -> Told:
    """What others read of a record that has been checked."""
    if record.collection == "documents":
        return Told(index.documents[record.id], release=first_release)
    if record.data.get("withdrawn"):
        return Told()
    known_from = index.records[record.collection][record.id].known_from
    return Told(known_from, wordings(record, "names", index.documents), tuple(index.wholes.get((record.collection, record.id), ())))


def told_row(record: RawRecord, told: Told) -> Batch:
    """The row that notes it."""
    return SEED_RECORDS, [(record.collection, record.id, record.source.digest, json_text(tuple(told)))]


def told_from(text: str) -> Told:
    """What a row noted."""
    known_from, names, bases, release = orjson.loads(text)
    return Told(known_from, tuple(map(tuple, names)), tuple(map(tuple, bases)), release)
