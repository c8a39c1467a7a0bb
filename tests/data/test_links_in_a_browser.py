"""Links of claims in a real browser: on pages made of the documents, each kind of link scrolls to
the words it quotes. Skipped where there is no Playwright or no
Chromium.
"""

import functools
import html
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.text_fragment import occurrences
from tests.asking import asking

playwright = pytest.importorskip("playwright.sync_api")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A line is a block with more than a screen of space around, so that one is seen at a time; within
# it rows are far apart.
STYLE = "p { margin: 150vh 0; width: 20em; line-height: 8em; font: 16px monospace }"
# Whether the words of a line are on the screen, which has been scrolled.
SEEN = """([line, start, end]) => {
    const text = document.getElementById(`line-${line}`).firstChild;
    const place = count => [...text.data].slice(0, count).join("").length;
    const range = document.createRange();
    range.setStart(text, place(start));
    range.setEnd(text, place(end));
    const box = range.getBoundingClientRect();
    return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""
Claim = dict[str, Any]


@pytest.fixture(scope="module")
def read(seeded_sqlite_url: str) -> tuple[list[Claim], list[Claim]]:
    """Documents and claims; read before there is a browser, which keeps an event loop running."""
    with asking(seeded_sqlite_url) as api:
        return list(api.walk("/v1/documents")), list(api.walk("/v1/claims?limit=500"))


@pytest.fixture(scope="module")
def browser(read: object) -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and its address."""
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named by the base class)
        """Nothing."""


def kind_of(claim: Claim) -> tuple[object, ...]:
    """What sets one link apart from another: document, context, and letters that are encoded."""
    letters = "".join((claim["quote"], claim["prefix"] or "", claim["suffix"] or ""))
    special = frozenset(letter for letter in letters if not letter.isalnum() and letter != " ")
    context = bool(claim["prefix"]), bool(claim["suffix"]), claim["source_url_unique"]
    return claim["document_id"], context, special


def page_of(lines: list[str]) -> str:
    blocks = "\n".join(
        f'<p id="line-{number}">{html.escape(line)}</p>' for number, line in enumerate(lines)
    )
    head = f"<!doctype html><meta charset=utf-8><title>A document</title><style>{STYLE}</style>"
    return f"{head}<body>{blocks}"


@pytest.mark.slow
def test_every_kind_of_link_lands_on_its_quote(
    read: tuple[list[Claim], list[Claim]],
    browser: Any,
    pages: tuple[Path, str],
    documents_dir: Path,
) -> None:
    (documents, claims), (folder, address) = read, pages
    lines = {}
    for one in documents:
        text = (documents_dir / one["file_name"]).read_text(encoding="utf-8")
        lines[one["id"]] = text.split("\n")
        (folder / f"{one['id']}.html").write_text(page_of(lines[one["id"]]), encoding="utf-8")
    chosen = list({kind_of(claim): claim for claim in claims}.values())
    assert len({kind_of(claim)[1] for claim in chosen}) > 3
    page = browser.new_page(viewport={"width": 800, "height": 600})
    missed = []
    for number, claim in enumerate(chosen):
        own = claim["document_id"]
        directive = claim["source_url"].partition("#")[2]
        # Another address each time, so that the page is opened and not only scrolled.
        page.goto(f"{address}/{own}.html?{number}#{directive}")
        words = claim["quote"], claim["prefix"], claim["suffix"]
        line, start = next(occurrences(lines[own], *words))
        place = [line, start, start + len(claim["quote"])]
        try:
            page.wait_for_function(SEEN, arg=place, timeout=5_000)
        except Exception:  # noqa: BLE001 (whatever the browser says, the link is named)
            missed.append(claim["source_url"])
    assert not missed, f"{len(missed)} of {len(chosen)}: " + "\n".join(missed[:20])
