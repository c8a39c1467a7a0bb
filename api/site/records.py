"""The page of one record: its facts, what belongs to it, disputes about it, its history.

Raises what the read side raises.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.collections import BY_NAME, RECORDS
from api.collections.declare import Collection
from api.formats import words
from api.formats.passages import NamedDocument
from api.formats.readable import codelist_of, meaning_of
from api.http.edge.canonical_url import clocks_query
from api.read.answers.warnings import OFFICIAL
from api.site.change_words import changes_of_record
from api.site.disputes import sided
from api.site.facts import Link, PageItem, RecordFact, facts_of, figures_of, mark_of
from api.site.lists import ListColumn, Row, list_columns, page_order, row_of
from api.site.money import MoneyTree, money_trees
from api.site.reader import LISTS, LoadedItem, Reader

RecordPlace = tuple[str, str]  # a record: its collection and its id
_POINTING = ("reference", "pointer", "subjects")
MOST_IDS = 50  # records whose names are read at once
MOST_EXAMPLES = 3  # of what was left out of a document for one reason
MOST_RELATED_ROWS = 8  # rows of a table about what belongs to a record; the list has them all
MOST_READ_WHOLE = {"terms": 30, "events": 30}  # what is read from end to end


async def record_page(reader: Reader, collection: Collection, record_id: str) -> dict[str, Any]:
    """Everything the template of a record shows."""
    evidence = await reader.evidence(collection.name, record_id)
    item, around = evidence.item, evidence.around
    facts = facts_of(collection, item, around)
    figures = figures_of(facts)
    shown = [fact for fact in facts if fact not in figures]
    query = clocks_query(reader.clocks)
    subject = (("subject_type", collection.name), ("subject_id", record_id))
    conflicts = (
        (await reader.page("conflicts", *subject)).items if collection.kind == "record" else []
    )
    sources = _sources(item, around.documents)
    return {
        "item": item,
        "collection": collection,
        "figures": figures,
        "facts": [fact for fact in shown if fact.mark != "missing" or fact.field == "parties"],
        "missing": [fact for fact in shown if fact.mark == "missing" and fact.field != "parties"],
        "crumbs": _crumbs(facts),
        "conflicts": [sided(one) for one in conflicts],
        "participations": [_participation(one) for one in item.get("participations", ())],
        "money": await _money_of(reader, collection, item),
        "related": [one async for one in related_tables(reader, collection, record_id, query)],
        "history": _in_words(
            collection.name, await reader.history(collection.name, record_id), around.names
        ),
        "sources": sources,
        "primary": any(document.kind in (OFFICIAL, None) for document in sources),
        "cited": await reader.sources(collection.name, record_id),
        "single": len(item.get("document_ids", ())) == 1,
        "query": query,
    }


def _in_words(
    collection: str, versions: Sequence[PageItem], names: Mapping[str, str]
) -> list[PageItem]:
    """A history with its changes as people read them."""
    former = [None, *(one["item"] for one in versions)]
    return [
        {
            "from": one["from"],
            "changes": changes_of_record(collection, one["changes"], before, one["item"], names),
        }
        for before, one in zip(former, versions, strict=False)
    ]


async def _money_of(reader: Reader, collection: Collection, item: PageItem) -> list[MoneyTree]:
    """What a deal comes to, basis by basis; other records have no money of their own parts."""
    if collection.name != "agreements":
        return []
    asked = ("agreement_id", item["id"])
    found: dict[str, PageItem] = {item["id"]: item}
    for name in ("commitments", "tranches", "projects"):
        found |= {one["id"]: one for one in await reader.all(name, asked)}
    return money_trees(await reader.totals(asked), found)


def _crumbs(facts: Sequence[RecordFact]) -> list[Link]:
    order = ("agreement_id", "parent_id", "tranche_id", "commitment_id")
    return [link for name in order for fact in facts if fact.field == name for link in fact.links]


def _sources(item: PageItem, documents: Mapping[str, NamedDocument]) -> list[NamedDocument]:
    return [documents[one] for one in item.get("document_ids", ()) if one in documents]


def _participation(one: PageItem) -> Link:
    notes = [words.code_label("party_roles", one["role"])] if one["role"] else []
    if one["amount"] is not None:
        notes.append(words.money(one["amount"], one["currency"], one["amount_qualifier"]))
    place = f"/{one['subject_type']}/{one['subject_id']}"
    return Link(one["name"] or one["subject_id"], place, ", ".join(notes))


async def related_tables(reader: Reader, collection: Collection, record_id: str, query: str) -> Any:
    """Tables of what belongs to a record: every collection with a filter by it."""
    for other in RECORDS:
        key = f"{collection.singular}_id"
        filters = LISTS[other.name].filters
        asked = [(key, record_id)] if key in filters else []
        if not asked and "subject_id" in filters:
            asked = [("subject_id", record_id)]
            if "subject_type" in filters:
                asked.append(("subject_type", collection.name))
        if not asked or (collection.parties_called and other.name != "people"):
            continue
        # What happened is read in the order of time, the largest sums come first.
        order = page_order(other).replace("-occurred_on", "occurred_on")
        most = MOST_READ_WHOLE.get(other.name, MOST_RELATED_ROWS)
        shown = [("limit", str(most)), ("sort", order)]
        found = await reader.page(other.name, *asked, *shown)
        if found.total:
            columns = [
                one
                for one in list_columns(other, ())
                if any(_has_value(other, one, item) for item in found.items)
            ][:4]
            rows: list[Row] = [row_of(other, columns, item, query) for item in found.items]
            address = f"/{other.name}?" + "&".join(f"{name}={value}" for name, value in asked)
            yield {
                "title": words.title_of(other.name),
                "columns": columns,
                "rows": rows,
                "total": found.total,
                "href": address + query.replace("?", "&"),
            }


def _has_value(collection: Collection, column: ListColumn, item: LoadedItem) -> bool:
    """Whether a record has a value, or a dispute, in a column: empty columns are left out."""
    names = [column.field]
    names += {"amount": ["amount_min", "amount_max"], "value": ["value_number"]}.get(
        column.field, []
    )
    return (
        any(item.get(name) is not None for name in names)
        or mark_of(collection, item, column.field) == "disputed"
    )


async def document_page(reader: Reader, record_id: str) -> dict[str, Any]:
    """A document, and what was taken from it, line by line."""
    item = await reader.record("documents", record_id)
    claims = await reader.all("claims", ("document_id", record_id))
    claims.sort(key=lambda claim: (claim["line"], claim["start"]))
    names = await _names_of(
        reader, {place for claim in claims for place in (_subject(claim), _pointed(claim)) if place}
    )
    lines: dict[int, list[LoadedItem]] = {}
    for claim in claims:
        codelist, pointed = codelist_of(claim["subject_type"], claim["field"]), _pointed(claim)
        lines.setdefault(claim["line"], []).append(
            {
                **claim,
                "about": names.get(_subject(claim)),
                "label": words.field_label(claim["field"]),
                "says": names.get(pointed)
                if pointed in names
                else words.public_value(claim, codelist),
            }
        )
    query = clocks_query(reader.clocks)
    return {
        "item": item,
        "collection": BY_NAME["documents"],
        "lines": lines,
        "left_out": left_out(await reader.mentions(record_id)),
        "query": query,
        "cited": (),
    }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not taken from a document for one reason: how much, where, the first of it."""

    reason: str
    count: int
    first_line: int
    last_line: int
    examples: Sequence[str]


