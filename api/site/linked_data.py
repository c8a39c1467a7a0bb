"""What a page says to search engines: JSON-LD of schema.org, for what has a type there.
Pure.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from api.formats import words
from api.formats.json_ import LICENCE

_TYPES = {
    "companies": "Corporation",
    "institutions": "Organization",
    "people": "Person",
    "events": "Event",
    "projects": "Project",
    "documents": "CreativeWork",
}
_DATASET = (
    "International investment deals: what was pledged, packaged and announced, every value with "
    "the words it rests on."
)
JsonLd = dict[str, Any]


def linked_dataset(base: str, address: str, release: str, day: str) -> JsonLd:
    """The dataset, as the front page describes it."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Pledgebook",
        "description": _DATASET,
        "url": address,
        "license": LICENCE["url"],
        "version": release,
        "dateModified": day,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": f"{base}/v1/claims.{suffix}",
            }
            for suffix, media in (("csv", "text/csv"), ("jsonl", "application/jsonl"))
        ],
    }


def linked_record(collection: str, item: Mapping[str, Any], address: str) -> JsonLd | None:
    """A record, where schema.org has a type for it; only what no document disputes."""
    kind = _TYPES.get(collection)
    if kind is None:
        return None
    found: JsonLd = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": item.get("name") or item.get("title") or item["id"],
        "url": address,
    }
    optional = {
        "description": item.get("summary"),
        "alternateName": [one for one in item.get("aliases", ()) if one != found["name"]],
        "jobTitle": item.get("office"),
        "sameAs": item.get("url"),
    }
    if kind == "Event":
        optional["startDate"] = _iso(item.get("occurred_on"))
    if kind == "CreativeWork":
        optional["datePublished"] = _iso(item.get("published_on"))
    return found | {key: value for key, value in optional.items() if value}


def _iso(date: str | None) -> str | None:
    return date if date and words.is_date(date) and "/" not in date else None


def json_ld_text(value: JsonLd | None) -> str:
    """The text of its element: nothing in it can end the element."""
    return orjson.dumps(value).decode().replace("<", "\\u003c") if value else ""
