"""How the cache reads a request: its headers, which addresses are data, which encoding and media
type it wants, and when nothing changed.
"""

import asyncio
import gzip
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.base.errors import Unavailable
from api.collections.codelists import CODELISTS, stored
from api.collections.served_tables import declarations
from api.http.edge.cache_entry import OVERHEAD, CacheEntry
from api.http.edge.middleware import EVERY_ANSWER
from api.http.edge.negotiate import request_headers
from api.http.edge.pending_response import Validators
from api.http.edge.respond import HEAD_KEY, REQUEST_ID_KEY
from api.http.edge.response_cache import FROM_MEMORY, ResponseCache
from api.read.release import Release, release_from
from tests.unit.http.cached import (
    CODE,
    RELEASE,
    App,
    JsonApp,
    Served,
    ask,
    ask_within,
    cache_over,
    headers_of,
    status_of,
)

Header = tuple[bytes, bytes]


def another() -> Release:
    """The same release, read anew."""
    return release_from(
        [
            (
                "r1",
                "a" * 64,
                "a" * 64,
                "2026-11-21T12:00:00Z",
                '["2025-10-26"]',
                "{}",
                declarations(),
                "built",
            )
        ],
        [],
        [(stored(one),) for one in CODELISTS.values()],
        [],
    )


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ([], (b"", b"", b"", b"")),
        ([(b"accept", b"a"), (b"accept", b"b")], (b"a,b", b"", b"", b"")),
        ([(b"accept-encoding", b"a"), (b"accept-encoding", b"b")], (b"", b"a,b", b"", b"")),
        ([(b"if-none-match", b"a"), (b"if-none-match", b"b")], (b"", b"", b"a,b", b"")),
        ([(b"if-modified-since", b"a"), (b"if-modified-since", b"b")], (b"", b"", b"", b"b")),
        (
            [
                (b"aaa", b"0"),
                (b"accept", b"1"),
                (b"accept-charset", b"0"),
                (b"accept-encoding", b"2"),
                (b"accept-language", b"0"),
                (b"if-match", b"0"),
                (b"if-modified-since", b"4"),
                (b"if-mum", b"0"),
                (b"if-none-match", b"3"),
                (b"if-range", b"0"),
                (b"zzz", b"0"),
            ],
            (b"1", b"2", b"3", b"4"),
        ),
    ],
)
def test_headers_are_read_in_one_pass_and_several_lines_count_as_one(
    sent: list[Header], read: tuple[bytes, ...]
) -> None:
    scope = {"headers": sent, "path": "/", "query_string": b""}
    assert request_headers(scope) == (read, False, b"")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/v1/x", True),
        ("/v1/x.csv", True),
        ("/v1", True),
        ("/v1/bulk", True),
        ("/v1/bulk/all.zip", False),
        ("/v1/x.xlsx", False),
        ("/v1/x.parquet", False),
        ("/docs", False),
        ("/projects/x", True),  # a page for people
        ("/assets/site.css", False),
    ],
)
def test_only_data_in_one_piece_is_kept(path: str, kept: bool) -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    ask(cache, path=path)
    ask(cache, path=path)
    assert app.calls == (1 if kept else 2)


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "A", "Z"])
def test_other_methods_pass_through(method: str) -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    ask(cache)
    for _ in range(2):
        assert ask(cache, method=method)[1]["body"] == b"{}"
    assert app.calls == 3


@pytest.mark.parametrize("kind", ["websocket", "lifespan", "a"])
def test_what_is_no_request_passes_through(kind: str) -> None:
    calls: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        calls.append(scope["type"])

    async def nothing(*_: Any) -> Any:
        return None

    cache = ResponseCache(app, Served(), CODE, 1_000_000)  # type: ignore[arg-type]
    scope = {"type": kind, "method": "GET", "path": "/v1/x", "query_string": b"", "headers": []}
    asyncio.run(cache(scope, nothing, nothing))
    assert calls == [kind]
    asyncio.run(cache({"type": kind}, nothing, nothing))
    assert calls == [kind] * 2


def test_head_is_made_as_get_sends_no_body_and_is_kept_for_get() -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    for _ in range(2):
        answer = ask(cache, method="HEAD", path="/v1/x")
        assert (status_of(answer), answer[1]["body"]) == (200, b"")
        assert headers_of(answer)[b"content-length"] == b"2"
    assert ask(cache, path="/v1/x")[1]["body"] == b"{}"
    assert (app.calls, app.scopes[0]["method"], app.scopes[0][HEAD_KEY]) == (1, "GET", True)
    ask(cache, path="/v1/y")
    assert HEAD_KEY not in app.scopes[1]


