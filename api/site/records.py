"""The page of one record: its facts, what belongs to it, disputes about it, its history.

Raises what the read side raises.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.collections import BY_NAME, RECORDS
from api.collections.declare import Collection
from api.formats import words
from api.formats.passages import NamedDocument
from api.formats.readable import codelist_of
from api.http.edge.canonical_url import clocks_query
from api.read.answers.warnings import OFFICIAL
from api.site.facts import Link, PageItem, RecordFact, facts_of, figures_of
from api.site.lists import Row, list_columns, row_of
from api.site.reader import LISTS, LoadedItem, Reader

MOST_RELATED_ROWS = 8  # rows of a table about what belongs to a record; the list has them all


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
        "conflicts": conflicts,
        "participations": [_participation(one) for one in item.get("participations", ())],
        "related": [one async for one in related_tables(reader, collection, record_id, query)],
        "history": await reader.history(collection.name, record_id),
        "sources": sources,
        "primary": any(document.kind in (OFFICIAL, None) for document in sources),
        "cited": await reader.sources(collection.name, record_id),
        "single": len(item.get("document_ids", ())) == 1,
        "query": query,
    }


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
        found = await reader.page(other.name, *asked, ("limit", str(MOST_RELATED_ROWS)))
        if found.total:
            columns = list_columns(other, ())[:4]
            rows: list[Row] = [row_of(other, columns, item, query) for item in found.items]
            address = f"/{other.name}?" + "&".join(f"{name}={value}" for name, value in asked)
            yield {
                "title": words.title_of(other.name),
                "columns": columns,
                "rows": rows,
                "total": found.total,
                "href": address + query.replace("?", "&"),
            }


async def document_page(reader: Reader, record_id: str) -> dict[str, Any]:
    """A document, and what was taken from it, line by line."""
    item = await reader.record("documents", record_id)
    claims = await reader.all("claims", ("document_id", record_id))
    claims.sort(key=lambda claim: (claim["line"], claim["start"]))
    lines: dict[int, list[LoadedItem]] = {}
    for claim in claims:
        codelist = codelist_of(claim["subject_type"], claim["field"])
        lines.setdefault(claim["line"], []).append(
            {
                **claim,
                "label": words.field_label(claim["field"]),
                "says": words.public_value(claim, codelist),
            }
        )
    query = clocks_query(reader.clocks)
    return {
        "item": item,
        "collection": BY_NAME["documents"],
        "lines": lines,
        "query": query,
        "cited": (),
    }
