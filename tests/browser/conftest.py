"""A browser, Debian's Chromium by Playwright, and a server over the real dataset. A machine without
Chromium fails these tests: a site that no browser has opened is not proved.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.servers import serving

NAMES = ("chromium", "chromium-browser", "google-chrome")
SCREENSHOTS = "SCREENSHOTS"  # a folder: pictures of every page type are kept there


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[str]:
    """The address of a server."""
    reports = "https://example.org/new?b={body}"
    with serving(seeded_sqlite_url, PLEDGEBOOK_CORRECTIONS_URL=reports) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, f"none of {', '.join(NAMES)} was found: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a desk, that fails its test for an error of a script or a request elsewhere."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda told: faults.extend([told.text] * (told.type == "error")))
        yield opened
        assert faults == []


@pytest.fixture(scope="module")
def screenshots() -> Path | None:
    """The folder for pictures, where the environment names one."""
    named = os.environ.get(SCREENSHOTS)
    if named is None:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
