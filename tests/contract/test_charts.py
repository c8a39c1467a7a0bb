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


def test_the_front_page_quotes_what_the_figure_of_each_bar_rests_on(site: Asking) -> None:
    """Also in a release that counts a whole through its parts alone."""
    for query in ("", "?release=2026-11-21", "?as_of=2025-10-31"):
        page = site.get(f"/{query}").text
        shown = re.findall(r"<b>(Japan|South Korea), (\w+): (?:\w+ )?(\$\d+) billion</b>", page)
        assert {("Japan", "packaged", "$490"), ("South Korea", "pledged", "$350")} <= {*shown}


def test_of_documents_without_a_kind_nothing_is_said(site: Asking) -> None:
    assert "none is a primary source" in site.get("/").text
    assert "none is a primary source" not in site.get("/?release=2026-11-21").text


def test_the_text_about_the_data_says_which_release_it_is_written_for(site: Asking) -> None:
    assert "written for the newest release" not in site.get("/known-gaps").text
    assert "written for the newest release" in site.get("/known-gaps?as_of=2025-10-26").text


def test_what_a_release_corrected_is_no_news_of_the_day_it_is_about(site: Asking) -> None:
    page = site.get("/?as_of=2025-10-26").text
    assert "What changed last" in page
    assert "no longer 2025" not in page
    record = re.sub(r"<[^>]+>", "", site.get("/agreements/us-japan-investment").text)
    assert "Binding: no longer yes (a correction of ours)" in record
    assert "Date of the pledge: disputed, before August 2025" in record
    assert "To be done: by 19 January 2029" in record


def test_a_list_that_is_empty_on_a_day_says_so(site: Asking) -> None:
    assert "None was known on this day." in site.get("/tranches?as_of=2025-10-26").text
    filtered = site.get("/tranches?as_of=2025-10-26&q=energy").text
    assert "No record matches." in filtered


def test_a_value_that_was_rejected_is_not_called_unstated(site: Asking) -> None:
    text = site.get("/v1/agreements/us-japan-investment/explain.txt?field=binding").text
    assert text.startswith("U.S.-Japan investment deal. Binding: rejected, so no value is given.")
    assert "no longer yes (a correction of ours)" in text
