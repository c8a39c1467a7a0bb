"""Rows of the amounts behind a total: each record that has a basis, on each day, counted or not,
with the groups it belongs to. Pure.
"""

from collections.abc import Iterable, Iterator

from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Version
from api.publish.rows.amount_facts import Key
from api.publish.rows.counting import Span, overlaps
from api.publish.rows.rows import Row


def amount_rows(key: Key, versions: Iterable[Version], spans: list[Span]) -> Iterator[Row]:
    """The rows of one record, in the order of the columns of `amount_versions`."""
    for version in versions:
        for since, until, span in overlaps(version.valid_from, version.valid_to, spans):
            counted = span.counted if span else None
            if counted is None:
                continue
            item = version.item
            yield (
                *key,
                since,
                until,
                counted.basis,
                counted.agreement_id,
                _sector(item),
                item.get("country") or item.get("host_country"),
                item.get("subdivision"),
                _year(item),
                item["amount_usd"],
                counted.usd,
                counted.itemised,
                -(item["amount_usd"] or 0),
                item["amount_qualifier"],
                *(counted.whole or (None, None)),
                counted.reason,
                counted.note,
            )


def _sector(item: Values) -> str | None:
    """The one sector; of two, no document says how much goes to which."""
    sectors = item.get("sectors")
    if sectors is None:
        return item.get("sector")
    return sectors[0] if len(sectors) == 1 else None


def _year(item: Values) -> str | None:
    """The year it was announced or pledged; none where the date spans two."""
    for name in ("announced_on", "pledged_on"):
        if item.get(name):
            ends = {str(item[f"{name}_{end}"] or "")[:4] for end in ("earliest", "latest")}
            return ends.pop() or None if len(ends) == 1 else None
    return None
