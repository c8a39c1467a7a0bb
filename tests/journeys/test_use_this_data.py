"""“Use this data” of each page is run as it is copied: it gets what the page shows, with its
filters, its day and its release. R and the spreadsheets are compared by address alone.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.servers import serving

pytestmark = pytest.mark.slow

DAY, RELEASE = "2025-12-24", "2026-11-21"
ROWS = (
    "/projects?sector=energy",
    f"/companies?release={RELEASE}",
    "/changes",
)
# Pages, and the address that answers what they show.
PAGES = {
    **{one: f"/v1{one}" for one in ROWS},
    f"/events?as_of={DAY}": f"/v1/events?as_of={DAY}&sort=-occurred_on",  # the newest first
    "/disputes": "/v1/conflicts",
    "/": "/v1/totals?group_by=agreement",
    "/search?q=ohio": "/v1/search?q=ohio",
    f"/projects/ohio-gas-power-plant?release={RELEASE}": (
        f"/v1/projects/ohio-gas-power-plant?release={RELEASE}"
    ),
    "/documents/second-panel-meeting": "/v1/documents/second-panel-meeting",
}
_BLOCK = re.compile(r'<pre [^>]*aria-label="([^"]*)"><code>(.*?)</code></pre>', re.DOTALL)


@pytest.fixture(scope="module")
def site(seeded_sqlite_url: str) -> Iterator[str]:
    with serving(seeded_sqlite_url) as address:
        yield address


def snippets(site: str, page: str) -> dict[str, str]:
    """What a page offers to copy, with the server's address as the script of the page adds it."""
    with urllib.request.urlopen(site + page) as answer:
        text = answer.read().decode()
    return {
        name: re.sub(r"(^|[\"'])(?=/)", rf"\1{site}", unescape(code), flags=re.MULTILINE)
        for name, code in _BLOCK.findall(text)
    }


def answered(address: str) -> object:
    with urllib.request.urlopen(address) as answer:
        found: object = json.load(answer)
    return found


def names(site: str, path: str) -> list[str]:
    """What the API answers, every page of it: one text an item."""
    found, following = [], f"{site}{path}"
    while following:
        answer = answered(following)
        assert isinstance(answer, dict)
        items = answer["items"] if "items" in answer else [answer["item"]]
        found += [str(one.get("id") or one.get("group")) for one in items]
        following = answer["links"].get("next")
        following = f"{site}{following}" if following else ""
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_address_and_the_javascript_get_what_the_page_shows(site: str, page: str) -> None:
    offered = snippets(site, page)
    assert names(site, offered["API address"].strip().removeprefix(site)) == names(
        site, PAGES[page]
    )
    node = shutil.which("node")
    assert node, "Node.js is needed to run what a page offers"
    code = offered["JavaScript"]
    key = "item" if "const { item }" in code else "items"
    tell = f"console.log(JSON.stringify([{key}].flat().map((one) => one.id ?? one.group)));"
    done = subprocess.run(
        [node, "--input-type=module", "--eval", f"{code}\n{tell}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == names(site, PAGES[page])


@pytest.mark.parametrize("page", PAGES)
def test_curl_and_pandas_get_the_same(site: str, page: str, tmp_path: Path) -> None:
    offered = snippets(site, page)
    done = subprocess.run(
        offered["curl"], shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    expected = names(site, PAGES[page])
    if "-sO" in offered["curl"]:
        [file] = tmp_path.iterdir()
        assert file.suffix == ".csv"
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        assert [row.get("id") or row["group"] for row in rows] == expected
    else:
        found = json.loads(done.stdout)
        items = found["items"] if "items" in found else [found["item"]]
        assert [one["id"] for one in items] == expected
    tell = "print(list(df['id'] if 'id' in df else df['group']))"
    if "pd.Series" in offered["Python, pandas"]:
        tell = "print([df['id']])"
    done = subprocess.run(
        [sys.executable, "-c", f"{offered['Python, pandas']}\n{tell}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(expected)


@pytest.mark.parametrize("page", PAGES)
def test_spreadsheets_and_r_name_an_address_that_answers(site: str, page: str) -> None:
    offered = snippets(site, page)
    for name in ("R", "Google Sheets", "Excel: Data, From Web"):
        if name not in offered:
            assert page.startswith("/search"), name
            continue
        [address] = re.findall(r"http://[^\"]+", offered[name].strip())
        with urllib.request.urlopen(address) as answer:
            assert answer.read(1)
        for clock in (f"as_of={DAY}", f"release={RELEASE}"):
            assert (clock in address) == (clock in page)


@pytest.mark.parametrize("page", [one for one in PAGES if "release=" in one])
def test_the_permalink_and_the_citation_name_day_and_release(site: str, page: str) -> None:
    link = snippets(site, page)["Permanent link"].strip()
    assert f"release={RELEASE}" in link
    assert "as_of=" in link
    with urllib.request.urlopen(link) as answer:
        text = unescape(answer.read().decode())
    assert f"release {RELEASE}, as of " in text
