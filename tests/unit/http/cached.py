"""A cache over an application of a test's own, and how it is asked."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from api.collections.served_tables import declarations
from api.http.edge.negotiate import accepts
from api.http.edge.respond import ANSWER_KEY, JSON, data_response
from api.http.edge.response_cache import ResponseCache
from api.http.edge.version import CodeVersion
from api.read.release import Release, release_from

CODE = CodeVersion("1", "c" * 16, datetime(2026, 1, 1, tzinfo=UTC))


def release_named(name: str, digit: str, codelists: tuple[tuple[bytes], ...] = ()) -> Release:
    """A release with a hash of one digit."""
    row = (
        name,
        digit * 64,
        digit * 64,
        "2026-11-21T12:00:00Z",
        '["2025-10-26"]',
        "{}",
        declarations(),
        "built",
    )
    return release_from([row], [], codelists, [])


RELEASE = release_named("r1", "a")


@dataclass
class Served:
    """A source that serves one release."""

    release: Release = RELEASE
    away: bool = False

    def settled(self) -> "Served":
        return self

    async def current(self) -> "Served":
        return self


class App:
    """An application that answers in the pieces it is given, and counts how often."""

    def __init__(
        self, *pieces: bytes, status: int = 200, data: bool = True, wait: float = 0
    ) -> None:
        self.pieces, self.status, self.data, self.wait = pieces, status, data, wait
        self.calls, self.release = 0, RELEASE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        await asyncio.sleep(self.wait)
        if self.data and self.status == 200 and len(self.pieces) == 1:
            await data_response(Request(scope), self.pieces[0], self.release, media="text/csv")(
                scope, receive, send
            )
            return
        if self.data:
            scope[ANSWER_KEY].release = self.release
        await send(
            {
                "type": "http.response.start",
                "status": self.status,
                "headers": [(b"content-type", b"text/csv"), (b"x-request-id", b"1")],
            }
        )
        for place, piece in enumerate(self.pieces, 1):
            await send(
                {"type": "http.response.body", "body": piece, "more_body": place < len(self.pieces)}
            )


class JsonApp(App):
    """Answers JSON in one piece, or 406 to who does not take it; keeps the scopes it was given."""

    def __init__(self, *pieces: bytes) -> None:
        super().__init__(*pieces)
        self.scopes: list[dict[str, Any]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        self.scopes.append(dict(scope))
        if not accepts(dict(scope["headers"]).get(b"accept", b""), JSON):
            await send({"type": "http.response.start", "status": 406, "headers": []})
            await send({"type": "http.response.body", "body": b"406"})
            return
        await data_response(Request(scope), self.pieces[0], self.release)(scope, receive, send)


def status_of(answer: list[Message]) -> int:
    status: int = answer[0]["status"]
    return status


def headers_of(answer: list[Message]) -> dict[bytes, bytes]:
    return dict(answer[0]["headers"])


def ask(
    cache: ResponseCache,
    *,
    method: str = "GET",
    path: str = "/v1/x.csv",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    query: bytes = b"",
) -> list[Message]:
    return asyncio.run(ask_within(cache, method, path, headers, query))


async def ask_within(
    cache: ResponseCache,
    method: str,
    path: str,
    headers: tuple[tuple[bytes, bytes], ...],
    query: bytes = b"",
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": headers,
    }
    await cache(scope, receive, send)
    return sent


def cache_over(app: App, most: int = 1_000_000) -> ResponseCache:
    return ResponseCache(app, Served(), CODE, most)  # type: ignore[arg-type]


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
