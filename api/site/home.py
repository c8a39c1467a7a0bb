"""The front page, and the lists of disputes and changes. Raises what the read side raises."""

from collections.abc import Mapping
from typing import Any

from api.collections import BY_NAME
from api.formats import words
from api.formats.explanations import explain
from api.formats.passages import Passage
from api.formats.readable import codelist_of, fields_of
from api.http.edge.canonical_url import clocks_query
from api.read.answers.warnings import OFFICIAL
from api.site import bars
from api.site.change_words import new_records, telling
from api.site.reader import LoadedItem, Reader

MOST_CHANGES, MOST_DISPUTES = 6, 6
SidedConflict = dict[str, Any]


async def home_page(reader: Reader) -> dict[str, Any]:
    """What was pledged, packaged, announced; what changed last; where the sources disagree."""
    deals = await reader.all("agreements", ("kind", "headline_deal"))
    deals.sort(key=lambda deal: -(deal["amount_usd"] or 0))
    query = clocks_query(reader.clocks)
    pictured, passages = [], []
    for deal in deals:
        rows = {row["basis"]: row for row in await reader.totals(("agreement_id", deal["id"]))}
        parts = await reader.all("commitments", ("agreement_id", deal["id"]))
        passages += await said(reader, rows)
        pictured.append(
            bars.DealTotals(
                words.code_label("countries", deal["investor_country"] or ""),
                f"/agreements/{deal['id']}{query}",
                rows,
                {part["id"]: part["name"] or part["id"] for part in parts},
            )
        )
    documents = await reader.all("documents")
    disputes = await reader.page("conflicts", ("disputed", "true"), ("limit", str(MOST_DISPUTES)))
    claims = await reader.page("claims", ("limit", "1"))
    changes = await reader.all("changes", ("day_gte", reader.day))
    newest = max((one["known_from"] for one in documents), default="")
    return {
        "wide": bars.picture(pictured, bars.WIDE),
        "narrow": bars.picture(pictured, bars.NARROW),
        "passages": passages,
        "deals": deals,
        "documents": documents,
        "newest": newest,
        "claims": claims.total,
        "primary": any(one["kind"] == OFFICIAL for one in documents),
        "disputes": disputes.total,
        "open": [sided(one) for one in disputes.items],
        "changes": telling(changes, MOST_CHANGES),
        "new": new_records(changes),
        "query": query,
    }


async def said(reader: Reader, rows: Mapping[str, Mapping[str, Any]]) -> list[Passage]:
    """Who says the figures of a deal: for each basis, one passage its largest amount rests on."""
    found: list[Passage] = []
    for basis in bars.BASES:
        counted = rows[basis]["counted"] if basis in rows else ()
        if counted:
            whole = max(counted, key=lambda one: one["amount_usd"])
            name = whole["subject_type"]
            read = await reader.evidence(name, whole["subject_id"])
            amount = fields_of(name)["amount"]
            found += explain(BY_NAME[name], read.item, amount, read.around).passages[:1]
    return found


def sided(conflict: LoadedItem) -> SidedConflict:
    """A conflict with each side's value and reason as they are read."""
    codelist = codelist_of(conflict["subject_type"], conflict["field"])
    sides = [
        {
            **side,
            "value_text": words.public_value(side, codelist),
            "reason_text": words.code_definition("rank_reasons", side["rank_reason"] or ""),
        }
        for side in conflict["sides"]
    ]
    return {**conflict, "sides": sides}
