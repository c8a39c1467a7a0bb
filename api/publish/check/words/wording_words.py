"""Names and summaries of a record against its claims: figures, dates and proper names. Returns
what is wrong; never raises on a record that has passed the other checks.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from api.base.dates import bounds, is_day
from api.collections.codelists import CODELISTS
from api.publish.check.words.claim_words import (
    REASON,
    lacking_dates,
    lacking_figures,
    words_problem,
)
from api.publish.check.words.day_words import day_mentions, states
from api.publish.check.words.name_words import alike_names, as_compared, names_in, stands_in
from api.publish.seed.claimable import field_kind, parse_address
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord
from api.publish.seed.related import MOST_NAMING, label, places_naming

_POINTERS = ("pointer", "subjects")
_STATED = ("number", "min", "max", "value", "effective_on")


def wording_problems(record: RawRecord, index: Index) -> Iterator[tuple[str, str]]:
    """(key, what it is) of each figure, date or proper name that no claim gives: a figure of the
    record itself, a date or name also of a record that names it as a party, subject or holder.
    """
    claims = [claim for claim in record.data.get("claims") or () if isinstance(claim, dict)]
    quotes = [str(claim.get("quote", "")) for claim in claims]
    stated = [str(claim[key]) for claim in claims for key in _STATED if key in claim]
    naming = places_naming(index.named_by, record)

    @cache
    def beside() -> list[str]:  # seldom needed: most dates and names are quoted
        return index.texts_naming(naming)

    sources, known = quotes, set[str]()
    quoted = as_compared(" ".join(quotes))
    for key in ("names", "summaries"):
        texts = [str(entry["text"]) for entry in record.data[key]]
        for entry, text in zip(record.data[key], texts, strict=True):
            days = [index.documents.get(document, "") for document in entry["documents"]]
            for lacking in lacking_figures(text, [*quotes, *stated]):
                yield key, lacking
            if len(naming) >= MOST_NAMING:
                continue
            own = [*quotes, *stated, *days]
            if lacking_dates(text, own):
                for lacking in lacking_dates(text, [*own, *beside()]):
                    yield key, lacking
            for word, alike, sure in names_in(text):
                if not (sure or alike in _places()) or stands_in(word, quoted):
                    continue
                known = known or alike_names(
                    [*sources, *beside(), *_related(record.collection, claims, index)]
                )
                if alike not in known:
                    yield key, f"the name '{word}'"
        sources, known = [*sources, *texts], set()


def undated_states(record: RawRecord, index: Index) -> Iterator[tuple[int, str]]:
    """(claim from 0, code of the fault) of each `effective_on` that is neither stated in its own
    quote nor, where that has no date, in another of the same document, nor a day of the document.
    """
    claims = record.data.get("claims") or ()
    for number, claim in enumerate(claims):
        day, quote, document = claim.get("effective_on"), str(claim["quote"]), claim["document"]
        known_from = index.documents[document]
        if not day or not is_day(known_from):
            continue
        stated = states(day, quote, int(known_from[:4]))
        if not day_mentions(quote):
            others = (one["quote"] for one in claims if one["document"] == document)
            stated = _is_of(day, index.published_from.get(document, known_from), known_from) or any(
                states(day, str(other), int(known_from[:4])) for other in others
            )
        kind, reason = field_kind(record.collection, claim["field"]), claim.get(REASON)
        if not stated and not reason:
            yield number, "not_in_quote"
        elif stated and reason and kind and not words_problem(kind, claim):
            yield number, "needless_reason"


def _is_of(day: str, first: str, last: str) -> bool:
    """Whether the day, month or year is one on which the document can have been published."""
    earliest, latest = bounds(day)
    return first <= str(latest) and str(earliest) <= last


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
