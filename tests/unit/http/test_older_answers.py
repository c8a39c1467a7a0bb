"""How the cache answers from an older release that an address names, and what it leaves in the
scope of a request for the log.
"""

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from api.http.edge import response_cache
from api.http.edge.canonical_url import canonical
from api.http.edge.negotiate import compressed
from api.http.edge.pending_response import Validators
from api.http.edge.respond import FROM_CACHE_KEY, STATUS_KEY
from api.http.edge.response_cache import ResponseCache
from tests.unit.http.cached import (
    CODE,
    RELEASE,
    App,
    Served,
    ask,
    ask_within,
    cache_over,
    release_named,
    status_of,
)

OLDER = release_named("r0", "0")
NAMED = b"release=r0"
ETAG = Validators(OLDER, CODE).etag(canonical("/v1/x.csv", NAMED), "identity")


def cache_with_older(app: App, served: Served) -> ResponseCache:
    """A cache that can open an older release."""
    return ResponseCache(app, served, CODE, 1_000_000, {OLDER.id: OLDER}.get)  # type: ignore[arg-type]


def scope_after(
    cache: ResponseCache, method: str = "GET", query: bytes = b"", *headers: tuple[bytes, bytes]
) -> tuple[dict[str, Any], list[Message]]:
    """The scope of a request once it is answered, and the answer."""
    sent: list[Message] = []
    scope: dict[str, Any] = {"type": "http", "method": method, "path": "/v1/x.csv"}
    scope |= {"query_string": query, "headers": headers}

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    asyncio.run(cache(scope, receive, send))
    return scope, sent


@pytest.mark.parametrize("pieces", [(b"whole",), (b"one", b"two")])
def test_that_an_older_answer_is_unchanged_is_said_once_it_was_made(
    pieces: tuple[bytes, ...],
) -> None:
    app = App(*pieces)
    app.release = OLDER
    cache = cache_with_older(app, Served())
    scope, sent = scope_after(cache, "GET", NAMED, (b"if-none-match", ETAG))
    assert (app.calls, status_of(sent), scope[STATUS_KEY]) == (1, 304, 304)
    assert b"".join(message.get("body", b"") for message in sent) == b""


def test_an_older_answer_is_kept_until_there_is_a_new_release() -> None:
    app, served = App(b"whole"), Served()
    app.release = OLDER
    cache = cache_with_older(app, served)
    for _ in range(2):
        assert ask(cache, query=NAMED)[1]["body"] == b"whole"
    assert app.calls == 1
    assert status_of(ask(cache, query=NAMED, headers=((b"if-none-match", ETAG),))) == 304
    assert app.calls == 1
    served.release = release_named("r2", "b")
    ask(cache, query=NAMED)
    assert app.calls == 2


def test_a_release_that_cannot_be_opened_at_once_is_asked_of_the_application() -> None:
    app = App(b"whole")
    app.release = OLDER
    cache = ResponseCache(app, Served(), CODE, 1_000_000)  # type: ignore[arg-type]
    for _ in range(2):
        assert status_of(ask(cache, query=NAMED, headers=((b"if-none-match", ETAG),))) == 304
    assert app.calls == 1


def test_an_etag_of_the_served_release_says_nothing_of_an_older_one() -> None:
    app = App(b"whole")
    app.release = OLDER
    etag = Validators(RELEASE, CODE).etag(canonical("/v1/x.csv", NAMED), "identity")
    answer = ask(cache_with_older(app, Served()), query=NAMED, headers=((b"if-none-match", etag),))
    assert (status_of(answer), answer[1]["body"]) == (200, b"whole")


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
    gzip = ((b"accept-encoding", b"gzip"),)

    async def many() -> list[list[Message]]:
        return await asyncio.gather(
            *(ask_within(cache, "GET", "/v1/x.csv", gzip) for _ in range(5))
        )

    answers = asyncio.run(many())
    assert len({answer[1]["body"] for answer in answers}) == 1
    assert made == ["gzip"]
