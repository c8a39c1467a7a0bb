"""Second stage of the build, claim by claim: fields, values, codes, references, citations. Never raises; yields faults."""

from collections.abc import Iterator
from typing import Any

from api.base.dates import MODIFIERS, bounds
from api.base.errors import Fault
from api.base.text import nearest
from api.build.fields import FieldKind, claimable, field_kind, parse_address
from api.build.index import COLLECTIONS, Index
from api.build.read_seed import RawRecord
from api.resources.codelists import CODELISTS
from api.resources.columns import LARGEST_EXACT

CLAIM_KEYS = (
    *("field", "value", "number", "min", "max", "qualifier", "unit", "modifier", "basis"),
    *("document", "line", "start", "end", "quote", "attributed_to", "effective_on", "judgement"),
)
NEEDED = ("field", "basis", "document", "line", "start", "end", "quote")
LONGEST_QUOTE = 8  # words
FIGURES = frozenset({"number", "whole", "value"})


def check_claim(record: RawRecord, number: int, claim: Any, index: Index) -> Iterator[Fault]:
    """Every fault of the claim at that place (from 0) of the record."""
    if not isinstance(claim, dict):
        yield record.fault("not_a_claim", "a claim is a mapping", claim=number)
        return
    for code, message in _claim(record.collection, claim, index):
        yield record.fault(code, message, claim=number)


def _claim(collection: str, claim: dict[str, Any], index: Index) -> Iterator[tuple[str, str]]:
    for key in claim:
        if key not in CLAIM_KEYS:
            yield "unknown_key", f"unknown key '{key}'{_did_you_mean(str(key), CLAIM_KEYS)}"
    missing = [key for key in NEEDED if claim.get(key) is None]
    if missing:
        yield "missing_citation", f"a claim needs {', '.join(missing)}"
        return
    yield from _citation(claim, index)
    yield from _judgement(claim.get("judgement"))
    kind = field_kind(collection, str(claim["field"]))
    if kind is None:
        near = _did_you_mean(str(claim["field"]), claimable(collection))
        yield "unknown_field", f"{collection} has no field '{claim['field']}' that can be claimed{near}"
        return
    address = parse_address(str(claim["field"]))
    if address.head == "parties" and address.key:
        party_id = address.key.partition("/")[0]
        if party_id not in index.party_collections:
            yield "dangling_reference", f"no firm, body or person has the id '{party_id}'{_did_you_mean(party_id, index.party_collections)}"
    yield from _figure(claim, kind) if kind.kind in FIGURES else _word(claim, kind, index)


def _did_you_mean(word: str, known: Any) -> str:
    near = nearest(word, known)
    return f"; did you mean '{near[0]}'?" if near else ""


def _citation(claim: dict[str, Any], index: Index) -> Iterator[tuple[str, str]]:
    if claim["document"] not in index.documents:
        yield "dangling_reference", f"no document has the id '{claim['document']}'{_did_you_mean(str(claim['document']), index.documents)}"
    if claim["basis"] not in CODELISTS["claim_bases"].values:
        yield "unknown_code", f"`basis` is one of {', '.join(CODELISTS['claim_bases'].values)}"
    places = [claim["line"], claim["start"], claim["end"]]
    if not all(isinstance(place, int) for place in places) or places[0] < 1 or places[1] < 0:
        yield "bad_citation", "`line` counts from 1, `start` and `end` from 0, all whole numbers"
    elif places[2] - places[1] != len(str(claim["quote"])):
        yield "bad_citation", f"the quote has {len(str(claim['quote']))} characters, but `start` to `end` spans {places[2] - places[1]}"
    if len(str(claim["quote"]).split()) > LONGEST_QUOTE:
        yield "quote_too_long", f"a quote has at most {LONGEST_QUOTE} words; this one has {len(str(claim['quote']).split())}"


