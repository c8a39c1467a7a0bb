"""Claim by claim: fields, values, codes, references, citations. Never raises; returns faults, and
notes in the index which codes of standards are used.

A large seed has tens of millions of claims and hardly a fault, so the way of a faultless claim is
straight and nothing is made on it.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from api.base.dates import MODIFIERS, bounds
from api.base.errors import Fault
from api.base.suggest import hint, nearest
from api.collections.codelists import CodeList
from api.collections.declare import LARGEST_EXACT
from api.publish.check.claim_keys import key_problems
from api.publish.check.findings import CodeAndMessage
from api.publish.check.units import MONEY, unit_problems
from api.publish.check.words.claim_words import REASON, words_problem
from api.publish.seed.claimable import FieldKind, claimable, field_kind, parse_address
from api.publish.seed.index import SEED_COLLECTIONS, Index
from api.publish.seed.read_seed import RawRecord

NEEDED = ("field", "basis", "document", "line", "start", "end", "quote")
LONGEST_QUOTE = 8  # words
MOST_CODES_NAMED = 12  # codes of a standard, where none is near
FIGURES = frozenset({"number", "whole", "value"})

_FIGURE_KEYS = frozenset({"number", "min", "max"})
_needed = itemgetter(*NEEDED)


def check_claim(record: RawRecord, number: int, claim: dict[str, Any], index: Index) -> list[Fault]:
    """Every fault of the claim at that place (from 0) of the record."""
    problems = _problems(record.collection, claim, index)
    return (
        [record.fault(code, message, claim=number) for code, message in problems]
        if problems
        else []
    )


def _problems(collection: str, claim: dict[str, Any], index: Index) -> list[CodeAndMessage]:
    found: list[CodeAndMessage] = []
    found += _citation(claim, index)
    if "effective_on" in claim:
        found += _date(claim["effective_on"], None, "effective_on")
    if "judgement" in claim:
        found += _judgement(claim["judgement"], index)
    scopes = index.codelists["claim_scopes"]
    if claim.get("scope") is not None and not _known(claim["scope"], scopes):
        found.append(
            ("unknown_code", f"unknown scope '{claim['scope']}'{_near(claim['scope'], scopes)}")
        )
    field = str(claim["field"])
    kind = field_kind(collection, field)
    if kind is None:
        return [
            *found,
            (
                "unknown_field",
                (
                    f"{collection} has no field '{field}' that can be "
                    f"claimed{hint(field, claimable(collection))}"
                ),
            ),
        ]
    if field.startswith("parties["):
        party_id = str(parse_address(field).key).partition("/")[0]
        if party_id not in index.party_collections:
            found.append(
                (
                    "dangling_reference",
                    (
                        "no firm, body or person has the id "
                        f"'{party_id}'{hint(party_id, index.party_collections)}"
                    ),
                )
            )
    found += _figure(claim, kind, index) if kind.kind in FIGURES else _word(claim, kind, index)
    found += key_problems(claim, kind, index)
    found += _context(claim)
    return found or _words(kind, claim)


def _words(kind: FieldKind, claim: dict[str, Any]) -> list[CodeAndMessage]:
    """Whether the value of a claim that is sound otherwise follows from its quote."""
    reason, problem = claim.get(REASON), words_problem(kind, claim)
    if problem and not reason:
        return [("not_in_quote", problem)]
    if reason and not problem and claim.get("effective_on") is None:
        message = f"the quote states the value, so `{REASON}` is not needed"
        return [("needless_reason", message)]
    return []


def _citation(claim: dict[str, Any], index: Index) -> list[CodeAndMessage]:
    _, basis, document, _, start, end, quote = _needed(claim)
    found = []
    if document not in index.documents:
        found.append(
            (
                "dangling_reference",
                f"no document has the id '{document}'{hint(str(document), index.documents)}",
            )
        )
    bases = index.codelists["claim_bases"]
    if not _known(basis, bases):
        found.append(("unknown_code", f"`basis` is one of {', '.join(bases.values)}"))
    if end - start != len(quote):
        found.append(
            (
                "bad_citation",
                f"the quote has {len(quote)} characters, but `start` to `end` spans {end - start}",
            )
        )
    if len(quote) > 2 * LONGEST_QUOTE and len(quote.split()) > LONGEST_QUOTE:
        found.append(
            (
                "quote_too_long",
                f"a quote has at most {LONGEST_QUOTE} words; this one has {len(quote.split())}",
            )
        )
    return found


def _context(claim: dict[str, Any]) -> list[CodeAndMessage]:
    """Words around the quote, which a command writes."""
    if "prefix" not in claim and "suffix" not in claim:
        return []
    whole = f"{claim.get('prefix', '')}{claim['quote']}{claim.get('suffix', '')}"
    if len(whole.split()) > LONGEST_QUOTE:
        message = f"prefix, quote and suffix have at most {LONGEST_QUOTE} words"
        return [("quote_too_long", message)]
    return []


def _judgement(judgement: dict[str, Any], index: Index) -> Iterator[CodeAndMessage]:
    if judgement["verdict"] not in ("prefer", "reject"):
        yield "bad_judgement", "the verdict is `prefer` or `reject`"
    reason, reasons = judgement["reason"], index.codelists["rank_reasons"]
    if not _known(reason, reasons):
        yield "unknown_code", f"unknown reason '{reason}'{_near(reason, reasons)}"
    yield from _because(judgement, index)
    yield from _over(judgement)


def _because(judgement: dict[str, Any], index: Index) -> Iterator[CodeAndMessage]:
    for document in judgement.get("because") or ():
        if document not in index.documents:
            near = hint(document, index.documents)
            yield "dangling_reference", f"`because`: no document has the id '{document}'{near}"


def _over(judgement: dict[str, Any]) -> Iterator[CodeAndMessage]:
    if "over" in judgement and judgement["verdict"] != "prefer":
        yield "bad_judgement", "`over` belongs to the verdict `prefer`"


def _known(value: Any, codelist: CodeList) -> bool:
    return isinstance(value, str) and value in codelist.by_value


def _near(value: Any, codelist: CodeList) -> str:
    """The end of a sentence about an unknown code: the code whose spelling or label is near."""
    text = str(value)
    if codelist.standard is None:
        return hint(text, codelist.values)
    labels = {code.label.casefold(): code.value for code in codelist.codes}
    name = text.casefold()
    meant = (name,) if name in labels else nearest(name, labels) if len(name) > 3 else ()
    if meant and "-" not in name:
        return f"; did you mean '{labels[meant[0]]}'?"
    # So many that only those of the same beginning, a country's for subdivisions, are compared.
    begins = text.upper()[: 3 if "-" in text else 1]
    alike = [code for code in codelist.values if code.startswith(begins)]
    return hint(text.upper(), alike, f"{begins}… is one of {', '.join(alike[:MOST_CODES_NAMED])}")


def _figure(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[CodeAndMessage]:
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
        if abs(claim[key]) > LARGEST_EXACT:
            yield "bad_number", f"`{key}` is a plain figure no larger than {LARGEST_EXACT}"
        elif kind.kind == "whole" and claim[key] != int(claim[key]):
            yield "bad_number", f"`{key}` is a whole number here; '{claim[key]}' is none"
    if claim.get("min", -LARGEST_EXACT) > claim.get("max", LARGEST_EXACT):
        yield "min_over_max", f"`min` is {claim['min']}, which is more than `max`, {claim['max']}"
    qualifiers = index.codelists["qualifiers"]
    if "qualifier" in claim and not _known(claim["qualifier"], qualifiers):
        yield "unknown_code", f"`qualifier` is one of {', '.join(qualifiers.values)}"
    address, currencies = parse_address(claim["field"]), index.codelists["currencies"]
    field = address.part or address.head
    if field in MONEY:
        yield from _currency(field, claim.get("unit"), currencies)
    yield from unit_problems(field, claim, given, currencies)
    index.used_codes.get("currencies", set()).update(
        {claim.get("unit", "").partition("/")[0]} & currencies.by_value.keys()
    )


def _currency(field: str, unit: str | None, currencies: CodeList) -> Iterator[CodeAndMessage]:
    if unit is None:
        yield (
            "amount_without_currency",
            "an amount needs its currency as `unit`, ISO 4217, such as USD",
        )
    elif unit not in currencies.by_value:
        yield "unknown_code", f"'{unit}' is no currency of ISO 4217{_near(unit, currencies)}"
    elif field == "amount_usd" and unit != "USD":
        yield (
            "amount_without_currency",
            "`amount_usd` is a conversion into dollars that a document states: its unit is USD",
        )


def _word(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[CodeAndMessage]:
    if not _FIGURE_KEYS.isdisjoint(claim):
        yield "bad_value", f"'{claim['field']}' takes `value`, not a figure"
        return
    value, codelist = claim.get("value"), kind.codelist
    if value is None or (kind.kind != "flag" and not isinstance(value, str)):
        yield "missing_value", f"give `value` as text for '{claim['field']}'"
        return
    if kind.kind == "flag" and not isinstance(value, bool):
        yield "bad_value", "give `true` or `false`"
    elif codelist and value not in index.codelists[codelist].by_value:
        near = _near(value, index.codelists[codelist])
        yield "unknown_code", f"'{value}' is not in the code list {codelist}{near}"
    elif codelist in index.used_codes:
        index.used_codes[codelist].add(value)
    elif kind.kind == "reference" and not index.exists(str(kind.collection), value):
        known = index.records.get(str(kind.collection), {})
        yield "dangling_reference", f"no record '{value}' in {kind.collection}{hint(value, known)}"
    elif kind.kind in ("pointer", "subjects"):
        collection, slash, record_id = value.partition("/")
        if (
            not slash
            or collection not in SEED_COLLECTIONS
            or not index.exists(collection, record_id)
        ):
            near = hint(record_id, index.records.get(collection, {}))
            yield "dangling_reference", f"'{value}' names no record; write collection/id{near}"
    elif kind.kind == "date":
        yield from _date(value, claim.get("modifier"), "value")
    if "modifier" in claim and kind.kind != "date":
        yield (
            "bad_value",
            f"`modifier` belongs to dates ({', '.join(MODIFIERS)}); use `qualifier` for figures",
        )


def _date(value: str, modifier: str | None, key: str) -> Iterator[CodeAndMessage]:
    try:
        bounds(value, modifier)
    except ValueError as error:
        yield "impossible_date", f"`{key}`: {error}"
