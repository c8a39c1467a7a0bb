"""What the cache keeps and passes by, and what it leaves in the scope of a request for the log."""

import asyncio
import random

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.base.errors import Unavailable
from api.http.edge import response_cache
from api.http.edge.cache_entry import OVERHEAD
from api.http.edge.middleware import LARGEST_HEADERS
from api.http.edge.negotiate import compressed
from api.http.edge.respond import ANSWER_KEY, CALLER_KEY, FROM_CACHE_KEY, STATUS_KEY
from api.http.edge.response_cache import ResponseCache
from tests.unit.http.cached import (
    CODE,
    App,
    JsonApp,
    Served,
    ask,
    ask_within,
    cache_over,
    headers_of,
    scope_after,
)

GZIP = ((b"accept-encoding", b"gzip"),)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_log_learns_the_status_and_whether_an_answer_was_kept(method: str) -> None:
    cache = cache_over(App(b"whole"))
    first, _ = scope_after(cache, method)
    again, _ = scope_after(cache, method)
    assert (first[STATUS_KEY], again[STATUS_KEY]) == (200, 200)
    assert FROM_CACHE_KEY not in first
    assert FROM_CACHE_KEY in again


def test_an_answer_is_encoded_once_for_all_who_wait_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    async def counted(body: bytes, coding: str) -> bytes:
        made.append(coding)
        await asyncio.sleep(0)
        return await compressed(body, coding)

    monkeypatch.setattr(response_cache, "compressed", counted)
    cache = cache_over(App(b"word " * 1000, wait=0.001))

    async def many() -> list[list[Message]]:
        return await asyncio.gather(
            *(ask_within(cache, "GET", "/v1/x.csv", GZIP) for _ in range(5))
        )

    answers = asyncio.run(many())
    assert len({answer[1]["body"] for answer in answers}) == 1
    assert made == ["gzip"]
    ask(cache_over(App(b"one", b"two")), headers=GZIP)
    assert made == ["gzip"], "a stream is sent as it is"


def test_an_answer_that_grows_by_an_encoding_takes_the_place_of_others() -> None:
    app = App(random.Random(1).randbytes(1000))
    cache = cache_over(app, most=8 * (OVERHEAD + 1000))
    for number in range(8):
        ask(cache, path=f"/v1/{number}.csv")
    assert (app.calls, len(cache._entries)) == (8, 8)
    ask(cache, path="/v1/7.csv", headers=GZIP)
    assert (app.calls, len(cache._entries)) == (8, 7)
    ask(cache, path="/v1/0.csv")
    assert app.calls == 9


@pytest.mark.parametrize("path", ["/docs", "/v1/bulk/all.zip"])
def test_what_is_no_data_is_passed_on_whatever_was_asked_before(path: str) -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    ask(cache)
    for _ in range(2):
        ask(cache, path=path)
    assert [ANSWER_KEY in scope for scope in app.scopes] == [True, False, False]


def test_a_request_with_large_headers_is_passed_on() -> None:
    app = JsonApp(b"{}")
    cache = cache_over(app)
    for length in (1, LARGEST_HEADERS, 1):
        ask(cache, path="/v1/x", headers=((b"cookie", b"x" * length),))
    assert [ANSWER_KEY in scope for scope in app.scopes] == [True, False]


def test_before_a_release_was_ever_read_every_request_is_passed_on() -> None:
    class Lost(Served):
        def settled(self) -> None:  # type: ignore[override]
            return None

        async def current(self) -> Served:
            raise Unavailable("The database cannot be reached.")

    app = JsonApp(b"{}")
    ask(ResponseCache(app, Lost(), CODE, 1_000_000))  # type: ignore[arg-type]
    assert ANSWER_KEY not in app.scopes[0]


def test_the_id_that_a_caller_gave_its_request_comes_back() -> None:
    cache = cache_over(App(b"whole"))
    for _ in range(2):
        scope, sent = scope_after(cache, "GET", b"", (b"x-request-id", b"mine"))
        assert (scope[CALLER_KEY], headers_of(sent)[b"x-request-id"]) == (b"mine", b"mine")
    scope, sent = scope_after(cache)
    assert scope[CALLER_KEY] == b""
    assert len(headers_of(sent)[b"x-request-id"]) == 36


def test_the_log_learns_which_route_answered_head() -> None:
    class Routed(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            scope["route"] = "the route"
            await super().__call__(scope, receive, send)

    scope, _ = scope_after(cache_over(Routed(b"whole")), "HEAD")
    assert (scope["route"], scope[STATUS_KEY]) == ("the route", 200)
    assert ANSWER_KEY not in scope
