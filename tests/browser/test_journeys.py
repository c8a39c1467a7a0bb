"""What people come for, as they do it: an editor, a journalist on a phone, a developer, someone
with a keyboard alone.
"""

import csv
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

OHIO = "/projects/ohio-gas-power-plant"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_home_to_the_capacity_and_its_words_in_three_clicks(
    browser: Browser, site: str, *, scripts: bool
) -> None:
    with browser.new_context(
        viewport={"width": 360, "height": 780}, java_script_enabled=scripts
    ) as context:
        page = context.new_page()
        page.goto(site)
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Projects").click()
        page.get_by_role("link", name="Ohio gas-fired power plant").click()
        expect(page.locator(".figures")).to_contain_text("9.2 GW")
        quote = page.locator(".figures q").first
        expect(quote).to_be_hidden()
        page.locator(".figures summary", has_text="9.2 GW").click()
        expect(quote).to_be_visible()
        expect(quote).to_contain_text("9.2")
        expect(page.locator(".figures .src").first).to_contain_text("line")


def test_projects_filtered_by_sector_are_downloaded_exactly(
    page: Page, site: str, tmp_path: Path
) -> None:
    page.goto(f"{site}/projects")
    page.get_by_label("Sector").select_option(label="Energy")
    page.wait_for_url("**sector=energy**")
    shown = page.locator("tbody th a").all_inner_texts()
    assert shown
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    file = tmp_path / "projects.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert sorted(row["name"] for row in rows) == sorted(shown)
    assert page.locator(".total strong").inner_text() == str(len(rows))


def test_back_to_december_there_was_no_tranche_and_the_gap_is_explained(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/agreements/us-japan-investment")
    expect(page.get_by_role("heading", name=re.compile("^Tranches"))).to_be_visible()
    days = page.get_by_role("navigation", name="As of")
    days.get_by_role("link", name="24 December 2025").click()
    expect(page.get_by_text("An earlier day.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Tranches"))).to_have_count(0)
    page.goto(f"{site}/agreements/us-japan-investment?as_of=2025-12-30")
    expect(page.get_by_text("Between two documents")).to_be_visible()
    page.get_by_role("link", name="What is known now").click()
    expect(page.get_by_role("heading", name=re.compile("^Tranches"))).to_be_visible()


def test_why_the_month_of_the_pledge_is_disputed(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="U.S.-Japan investment deal: date of the pledge").click()
    sides = page.locator(".side")
    expect(sides).to_have_count(2)
    for month in ("August 2025", "by July 2025"):
        expect(sides.get_by_role("heading", name=month)).to_be_visible()
    assert all(sides.nth(n).locator("q").count() for n in range(2))
    expect(page.get_by_text("No side is picked.")).to_be_visible()


def test_a_permalink_of_a_release_shows_that_release(page: Page, site: str) -> None:
    page.goto(f"{site}{OHIO}?release=2026-11-21")
    page.get_by_text("Cite or link for good").click()
    link = page.get_by_role("region", name="Permanent link").inner_text().strip()
    assert link == f"{site}{OHIO}?as_of=2026-02-28&release=2026-11-21"
    page.goto(link)
    expect(page.locator("footer")).to_contain_text("Release 2026-11-21")
    told = page.locator("[data-pinned]")
    expect(told).to_contain_text("Release 2026-11-21, as it was published.")
    expect(told).to_contain_text("Since then we have corrected something on it.")  # a header has it
    expect(page.locator(".figures")).to_contain_text("9.2 GW")


def test_a_correction_is_reported_filled_in(page: Page, site: str) -> None:
    page.goto(f"{site}{OHIO}")
    page.locator(".figures summary", has_text="9.2 GW").click()
    page.locator(".figures details[open]").get_by_role("link", name="Report an error").click()
    text = page.get_by_role("region", name="Report").inner_text()
    assert "projects/ohio-gas-power-plant" in text
    target = page.get_by_role("link", name="Send the report").get_attribute("href")
    assert target
    assert target.startswith("https://example.org/new?b=")
    assert "ohio-gas-power-plant" in target


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    """The address of a page of another origin that shows a chart of ours."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            own = f"<!doctype html><link rel=icon href=data:,><img src='{site}/charts/money.svg'>"
            self.wfile.write(own.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_chart_stands_in_a_page_of_another_origin(page: Page, site: str, elsewhere: str) -> None:
    page.goto(elsewhere)
    assert page.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)")
    rows = page.evaluate(
        "address => fetch(address).then(answer => answer.json()).then(found => found.items)",
        f"{site}/charts/money.json",
    )
    assert {row["Deal"] for row in rows} == {"Japan", "South Korea"}


def test_an_address_and_a_snippet_are_copied_and_work(browser: Browser, site: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site}/projects?sector=energy&as_of=2026-02-28")
        page.get_by_role("button", name="Copy: API address").click()
        expect(page.get_by_text("Copied")).to_be_visible()
        address = page.evaluate("navigator.clipboard.readText()")
        assert address == f"{site}/v1/projects?as_of=2026-02-28&sector=energy&sort=-amount_usd"
        shown = page.locator("tbody th a").all_inner_texts()
        page.get_by_text("Read it from code").click()
        page.get_by_role("button", name="Copy: JavaScript").click()
        code = page.evaluate("navigator.clipboard.readText()")
        names = page.evaluate(f"(async () => {{ {code}; return items.map(one => one.name); }})()")
        assert names == shown


def test_a_keyboard_is_enough(page: Page, site: str) -> None:
    page.goto(f"{site}{OHIO}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.figures summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".figures q").first).to_be_visible()


def test_linked_data_and_paper(page: Page, site: str) -> None:
    page.goto(site)
    told = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert told["@type"] == "Dataset"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".chart.wide").is_visible()
    assert page.locator(".find").is_hidden()


def test_names_are_suggested_while_a_search_is_typed(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("Search records and their sources").press_sequentially("korea z")
    expect(page.locator("#names option").filter(has_text=re.compile("^Korea Zinc$"))).to_have_count(
        1
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_dark_on_a_dark_page(
    browser: Browser, site: str, theme: Literal["light", "dark"]
) -> None:
    with browser.new_context(color_scheme=theme) as context:
        page = context.new_page()
        page.goto(f"{site}/charts/states")
        shown = page.evaluate("document.querySelector('img.picture').currentSrc")
        assert ("theme=dark" in shown) == (theme == "dark")
        # Opened anew, since a browser may put off choosing another picture for a page that stands.
        page.emulate_media(media="print", color_scheme=theme)
        page.reload()
        printed = page.evaluate("document.querySelector('img.picture').currentSrc")
        assert "theme=dark" not in printed
