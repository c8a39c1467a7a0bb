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
from api.publish.check.words.claim_words import REASON, words_problem
from api.publish.seed.claimable import FieldKind, claimable, field_kind, parse_address
from api.publish.seed.index import COLLECTIONS, Index
from api.publish.seed.read_seed import RawRecord

CLAIM_KEYS = (
    *("field", "value", "number", "min", "max", "qualifier", "unit", "modifier", "basis"),
    *("document", "line", "start", "end", "quote", "scope", "attributed_to", "effective_on"),
    *("judgement", REASON, "prefix", "suffix", "source_url_unique"),
)
JUDGEMENT_KEYS = ("verdict", "reason", "note", "because", "over")
NEEDED = ("field", "basis", "document", "line", "start", "end", "quote")
LONGEST_QUOTE = 8  # words
MOST_NAMED = 12  # codes of a standard, where none is near
FIGURES = frozenset({"number", "whole", "value"})

_KNOWN_KEYS, _NEEDED_KEYS = frozenset(CLAIM_KEYS), frozenset(NEEDED)
_FIGURE_KEYS = frozenset({"number", "min", "max"})
_needed = itemgetter(*NEEDED)

Problem = tuple[str, str]  # code and message


def check_claim(record: RawRecord, number: int, claim: Any, index: Index) -> list[Fault]:
    """Every fault of the claim at that place (from 0) of the record."""
    if not isinstance(claim, dict):
        return [record.fault("not_a_claim", "a claim is a mapping", claim=number)]
    problems = _problems(record.collection, claim, index)
    return (
        [record.fault(code, message, claim=number) for code, message in problems]
        if problems
        else []
    )


def _problems(collection: str, claim: dict[str, Any], index: Index) -> list[Problem]:
    found: list[Problem] = []
    if not claim.keys() <= _KNOWN_KEYS:
        found += [
            ("unknown_key", f"unknown key '{key}'{hint(str(key), CLAIM_KEYS)}")
            for key in claim
            if key not in _KNOWN_KEYS
        ]
    if not claim.keys() >= _NEEDED_KEYS or None in _needed(claim):
        missing = [key for key in NEEDED if claim.get(key) is None]
        return [*found, ("missing_citation", f"a claim needs {', '.join(missing)}")]
    found += _citation(claim, index)
    if claim.get("judgement") is not None:
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
    return found or _words(kind, claim)


def _words(kind: FieldKind, claim: dict[str, Any]) -> list[Problem]:
    """Whether the value of a claim that is sound otherwise follows from its quote."""
    reason, problem = claim.get(REASON), words_problem(kind, claim)
    if REASON in claim and not (isinstance(reason, str) and reason.strip()):
        return [("bad_reason", f"`{REASON}` is a sentence")]
    if problem and not reason:
        mend = f"correct the value or the passage, or say in `{REASON}` why it holds all the same"
        return [("not_in_quote", f"{problem}; {mend}")]
    if reason and not problem and claim.get("effective_on") is None:
        message = f"the quote states the value, so `{REASON}` is not needed: take it out"
        return [("needless_reason", message)]
    return []


def _citation(claim: dict[str, Any], index: Index) -> list[Problem]:
    _, basis, document, line, start, end, quote = _needed(claim)
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
    quote = str(quote)
    if (
        not (isinstance(line, int) and isinstance(start, int) and isinstance(end, int))
        or line < 1
        or start < 0
    ):
        found.append(
            ("bad_citation", "`line` counts from 1, `start` and `end` from 0, all whole numbers")
        )
    elif end - start != len(quote):
        found.append(
            (
                "bad_citation",
                f"the quote has {len(quote)} characters, but `start` to `end` spans {end - start}",
            )
        )
    found += _context(claim, quote)
    if len(quote) > 2 * LONGEST_QUOTE and len(quote.split()) > LONGEST_QUOTE:
        found.append(
            (
                "quote_too_long",
                f"a quote has at most {LONGEST_QUOTE} words; this one has {len(quote.split())}",
            )
        )
    return found


def _context(claim: dict[str, Any], quote: str) -> Iterator[Problem]:
    """Words around the quote, which a command writes."""
    around = [claim[key] for key in ("prefix", "suffix") if key in claim]
    if not all(isinstance(text, str) and text.strip() for text in around):
        yield "bad_value", "`prefix` and `suffix` are words; `make links` writes them"
    elif around and len(f"{claim.get('prefix', '')}{quote}{claim.get('suffix', '')}".split()) > (
        LONGEST_QUOTE
    ):
        yield "quote_too_long", f"prefix, quote and suffix have at most {LONGEST_QUOTE} words"
    if not isinstance(claim.get("source_url_unique", True), bool):
        yield "bad_value", "`source_url_unique` is true or false; `make links` writes it"