def test_an_answer_has_the_validators_and_length_of_its_encoding() -> None:
    body = b"word " * 1000
    cache = cache_over(App(body))
    validators = Validators(RELEASE, CODE)
    for coding in ("identity", "gzip", "zstd", "gzip", "identity"):
        answer = ask(cache, headers=((b"accept-encoding", coding.encode()),))
        headers, sent = headers_of(answer), answer[1]["body"]
        assert headers[b"content-length"] == b"%d" % len(sent)
        assert headers.get(b"content-encoding", b"identity") == coding.encode()
        for name, value in validators.headers("/v1/x.csv", coding):
            assert headers[name] == value
        assert set(EVERY_ANSWER) <= set(answer[0]["headers"])
        if coding == "gzip":
            assert gzip.decompress(sent) == body
        assert (sent == body) == (coding == "identity")


def test_the_first_answer_is_made_in_the_encoding_asked_for() -> None:
    answer = ask(cache_over(App(b"word " * 1000)), headers=((b"accept-encoding", b"gzip"),))
    assert headers_of(answer)[b"content-encoding"] == b"gzip"


@pytest.mark.parametrize("query", [b"", b"q=a.csv"])
@pytest.mark.parametrize(
    ("accept", "kept"),
    [
        (b"", True),
        (b"*/*", True),
        (b"application/json", True),
        (b"application/*;q=0.1", True),
        (b"text/html", False),
        (b"!", False),
        (b"text/html, application/json;q=0", False),
    ],
)
def test_a_kept_answer_is_sent_to_who_takes_its_media_type(
    accept: bytes, kept: bool, query: bytes
) -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    ask(cache, path="/v1/x", query=query)
    answer = ask(cache, path="/v1/x", query=query, headers=((b"accept", accept),))
    assert (app.calls, status_of(answer)) == ((1, 200) if kept else (2, 406))


def test_the_request_id_is_that_of_the_request_or_a_new_one() -> None:
    async def both() -> list[bytes]:
        ids = []
        for more in ({}, {REQUEST_ID_KEY: b"of-the-request"}):
            sent: list[Message] = []

            async def send(message: Message, sent: list[Message] = sent) -> None:
                sent.append(message)

            scope = {"type": "http", "method": "GET", "path": "/v1/x", "query_string": b""}
            await cache({**scope, "headers": [], **more}, send, send)  # type: ignore[arg-type]
            ids.append(headers_of(sent)[b"x-request-id"])
        return ids

    cache = cache_over(JsonApp(b"{}"))
    made, given = asyncio.run(both())
    assert len(made) == 36
    assert given == b"of-the-request"


@pytest.mark.parametrize(("most", "kept"), [(8 * (OVERHEAD + 5), True), (8 * OVERHEAD + 39, False)])
def test_an_answer_of_an_eighth_of_the_memory_is_kept(most: int, kept: bool) -> None:
    app = App(b"whole")
    cache = cache_over(app, most=most)
    ask(cache)
    ask(cache)
    assert app.calls == (1 if kept else 2)
    assert CacheEntry("/v1/x", RELEASE, [], b"whole").size == 2_005


def test_a_release_that_was_read_anew_empties_the_cache() -> None:
    served, app = Served(), App(b"whole")
    cache = ResponseCache(app, served, CODE, 1_000_000)  # type: ignore[arg-type]
    ask(cache)
    served.release = app.release = another()
    assert status_of(ask(cache)) == 200
    ask(cache)
    assert app.calls == 2


class Resting(Served):
    """A source that has not looked for its release yet, or cannot reach it."""

    reachable = True

    def settled(self) -> None:  # type: ignore[override]
        return None

    async def current(self) -> Served:
        if not self.reachable:
            raise Unavailable("The database cannot be reached.")
        return self


def test_a_source_that_must_look_first_is_waited_for() -> None:
    app, source = App(b"whole"), Resting()
    cache = ResponseCache(app, source, CODE, 1_000_000)  # type: ignore[arg-type]
    ask(cache)
    ask(cache)
    assert app.calls == 1
    assert FROM_MEMORY not in ask(cache)[0]["headers"]
    source.reachable, source.away = False, True
    answer = ask(cache)
    assert (status_of(answer), app.calls) == (200, 1)
    assert FROM_MEMORY in answer[0]["headers"]


def test_of_those_who_wait_each_gets_what_it_takes() -> None:
    app = JsonApp(b"{}")

    async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.01)
        await app(scope, receive, send)

    cache = ResponseCache(slowly, Served(), CODE, 1_000_000)  # type: ignore[arg-type]

    async def all_at_once() -> tuple[list[Message], ...]:
        return await asyncio.gather(
            ask_within(cache, "GET", "/v1/x", ()),
            ask_within(cache, "GET", "/v1/x", ((b"accept", b"text/html"),)),
            ask_within(cache, "GET", "/v1/x", ()),
        )

    assert [status_of(answer) for answer in asyncio.run(all_at_once())] == [200, 406, 200]
    assert app.calls == 2
