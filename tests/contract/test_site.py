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
_BEFORE = re.compile(r'<span class="stop"><time datetime="([0-9-]+)"')
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
    assert "release 21 November" not in page.text  # a release is called by its id


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


@pytest.mark.parametrize(
    "address",
    [
        "/projects/ohio-gas-power-plant",
        "/documents/second-panel-meeting",
        "/disputes/agreements/us-japan-investment/pledged_on",
        "/corrections?about=projects/ohio-gas-power-plant",
        "/agreements/us-japan-investment",
    ],
)
def test_stops_lead_to_pages_and_days_before_are_no_links(site: Asking, address: str) -> None:
    strip = site.get(address).text.partition('aria-label="As of"')[2].partition("</nav>")[0]
    stops = {unescape(found) for found in _HREF.findall(strip)}
    before = _BEFORE.findall(strip)
    assert len(stops) + len(before) == 4
    assert len(before) == strip.count("not yet known")
    assert {site.get(stop).status_code for stop in stops} == {200}
    joint = "&" if "?" in address else "?"
    assert {site.get(f"{address}{joint}as_of={day}").status_code for day in before} <= {404}


@pytest.mark.parametrize(
    ("address", "api"),
    [
        ("/corrections", "/v1/changes?change=correction"),
        ("/corrections?about=projects", "/v1/projects"),
        ("/corrections?about=projects/ohio-gas-power-plant", "/v1/projects/ohio-gas-power-plant"),
        ("/projects/nothing", "/v1/projects"),
        ("/projects?sector=nothing", "/v1/projects"),
        ("/disputes/agreements/nothing/status", "/v1/claims"),
        ("/events", "/v1/events?sort=-occurred_on"),
    ],
)
def test_how_to_use_the_data_stands_on_every_page(site: Asking, address: str, api: str) -> None:
    use = site.get(address).text.partition('<section class="use"')[2]
    assert f"<code>{api}</code>" in unescape(use)
    assert site.get(api).status_code == 200


def test_a_page_of_an_earlier_day_that_is_not_there_leads_to_the_one_that_is(site: Asking) -> None:
    page = site.get("/projects/ohio-gas-power-plant?as_of=2025-12-24")
    assert page.status_code == 404
    assert 'href="/projects/ohio-gas-power-plant"' in page.text
    assert "known from 28 February 2026" in page.text


def test_what_was_rejected_is_not_called_unstated(site: Asking) -> None:
    page = text_of(site.get("/agreements/us-japan-investment").text)
    assert re.search(r"Binding\s+No value stands\s+rejected", page)
    assert "Nothing that the documents say of it stands." in page
    assert "Binding" not in page.partition("Not stated in any known document")[2][:200]
    (why,) = site.get("/v1/agreements/us-japan-investment/explain?field=binding").json()["items"]
    assert why["unknown"] == ["The value itself: what documents say of it does not stand."]
    told = text_of(site.get("/disputes/agreements/us-japan-investment/binding").text)
    assert "One document says so, but it does not hold: no value stands." in told


def test_events_stand_by_date_and_inferred_dates_are_marked(site: Asking) -> None:
    page = site.get("/events")
    shown = re.findall(r'<th scope="row"><a href="/events/([^"]+)"', page.text)
    found = site.get("/v1/events?sort=-occurred_on").json()["items"]
    assert shown == [one["id"] for one in found]
    inferred = [one for one in found if one["field_status"].get("occurred_on") == "inferred"]
    assert page.text.count("is-inferred") >= len(inferred) > 0


def test_a_document_tells_what_was_left_out_and_why(site: Asking) -> None:
    page = text_of(site.get("/documents/second-panel-meeting").text)
    left = page.partition("What was left out, and why")[2]
    items = site.get("/v1/documents/second-panel-meeting/coverage").json()["items"]
    for reason in {one["reason"] for one in items if not one["cited"]}:
        assert reason in left


def test_the_register_of_corrections_has_every_reason(site: Asking) -> None:
    told = unescape(site.get("/corrections").text)
    made = site.get("/v1/changes?change=correction&limit=500").json()["items"]
    assert made
    assert {one["note"] for one in made if one["field"] and one["note"] not in told} == set()


def test_a_record_has_a_picture_of_its_own(site: Asking) -> None:
    card = site.get("/cards/projects/ohio-gas-power-plant.png?as_of=2026-02-28")
    assert card.content.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(card.content[16:20]) == 1200
    assert card.headers["etag"]
    for missing in ("projects/nothing.png", "nothing/x.png", "projects/ohio-gas-power-plant.gif"):
        assert site.get(f"/cards/{missing}").status_code == 404


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", ""),
        ("/projects?sector=energy&as_of=2025-12-24", "as_of=2025-12-24&"),
        ("/projects/ohio-gas-power-plant", ""),
        ("/changes", ""),
    ],
)
def test_a_release_is_chosen_beside_the_day(site: Asking, address: str, kept: str) -> None:
    links = release_links_of(site.get(address).text)
    assert [current for _, current in links] == [True, False]
    older = site.get(links[1][0])
    assert f"{kept}release=2026-11-21" in links[1][0]
    assert "Release 2026-11-21, as it was published." in older.text
    back = release_links_of(older.text)
    assert [current for _, current in back] == [True, False]
    assert site.get(back[1][0]).content == site.get(address).content


@pytest.mark.parametrize("address", ["/methodology", "/invariants", "/projects/nothing"])
def test_no_release_is_chosen_where_it_makes_no_difference(site: Asking, address: str) -> None:
    assert release_links_of(site.get(address).text) == []


def release_links_of(page: str) -> list[tuple[str, bool]]:
    """Addresses of the releases to choose from, and which of them is the page's own."""
    control = page.partition('aria-label="Release"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)"( aria-current)?', control)
    return [(unescape(href), bool(current)) for href, current in found]


@pytest.mark.parametrize(
    "address",
    [
        "/projects?sector=nothing&sectr=energy&as_of=2020-01-01",
        "/projects?release=nothing&sort=nothing&announced_on_gte=nothing",
        "/projects?cursor=nothing&release=2026-11-21",
        "/projects/nothing?release=2026-11-21",
        "/agreements/us-japan-investment?as_of=2025-12-24",
        "/?as_of=2025-12-30",
    ],
)
def test_what_is_wrong_is_told_to_people(site: Asking, address: str) -> None:
    page = site.get(address, accept="text/html")
    shown = text_of(page.text.partition("<main")[2].partition("</main>")[0])
    assert not re.search(r"/v1|parameter|cursor|walk", shown.partition("Use this data")[0])
    assert _CODE.findall(shown) == []
    assert "release=nothing" not in page.text.partition("<header")[2]


def test_what_a_field_is_opens_with_its_value(site: Asking) -> None:
    page = site.get("/projects/ohio-gas-power-plant").text
    assert "<abbr" not in page
    opened = re.findall(r"<details class=\"why.*?</details>", page, re.DOTALL)
    assert any("How far it has come." in text_of(one) for one in opened)