def _judgement(judgement: Any) -> Iterator[tuple[str, str]]:
    if judgement is None:
        return
    if not isinstance(judgement, dict) or set(judgement) != {"verdict", "reason", "note"}:
        yield "bad_judgement", "a judgement has exactly `verdict`, `reason` and `note`"
        return
    if judgement["verdict"] not in ("prefer", "reject"):
        yield "bad_judgement", "the verdict is `prefer` or `reject`"
    if judgement["reason"] not in CODELISTS["rank_reasons"].values:
        yield "unknown_code", f"unknown reason '{judgement['reason']}'{_did_you_mean(str(judgement['reason']), CODELISTS['rank_reasons'].values)}"


def _is_figure(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST_EXACT


def _figure(claim: dict[str, Any], kind: FieldKind) -> Iterator[tuple[str, str]]:
    given = [key for key in ("number", "min", "max") if key in claim]
    if not given and kind.kind == "value":
        if not isinstance(claim.get("value"), str):
            yield "missing_value", "give `number`, `min` and/or `max`, or `value` as text"
        return
    if not given:
        yield "missing_value", "this field takes a figure: give `number`, or `min` and/or `max`"
        return
    if "number" in given and len(given) > 1:
        yield "two_values", "give `number`, or `min` and `max`, not both"
    for key in given:
        if not _is_figure(claim[key]):
            yield "bad_number", f"`{key}` is a plain figure no larger than {LARGEST_EXACT}; '{claim[key]}' is none"
        elif kind.kind == "whole" and claim[key] != int(claim[key]):
            yield "bad_number", f"`{key}` is a whole number here; '{claim[key]}' is none"
    if claim.get("qualifier") is not None and claim["qualifier"] not in CODELISTS["qualifiers"].values:
        yield "unknown_code", f"`qualifier` is one of {', '.join(CODELISTS['qualifiers'].values)}"
    address = parse_address(str(claim["field"]))
    if (address.part or address.head) in ("amount", "amount_usd"):
        unit = claim.get("unit")
        if not isinstance(unit, str) or len(unit) != 3 or not unit.isupper():
            yield "amount_without_currency", "an amount needs its currency as `unit`, ISO 4217, such as USD"
        elif address.head == "amount_usd" and unit != "USD":
            yield "amount_without_currency", "`amount_usd` is a conversion into dollars that a document states: its unit is USD"


def _word(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[tuple[str, str]]:
    if any(key in claim for key in ("number", "min", "max")):
        yield "bad_value", f"'{claim['field']}' takes `value`, not a figure"
        return
    value = claim.get("value")
    if value is None or (kind.kind != "flag" and not isinstance(value, str)) or str(value).strip() == "":
        yield "missing_value", f"give `value` as text for '{claim['field']}'"
        return
    if kind.kind == "flag" and not isinstance(value, bool):
        yield "bad_value", "give `true` or `false`"
    elif kind.codelist and value not in CODELISTS[kind.codelist].values:
        yield "unknown_code", f"'{value}' is not in the code list {kind.codelist}{_did_you_mean(str(value), CODELISTS[kind.codelist].values)}"
    elif kind.kind == "reference" and not index.exists(str(kind.collection), str(value)):
        known = index.records.get(str(kind.collection), {})
        yield "dangling_reference", f"no record '{value}' in {kind.collection}{_did_you_mean(str(value), known)}"
    elif kind.kind in ("pointer", "subjects"):
        collection, slash, record_id = str(value).partition("/")
        if not slash or collection not in COLLECTIONS or not index.exists(collection, record_id):
            near = _did_you_mean(record_id, index.records.get(collection, {}))
            yield "dangling_reference", f"'{value}' names no record; write collection/id{near}"
    elif kind.kind == "date":
        yield from _date(str(value), claim.get("modifier"), "value")
    if claim.get("modifier") is not None and kind.kind != "date":
        yield "bad_value", f"`modifier` belongs to dates ({', '.join(MODIFIERS)}); use `qualifier` for figures"
    if claim.get("effective_on") is not None:
        yield from _date(str(claim["effective_on"]), None, "effective_on")


def _date(value: str, modifier: str | None, key: str) -> Iterator[tuple[str, str]]:
    try:
        bounds(value, modifier)
    except ValueError as error:
        yield "impossible_date", f"`{key}`: {error}"
