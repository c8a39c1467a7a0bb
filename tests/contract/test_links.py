"""Every link of every answer keeps to the day, the release and the path prefix it was asked under,
and leads somewhere.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from api.collections import ALL, DERIVED
from tests.asking import Asking, asking

PREFIX = "https://data.example.org/deals"
DAY, RELEASE = "2025-12-24", "2026-11-21"
CLOCKS = {("as_of", DAY), ("release", RELEASE)}
# What says the same on every day and in every release.
TIMELESS = ("/docs", "/openapi", "/assets/", "/problems/", "/favicon", "/healthz")
FEED = "/v1/changes.atom"
MOST_OF_A_KIND = 2
BEGINNINGS = (
    "/",
    "/v1",
    "/v1/changes.feed.json",
    "/v1/changes.atom",
    "/v1/search?q=japan",
    "/v1/suggest?q=jap",
    "/v1/totals?group_by=sector",
    "/v1/fields",
    "/v1/codelists/sectors",
    "/v1/bulk",
    *(f"/v1/{one.name}?limit=2" for one in (*ALL, *DERIVED)),
)


@pytest.fixture(scope="module")
def prefixed(contract_sqlite_url: str) -> Iterator[Asking]:
    """The application as it answers behind a proxy that takes a prefix off."""
    with asking(contract_sqlite_url, public_url=PREFIX) as asked:
        yield asked


def links_of(answer: httpx.Response) -> Iterator[str]:
    """Every address of ours that an answer names."""
    # The newest version is the one link that leaves the release on purpose.
    for part, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers.get("link", "")):
        if relation != "latest-version":
            yield part
    media = answer.headers["content-type"].partition(";")[0]
    if media == "text/html":
        # Forms keep day and release in fields of their own.
        for part in re.findall(r'(?:href|src)="([^"]*)"', answer.text):
            yield html.unescape(part)
    elif media == "application/atom+xml":
        yield from map(html.unescape, re.findall(r'href="([^"]*)"', answer.text))
    elif media.endswith("json"):
        yield from json_links(answer.json())


def json_links(value: Any) -> Iterator[str]:
    """Addresses in JSON: whatever begins like one of ours."""
    if isinstance(value, dict):
        for item in value.values():
            if isinstance(item, str) and item.startswith(("/", PREFIX)):
                yield item
            else:
                yield from json_links(item)
    elif isinstance(value, list):
        for item in value:
            yield from json_links(item)


def ours(link: str) -> bool:
    """Whether it is a link into this service, and no part of the same page or another site."""
    return link.startswith((PREFIX, "/")) or (":" not in link and not link.startswith(("#", "?")))


def kind_of(path: str) -> str:
    """Addresses of one kind differ in ids alone."""
    parts = path.split("/")
    collections = {one.name for one in (*ALL, *DERIVED)}
    place = next((n for n, part in enumerate(parts) if part in collections), None)
    if place is None or place + 1 >= len(parts):
        return path
    return "/".join([*parts[: place + 1], "*", *parts[place + 2 :]])


def test_every_link_keeps_day_release_and_prefix_and_leads_somewhere(prefixed: Asking) -> None:
    asked = f"as_of={DAY}&release={RELEASE}"
    waiting = [f"{one}{'&' if '?' in one else '?'}{asked}" for one in BEGINNINGS]
    seen, kinds, wrong = set(waiting), Counter[str](), []
    while waiting:
        address = waiting.pop()
        answer = prefixed.get(address)
        if answer.status_code != 200:
            wrong.append(f"{address} answers {answer.status_code}")
            continue
        for link in links_of(answer):
            if not ours(link):
                continue
            if not link.startswith(PREFIX):
                wrong.append(f"{address} names {link} without the prefix")
                continue
            parts = urlsplit(link.removeprefix(PREFIX) or "/")
            if parts.path.startswith(TIMELESS):
                continue
            # Pages offer other days, or other releases, of the same page, and the feed to subscribe
            # to.
            same_page = parts.path == urlsplit(address).path and not parts.path.startswith("/v1")
            least = len(CLOCKS) - same_page
            if parts.path == FEED and not address.startswith("/v1"):
                least = 0
            if len(CLOCKS.intersection(parse_qsl(parts.query))) < least:
                wrong.append(f"{address} names {link} without day or release")
                continue
            if not set(parse_qsl(parts.query)) >= CLOCKS:
                continue
            following = f"{parts.path}?{parts.query}"
            kind = kind_of(parts.path)
            if following not in seen and kinds[kind] < MOST_OF_A_KIND:
                kinds[kind] += 1
                seen.add(following)
                waiting.append(following)
    assert wrong[:20] == []
    assert len(seen) > 200
