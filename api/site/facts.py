"""A record as facts: name of the field, value as it is read, how it is known and why. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.collections.declare import Collection
from api.site import words
from api.site.explanations import Explanation, PageItem, SourceDocument, explain, mark_of

_SKIPPED = {"aliases", "amount_usd", "amount_basis"}
_HEADLINES = ("amount", "capacity_value", "value", "rate_percent")
MOST_FIGURES = 3


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the facts of a record need beside it: its claims by field, the documents, the names of
    the records it points at.
    """

    claims: Mapping[str, Sequence[PageItem]]
    documents: Mapping[str, SourceDocument]
    names: Mapping[str, str] = field(default_factory=dict)


def facts_of(collection: Collection, item: PageItem, around: Surroundings) -> list[RecordFact]:
    """Every fact of a record, in public order."""
    found: list[RecordFact] = []
    for name, info in collection.model.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        kind = str(extra.get("x-kind"))
        if name in _SKIPPED or kind == "computed" or name not in item:
            continue
        if name == "subdivisions" and len(item[name]) < 2:
            continue  # the state alone says it
        claims = _claims(name, around)
        mark = mark_of(item, name, claims)
        if not mark:
            continue
        codelist = extra.get("x-codelist")
        text, note, iso = _shown(item, name, kind, str(codelist) if codelist else None)
        why = explain(
            mark, claims, around.documents, str(codelist) if codelist else None, around.names
        )
        links = tuple(_links(item, name, kind, extra, around))
        found.append(RecordFact(name, words.field_label(name), text, mark, why, note, iso, links))
    return found


def figures_of(facts: Sequence[RecordFact]) -> list[RecordFact]:
    """The few facts a page opens with: money or measure, then the date, then how far it is."""
    chosen = [fact for fact in facts if fact.field in _HEADLINES]
    dates = [fact for fact in facts if fact.iso]
    chosen += dates[:1] or [fact for fact in facts if fact.mark == "disputed" and not fact.iso][:1]
    chosen += [fact for fact in facts if fact.field == "status"]
    return chosen[:MOST_FIGURES]


def _claims(name: str, around: Surroundings) -> list[PageItem]:
    names = ("amount", "amount_usd", "amount_basis") if name == "amount" else (name,)
    return [claim for one in names for claim in around.claims.get(one, ())]


def _shown(item: PageItem, name: str, kind: str, codelist: str | None) -> tuple[str, str, str]:
    """Text, note and, of a date, its machine form."""
    value = item[name]
    if name == "amount":
        return _amount(item), _amount_note(item), ""
    if kind == "value":
        return _value(item), "", ""
    if value is None or value == []:
        return "", "", ""
    if kind == "code":
        return words.code_label(codelist, value), words.code_definition(codelist, value), ""
    if kind == "date":
        iso = value if "/" not in value else ""
        return words.date(value, item.get(f"{name}_modifier")), "", iso
    if kind == "flag":
        return ("Yes" if value else "No"), "", ""
    if kind in ("number", "whole"):
        unit = item.get(f"{name.removesuffix('_value')}_unit")
        unit = "percent" if name.endswith("_percent") else unit
        qualifier = item.get(f"{name.removesuffix('_value')}_qualifier")
        return words.quantity(value, unit, qualifier), "", ""
    if kind == "list":
        return ", ".join(words.code_label(codelist, one) for one in value), "", ""
    return (str(value), "", "") if isinstance(value, str) else ("", "", "")


def _amount(item: PageItem) -> str:
    if item["amount"] is not None:
        return words.money(item["amount"], item["currency"], item["amount_qualifier"])
    if item["amount_min"] is not None or item["amount_max"] is not None:
        return words.money_range(item["amount_min"], item["amount_max"], item["currency"])
    return ""


def _amount_note(item: PageItem) -> str:
    notes = []
    if item["amount_usd"] is not None and item["currency"] not in ("USD", None):
        notes.append(f"{words.money(item['amount_usd'], 'USD')}, as a document converts it")
    if item["amount_basis"]:
        notes.append(words.code_definition("amount_bases", item["amount_basis"]).rstrip("."))
    return "; ".join(notes)


def _value(item: PageItem) -> str:
    if item["value_number"] is not None:
        return words.quantity(item["value_number"], item["unit"], item["value_qualifier"])
    low, high = item["value_min"], item["value_max"]
    if low is not None and high is not None:
        return f"{words.quantity(low, None)} to {words.quantity(high, item['unit'])}"
    if low is not None:
        return f"at least {words.quantity(low, item['unit'])}"
    if high is not None:
        return f"at most {words.quantity(high, item['unit'])}"
    return str(item["value"] or "")


def _links(
    item: PageItem, name: str, kind: str, extra: Mapping[str, Any], around: Surroundings
) -> Iterator[Link]:
    value = item[name]
    if kind == "reference" and value:
        place = f"/{extra['x-collection']}/{value}"
        yield Link(around.names.get(value) or value, place)
    elif kind == "pointer" and value:
        other = item[f"{name.removesuffix('_id')}_type"]
        yield Link(around.names.get(value) or value, f"/{other}/{value}")
    elif kind == "parties":
        yield from map(_party, value)
    elif kind == "subjects":
        for one in value:
            place = f"/{one['subject_type']}/{one['subject_id']}"
            yield Link(one["name"] or one["subject_id"], place)
    elif kind == "outputs":
        for one in value:
            amount = (
                words.quantity(one["value_number"], one["unit"], one["value_qualifier"])
                if one["value_number"] is not None
                else one["value"] or ""
            )
            yield Link(one["product"].capitalize(), "", amount)


def _party(party: PageItem) -> Link:
    notes = [words.code_label("party_roles", party["role"])] if party["role"] else []
    notes += [party[key] for key in ("office", "product") if party[key]]
    if party["amount"] is not None:
        notes.append(words.money(party["amount"], party["currency"], party["amount_qualifier"]))
    if party["share_percent"] is not None:
        share = words.quantity(party["share_percent"], "percent", party["share_qualifier"])
        notes.append(f"share {share}")
    place = f"/{party['party_type']}/{party['party_id']}"
    return Link(party["name"] or party["party_id"], place, ", ".join(notes))
