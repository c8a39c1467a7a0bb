"""Every type of page, on a desk and a phone, light and dark, with and without scripts: nothing to
scroll sideways, nothing that a reader with a screen reader stumbles over, nothing from elsewhere.
"""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, ViewportSize

from api.read.request.cursor import Ordering, encode_cursor, fingerprint, sort_of

pytestmark = pytest.mark.slow

# Of a draft that nobody serves any more.
CURSOR_OF_A_DRAFT = encode_cursor(
    Ordering(*sort_of("projects", "id")), "0" * 16, fingerprint("projects"), "", "x"
)
PAGES = {
    "home": "/",
    "deal": "/agreements/us-japan-investment",
    "project": "/projects/ohio-gas-power-plant",
    "tranche": "/tranches/us-japan-tranche-1",
    "commitment": "/commitments/japan-ai-infrastructure",
    "company": "/companies/korea-zinc",
    "institution": "/institutions/jbic",
    "person": "/people/shigeru-ishiba",
    "event": "/events/georgia-immigration-raid-2025-09",
    "tariff": "/tariffs/japan-general-25",
    "indicator": "/indicators/japan-holdings-in-us",
    "position": "/positions/critics-economic-coercion",
    "term": "/terms/critical-minerals-legal-effect",
    "events": "/events",
    "list": "/projects?sector=energy",
    "empty-list": "/projects?sector=energy&q=nothing-is-called-so",
    "documents": "/documents",
    "document": "/documents/second-panel-meeting",
    "disputes": "/disputes",
    "dispute": "/disputes/agreements/us-japan-investment/pledged_on",
    "rejected": "/disputes/agreements/us-japan-investment/binding",
    "changes": "/changes",
    "search": "/search?q=ohio",
    "nothing-found": "/search?q=ohoi",
    "methodology": "/methodology",
    "invariants": "/invariants",
    "known-gaps": "/known-gaps",
    "corrections": "/corrections",
    "report": "/corrections?about=projects/ohio-gas-power-plant",
    "chart": "/charts/timeline",
    "earlier-day": "/agreements/us-japan-investment?as_of=2025-12-30",
    "failure-404": "/projects/nothing",
    "failure-410": f"/projects?cursor={CURSOR_OF_A_DRAFT}",
    "failure-422": "/projects?sector=nothing",
}
WIDTHS = {"desk": 1280, "phone": 360}
SIZE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
LONGEST = 6000  # pixels of a page that a screenshot shows


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault_of_accessibility(
    browser: Browser,
    site: str,
    name: str,
    theme: Literal["light", "dark"],
    screenshots: Path | None,
) -> None:
    for at, width in WIDTHS.items():
        size: ViewportSize = {"width": width, "height": 900}
        with browser.new_context(viewport=size, color_scheme=theme) as context:
            page = context.new_page()
            page.goto(site + PAGES[name])
            across, high = page.evaluate(SIZE)
            assert across <= width, f"{at}: {across - width} pixels too wide"
            if screenshots:
                page.set_viewport_size({"width": width, "height": min(high, LONGEST)})
                page.screenshot(path=screenshots / f"{name}-{at}-{theme}.png", timeout=120_000)
            # What stands closed is looked at open.
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{at}: {found.generate_report()}"
            across, _ = page.evaluate(SIZE)
            assert across <= width, f"{at}, all open: {across - width} pixels too wide"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_on_the_wire_and_whole_without_scripts(
    browser: Browser, site: str, name: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        done: list[Request] = []
        page.on("requestfinished", lambda one: done.append(one))
        page.goto(site + PAGES[name], wait_until="networkidle")
        assert {urlsplit(one.url).netloc for one in done} == {urlsplit(site).netloc}
        sizes = [one.sizes() for one in done]
        sent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
        assert sent <= 150_000
        assert page.locator("h1").is_visible()
        assert page.locator("button:visible", has_text="Copy").count() == 0
