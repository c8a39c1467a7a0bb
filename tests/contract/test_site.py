"""The pages for people: every record has one that names it, links lead somewhere, nothing comes
from elsewhere, and a failure is a page too.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from api.collections import RECORDS
from api.collections.documents import DOCUMENTS
from tests.asking import Asking, asking

PAGES = (
    *("/", "/search?q=ohio", "/disputes", "/changes", "/methodology", "/known-gaps"),
    *(f"/{one.name}" for one in (*RECORDS, DOCUMENTS)),
)
_HREF = re.compile(r'href="(/[^"#]*)')
_TAG = re.compile(r"<(script|style)\b[^>]*>|<[^>]+>")
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[Asking]:
    """The pages over the real dataset."""
    with asking(seeded_sqlite_url) as api:
        yield api


def text_of(page: str) -> str:
    """What a reader sees, without addresses and code to copy."""
    shown = re.sub(r"<(pre|svg|script|select)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return unescape(_TAG.sub(" ", shown))


@pytest.mark.parametrize("resource", [one.name for one in RECORDS])
def test_every_record_has_a_page_that_names_it(site: Asking, resource: str) -> None:
    for item in site.walk(f"/v1/{resource}?limit=500"):
        page = site.get(f"/{resource}/{item['id']}")
        assert page.status_code == 200, item["id"]
        assert item["name"] in unescape(page.text)
        assert len(page.content) <= 150_000


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_no_raw_codes_and_loads_nothing_from_elsewhere(
    site: Asking, address: str
) -> None:
    page = site.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert not re.search(r'(?:src|href)="https?://(?!creativecommons)[^"]*\.(?:js|css)', page.text)
    assert " style=" not in page.text
    if address not in ("/methodology", "/known-gaps"):  # they name the words of the API
        assert _CODE.findall(text_of(page.text)) == []


def test_links_of_pages_lead_somewhere(site: Asking) -> None:
    seen: set[str] = set()
    for address in (*PAGES, "/agreements/us-japan-investment", "/projects/ohio-gas-power-plant"):
        seen |= {unescape(found) for found in _HREF.findall(site.get(address).text)}
    # Files are made by their own tests; a record may not have been known on an earlier day.
    asked = [one for one in seen if not one.endswith((".xlsx", ".parquet")) and "as_of" not in one]
    assert len(asked) > 100
    failed = [one for one in asked if site.get(one).status_code not in (200, 301)]
    assert failed == []


@pytest.mark.parametrize("day", ["2025-10-26", "2025-12-24", "2025-12-30"])
def test_a_page_of_an_earlier_day_says_so_and_keeps_the_day(site: Asking, day: str) -> None:
    page = site.get(f"/agreements/us-japan-investment?as_of={day}")
    assert page.status_code == 200
    assert "An earlier day" in page.text
    assert f"?as_of={day}" in page.text
    assert ("Between two documents" in page.text) == (day == "2025-12-30")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/projects/nothing", 404), ("/projects?sector=nothing", 422), ("/projects?nothing=1", 422)],
)
def test_a_failure_is_a_page_too(site: Asking, address: str, status: int) -> None:
    page = site.get(address)
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "To the front page" in page.text


def test_a_page_is_cached_like_data(site: Asking) -> None:
    first = site.get("/projects")
    again = site.get("/projects", **{"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_both_databases_give_the_same_pages(site: Asking, seeded_postgres_url: str) -> None:
    with asking(seeded_postgres_url) as other:
        for address in (*PAGES, "/agreements/us-japan-investment"):
            assert other.get(address).content == site.get(address).content, address


def test_the_words_behind_a_value_are_one_click_away(site: Asking) -> None:
    page = unescape(site.get("/projects/ohio-gas-power-plant").text)
    assert "9.2 GW" in page
    assert re.search(r"<q>[^<]*9\.2", page)
    assert "/documents/korea-mission-digest#line-" in page
