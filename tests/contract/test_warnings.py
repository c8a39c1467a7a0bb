"""Warnings over HTTP: in every format, on both databases, and only where there is something."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from api.base.database import parse_target
from api.collections import ALL, DERIVED
from api.collections.data_warnings import WARNING_CODES
from api.publish.publish import publish
from api.publish.release import prepare, write
from api.publish.seed.read_seed import Seed
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder

EVERY = [one.name for one in (*ALL, *DERIVED)]
# What each address warns of, in the seed below.
CASES = [
    ("/v1/companies", []),
    ("/v1/companies/acme", ["single_source"]),
    ("/v1/agreements/a-deal", []),
    ("/v1/agreements/a-deal?as_of=2025-11-15", ["gap", "single_source"]),
    ("/v1/agreements/a-deal/claims", []),
    ("/v1/agreements/a-deal/history?as_of=2025-12-25", ["gap", "corrected"]),
    ("/v1/companies?as_of=2025-12-25", ["gap"]),
    ("/v1/agreements", ["remainder"]),
    ("/v1/agreements?as_of=2025-12-24", ["corrected", "remainder"]),
    ("/v1/tranches?as_of=2026-02-18", ["gap", "remainder"]),
    ("/v1/totals", ["bases_overlap", "nothing_counted"]),
    ("/v1/totals?as_of=2025-12-24", ["bases_overlap", "nothing_counted"]),
    ("/v1/search?q=name", []),
    ("/v1/suggest?q=name&as_of=2025-11-15", ["gap"]),
    ("/v1/codelists/warnings", []),
    ("/v1", []),
]


NOT_YET = '- id: next\n  published_at: "2026-02-01T12:00:00Z"\n  notes: Not yet.\n'


def write_seed(folder: Path, last: str = "r2", published_at: str = "2026-03-05T12:00:00Z") -> Path:
    """A release that read a sector wrongly, and the next one, which mends it."""
    seed = SeedFolder(folder)
    seed.deal()
    deal = folder / "agreements" / "a-deal.yaml"
    right = deal.read_text(encoding="utf-8")
    assert right.count("energy") == 1
    deal.write_text(right.replace("energy", "metals"), encoding="utf-8")
    (folder / "releases.yaml").write_text(NOT_YET, encoding="utf-8")
    write(prepare(folder, "r1", "First.", "2026-03-01T12:00:00Z"))
    deal.write_text(right, encoding="utf-8")
    mended = {"wrong_in": "r1", "subject": "agreements/a-deal", "field": "sectors"}
    seed.write("corrections.yaml", [{**mended, "reason": "It was misread."}])
    (first,) = Seed(folder).listing("releases.yaml")
    next_one = {"id": last, "published_at": published_at, "notes": "Second."}
    seed.write("releases.yaml", [dict(first), next_one])
    return folder


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_seed(tmp_path_factory.mktemp("warnings") / "seed")


@pytest.fixture(scope="module")
def api(seed: Path) -> Iterator[Asking]:
    url = sqlite_url(seed.parent / "one.sqlite")
    publish(parse_target(url), seed)
    with asking(url) as asked:
        yield asked


def codes(warnings: list[dict[str, str]]) -> list[str]:
    assert all(list(one) == ["code", "message"] and one["message"] for one in warnings)
    return [one["code"] for one in warnings]


@pytest.mark.parametrize(("address", "expected"), CASES)
def test_json_answers_name_their_warnings(api: Asking, address: str, expected: list[str]) -> None:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    assert codes(answer.json()["meta"]["warnings"]) == expected
    assert "x-data-warnings" not in answer.headers


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("asked", ["", "?as_of=2025-12-25"])
def test_every_file_warns_like_its_list(api: Asking, name: str, asked: str) -> None:
    expected = api.get(f"/v1/{name}{asked}").json()["meta"]["warnings"]
    for suffix in ("csv", "jsonl", "xlsx", "parquet"):
        answer = api.get(f"/v1/{name}.{suffix}{asked}")
        assert json.loads(answer.headers.get("x-data-warnings", "[]")) == expected, suffix
        assert "X-Data-Warnings" in answer.headers["access-control-expose-headers"]
    book = openpyxl.load_workbook(BytesIO(api.get(f"/v1/{name}.xlsx{asked}").content))
    notes = [(row[0].value, row[1].value) for row in book["notes"].iter_rows(min_row=2)]
    assert [text for note, text in notes if note == "warning"] == [
        f"{one['code']}: {one['message']}" for one in expected
    ]
    schema = pq.read_schema(BytesIO(api.get(f"/v1/{name}.parquet{asked}").content))
    assert json.loads(schema.metadata[b"pledgebook.warnings"]) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/v1/totals.csv", ["bases_overlap", "nothing_counted"]),
        ("/v1/totals.csv?as_of=2025-12-24", ["bases_overlap", "nothing_counted"]),
        ("/v1/changes.atom", []),
        ("/v1/changes.feed.json?as_of=2025-12-25", ["gap", "corrected"]),
        ("/v1/agreements/a-deal/cite?as_of=2025-12-24", ["corrected"]),
        ("/v1/companies/acme/cite", ["single_source"]),
        ("/v1/dataset.jsonld", []),
        ("/v1/dataset.jsonld?as_of=2025-12-25", ["gap", "corrected"]),
        ("/v1/bulk/pledgebook.zip?as_of=2025-12-25", ["gap", "corrected"]),
    ],
)
def test_what_has_no_meta_warns_in_the_header(
    api: Asking, address: str, expected: list[str]
) -> None:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    assert codes(json.loads(answer.headers.get("x-data-warnings", "[]"))) == expected


def test_a_data_package_and_a_database_name_their_warnings(api: Asking, tmp_path: Path) -> None:
    asked = "?as_of=2025-12-24"
    assert codes(api.get(f"/v1/datapackage.json{asked}").json()["warnings"]) == ["corrected"]
    assert api.get("/v1/datapackage.json").json()["warnings"] == []
    with zipfile.ZipFile(BytesIO(api.get(f"/v1/bulk/pledgebook.zip{asked}").content)) as package:
        assert codes(json.loads(package.read("datapackage.json"))["warnings"]) == ["corrected"]
    path = tmp_path / "bulk.sqlite"
    path.write_bytes(api.get(f"/v1/bulk/pledgebook.sqlite{asked}").content)
    with sqlite3.connect(path) as database:
        [(text,)] = database.execute("SELECT text FROM metadata WHERE name = 'warnings'")
    assert codes(json.loads(text)) == ["corrected"]


def test_a_gap_says_how_to_ask_by_date(api: Asking) -> None:
    [gap, _] = api.get("/v1/tranches?as_of=2026-02-18").json()["meta"]["warnings"]
    assert "between 2025-12-24 and 2026-02-28" in gap["message"]
    asked = "/v1/tranches?announced_on_lte=2026-02-18"
    assert asked in gap["message"]
    assert api.get(asked).status_code == 200


@pytest.mark.parametrize(
    ("name", "published_at", "expected"),
    [
        ("draft", "2026-03-05T12:00:00Z", ["draft"]),
        ("r2", "2026-11-21T12:00:00Z", ["stale"]),
        ("draft", "2026-11-21T12:00:00Z", ["draft", "stale"]),
    ],
)
def test_a_release_warns_of_itself_everywhere(
    tmp_path: Path, name: str, published_at: str, expected: list[str]
) -> None:
    url = sqlite_url(tmp_path / "one.sqlite")
    publish(parse_target(url), write_seed(tmp_path / "seed", name, published_at))
    with asking(url) as other:
        for address in ("/v1", "/v1/companies", "/v1/search?q=name", "/v1/bulk", "/v1/fields"):
            assert codes(other.get(address).json()["meta"]["warnings"]) == expected
        header = other.get("/v1/companies.csv").headers["x-data-warnings"]
        assert codes(json.loads(header)) == expected
        page = other.get("/companies").text
        assert ("is not published" in page) == ("draft" in expected)
        assert ("newest document is of" in page) == ("stale" in expected)


@pytest.mark.parametrize(
    ("address", "notices"),
    [
        ("/", []),
        ("/?as_of=2025-12-25", ["gap", "corrected"]),
        ("/agreements/a-deal?as_of=2025-12-24", ["corrected"]),
        ("/agreements/a-deal?as_of=2025-11-15", ["gap"]),
        ("/companies/acme?as_of=2025-12-24", []),
        ("/search?q=name&as_of=2025-12-25", ["gap", "corrected"]),
        ("/changes?as_of=2025-12-24", ["corrected"]),
        ("/methodology?as_of=2025-11-15", ["gap"]),
        ("/corrections?as_of=2025-11-15", ["gap"]),
    ],
)
def test_pages_show_what_to_beware_of(api: Asking, address: str, notices: list[str]) -> None:
    page = api.get(address)
    assert page.status_code == 200
    labels = {f"{label}.": code for code, (label, _) in WARNING_CODES.items()}
    labels["Mistakes of ours, mended."] = "corrected"  # pages say it in words of their own
    shown = re.findall(r'<div class="notice">.*?<strong>([^<]*)</strong>', page.text)
    assert [labels[one] for one in shown if one in labels] == notices
    header = json.loads(page.headers.get("x-data-warnings", "[]"))
    assert [code for code in codes(header) if code != "single_source"] == notices


def test_both_databases_warn_alike(api: Asking, seed: Path, postgres_url: str) -> None:
    publish(parse_target(postgres_url), seed)
    with asking(postgres_url) as other:
        for address, _ in CASES:
            assert other.get(address).content == api.get(address).content, address
        for suffix in ("csv", "jsonl", "xlsx", "parquet"):
            address = f"/v1/agreements.{suffix}?as_of=2025-12-25"
            here, there = (one.get(address, accept_encoding="identity") for one in (api, other))
            assert here.content == there.content, suffix
            assert here.headers["x-data-warnings"] == there.headers["x-data-warnings"]


def test_the_codes_are_a_code_list(api: Asking) -> None:
    listed: list[dict[str, Any]] = api.get("/v1/codelists/warnings").json()["items"]
    assert {"gap", "stale", "corrected", "draft"} <= {one["value"] for one in listed}
    assert all(one["label"] and one["definition"] for one in listed)


@pytest.mark.parametrize(
    "path", ["/v1/agreements", "/v1/agreements.csv", "/v1/agreements.xlsx", "/agreements", "/v1"]
)
def test_parameters_that_others_add_are_left_out_and_named(api: Asking, path: str) -> None:
    plain = api.get(f"{path}?as_of=2025-12-24")
    for _ in range(2):  # made, then kept
        added = api.get(f"{path}?utm_source=x&as_of=2025-12-24&fbclid=y&_=1")
        assert added.status_code == 200
        assert added.headers["etag"] == plain.headers["etag"]
        if not path.endswith(".xlsx"):  # a workbook names the time it was written
            assert added.content == plain.content
        before, after = (
            json.loads(one.headers.get("x-data-warnings", "[]")) for one in (plain, added)
        )
        assert codes(after) == [*codes(before), "ignored_parameter"]
        assert "'utm_source', 'fbclid', '_'" in after[-1]["message"]
    assert api.get(f"{path}?utm=1").status_code == 422


def test_errors_keep_their_shape(api: Asking) -> None:
    problem = api.get("/v1/companies?as_of=2020-01-01").json()
    assert "meta" not in problem
    assert "warnings" not in problem
