"""`meta.corrections` leads to a page that works, filled in with what was read."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.asking import Asking, asking

RECORD = "projects/ohio-gas-power-plant"
TAKEN = "https://issues.example/new?title={title}&body={body}"


@pytest.fixture(scope="module")
def api(contract_sqlite_url: str) -> Iterator[Asking]:
    with asking(contract_sqlite_url, corrections_url=TAKEN) as asked:
        yield asked


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (f"/v1/{RECORD}", [f"About: {RECORD} (Ohio gas-fired power plant)", "as of 2026-02-28"]),
        (f"/v1/{RECORD}?as_of=2026-03-01", ["as of 2026-03-01"]),
        (f"/v1/{RECORD}/claims", [f"About: {RECORD}"]),
        (f"/v1/{RECORD}/history?release=2026-11-21", ["Release: 2026-11-21"]),
        ("/v1/projects?as_of=2025-12-24", ["About: projects", "as of 2025-12-24"]),
        ("/v1/conflicts", ["About: conflicts"]),
        ("/v1/totals", ["About: the whole dataset"]),
        ("/v1/search?q=ohio", ["About: the whole dataset"]),
        ("/v1/codelists/sectors", ["About: the whole dataset"]),
        ("/v1/bulk", ["About: the whole dataset"]),
        ("/v1", ["About: the whole dataset"]),
    ],
)
def test_every_answer_leads_to_a_report_that_is_filled_in(
    api: Asking, address: str, says: list[str]
) -> None:
    page = api.get(api.get(address).json()["meta"]["corrections"])
    assert page.status_code == 200
    text = unescape(page.text)
    for one in (*says, "Release: 2026-11-21"):
        assert one in text


def test_a_report_names_the_field_its_value_and_the_permalink(api: Asking) -> None:
    corrections = api.get(f"/v1/{RECORD}").json()["meta"]["corrections"]
    page = unescape(api.get(f"{corrections}&field=capacity_value").text)
    assert "Field: capacity_value\nValue: 9.2\n" in page
    assert f"Address: /v1/{RECORD}?as_of=2026-02-28&release=2026-11-21" in page


def test_a_report_goes_where_the_operator_takes_them(api: Asking, contract_sqlite_url: str) -> None:
    page = unescape(api.get(f"/corrections?about={RECORD}&field=status").text)
    (target,) = [part for part in page.split('"') if part.startswith("https://issues.example/")]
    sent = parse_qs(urlsplit(target).query)
    assert sent["title"] == [f"Error in {RECORD}"]
    assert f"About: {RECORD}" in sent["body"][0]
    assert "Field: status" in sent["body"][0]
    with asking(contract_sqlite_url) as other:
        assert "named no address" in other.get("/corrections").text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("about=nothing", 422),
        ("about=conflicts/one", 422),
        (f"about={RECORD}&field=nothing", 422),
        ("field=status", 422),
        ("abuot=projects", 422),
        ("about=projects/nothing", 404),
        (f"about={RECORD}&as_of=2025-12-24", 404),
        ("about=%3Cscript%3E", 422),
    ],
)
def test_a_report_about_nothing_is_a_page_that_says_so(
    api: Asking, query: str, status: int
) -> None:
    page = api.get(f"/corrections?{query}")
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in page.text


def test_pages_lead_to_the_report(api: Asking) -> None:
    for address in ("/", "/projects", f"/{RECORD}", "/changes?as_of=2025-12-24"):
        page = unescape(api.get(address).text)
        (report,) = [part for part in page.split('"') if part.startswith("/corrections?")][-1:]
        assert api.get(report).status_code == 200, address
    page = unescape(api.get(f"/{RECORD}").text)
    assert f"/corrections?about={RECORD}&field=capacity_value" in page