def left_out(mentions: Sequence[LoadedItem]) -> list[LeftOut]:
    """Every reason why something of a document is cited by no claim, in the order of its lines."""
    reasons: dict[str, list[LoadedItem]] = {}
    for one in mentions:
        if not one["cited"]:
            reasons.setdefault(one["reason"] or "No reason is recorded", []).append(one)
    return [
        LeftOut(
            reason,
            len(found),
            min(one["first_line"] for one in found),
            max(one["last_line"] for one in found),
            list(dict.fromkeys(one["text"].rstrip(".") for one in found))[:MOST_EXAMPLES],
        )
        for reason, found in sorted(reasons.items(), key=lambda pair: pair[1][0]["first_line"])
    ]


def _subject(claim: LoadedItem) -> RecordPlace:
    return claim["subject_type"], claim["subject_id"]


def _pointed(claim: LoadedItem) -> RecordPlace | None:
    """The record that a claim points at, if its value is one."""
    meaning = meaning_of(claim["subject_type"], claim["field"])
    if meaning is None or meaning.kind not in _POINTING or not claim["value"]:
        return None
    collection, _, record_id = str(claim["value"]).rpartition("/")
    return collection or meaning.collection or "", record_id


async def _names_of(reader: Reader, places: set[RecordPlace]) -> dict[RecordPlace | None, str]:
    """The names of some records."""
    wanted: dict[str, list[str]] = {}
    for name, record_id in sorted(places):
        wanted.setdefault(name, []).append(record_id)
    found: dict[RecordPlace | None, str] = {}
    for name, ids in wanted.items():
        for start in range(0, len(ids) if name in LISTS else 0, MOST_IDS):
            some = await reader.all(name, ("id", ",".join(ids[start : start + MOST_IDS])))
            for one in some:
                called = one.get("name") or one.get("title") or words.untitled(one["id"])
                found[name, one["id"]] = called
    return found
