"""The feeds of changes, as a stock feed reader meets them."""

from urllib.parse import urljoin

import feedparser
import httpx
import pytest


@pytest.fixture(scope="module")
def changes(live_server: str) -> list[dict[str, str]]:
    items: list[dict[str, str]] = (
        httpx.get(f"{live_server}/v1/changes").raise_for_status().json()["items"]
    )
    return items


def test_a_stock_reader_reads_the_atom_feed(
    live_server: str, changes: list[dict[str, str]]
) -> None:
    releases = httpx.get(f"{live_server}/v1/releases").json()["items"]
    answer = httpx.get(f"{live_server}/v1/changes.atom").raise_for_status()
    assert answer.headers["content-type"].partition(";")[0] == "application/atom+xml"
    feed = feedparser.parse(answer.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert len(feed.entries) == len(changes)
    assert len({entry.id for entry in feed.entries}) == len(changes)
    published = {one["id"]: one["published_at"][:10] for one in releases}
    assert [entry.updated[:10] for entry in feed.entries] == [
        published[change["release"]] for change in changes
    ]


def test_the_json_feed_has_what_its_standard_asks_for(
    live_server: str, changes: list[dict[str, str]]
) -> None:
    answer = httpx.get(f"{live_server}/v1/changes.feed.json").raise_for_status()
    assert answer.headers["content-type"] == "application/feed+json"
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert [set(item) >= {"id", "content_text"} for item in feed["items"]] == [True] * len(changes)


def pages(live_server: str, path: str) -> list[feedparser.FeedParserDict]:
    """The pages of an Atom feed, as their links lead from one to the next."""
    first = address = f"{live_server}{path}"
    found = []
    while address:
        feed = feedparser.parse(httpx.get(address).raise_for_status().content)
        links = {link.rel: urljoin(live_server, link.href) for link in feed.feed.links}
        assert (feed.bozo, links["first"]) == (False, first)
        assert (links["self"] == first) == (address == first)
        found.append(feed)
        address = links.get("next", "")
    return found


def test_a_reader_walks_all_pages_of_a_feed(live_server: str) -> None:
    path = "/v1/changes.atom?limit=2&subject_type=projects,tranches"
    total = httpx.get(live_server + path.replace(".atom", "")).json()["page"]["total"]
    found = pages(live_server, path)
    entries = [entry.id for page in found for entry in page.entries]
    assert (len(entries), len(set(entries))) == (total, total)
    assert len({page.feed.id for page in found}) == 1
    assert total > 4


def test_a_json_feed_has_its_next_page(live_server: str) -> None:
    address = f"{live_server}/v1/changes.feed.json?limit=2"
    page = httpx.get(address).json()
    following = httpx.get(urljoin(live_server, page["next_url"])).json()
    assert not {one["id"] for one in page["items"]} & {one["id"] for one in following["items"]}
    assert "next_url" not in httpx.get(f"{address}&subject_type=tranches").json()


def test_feeds_take_the_filters_of_the_list(live_server: str) -> None:
    feed = feedparser.parse(
        httpx.get(f"{live_server}/v1/changes.atom?subject_type=tranches").content
    )
    assert [entry.title for entry in feed.entries] == [
        "New in tranches: First tranche of the Japanese investments"
    ]
    assert httpx.get(f"{live_server}/v1/changes.atom?subject=x").status_code == 422
    whole = pages(live_server, "/v1/changes.atom")
    assert feed.feed.id != whole[0].feed.id
    entries = [entry for page in whole for entry in page.entries]
    assert {entry.id for entry in feed.entries} < {entry.id for entry in entries}
    assert not [entry.link for entry in entries if entry.link.startswith("urn:")]


def test_a_feed_is_cached_like_everything_else(live_server: str) -> None:
    first = httpx.get(f"{live_server}/v1/changes.atom")
    assert (
        httpx.get(
            f"{live_server}/v1/changes.atom", headers={"if-none-match": first.headers["etag"]}
        ).status_code
        == 304
    )
