"""/docs in a real browser: every operation answers as it opens, nothing is asked of another host,
and the rules for readers with disabilities hold with an operation open, in light and in dark.
"""

import gzip
import shutil
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MOST_BYTES = 600_000  # of the first view, as it travels

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(page: sync_api.Page, address: str) -> None:
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_selector(".opblock")


def test_every_operation_answers_as_it_opens(browser: sync_api.Browser, live_server: str) -> None:
    page = browser.new_page()
    opened(page, f"{live_server}/docs")
    described = page.request.get(f"{live_server}/openapi.json").json()["paths"]
    names = [block.get_attribute("id") for block in page.locator(".opblock").all()]
    assert len(names) == sum(len(methods) for methods in described.values())
    refused = {}
    for name in names:
        block = page.locator(f"[id='{name}']")
        block.locator(".opblock-summary-control").click()
        with page.expect_response(lambda answer: answer.request.resource_type == "fetch") as sent:
            block.locator(".execute").click()
        if sent.value.status != 200:
            refused[name] = (sent.value.status, sent.value.url)
        block.locator(".opblock-summary-control").click()
    assert refused == {}


def test_the_requests_to_begin_with_are_answered(
    browser: sync_api.Browser, live_server: str
) -> None:
    page = browser.new_page()
    opened(page, f"{live_server}/docs")
    links = [str(link.get_attribute("href")) for link in page.locator("header a").all()]
    assert len(links) >= 10
    answers = {link: page.request.get(f"{live_server}/{link}").status for link in links}
    assert {link: status for link, status in answers.items() if status != 200} == {}


def test_the_first_view_is_small_and_asks_no_other_host(
    browser: sync_api.Browser, live_server: str
) -> None:
    page = browser.new_page()
    answers: list[sync_api.Response] = []
    page.on("response", lambda one: answers.append(one))
    opened(page, f"{live_server}/docs")
    assert {urlsplit(one.url).netloc for one in answers} == {urlsplit(live_server).netloc}
    assert all(one.headers.get("content-encoding") for one in answers if "png" not in one.url)
    # Of the two encodings served the one that shrinks less.
    assert sum(len(gzip.compress(one.body(), 4)) for one in answers) < MOST_BYTES


def test_an_operation_has_an_address_and_is_found_by_its_words(
    browser: sync_api.Browser, live_server: str
) -> None:
    page = browser.new_page()
    opened(page, f"{live_server}/docs#/projects/getProject")
    page.wait_for_selector("#operations-projects-getProject .execute")
    page.get_by_label("Search operations").fill("listClaimsOf")
    sync_api.expect(page.locator(".opblock")).to_have_count(1)
    assert page.locator(".opblock").get_attribute("id") == "operations-records-listClaimsOf"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_for_readers_is_broken_with_an_operation_open(
    browser: sync_api.Browser, live_server: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    opened(page, f"{live_server}/docs#/projects/getProject")
    page.locator(".opblock.is-open .execute").click()
    page.wait_for_selector(".live-responses-table")
    found = Axe().run(page).response["violations"]
    assert {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in found} == {}
