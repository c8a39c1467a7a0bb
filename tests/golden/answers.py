"""What a release answers, as digests by address and day: records, claims, conflicts, changes,
totals, search; then histories, claims of each record, each record by its name, code lists. Keys
that are null or empty are left out, since a later contract may add such keys to an older release.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from api.collections import BY_NAME
from tests.asking import Asking

GROUPS = ("", "sector", "country", "subdivision", "agreement", "year")
# Served collections that are no records with a history of their own.
DERIVED = ("releases", "claims", "conflicts", "changes")
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
    for name in BY_NAME:
        if name not in DERIVED:
            found |= _of_each_record(api, name)
    for codelist in _items(api, "/v1/codelists"):
        address = f"/v1/codelists/{codelist['name']}"
        found[address] = _digest(list(_items(api, address)))
    return found


def _of_each_record(api: Asking, collection: str) -> dict[str, str]:
    """One digest for the histories of all records, one for their claims, one for the search for
    each by its name.
    """
    records = list(api.walk(f"/v1/{collection}?limit=500"))
    addresses = {
        "history": [f"/v1/{collection}/{one['id']}/history" for one in records],
        "claims": [f"/v1/{collection}/{one['id']}/claims?limit=500" for one in records],
        "by name": [
            f"/v1/search?limit=20&q={quote(one['name'])}" for one in records if one.get("name")
        ],
    }
    return {
        f"/v1/{collection} {kind}": _digest([list(_items(api, one)) for one in asked])
        for kind, asked in addresses.items()
    }


def _addresses() -> Iterator[str]:
    for name in BY_NAME:
        if name != "releases":  # the register names later releases too
            yield f"/v1/{name}?limit=500"
    for group in GROUPS:  # without `basis=` every basis is answered
        yield f"/v1/totals?group_by={group}" if group else "/v1/totals"
    for words in SEARCHES:
        yield f"/v1/search?q={quote(words)}&limit=100"


def _items(api: Asking, address: str) -> Iterator[Any]:
    if address.startswith(("/v1/search", "/v1/totals", "/v1/codelists")):
        answer = api.get(address)
        assert answer.status_code == 200, answer.text
        yield from answer.json()["items"]
    else:
        yield from api.walk(address)


def _digest(items: list[Any]) -> str:
    text = json.dumps([_known(one) for one in items], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _as_first_served(change: dict[str, Any]) -> dict[str, Any]:
    """A change without what the contract's third form says beside: what happened, in a sentence
    too, and when the release was published.
    """
    added = ("kind", "sentence", "published_at")
    return {key: one for key, one in change.items() if key not in added} | _texts(change)


def _texts(change: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON in a text, as they were served until they got types."""
    return {
        key: json.dumps(change[key], ensure_ascii=False, separators=(",", ":"))
        for key in ("before", "after")
        if change[key] is not None
    }


def _known(value: Any, place: str = "") -> Any:
    if isinstance(value, dict):
        if "subject_name" in value and "after" in value:
            value = _as_first_served(value)
        elif value.keys() == {"field", "before", "after", "document_id"}:
            value = value | _texts(value)
        # Records named in totals show what they add since the contract's second form.
        left_out: tuple[str, ...] = (
            ("amount_usd_counted",) if place in ("counted", "excluded") else ()
        )
        left_out += ("project_list",)  # of tranches since its fourth form
        kept = {key: _known(one, key) for key, one in value.items() if key not in left_out}
        if kept.get("partial") is False:  # of hits of a search, since some may lack words
            del kept["partial"]
        return {key: one for key, one in kept.items() if one not in (None, [], {})}
    return [_known(one, place) for one in value] if isinstance(value, list) else value
