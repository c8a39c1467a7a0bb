"""Names and summaries of a record against its claims: figures, dates and proper names. Returns
what is wrong; never raises on a record that has passed the other checks.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from api.collections.codelists import CODELISTS
from api.publish.check.words.claim_words import REASON, lacking_dates, lacking_figures
from api.publish.check.words.day_words import agrees, mentions
from api.publish.check.words.name_words import alike_names, names_in
from api.publish.seed.claimable import field_kind, parse_address
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord
from api.publish.seed.related import MOST_NAMED, label

_POINTERS = ("pointer", "subjects")
_STATED = ("number", "min", "max", "value", "effective_on")


def wording_problems(record: RawRecord, index: Index) -> Iterator[tuple[str, str]]:
    """(key, what it is) of each figure, date or proper name that no claim gives: a figure of the
    record itself, a date or name also of a record that names it as a party, subject or holder.
    """
    claims = [claim for claim in record.data.get("claims") or () if isinstance(claim, dict)]
    quotes = [str(claim.get("quote", "")) for claim in claims]
    stated = [str(claim[key]) for claim in claims for key in _STATED if key in claim]
    beside = [
        *index.related.get(record.id, ()),
        *index.related.get(f"{record.collection}/{record.id}", ()),
    ]
    known = alike_names([*quotes, *beside, *_related(record.collection, claims, index)])
    for key in ("names", "summaries"):
        texts = [str(entry["text"]) for entry in record.data[key]]
        for entry, text in zip(record.data[key], texts, strict=True):
            days = [index.documents.get(document, "") for document in entry["documents"]]
            for lacking in lacking_figures(text, [*quotes, *stated]):
                yield key, lacking
            if len(beside) >= MOST_NAMED:
                continue
            for lacking in lacking_dates(text, [*quotes, *stated, *beside, *days]):
                yield key, lacking
            for word, alike, sure in names_in(text):
                if alike not in known and (sure or alike in _places()):
                    yield key, f"the name '{word}'"
        known |= alike_names(texts)


def undated_states(record: RawRecord) -> Iterator[int]:
    """Claims (from 0) whose `effective_on` agrees with no date that the record states anywhere."""
    claims = record.data.get("claims") or ()
    if all(
        not claim.get("effective_on")
        or (mentions(claim["quote"]) and agrees(str(claim["effective_on"]), claim["quote"]))
        for claim in claims
    ):
        return
    texts = [str(claim[key]) for claim in claims for key in ("quote", "value") if key in claim]
    stated = " · ".join(texts)
    for number, claim in enumerate(claims):
        day = claim.get("effective_on")
        if day and not claim.get(REASON) and not agrees(str(day), stated):
            yield number


def _related(collection: str, claims: Iterable[dict[str, Any]], index: Index) -> Iterator[str]:
    """Texts that name what the claims state: values, labels of codes, speakers, and the names and
    ids of records and parties they point at.
    """
    for claim in claims:
        value, field = claim.get("value"), str(claim.get("field"))
        yield str(claim.get("attributed_to", ""))
        address = parse_address(field)
        if address.head == "parties":
            party = str(address.key).partition("/")[0]
            yield from _names(index, index.collection_of(party), party)
        kind = field_kind(collection, field)
        if not isinstance(value, str) or kind is None:
            continue
        if kind.codelist:
            yield label(kind.codelist, value)
        elif kind.kind == "reference":
            yield from _names(index, str(kind.collection), value)
        elif kind.kind in _POINTERS:
            yield from _names(index, *value.split("/", 1))
        else:
            yield value


def _names(index: Index, collection: str, record_id: str) -> Iterator[str]:
    yield record_id.replace("-", " ").title()
    yield index.called.get(f"{collection}/{record_id}", "")


@cache
def _places() -> frozenset[str]:
    """Words for countries and states: names even where they begin a sentence."""
    codes = [*CODELISTS["countries"].codes, *CODELISTS["subdivisions"].codes]
    return frozenset(alike_names([code.label for code in codes])) - {"south"}