def _judgement(judgement: Any, index: Index) -> Iterator[Problem]:
    if not isinstance(judgement, dict) or not judgement.keys() >= set(JUDGEMENT_KEYS[:3]):
        yield "bad_judgement", "a judgement needs `verdict`, `reason` and `note`"
        return
    for key in judgement.keys() - set(JUDGEMENT_KEYS):
        yield "unknown_key", f"unknown key '{key}' of a judgement{hint(str(key), JUDGEMENT_KEYS)}"
    if judgement["verdict"] not in ("prefer", "reject"):
        yield "bad_judgement", "the verdict is `prefer` or `reject`"
    reason, reasons = judgement["reason"], index.codelists["rank_reasons"]
    if not _known(reason, reasons):
        yield "unknown_code", f"unknown reason '{reason}'{_near(reason, reasons)}"
    yield from _because(judgement, index)
    yield from _over(judgement)


def _because(judgement: dict[str, Any], index: Index) -> Iterator[Problem]:
    documents = judgement.get("because")
    if documents is None:
        return
    if not isinstance(documents, list) or not documents:
        yield "bad_judgement", "`because` is a list of documents; leave it out where there is none"
        return
    for document in documents:
        if not isinstance(document, str) or document not in index.documents:
            near = hint(str(document), index.documents)
            yield "dangling_reference", f"`because`: no document has the id '{document}'{near}"


def _over(judgement: dict[str, Any]) -> Iterator[Problem]:
    values = judgement.get("over")
    if values is None:
        return
    if judgement["verdict"] != "prefer":
        yield "bad_judgement", "`over` belongs to the verdict `prefer`"
    if not isinstance(values, list) or not values:
        yield "bad_judgement", "`over` is a list of values; leave it out where there is none"
    elif not all(isinstance(value, str | int | float) for value in values):
        yield "bad_judgement", "each value of `over` is a text, a figure, `true` or `false`"


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
    return hint(text.upper(), alike, f"{begins}… is one of {', '.join(alike[:MOST_NAMED])}")


def _figure(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[Problem]:
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
        figure = claim[key]
        if (
            not isinstance(figure, int | float)
            or isinstance(figure, bool)
            or abs(figure) > LARGEST_EXACT
        ):
            yield (
                "bad_number",
                f"`{key}` is a plain figure no larger than {LARGEST_EXACT}; '{claim[key]}' is none",
            )
        elif kind.kind == "whole" and claim[key] != int(claim[key]):
            yield "bad_number", f"`{key}` is a whole number here; '{claim[key]}' is none"
    qualifiers = index.codelists["qualifiers"]
    if claim.get("qualifier") is not None and not _known(claim["qualifier"], qualifiers):
        yield "unknown_code", f"`qualifier` is one of {', '.join(qualifiers.values)}"
    address = parse_address(str(claim["field"]))
    if (address.part or address.head) in ("amount", "amount_usd"):
        unit, currencies = claim.get("unit"), index.codelists["currencies"]
        if unit is None:
            yield (
                "amount_without_currency",
                "an amount needs its currency as `unit`, ISO 4217, such as USD",
            )
        elif not _known(unit, currencies):
            yield "unknown_code", f"'{unit}' is no currency of ISO 4217{_near(unit, currencies)}"
        elif address.head == "amount_usd" and unit != "USD":
            yield (
                "amount_without_currency",
                "`amount_usd` is a conversion into dollars that a document states: its unit is USD",
            )
        else:
            index.used_codes.get("currencies", set()).add(unit)


def _word(claim: dict[str, Any], kind: FieldKind, index: Index) -> Iterator[Problem]:
    if not _FIGURE_KEYS.isdisjoint(claim):
        yield "bad_value", f"'{claim['field']}' takes `value`, not a figure"
        return
    value, codelist = claim.get("value"), kind.codelist
    if (
        value is None
        or (kind.kind != "flag" and not isinstance(value, str))
        or str(value).strip() == ""
    ):
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
        if not slash or collection not in COLLECTIONS or not index.exists(collection, record_id):
            near = hint(record_id, index.records.get(collection, {}))
            yield "dangling_reference", f"'{value}' names no record; write collection/id{near}"
    elif kind.kind == "date":
        yield from _date(value, claim.get("modifier"), "value")
    if claim.get("modifier") is not None and kind.kind != "date":
        yield (
            "bad_value",
            f"`modifier` belongs to dates ({', '.join(MODIFIERS)}); use `qualifier` for figures",
        )
    if claim.get("effective_on") is not None:
        yield from _date(str(claim["effective_on"]), None, "effective_on")


def _date(value: str, modifier: str | None, key: str) -> Iterator[Problem]:
    try:
        bounds(value, modifier)
    except ValueError as error:
        yield "impossible_date", f"`{key}`: {error}"
