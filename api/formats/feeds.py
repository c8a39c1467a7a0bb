"""Changes as feeds a reader can subscribe to: Atom (RFC 4287), in pages (RFC 5005), and JSON Feed
1.1. Pure; takes finished change records.
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
    """What a feed says of itself: the address of this page of it, of its first and of the next, if
    there is one; the address of the list, when the release was published, the licence.
    """

    address: str
    first_address: str
    next_address: str | None
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
    mark = "Correction: " if change["change"] == "correction" else ""
    if change["field"] is None and change["kind"] == "appeared":
        return f"{mark}New in {change['subject_type']}: {name}"
    return f"{mark}{name}: {change['field'] or 'record'} {change['kind']}"


def record_address(base: str, head: FeedHead, change: ChangeItem) -> str:
    """The page of the record that changed."""
    return f"{base}/{change['subject_type']}/{change['subject_id']}{head.clocks}"


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

    add(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, head.first_address).urn)
    add(feed, "title", FEED_TITLE)
    add(feed, "updated", head.updated)
    add(add(feed, "author"), "name", "Pledgebook")
    add(feed, "rights", head.licence)
    for relation, address in (
        ("self", head.address),
        ("first", head.first_address),
        ("next", head.next_address),
    ):
        if address:
            add(feed, "link", rel=relation, type="application/atom+xml", href=address)
    add(feed, "link", rel="alternate", type="application/json", href=head.list_address)
    for change in changes:
        entry = add(feed, "entry")
        add(entry, "id", entry_id(change))
        add(entry, "title", headline(change))
        add(entry, "updated", change["published_at"])
        add(
            entry,
            "link",
            rel="alternate",
            type="text/html",  # readers take no other for the link of an entry
            href=record_address(base, head, change),
        )
        add(entry, "category", term=change["change"])
        add(entry, "summary", change["sentence"], type="text")
    body: bytes = ElementTree.tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def json_feed(changes: Iterable[ChangeItem], head: FeedHead, base: str) -> bytes:
    """The JSON Feed, newest change first."""
    items = [
        {
            "id": entry_id(change),
            "url": record_address(base, head, change),
            "title": headline(change),
            "content_text": change["sentence"],
            "date_published": change["published_at"],
            "tags": [change["change"], change["subject_type"]],
        }
        for change in changes
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED_TITLE,
        "home_page_url": head.list_address,
        "feed_url": head.address,
        **({"next_url": head.next_address} if head.next_address else {}),
        "authors": [{"name": "Pledgebook"}],
        "language": "en",
        "items": items,
    }
    return orjson.dumps(feed)
