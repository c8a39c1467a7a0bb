"""ETags, 304, encodings, HEAD, OPTIONS and CORS as clients and shared caches rely on them."""

import asyncio
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.http.edge.negotiate import zstd  # whichever of the two modules this Python has
from api.http.edge.response_cache import ResponseCache
from api.read.answers.lists import ListAnswer, read_list
from api.read.export.release_files import ReleaseFileCache
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.read.synthetic import serve, version

EXPOSED = (
    "Link, ETag, Last-Modified, Content-Disposition, Content-Encoding, Content-Range, "
    "Accept-Ranges, Content-Length, Location, Allow, Vary, Retry-After, RateLimit, "
    "RateLimit-Policy, Deprecation, Sunset, X-Request-ID, X-Data-Release, X-Data-Warnings, "
    "Cache-Status"
)
RECORD = "/v1/projects/p-1"
DATA = ["/v1", "/v1/projects", RECORD, f"{RECORD}/history", "/v1/codelists/sectors"]
SYSTEM = ["/healthz", "/readyz", "/version", "/openapi.json", "/docs", "/problems"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small served database."""
    return serve(
        tmp_path / "served.sqlite",
        [version("projects", f"p-{one}", name="Ünïcode – plant") for one in range(3)],
    )


@pytest.fixture
def served(path: Path) -> Iterator[Asking]:
    """The application over it."""
    with asking(sqlite_url(path), release_check_seconds=0.001) as asked:
        yield asked


@pytest.mark.parametrize("address", DATA)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_repeat_with_the_etag_is_not_modified(
    served: Asking, address: str, encoding: str
) -> None:
    first = served.get(address, accept_encoding=encoding)
    assert first.status_code == 200
    assert (
        first.headers["cache-control"]
        == "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400"
    )
    assert first.headers["vary"] == "Accept, Accept-Encoding"
    etag = first.headers["etag"]
    assert etag.startswith('"')
    for value in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = served.get(address, accept_encoding=encoding, if_none_match=value)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert again.headers["access-control-allow-origin"] == "*"
        assert again.headers["access-control-expose-headers"] == EXPOSED
        assert again.headers["vary"] == first.headers["vary"]
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert served.get(address, accept_encoding=encoding, if_none_match='"other"').status_code == 200


def test_a_304_needs_no_answer_to_have_been_made(path: Path) -> None:
    with asking(sqlite_url(path)) as one:
        etag = one.get("/v1/projects?limit=2").headers["etag"]
    with asking(sqlite_url(path)) as other:
        assert other.get("/v1/projects?limit=2", if_none_match=etag).status_code == 304
        assert other.get("/v1/projects?limit=3", if_none_match=etag).status_code == 200


def test_if_modified_since(served: Asking) -> None:
    first = served.get("/v1/projects")
    for since, status in (
        (first.headers["last-modified"], 304),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 200),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 304),
        ("yesterday", 200),
        ("Sat, 01 Jan 2050 00:00:00 +9999999999999999999", 200),
        ("Sat, 01 Jan 99999999999999999999 00:00:00 GMT", 200),
    ):
        answer = served.get("/v1/projects", if_modified_since=since)
        assert (since, answer.status_code) == (since, status)
    other = {"if_modified_since": first.headers["last-modified"], "if_none_match": '"other"'}
    assert served.get("/v1/projects", **other).status_code == 200


@pytest.mark.parametrize("address", DATA)
def test_encodings_hold_the_same_bytes_under_etags_of_their_own(
    served: Asking, address: str
) -> None:
    plain, packed = (
        served.get(address, accept_encoding=encoding) for encoding in ("identity", "gzip")
    )
    assert plain.content == packed.content
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != packed.headers["etag"]


@pytest.mark.parametrize(
    ("coding", "unpack"), [("gzip", gzip.decompress), ("zstd", zstd.decompress)]
)
@pytest.mark.parametrize("address", ["/v1/projects", "/v1/projects.csv"])
def test_packed_bytes_are_what_they_are_called(
    served: Asking, address: str, coding: str, unpack: Callable[[bytes], bytes]
) -> None:
    served.get(
        address
    )  # a file is streamed as it is the first time; the finished one is then packed

    async def raw() -> tuple[str, bytes]:
        async with served._client.stream(
            "GET", address, headers={"accept-encoding": coding}
        ) as packed:
            return packed.headers["content-encoding"], b"".join(
                [piece async for piece in packed.aiter_raw()]
            )

    named, packed = served._runner.run(raw())
    plain = served.get(address, accept_encoding="identity").content
    assert named == coding
    assert unpack(packed) == plain
    assert len(packed) < len(plain) / 2


def test_two_spellings_of_an_address_are_one_answer(served: Asking) -> None:
    one, other = (
        served.get("/v1/projects?sort=name&limit=2"),
        served.get("/v1/projects?limit=2&sort=%6Eame"),
    )
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content
    assert one.json()["links"]["self"] == "/v1/projects?limit=2&sort=name"


def test_a_new_release_is_served_at_once_under_another_etag(served: Asking, path: Path) -> None:
    first = served.get("/v1/projects")
    serve(path, [version("projects", "p-9")], release="r2")
    second = served.get("/v1/projects", if_none_match=first.headers["etag"])
    assert second.status_code == 200
    assert second.headers["etag"] != first.headers["etag"]
    assert (second.json()["page"]["total"], second.headers["x-data-release"]) == (1, "r2")


def test_many_equal_requests_make_one_answer(
    served: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    async def counted(*arguments: Any) -> ListAnswer:
        asked.append(arguments)
        await asyncio.sleep(0.01)
        return await read_list(*arguments)

    monkeypatch.setattr("api.http.endpoints.collections.read_list", counted)
    answers = served.together(*["/v1/projects?limit=1&sort=-id"] * 50)
    assert {answer.status_code for answer in answers} == {200}
    assert len(asked) == 1
    assert len({answer.headers["x-request-id"] for answer in answers}) == 50


@pytest.mark.parametrize("size", [0, 20_000])
def test_memory_is_bounded(path: Path, size: int) -> None:
    with asking(sqlite_url(path), cache_bytes=size) as asked:
        for limit in range(1, 40):
            assert asked.get(f"/v1/projects?limit={limit}").status_code == 200
        cache = asked.cache
        entries = cache._entries._entries.values()
        assert sum(entry.size for entry, _ in entries) == cache._entries._total <= size


@pytest.mark.parametrize("address", [*DATA, *SYSTEM, "/problems/withdrawn"])
def test_head_is_get_without_the_body(served: Asking, address: str) -> None:
    whole, head = served.get(address), served.ask("HEAD", address)
    assert head.status_code == whole.status_code
    assert head.content == b""
    ignored = {"x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in ignored} == {
        k: v for k, v in whole.headers.items() if k not in ignored
    }


@pytest.mark.parametrize("address", ["/v1/nowhere", "/v1/projects/p-77", "/v1/projects?x=1"])
def test_head_of_an_error_is_the_error_without_the_body(served: Asking, address: str) -> None:
    whole, head = served.get(address), served.ask("HEAD", address)
    assert (head.status_code, head.content) == (whole.status_code, b"")


@pytest.mark.parametrize("address", [*DATA, "/healthz", "/openapi.json", "/nowhere"])
def test_options_are_answered_everywhere(served: Asking, address: str) -> None:
    asked = {
        "origin": "https://elsewhere.test",
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-own",
    }
    answer = served.ask("OPTIONS", address, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*"


@pytest.mark.parametrize("address", [*DATA, "/healthz", "/docs", "/nowhere", "/v1/projects?x=1"])
def test_every_answer_can_be_read_from_another_origin(served: Asking, address: str) -> None:
    answer = served.get(address, origin="https://elsewhere.test")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-expose-headers"] == EXPOSED
    assert "access-control-allow-credentials" not in answer.headers
    assert "origin" not in answer.headers.get("vary", "").lower()


def test_links_are_absolute_only_where_the_settings_say_so(served: Asking, path: Path) -> None:
    relative = served.get("/v1/projects?limit=1", host="evil.test")
    assert "evil.test" not in relative.text + str(relative.headers)
    assert relative.json()["links"]["self"] == "/v1/projects?limit=1"
    with asking(sqlite_url(path), public_url="https://data.example/") as asked:
        absolute = asked.get("/v1/projects?limit=1")
        assert absolute.json()["links"]["self"] == "https://data.example/v1/projects?limit=1"
        assert absolute.json()["links"]["next"].startswith(
            "https://data.example/v1/projects?cursor="
        )
        assert asked.get("/nowhere").json()["type"] == "https://data.example/problems/no-such-page"


@pytest.mark.parametrize("path", ["/v1/people.csv", "/v1/people.jsonl"])
def test_a_client_of_http_1_0_spoils_no_answer_for_others(
    contract_sqlite_url: str, path: str
) -> None:
    with asking(contract_sqlite_url) as api:
        whole = api.get(path, accept_encoding="identity")

    async def old_client(cache: ResponseCache) -> None:
        async def nothing(*_: object) -> Any:
            return {"type": "http.disconnect"}

        scope = {
            "type": "http",
            "http_version": "1.0",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [],
        }
        await cache(scope, nothing, nothing)

    with asking(contract_sqlite_url) as api:
        api._runner.run(old_client(api.cache))
        for coding in ("gzip", "identity"):
            again = api.get(path, accept_encoding=coding)
            assert again.content == whole.content
            assert len(again.headers.get_list("content-length")) == 1


def test_every_line_of_a_header_counts(served: Asking) -> None:
    etag = served.get("/v1/projects", accept_encoding="identity").headers["etag"]
    several = [
        ("if-none-match", etag),
        ("if-none-match", '"other"'),
        ("accept-encoding", "identity"),
    ]
    assert served.ask("GET", "/v1/projects", headers=several).status_code == 304
    codings = [("accept-encoding", "gzip"), ("accept-encoding", "br")]
    assert served.ask("GET", "/v1/projects", headers=codings).headers["content-encoding"] == "gzip"


def test_a_file_that_another_server_removed_is_made_anew(
    served: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = ReleaseFileCache.get
    removed: list[Path] = []

    async def get(cache: ReleaseFileCache, *arguments: Any, **options: Any) -> Path:
        path = await original(cache, *arguments, **options)
        if not removed:
            removed.append(path)
            path.unlink()
        return path

    monkeypatch.setattr(ReleaseFileCache, "get", get)
    assert (served.get("/v1/projects.parquet").status_code, len(removed)) == (200, 1)
