"""Charts: as picture, data and page, true for the filters, the day and the release in force."""

import asyncio
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from api.site import charts
from api.site.charts import CHARTS
from api.site.drawings import PAINTS
from tests.asking import Asking, asking

_COLOUR = re.compile("#[0-9a-f]{6}")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(seeded_sqlite_url) as api:
        yield api


def words_of(picture: bytes) -> str:
    root = ElementTree.fromstring(picture)
    return " ".join(one.text or "" for one in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("query", ["", "?size=narrow", "?as_of=2025-12-24"])
def test_a_picture_says_what_it_is_and_from_when(site: Asking, name: str, query: str) -> None:
    answer = site.get(f"/charts/{name}.svg{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    told = words_of(answer.content)
    assert CHARTS[name].title in told
    day = "24 December 2025" if "as_of" in query else "28 February 2026"
    assert f"Known on {day}." in " ".join(told.split())
    assert "Source: Pledgebook" in " ".join(told.split())
    assert "style" not in answer.text
    assert answer.headers["etag"]


def test_who_does_not_see_a_chart_is_told_its_figures_and_what_they_count(site: Asking) -> None:
    described = {
        name: ElementTree.fromstring(site.get(f"/charts/{name}.svg").content).findtext(
            f"{SVG}desc", ""
        )
        for name in ("money", "timeline")
    }
    assert described["money"].startswith("Stated amounts in billions of U.S. dollars")
    assert "Japan, pledged: 550; " in described["money"]
    assert "South Korea, packaged: not stated; " in described["money"]
    assert re.search(r"; October 2025: Happened \d+, Planned \d+; ", described["timeline"])


def test_pictures_are_drawn_outside_the_event_loop(
    site: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(*_: object, **__: object) -> bytes:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    assert site.get("/charts/sectors.svg?sector=steel").content == b"<svg/>"


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_for_dark_pages_differs_in_its_colours_alone(site: Asking, name: str) -> None:
    light, dark = (site.get(f"/charts/{name}.svg?theme={one}").text for one in ("light", "dark"))
    paint = PAINTS["dark"]
    assert light == site.get(f"/charts/{name}.svg").text
    assert _COLOUR.sub(lambda found: paint[found.group()], light) == dark
    page = site.get(f"/charts/{name}").text
    assert 'media="screen and (prefers-color-scheme: dark)"' in page


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_a_png_too_and_a_page_with_its_table(site: Asking, name: str) -> None:
    assert site.get(f"/charts/{name}.png").content.startswith(b"\x89PNG\r\n")
    page = site.get(f"/charts/{name}")
    assert page.status_code == 200
    assert "<table" in page.text
    assert f'src="/charts/{name}.svg"' in page.text


def test_a_chart_has_the_filters_of_its_list(site: Asking) -> None:
    items = site.get("/charts/sectors.json?subdivision=US-OH").json()["items"]
    assert items == [{"Sector": "Energy", "Projects": 1}]
    rows = site.get("/charts/sectors.json").json()["items"]
    assert sum(one["Projects"] for one in rows) == len(list(site.walk("/v1/projects?limit=500")))
    assert site.get("/charts/sectors.svg?nothing=1").status_code == 422
    assert site.get("/charts/sectors.svg?size=tiny").status_code == 422
    assert site.get("/charts/sectors.svg?theme=pink").status_code == 422
    assert site.get("/charts/nothing.svg").status_code == 404
    assert site.get("/charts/money.gif").status_code == 404


def test_the_data_of_a_chart_are_the_totals_of_the_api(site: Asking) -> None:
    found = site.get("/charts/money.json").json()
    stated = {
        (row["Deal"], row["Basis"]): row["Stated amount, billions of U.S. dollars"]
        for row in found["items"]
    }
    totals = site.get("/v1/totals?agreement_id=us-japan-investment").json()["items"]
    for row in totals:
        if ("Japan", row["basis"]) in stated:
            billions = row["stated_amount"] / 1_000_000_000
            assert stated["Japan", row["basis"]] == (billions if row["counted_count"] else None)
    assert found["as_of"] == "2026-02-28"
    assert found["warnings"]


def test_pages_of_lists_lead_to_their_charts_with_the_filters(site: Asking) -> None:
    page = site.get("/projects?sector=energy&as_of=2026-02-28").text
    assert 'href="/charts/states?as_of=2026-02-28&amp;sector=energy"' in page
