"""The edge around any application: what breaks inside is told outside by id alone, and a broken
stream is never taken for a whole one.
"""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.http.edge.middleware import Edge
from api.http.edge.respond import new_request_id


async def nothing() -> Message:
    return {"type": "http.disconnect"}


def through(
    app: Any, method: str = "GET", path: str = "/", headers: tuple[tuple[bytes, bytes], ...] = ()
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": headers,
    }
    asyncio.run(Edge(app, "")(scope, nothing, send))
    return sent


async def broken_before(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("inside")


async def broken_after(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    raise RuntimeError("inside")


async def whole(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["method"] == "GET"
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]}
    )
    await send({"type": "http.response.body", "body": b"whole"})


def test_a_failure_before_the_answer_is_a_problem(caplog: pytest.LogCaptureFixture) -> None:
    start, body = through(broken_before)
    assert start["status"] == 500
    assert b"inside" not in body["body"]
    assert "inside" in caplog.text


def test_a_failure_in_the_middle_breaks_the_connection() -> None:
    with pytest.raises(RuntimeError):
        through(broken_after)


def test_head_is_asked_as_get_and_loses_the_body() -> None:
    start, body = through(whole, "HEAD")
    assert (b"content-length", b"5") in start["headers"]
    assert body["body"] == b""


def test_request_ids_are_uuids_of_their_own() -> None:
    import uuid

    ids = [new_request_id().decode() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {uuid.UUID(one).version for one in ids} == {8}
    assert {uuid.UUID(one).variant for one in ids} == {uuid.RFC_4122}
