"""A record as facts: name of the field, value as it is read, how it is known and why. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.collections.declare import Collection
from api.formats import words
from api.formats.explanations import Explanation, Surroundings, explain, status_of_field
from api.formats.readable import (
    FieldMeaning,
    fields_of,
    output_quantity,
    party_notes,
)

PageItem = Mapping[str, Any]
# How a value is known, as pages mark it.
MARKS = {
    "stated": "stated",
    "inferred": "inferred",
    "disputed": "disputed",
    "missing": "not stated",
    "rejected": "rejected",  # something is said, and an editor judged that it does not hold
}
MOST_SIDE_LETTERS = 60  # of the sides of a dispute where they stand for the value
_SKIPPED = {"aliases"}
_HEADLINES = ("amount", "capacity_value", "value", "rate_percent")
_MARKS_OF = {"not_stated": "missing", "not_applicable": ""}
_LINKED = ("reference", "pointer", "parties", "subjects", "outputs")
MOST_FIGURES = 3
_OF_THE_API = (
    (r" Code list: `[a-z_]+`\.", ""),
    (r", (?:EDTF at the precision stated|EDTF|ISO 3166-\d(?: alpha-2)?)", ""),
    (r"; null where", "; empty where"),
    (r"`[a-z]+_unit`", "its unit"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; without `href` it is only a word."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One field of a record."""

    field: str
    label: str
    text: str
    mark: str
    why: Explanation
    note: str = ""
    iso: str = ""
    links: Sequence[Link] = ()


def meaning_text(description: str) -> str:
    """What a field is, without what only readers of the API need."""
    for pattern, text in _OF_THE_API:
        description = re.sub(pattern, text, description)
    return re.sub(r"`([a-z_]+)`", lambda one: _called(one[1]), description)


def _called(field: str) -> str:
    return f"its {words.field_label(field).lower()}"


def mark_of(
    collection: Collection, item: PageItem, field: str, claims: Sequence[PageItem] = ()
) -> str:
    """How a value is known, as pages mark it; empty where there can be none."""
    meaning = fields_of(collection.name)[field]
    status = status_of_field(item, meaning, claims)
    return _MARKS_OF.get(status, status)


def facts_of(collection: Collection, item: PageItem, around: Surroundings) -> list[RecordFact]:
    """Every fact of a record, in public order."""
    found: list[RecordFact] = []
    for name, meaning in fields_of(collection.name).items():
        if name in _SKIPPED or meaning.kind == "computed" or name not in item:
            continue
        if name == "subdivisions" and len(item[name]) < 2:
            continue  # the state alone says it
        if name == "amount_basis" and item[name] is None:
            continue  # the amount itself is not stated
        if name == "amount_usd" and item["currency"] in ("USD", None):
            continue
        why = explain(collection, item, meaning, around)
        mark = _MARKS_OF.get(why.status, why.status)
        if not mark:
            continue
        if mark == "missing" and why.others:
            mark = "rejected"
        linked = meaning.kind in _LINKED
        value = item[name]
        iso = value if meaning.kind == "date" and value and "/" not in value else ""
        note = _note(item, meaning, around)
        links = tuple(_links(item, meaning, around))
        text = "" if linked else _sides(why) if mark == "disputed" else why.value
        found.append(RecordFact(name, why.label, text, mark, why, note, iso, links))
    return found


def _sides(why: Explanation) -> str:
    """The sides of a dispute in place of the value that nothing decides; nothing where they are
    long, so that a page says in other words that no side is picked.
    """
    if why.value:
        return why.value
    text = " or ".join(dict.fromkeys(one.says for one in why.others))
    return text if len(text) <= MOST_SIDE_LETTERS else ""


def figures_of(facts: Sequence[RecordFact]) -> list[RecordFact]:
    """The few facts a page opens with: money or measure, then the date, then how far it is."""
    chosen = [fact for fact in facts if fact.field in _HEADLINES]
    dates = [fact for fact in facts if fact.iso]
    chosen += dates[:1] or [fact for fact in facts if fact.mark == "disputed" and not fact.iso][:1]
    chosen += [fact for fact in facts if fact.field == "status" and fact not in chosen]
    return chosen[:MOST_FIGURES]


def _note(item: PageItem, meaning: FieldMeaning, around: Surroundings) -> str:
    """What a code means; of an amount what it is and what a document converts it to."""
    if meaning.kind == "code" and item[meaning.name]:
        return words.code_definition(meaning.codelist, item[meaning.name], around.codelists).rstrip(
            "."
        )
    if meaning.name != "amount":
        return ""
    notes = []
    if item["amount_usd"] is not None and item["currency"] not in ("USD", None):
        dollars = words.money(item["amount_usd"], "USD", item["amount_usd_qualifier"])
        notes.append(f"{dollars}, as a document converts it")
    if item["amount_basis"]:
        basis = words.code_definition("amount_bases", item["amount_basis"], around.codelists)
        notes.append(basis.rstrip("."))
    return "; ".join(notes)


def _links(item: PageItem, meaning: FieldMeaning, around: Surroundings) -> Iterator[Link]:
    value, name, kind = item[meaning.name], meaning.name, meaning.kind
    if kind == "reference" and value:
        yield Link(around.names.get(value) or value, f"/{meaning.collection}/{value}")
    elif kind == "pointer" and value:
        other = item[f"{name.removesuffix('_id')}_type"]
        yield Link(around.names.get(value) or value, f"/{other}/{value}")
    elif kind == "parties":
        for one in value:
            place = f"/{one['party_type']}/{one['party_id']}"
            yield Link(one["name"] or one["party_id"], place, party_notes(one, around.codelists))
    elif kind == "subjects":
        for one in value:
            place = f"/{one['subject_type']}/{one['subject_id']}"
            yield Link(one["name"] or one["subject_id"], place)
    elif kind == "outputs":
        for one in value:
            yield Link(one["product"].capitalize(), "", output_quantity(one))
