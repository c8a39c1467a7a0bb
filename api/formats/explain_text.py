"""An explanation as text to paste into a mail: a paragraph, and its sources below. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.formats import words
from api.formats.explain_sentences import quoted
from api.formats.explanations import Explanation
from api.formats.passages import Passage

_NO_VALUE = {
    "disputed": "disputed, so no value is given",
    "not_stated": "not stated",
    "not_applicable": "does not apply",
}


class ExplainedRecord(NamedTuple):
    """Of what and when an explanation speaks, and the address that answers the same for ever."""

    name: str
    release: str
    day: str
    address: str


def whole_text(record: ExplainedRecord, explained: Sequence[Explanation], *, short: bool) -> str:
    """Every explanation, then where it comes from."""
    if short:
        parts = [record.name, "\n".join(map(short_paragraph, explained))]
    else:
        parts = [f"{record.name}. {paragraph(one)}" for one in explained]
    parts.append(
        f"As known on {words.date(record.day)}. Pledgebook, release {record.release}: "
        f"{record.address}"
    )
    return "\n\n".join(parts) + "\n"


def short_paragraph(explained: Explanation) -> str:
    """`Amount: $550 billion. Three documents state it: …`"""
    return f"{_head(explained)} {explained.sentence}"


def paragraph(explained: Explanation) -> str:
    """Value, why, how it changed and what is not known; below, one passage of each document for
    each value.
    """
    parts = [short_paragraph(explained)]
    changes = list(_changes(explained))
    if changes:
        parts.append(f"How it changed: {'; '.join(changes)}.")
    if explained.unknown and explained.status != "not_stated":
        parts.append(f"Not known: {' '.join(explained.unknown)}")
    return "\n".join((" ".join(parts), *map(_source, _each_once(explained))))


def _head(explained: Explanation) -> str:
    value = explained.value or _NO_VALUE.get(explained.status, "none")
    if explained.status == "not_stated" and explained.others:
        value = "rejected, so no value is given"
    inferred = " (inferred)" if explained.status == "inferred" else ""
    return f"{explained.label}: {value}{inferred}."


def _each_once(explained: Explanation) -> Sequence[Passage]:
    """The first passage of each document for each value and standing."""
    found: dict[tuple[str, ...], Passage] = {}
    for one in (*explained.passages, *explained.others):
        key = (one.claim["field"], one.says, one.document.id, one.rank)
        found.setdefault(key, one)
    return list(found.values())


def _source(one: Passage) -> str:
    """`- $550 billion: “Japan’s $550 billion offer”, said by …, in …, digest, …`"""
    document, claim = one.document, one.claim
    parts = [f"- {one.says}: {quoted(claim['quote'])}"]
    if claim["attributed_to"]:
        parts.append(f"said by {claim['attributed_to']}")
    parts.append(f"in {document.cited}")
    if document.kind_label:
        parts.append(document.kind_label.lower())
    parts.append(f"known from {words.date(document.known)}")
    if not claim.get("source_url"):
        parts.append(f"line {claim['line']}")
    text = f"{', '.join(parts)}."
    if one.rank not in ("accepted", "rival"):
        text += f" {one.reason}"
    return f"{text} {claim['source_url']}" if claim.get("source_url") else text


def _changes(explained: Explanation) -> Iterator[str]:
    for one in explained.changes:
        by = f" ({one.document.called})" if one.document else " (a correction of ours)"
        yield f"on {words.date(one.day)} {one.text}{by}"
