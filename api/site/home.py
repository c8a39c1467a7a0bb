"""The front page, and the lists of disputes and changes. Raises what the read side raises."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.collections import BY_NAME
from api.site import bars, words
from api.site.reader import LoadedItem, Reader

MOST_CHANGES, MOST_DISPUTES = 6, 6
SidedConflict = dict[str, Any]


async def home_page(reader: Reader) -> dict[str, Any]:
    """What was pledged, packaged, announced; what changed last; where the sources disagree."""
    deals = await reader.all("agreements", ("kind", "headline_deal"))
    deals.sort(key=lambda deal: -(deal["amount_usd"] or 0))
    query = f"?as_of={reader.as_of}" if reader.as_of else ""
    pictured = [
        (
            words.code_label("countries", deal["investor_country"] or ""),
            f"/agreements/{deal['id']}{query}",
            {row["basis"]: row for row in await reader.totals(("agreement_id", deal["id"]))},
        )
        for deal in deals
    ]
    documents = await reader.all("documents")
    disputes = await reader.page("conflicts", ("disputed", "true"), ("limit", str(MOST_DISPUTES)))
    claims = await reader.page("claims", ("limit", "1"))
    newest = max((one["known_from"] for one in documents), default="")
    return {
        "picture": bars.picture(pictured),
        "deals": deals,
        "documents": documents,
        "newest": newest,
        "claims": claims.total,
        "disputes": disputes.total,
        "open": [sided(one) for one in disputes.items],
        "changes": await latest_changes(reader),
        "query": query,
    }


async def latest_changes(reader: Reader) -> Sequence[Mapping[str, Any]]:
    """What the newest document brought: changed values of the records that matter most."""
    found = await reader.all("changes", ("day_gte", reader.day))
    changed = [one for one in found if one["field"]]
    first = {"agreements": 0, "tranches": 1, "projects": 2, "commitments": 3}
    changed.sort(key=lambda one: (first.get(one["subject_type"], 9), one["subject_id"]))
    return [change_in_words(one) for one in changed[:MOST_CHANGES]]


def change_in_words(change: LoadedItem) -> dict[str, Any]:
    """A change in words."""
    return {
        **change,
        "label": words.field_label(change["field"]) if change["field"] else "",
        "before_text": _plain(change["before"]),
        "after_text": _plain(change["after"]),
    }


def _plain(value: Any) -> str:
    text = str(value or "").strip('"')
    return (
        ""
        if text in ("null", "[]")
        else words.date(text)
        if _is_day(text)
        else text.replace("_", " ")
    )


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:5] == "-" and text[:4].isdigit()


def sided(conflict: LoadedItem) -> SidedConflict:
    """A conflict with each side's value and reason as they are read."""
    model = BY_NAME[conflict["subject_type"]].model
    info = model.model_fields.get(conflict["field"].partition("[")[0])
    extra = info.json_schema_extra if info is not None else None
    codelist = extra.get("x-codelist") if isinstance(extra, dict) else None
    sides = [
        {
            **side,
            "value_text": words.public_value(side, str(codelist) if codelist else None),
            "reason_text": words.code_definition("rank_reasons", side["rank_reason"] or ""),
        }
        for side in conflict["sides"]
    ]
    return {**conflict, "sides": sides}
