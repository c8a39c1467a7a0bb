"""The keys of `documents/<id>.yaml`, typed rather than claimed: file, hash, knowledge day, what was
looked up. Never raises; yields faults.
"""

import re
from collections.abc import Iterable, Iterator

from api.base.dates import is_day
from api.base.errors import Fault
from api.publish.check.days import FIRST_DAY, last_day
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

_LOCATED = ("title", "publisher", "url", "archive_url", "kind", "relays", "references", "number")
_OWN = ("file_name", "sha256", "number", "url", "archive_url")  # no other document has the same


def document_faults(record: RawRecord, index: Index) -> Iterator[Fault]:
    """Every fault of its own keys."""
    yield from _typed(record, index)
    yield from _located(record)


def twin_faults(records: Iterable[RawRecord]) -> Iterator[Fault]:
    """What two documents share that one alone can have."""
    first: dict[tuple[str, object], str] = {}
    for record in records:
        for key in _OWN:
            value = record.data.get(key)
            other = first.setdefault((key, value), record.id) if value else record.id
            if other != record.id:
                message = f"`{key}` is that of '{other}' too"
                mend = "correct one of the two, or remove the document that stands here twice"
                yield record.fault("same_document", message, key=key, mend=mend)


def _typed(record: RawRecord, index: Index) -> Iterator[Fault]:
    data = record.data
    if "known_from" in data:
        yield from _knowledge_day(record, data["known_from"])
    if "sha256" in data and not re.fullmatch(r"[0-9a-f]{64}", data["sha256"]):
        yield record.fault("bad_hash", "`sha256` is 64 hex digits", key="sha256")
    for key, codelist in (
        ("known_from_confidence", "confidences"),
        ("published_basis", "published_bases"),
        ("kind", "document_kinds"),
    ):
        if data.get(key) is not None and data[key] not in index.codelists[codelist].values:
            yield record.fault(
                "unknown_code",
                f"`{key}` is one of {', '.join(index.codelists[codelist].values)}",
                key=key,
            )


def _located(record: RawRecord) -> Iterator[Fault]:
    """What was looked up about a document: texts, addresses, a list, and how it was found."""
    data = record.data
    given = [key for key in _LOCATED if data.get(key) is not None]
    if given and not data.get("located_basis"):
        message = f"say in `located_basis` how {', '.join(given)} were found"
        yield record.fault("missing_key", message, key=given[0])
    for key in given:
        if key.endswith("url") and not re.fullmatch(r"https?://[^\s#]+", data[key]):
            message = f"`{key}` is a whole address without a fragment, such as https://example.org/"
            yield record.fault("bad_value", message, key=key)
    references = data.get("references") or ()
    for at, one in enumerate(references):
        if "number" not in one and "title" not in one:
            message = "a reference has a `number` or a `title`"
            yield record.fault("missing_key", message, key="references", at=(at,))
    numbers = [one["number"] for one in references if "number" in one]
    if len(set(numbers)) < len(numbers):
        message = "two `references` have one number"
        yield record.fault("bad_value", message, key="references")


def _knowledge_day(record: RawRecord, day: str) -> Iterator[Fault]:
    if not is_day(day) or day < FIRST_DAY:
        message = "`known_from` is one whole day, such as 2025-12-24"
        yield record.fault("bad_date", message, key="known_from")
    elif day > last_day():
        message = f"`known_from` is {day}, which is still to come: no document is known before it"
        yield record.fault("day_to_come", message, key="known_from")
