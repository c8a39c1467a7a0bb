"""From which day a name or summary is served, and a document can have been published. Pure."""

from contextlib import suppress

from api.base.dates import bounds
from api.publish.seed.read_seed import RawRecord


def wording_on(wordings: tuple[tuple[str, str], ...], day: str) -> str | None:
    """The last wording whose documents are all known on that day."""
    served = None
    for from_day, text in wordings:
        if from_day <= day:
            served = text
    return served


def wordings(record: RawRecord, key: str, documents: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The record's names or summaries as (day from which it is served, text), in the order
    written.
    """
    found = []
    for entry in record.data.get(key) or ():
        days = [documents[name] for name in entry["documents"] if name in documents]
        if days:
            found.append((max(days), entry["text"]))
    return tuple(found)


def published_from(document: RawRecord) -> str | None:
    """The first day on which a document can have been published, as its claims have it; the last is
    the day from which it is known.
    """
    days = []
    for claim in document.data.get("claims") or ():
        if isinstance(claim, dict) and claim.get("field") == "published_on":
            with suppress(ValueError):  # the check reports it
                days.append(bounds(str(claim.get("value")), claim.get("modifier"))[0])
    return min((day for day in days if day), default=None)
