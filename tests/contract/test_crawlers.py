"""What programs read of the site: which pages there are, what a page says of itself, where faults
of security go; and what a person sees of a failure.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from api.collections import RECORDS
from api.collections.documents import DOCUMENTS
from tests.asking import Asking, asking

ADDRESS = "https://data.example.org/deals"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
_LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(seeded_sqlite_url) as api:
        yield api


@pytest.fixture(scope="module")
def public(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(
        seeded_sqlite_url, public_url=ADDRESS, security_contact="mailto:security@example.org"
    ) as api:
        yield api


def test_the_sitemap_names_the_page_of_every_record(public: Asking) -> None:
    root = ElementTree.fromstring(public.get("/sitemap.xml").content)
    named = {
        one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    for collection in (*RECORDS, DOCUMENTS):
        for item in public.walk(f"/v1/{collection.name}?limit=500"):
            assert f"{ADDRESS}/{collection.name}/{item['id']}" in named
    for address in sorted(named)[::25]:
        assert public.get(address.removeprefix(ADDRESS)).status_code == 200, address


def test_robots_name_the_sitemap_where_the_server_knows_its_address(
    site: Asking, public: Asking
) -> None:
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in public.get("/robots.txt").text.splitlines()
    assert "Sitemap" not in site.get("/robots.txt").text


def test_links_of_llms_lead_somewhere(site: Asking) -> None:
    text = site.get("/llms.txt").text
    assert text.startswith("# Pledgebook\n")
    for address in re.findall(r"\]\(([^)]*)\)", text):
        assert site.get(address).status_code == 200, address


def test_security_has_a_contact_or_there_is_no_such_file(site: Asking, public: Asking) -> None:
    assert site.get("/.well-known/security.txt").status_code == 404
    lines = dict(
        line.split(": ", 1) for line in public.get("/.well-known/security.txt").text.splitlines()
    )
    assert lines["Contact"] == "mailto:security@example.org"
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now(UTC)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "Dataset"),
        ("/companies/korea-zinc", "Corporation"),
        ("/people/shigeru-ishiba", "Person"),
        ("/projects/ohio-gas-power-plant", "Project"),
        ("/documents/korea-mission-digest", "CreativeWork"),
        ("/terms", None),
    ],
)
def test_a_page_says_what_it_is_about(public: Asking, address: str, kind: str | None) -> None:
    page = public.get(address).text
    found = [json.loads(one) for one in _LINKED.findall(page)]
    assert [one["@type"] for one in found] == ([kind] if kind else [])
    own = f"{ADDRESS}{address}"
    assert f'<link rel="canonical" href="{own}">' in page
    assert f'<meta property="og:url" content="{own}">' in page
    assert all(one["url"] == own for one in found)


def test_a_record_names_its_page(public: Asking) -> None:
    for collection in (*RECORDS, DOCUMENTS):
        item = public.get(f"/v1/{collection.name}?limit=1").json()["items"][0]
        links = public.get(f"/v1/{collection.name}/{item['id']}?as_of=2026-02-28").json()["links"]
        assert links["page"] == f"{ADDRESS}/{collection.name}/{item['id']}?as_of=2026-02-28"
        assert public.get(links["page"].removeprefix(ADDRESS)).status_code == 200
    release = public.get("/v1/releases?limit=1").json()["items"][0]["id"]
    assert public.get(f"/v1/releases/{release}").json()["links"]["page"] is None


def test_a_browser_gets_a_page_where_there_is_none_and_programs_get_json(site: Asking) -> None:
    page = site.get("/nothing/here", **BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    for address in ("/v1/nothing", "/v1"):
        assert "json" in site.get(address, **BROWSER).headers["content-type"]
    assert site.get("/nothing/here").headers["content-type"] == "application/problem+json"


def test_a_missing_page_names_the_nearest_records(site: Asking) -> None:
    page = site.get("/projects/ohio-gas-power-plan").text
    assert 'href="/projects/ohio-gas-power-plant"' in page
    assert 'href="/projects"' in page


def test_a_failure_of_ours_is_a_page_that_tells_its_id_alone(
    site: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(reader: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.site.pages.home_page", broken)
    page = site.get("/?as_of=2025-12-25")
    assert page.status_code == 500
    assert "secret" not in page.text
    told = re.search(r"urn:uuid:([0-9a-f-]+)", page.text)
    assert told
    assert told[1] in caplog.text


def test_a_link_to_a_record_is_shown_with_its_own_picture(public: Asking) -> None:
    found = {
        address: re.findall(
            r'<meta property="og:image" content="([^"]+)"', public.get(address).text
        )
        for address in ("/", "/projects/ohio-gas-power-plant?as_of=2026-02-28", "/charts/states")
    }
    assert list(found.values()) == [
        [f"{ADDRESS}/charts/money.png"],
        [f"{ADDRESS}/cards/projects/ohio-gas-power-plant.png?as_of=2026-02-28"],
        [f"{ADDRESS}/charts/states.png"],
    ]
