"""The front page, and the lists of disputes and changes. Raises what the read side raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.collections import BY_NAME
from api.formats import words
from api.formats.explanations import explain
from api.formats.passages import Passage
from api.formats.readable import fields_of
from api.http.edge.canonical_url import QueryItems, clocks_query
from api.read.answers.warnings import OFFICIAL
from api.site import bars
from api.site.change_words import main_changes, new_records
from api.site.disputes import sided
from api.site.reader import Reader

MOST_CHANGES, MOST_DISPUTES = 4, 4


@dataclass(frozen=True, slots=True)
class QuotedFigure:
    """A figure of the picture and the words it rests on."""

    deal: str
    basis: str
    amount: str
    passage: Passage


async def home_page(reader: Reader) -> dict[str, Any]:
    """What was pledged, packaged, announced; what changed last; where the sources disagree."""
    query = clocks_query(reader.clocks)
    pictured = await deals_drawn(reader, ())
    said: list[QuotedFigure] = []
    for one in pictured:
        said += await quoted_figures(reader, one.name, one.rows)
    documents = await reader.all("documents")
    disputes = await reader.page("conflicts", ("disputed", "true"), ("limit", str(MOST_DISPUTES)))
    claims = await reader.page("claims", ("limit", "1"))
    changes = await reader.all("changes", ("day_gte", reader.day))
    newest = max((one["known_from"] for one in documents), default="")
    return {
        "wide": bars.picture(pictured, bars.WIDE),
        "narrow": bars.picture(pictured, bars.NARROW),
        "said": said,
        "deals": pictured,
        "documents": documents,
        "newest": newest,
        "claims": claims.total,
        "primary": any(one["kind"] in (OFFICIAL, None) for one in documents),
        "disputes": disputes.total,
        "open": [sided(one) for one in disputes.items],
        "changes": main_changes(changes, MOST_CHANGES),
        "new": new_records(changes),
        "query": query,
    }


async def deals_drawn(reader: Reader, items: QueryItems) -> list[bars.DealTotals]:
    """The headline deals that filters let through, the largest first, and what is drawn of each."""
    deals = await reader.all("agreements", ("kind", "headline_deal"), *items)
    deals.sort(key=lambda deal: -(deal["amount_usd"] or 0))
    drawn = []
    for deal in deals:
        rows = {row["basis"]: row for row in await reader.totals(("agreement_id", deal["id"]))}
        parts = await reader.all("commitments", ("agreement_id", deal["id"]))
        drawn.append(
            bars.DealTotals(
                words.code_label("countries", deal["investor_country"] or ""),
                f"/agreements/{deal['id']}{clocks_query(reader.clocks)}",
                rows,
                {part["id"]: part["name"] or part["id"] for part in parts},
            )
        )
    return drawn


async def quoted_figures(
    reader: Reader, deal: str, rows: Mapping[str, Mapping[str, Any]]
) -> list[QuotedFigure]:
    """Who says the figures of a deal: for each basis, one passage its largest amount rests on. A
    whole that is counted through its parts alone may be among what is not counted itself.
    """
    found: list[QuotedFigure] = []
    for basis in bars.BASES:
        counted = rows[basis]["counted"] if basis in rows else ()
        if counted:
            stated = rows[basis]["stated_amount"]
            wholes = [one for one in rows[basis]["excluded"] if one["amount_usd"] == stated]
            whole = max((*counted, *wholes), key=lambda one: one["amount_usd"])
            name = whole["subject_type"]
            read = await reader.evidence(name, whole["subject_id"])
            amount = words.money(whole["amount_usd"], "USD", whole["amount_qualifier"])
            why = explain(BY_NAME[name], read.item, fields_of(name)["amount"], read.around)
            found += [QuotedFigure(deal, basis, amount, one) for one in why.passages[:1]]
    return found
