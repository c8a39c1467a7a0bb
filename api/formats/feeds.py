"""Changes as feeds a reader can subscribe to: Atom (RFC 4287) and JSON Feed 1.1. Pure; takes
finished change records.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import orjson

ATOM = "http://www.w3.org/2005/Atom"
FEED_TITLE = "Pledgebook: what changed"
ChangeItem = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself: its own address, the address of the list, when the release was
    published, the licence.
    """

    address: str
    list_address: str
    updated: str
    licence: str
    clocks: str  # the day and the release asked for, as the query of a link


def entry_id(change: ChangeItem) -> str:
    """An id that stays with the change wherever the feed is served from."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"pledgebook/changes/{change['id']}").urn


def headline(change: ChangeItem) -> str:
    """The change in one line."""
    name = change["subject_name"] or change["subject_id"]
    if change["field"] is None:
        return f"New in {change['subject_type']}: {name}"
    correction = "Correction: " if change["change"] == "correction" else ""
    return f"{correction}{name}: {change['field']} changed"


def sentence(change: ChangeItem) -> str:
    """The change with its values and what brought it."""
    cause = change["note"] or f"Document: {change['document_id']}."
    if change["field"] is None:
        return f"First known on {change['day']}. {cause}"
    return (
        f"Before: {change['before'] or 'nothing'}. After: {change['after'] or 'nothing'}. Known on "
        f"{change['day']}. {cause}"
    )


def record_address(base: str, head: FeedHead, change: ChangeItem) -> str:
    """Where the record that changed is served."""
    return f"{base}/v1/{change['subject_type']}/{change['subject_id']}{head.clocks}"


def atom(changes: Iterable[ChangeItem], head: FeedHead, base: str) -> bytes:
    """The Atom feed, newest change first."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")

    def add(
        parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
    ) -> ElementTree.Element:
        found = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        found.text = text
        return found

    add(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, "pledgebook/changes").urn)
    add(feed, "title", FEED_TITLE)
    add(feed, "updated", head.updated)
    add(add(feed, "author"), "name", "Pledgebook")
    add(feed, "rights", head.licence)
    add(feed, "link", rel="self", type="application/atom+xml", href=head.address)
    add(feed, "link", rel="alternate", type="application/json", href=head.list_address)
    for change in changes:
        entry = add(feed, "entry")
        add(entry, "id", entry_id(change))
        add(entry, "title", headline(change))
        add(entry, "updated", f"{change['day']}T00:00:00Z")
        add(
            entry,
            "link",
            rel="alternate",
            type="application/json",
            href=record_address(base, head, change),
        )
        add(entry, "category", term=change["change"])
        add(entry, "summary", sentence(change), type="text")
    body: bytes = ElementTree.tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def json_feed(changes: Iterable[ChangeItem], head: FeedHead, base: str) -> bytes:
    """The JSON Feed, newest change first."""
    items = [
        {
            "id": entry_id(change),
            "url": record_address(base, head, change),
            "title": headline(change),
            "content_text": sentence(change),
            "date_published": f"{change['day']}T00:00:00Z",
            "tags": [change["change"], change["subject_type"]],
        }
        for change in changes
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED_TITLE,
        "home_page_url": head.list_address,
        "feed_url": head.address,
        "authors": [{"name": "Pledgebook"}],
        "language": "en",
        "items": items,
    }
    return orjson.dumps(feed)
