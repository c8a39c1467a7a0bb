"""Why a value stands: the sentence and the passages that open beside it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.collections import BY_NAME
from api.site import words

PageItem = Mapping[str, Any]
MARKS = {
    "stated": "stated",
    "inferred": "inferred",
    "disputed": "disputed",
    "missing": "not stated",
}


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A source as passages name it."""

    id: str
    title: str
    publisher: str | None
    known: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What one document says of one field, in its words."""

    quote: str
    says: str
    document: NamedDocument
    line: int
    url: str | None
    by: str | None
    rank: str
    reason: str
    note: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentence, the passages the value rests on, and those that lost or stand against them."""

    sentence: str
    passages: Sequence[Passage]
    others: Sequence[Passage]


def documents_of(items: Sequence[PageItem]) -> dict[str, NamedDocument]:
    """The documents by id."""
    return {
        one["id"]: NamedDocument(
            one["id"],
            one["title"] or f"Untitled document “{one['id']}”",
            one["publisher"],
            one["known_from"],
        )
        for one in items
    }


def mark_of(item: PageItem, field: str, claims: Sequence[PageItem]) -> str:
    """How a value is known: stated, inferred, disputed, missing; empty where there can be none."""
    status = item.get(f"{field}_status")
    if status is None:
        status = (item.get("field_status") or {}).get(field)
    if status == "not_applicable":
        return ""
    if status in ("inferred", "disputed", "not_stated"):
        return str(status).replace("not_stated", "missing")
    if item.get(field) in (None, []):
        return "disputed" if field in item.get("conflicts", ()) and claims else "missing"
    accepted = [claim for claim in claims if claim["rank"] == "accepted"]
    if accepted and all(claim["basis"] == "inferred" for claim in accepted):
        return "inferred"
    return "stated"


def explain(
    mark: str,
    claims: Sequence[PageItem],
    documents: Mapping[str, NamedDocument],
    codelist: str | None,
    names: Mapping[str, str],
) -> Explanation:
    """The explanation of one field from the claims on it."""
    passages = [_passage(claim, documents, codelist, names) for claim in claims]
    accepted = [one for one in passages if one.rank == "accepted"]
    others = [one for one in passages if one.rank != "accepted"]
    return Explanation(_sentence(mark, accepted, others), accepted, others)


def _passage(
    claim: PageItem,
    documents: Mapping[str, NamedDocument],
    codelist: str | None,
    names: Mapping[str, str],
) -> Passage:
    value = str(claim["value"] or "")
    document_id = claim["document_id"]
    return Passage(
        claim["quote"],
        names.get(value) or words.public_value(claim, codelist),
        documents.get(document_id)
        or NamedDocument(document_id, document_id, None, claim["known_from"]),
        claim["line"],
        claim.get("source_url"),
        claim["attributed_to"],
        claim["rank"],
        words.code_definition("rank_reasons", claim["rank_reason"] or ""),
        claim["rank_note"],
        claim["basis"],
    )


def _sentence(mark: str, accepted: Sequence[Passage], others: Sequence[Passage]) -> str:
    if mark == "missing":
        return "No known document states it. It is not zero."
    if mark == "disputed":
        return "The documents disagree and nothing decides between them, so no side is picked."
    count = len({one.document.id for one in accepted})
    if not count:
        return "It follows from other values of this record."
    start = "One document says so" if count == 1 else f"{_spelt(count)} documents say so"
    if mark == "inferred":
        start = "No passage says it in so many words; it follows from what is said"
    if not others:
        return f"{start}, and no other value is known." if count == 1 else f"{start}."
    return f"{start}. Other values are below, with the reason why they do not stand."


def _spelt(count: int) -> str:
    small = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return small[count] if count < len(small) else str(count)


def codelist_of(collection: str, field: str) -> str | None:
    """The code list of a field, if it has one."""
    info = BY_NAME[collection].model.model_fields.get(field.partition("[")[0])
    extra = info.json_schema_extra if info is not None else None
    return str(extra["x-codelist"]) if isinstance(extra, dict) and extra.get("x-codelist") else None
