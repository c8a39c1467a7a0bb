"""Every file is sent in parts and on conditions alike, whatever its format; what is sent can be
read from another origin.
"""

from collections.abc import Iterator

import pytest

from tests.asking import Asking, asking

FILES = [
    "/v1/events.csv",
    "/v1/claims.csv",
    "/v1/claims.json",
    "/v1/events.jsonl",
    "/v1/claims.jsonl",
    "/v1/events.xlsx",
    "/v1/claims.parquet",
    "/v1/bulk/pledgebook.zip",
]
EARLIER, LATER = "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 01 Jan 2033 00:00:00 GMT"
# What any script may read without being told (Fetch, CORS-safelisted response headers).
ALWAYS_READABLE = {
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
}


@pytest.fixture(scope="module")
def files(contract_sqlite_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(contract_sqlite_url, bulk_dir=tmp_path_factory.mktemp("bulk")) as asked:
        yield asked


@pytest.mark.parametrize("path", FILES)
def test_parts_make_the_whole(files: Asking, path: str) -> None:
    whole = files.get(path)
    assert whole.headers["accept-ranges"] == "bytes"
    size = len(whole.content)
    first = files.get(path, range="bytes=0-99")
    rest = files.get(path, range="bytes=100-", if_range=first.headers["etag"])
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["content-range"] == f"bytes 0-99/{size}"
    assert first.content + rest.content == whole.content
    again = files.get(path, range="bytes=100-", if_range=first.headers["last-modified"])
    assert (again.status_code, again.content) == (206, rest.content)
    other = files.get(path, range="bytes=100-", if_range='"another"')
    assert (other.status_code, other.content) == (200, whole.content)
    assert files.get(path, range=f"bytes={size}-").status_code == 416


@pytest.mark.parametrize("path", FILES)
def test_the_state_that_is_sent_is_the_one_that_is_asked_about(files: Asking, path: str) -> None:
    whole = files.get(path, accept_encoding="identity")  # a part is never compressed
    etag, modified = whole.headers["etag"], whole.headers["last-modified"]
    assert files.get(path, range="bytes=0-9").headers["etag"] == etag
    asked = {
        ("if_none_match", etag): 304,
        ("if_none_match", f'"another", {etag}'): 304,
        ("if_none_match", "*"): 304,
        ("if_none_match", '"another"'): 200,
        ("if_modified_since", modified): 304,
        ("if_modified_since", LATER): 304,
        ("if_modified_since", EARLIER): 200,
        ("if_match", etag): 200,
        ("if_match", "*"): 200,
        ("if_match", '"another"'): 412,
        ("if_unmodified_since", modified): 200,
        ("if_unmodified_since", EARLIER): 412,
    }
    found = {(name, value): files.get(path, **{name: value}).status_code for name, value in asked}
    assert found == asked


@pytest.mark.parametrize("path", FILES)
def test_several_lines_of_etags_are_one_list(files: Asking, path: str) -> None:
    etag = files.get(path).headers["etag"]
    lines = [("if-none-match", '"another"'), ("if-none-match", etag)]
    assert files.ask("GET", path, headers=lines).status_code == 304


@pytest.mark.parametrize("path", FILES)
def test_the_head_of_a_part_is_the_same_without_its_body(files: Asking, path: str) -> None:
    asked = {"range": "bytes=0-9"}
    part, head = (files.ask(method, path, headers=asked) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (206, b"")
    names = ("content-length", "content-range", "etag", "last-modified", "content-type")
    assert [head.headers[name] for name in names] == [part.headers[name] for name in names]


@pytest.mark.parametrize("path", [*FILES, "/v1/events", "/v1/events?limit=0", "/nowhere"])
def test_a_script_of_another_origin_can_read_what_is_sent(files: Asking, path: str) -> None:
    for asked in ({}, {"range": "bytes=0-9"}):
        sent = files.get(path, **asked).headers
        exposed = {
            name.strip().lower() for name in sent["access-control-expose-headers"].split(",")
        }
        own = {name for name in sent if not name.startswith("access-control-")}
        assert own - ALWAYS_READABLE - {"x-content-type-options"} <= exposed
