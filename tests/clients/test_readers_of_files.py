"""The files as the tools of their readers take them from the live API: downloads go on where they
stopped, and each reader finds the rows, numbers and nulls of the JSON. A tool that is not on this
machine is skipped, by name.
"""

import csv
import hashlib
import json
import shutil
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

READERS = Path(__file__).with_name("readers")
# Of each collection its ids, and columns with whole numbers, decimals and nulls.
COLUMNS = {
    "projects": ["id", "amount_usd", "capacity_value"],
    "claims": ["id", "value_number", "value_max"],
}

Rows = list[list[Any]]


def tool(name: str) -> str:
    """The path of a program; the test is skipped where there is none."""
    found = shutil.which(name)
    return found or pytest.skip(f"not on this machine: {name}")


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        content: bytes = answer.read()
    return content


@pytest.fixture(scope="module")
def expected(live_server: str) -> dict[str, Rows]:
    """The rows of each collection, from all pages of its JSON."""
    found: dict[str, Rows] = {}
    for name, columns in COLUMNS.items():
        page, found[name] = f"/v1/{name}?limit=500", []
        while page:
            body = json.loads(fetched(live_server + page))
            found[name] += [[item[column] for column in columns] for item in body["items"]]
            page = body["links"]["next"]
        values = [value for row in found[name] for value in row]
        assert None in values
        assert any(isinstance(value, float) for value in values)
        assert len(found[name]) == body["page"]["total"]
    return found


@pytest.fixture(scope="module")
def claims(live_server: str) -> bytes:
    """A large file, whole."""
    return fetched(f"{live_server}/v1/claims.csv")


@pytest.fixture
def half(claims: bytes, tmp_path: Path) -> Path:
    """The same as a download that was cut off."""
    file = tmp_path / "claims.csv"
    file.write_bytes(claims[: len(claims) // 2])
    return file


def test_curl_goes_on_where_it_stopped(live_server: str, claims: bytes, half: Path) -> None:
    status = ["--write-out", "%{http_code}"]
    command = [tool("curl"), "-sS", "-C", "-", "-o", half.name, *status]
    assert run([*command, f"{live_server}/v1/claims.csv"], half.parent) == "206"
    assert half.read_bytes() == claims


def test_wget_goes_on_where_it_stopped(live_server: str, claims: bytes, half: Path) -> None:
    log = half.with_name("log")
    options = ["-c", "-S", "-o", str(log)]
    run([tool("wget"), *options, f"{live_server}/v1/claims.csv"], half.parent)
    assert " 206 " in log.read_text(encoding="utf-8")
    assert half.read_bytes() == claims


def test_wget_fetches_what_it_has_only_once(
    live_server: str, claims: bytes, tmp_path: Path
) -> None:
    file, log = tmp_path / "claims.csv", tmp_path / "log"
    command = [tool("wget"), "-N", "-S", "-o", str(log), f"{live_server}/v1/claims.csv"]
    run(command, tmp_path)
    assert file.read_bytes() == claims
    before = file.stat()
    run(command, tmp_path)
    assert " 304 " in log.read_text(encoding="utf-8")
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_aria2_fetches_a_file_in_parts(live_server: str, tmp_path: Path) -> None:
    listed = json.loads(fetched(f"{live_server}/v1/bulk"))["items"]
    (whole,) = [one for one in listed if one["file"] == "pledgebook.sqlite"]
    # It divides no file of less than twice its smallest part, which is 1 MiB.
    command = [tool("aria2c"), "-x4", "-s4", "-k1M", "--quiet", "--log=log", "--log-level=info"]
    command += ["--max-download-limit=5M"]  # so that no part is over before the others begin
    run([*command, "-o", "whole", live_server + whole["url"]], tmp_path)
    content = (tmp_path / "whole").read_bytes()
    assert hashlib.sha256(content).hexdigest() == whole["sha256"]
    assert (tmp_path / "log").read_text(encoding="utf-8").count("206 Partial Content") >= 1


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_polars_reads_a_file_at_its_address(
    live_server: str, expected: dict[str, Rows], suffix: str
) -> None:
    polars = pytest.importorskip("polars")
    scans = {"csv": polars.scan_csv, "jsonl": polars.scan_ndjson, "parquet": polars.scan_parquet}
    for name, columns in COLUMNS.items():
        # Text has no types: all rows decide, since the first hundred may lack a value.
        every = {} if suffix == "parquet" else {"infer_schema_length": None}
        frame = scans[suffix](f"{live_server}/v1/{name}.{suffix}", **every).collect()
        assert [list(row) for row in frame.select(columns).rows()] == expected[name]


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_pandas_reads_a_file_at_its_address(
    live_server: str, expected: dict[str, Rows], suffix: str
) -> None:
    pandas = pytest.importorskip("pandas")
    read = {"csv": pandas.read_csv, "json": pandas.read_json}[suffix]
    for name, columns in COLUMNS.items():
        frame = read(f"{live_server}/v1/{name}.{suffix}")[columns]
        assert frame.astype(object).where(frame.notna(), None).values.tolist() == expected[name]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_duckdb_reads_a_downloaded_file(
    live_server: str, expected: dict[str, Rows], suffix: str, tmp_path: Path
) -> None:
    duckdb = pytest.importorskip("duckdb")
    for name, columns in COLUMNS.items():
        file = tmp_path / f"{name}.{suffix}"
        file.write_bytes(fetched(f"{live_server}/v1/{name}.{suffix}"))
        found = duckdb.sql(f"select {', '.join(columns)} from '{file}'").fetchall()
        assert [list(row) for row in found] == expected[name]


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_r_reads_a_file_at_its_address(
    live_server: str, expected: dict[str, Rows], suffix: str, tmp_path: Path
) -> None:
    command = [tool("Rscript"), "--vanilla"]
    if suffix == "json":
        asked = 'cat(requireNamespace("jsonlite", quietly = TRUE))'
        if run([*command, "-e", asked], tmp_path) != "TRUE":
            pytest.skip("not on this machine: jsonlite")
    for name, columns in COLUMNS.items():
        address = f"{live_server}/v1/{name}"
        printed = run([*command, READERS / "read.R", suffix, address, *columns], tmp_path)
        found = [
            [record, *(float(value) if value else None for value in values)]
            for record, *values in csv.reader(printed.splitlines())
        ]
        assert found == expected[name]


def test_hyparquet_and_d3_read_a_file_at_its_address(
    live_server: str, expected: dict[str, Rows], tmp_path: Path
) -> None:
    npm, node = tool("npm"), tool("node")
    for name in ("package.json", "package-lock.json", "read.js"):
        shutil.copy(READERS / name, tmp_path / name)
    run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], tmp_path)
    for name, columns in COLUMNS.items():
        printed = run([node, "read.js", f"{live_server}/v1/{name}", *columns], tmp_path)
        assert json.loads(printed) == dict.fromkeys(
            ("hyparquet", "d3.csv", "d3.json"), expected[name]
        )
