"""What a release answers, as one digest an address and day: records, claims, conflicts, changes,
totals, code lists, search. Keys that are null or empty are left out, since a later contract may
add such keys to an older release.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from api.collections import BY_NAME
from tests.asking import Asking

GROUPS = ("", "sector", "country", "subdivision", "agreement", "year")
SEARCHES = ("japan", "ohio", "jbic", "36 billion", "tariff", "lutnick", "nuclear")


def answers(api: Asking) -> dict[str, str]:
    """Digest of the items of each address."""
    days = sorted({one["known_from"] for one in api.walk("/v1/documents?limit=500")})
    found: dict[str, str] = {}
    for day in days:
        for address in _addresses():
            joined = "&" if "?" in address else "?"
            items = list(_items(api, f"{address}{joined}as_of={day}"))
            found[f"{address} {day}"] = _digest(items)
    return found


def _addresses() -> Iterator[str]:
    for name in BY_NAME:
        if name != "releases":  # the register names later releases too
            yield f"/v1/{name}?limit=500"
    for group in GROUPS:
        yield f"/v1/totals?group_by={group}" if group else "/v1/totals"
    for words in SEARCHES:
        yield f"/v1/search?q={words.replace(' ', '%20')}&limit=100"


def _items(api: Asking, address: str) -> Iterator[Any]:
    if "/search" in address or "/totals" in address:
        yield from api.get(address).json()["items"]
    else:
        yield from api.walk(address)


def _digest(items: list[Any]) -> str:
    text = json.dumps([_known(one) for one in items], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _known(value: Any, place: str = "") -> Any:
    if isinstance(value, dict):
        # Records named in totals show what they add since the contract's second form.
        left_out = ("amount_usd_counted",) if place in ("counted", "excluded") else ()
        kept = {key: _known(one, key) for key, one in value.items() if key not in left_out}
        return {key: one for key, one in kept.items() if one not in (None, [], {})}
    return [_known(one, place) for one in value] if isinstance(value, list) else value
