"""The edge around any application: what breaks inside is told outside by id alone, and a broken stream is never taken for a whole one."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from api.http.edge.middleware import Edge, Message, Receive, Scope, Send
from api.http.edge.respond import new_request_id


async def nothing() -> Message:
    return {"type": "http.disconnect"}


def through(app: Any, method: str = "GET", path: str = "/", headers: tuple[tuple[bytes, bytes], ...] = ()) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
    asyncio.run(Edge(app, "", answer_to)(scope, nothing, send))
    return sent


class Foreseen(Exception):
    """One that has an answer."""


def answer_to(request: Request, error: Exception) -> Response | None:
    return Response(b"foreseen", 404) if isinstance(error, Foreseen) else None


async def foreseen(scope: Scope, receive: Receive, send: Send) -> None:
    raise Foreseen


async def foreseen_too_late(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise Foreseen


async def broken_before(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("inside")


async def broken_after(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    raise RuntimeError("inside")


async def whole(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["method"] == "GET"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
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


def test_a_failure_that_was_foreseen_has_its_answer(caplog: pytest.LogCaptureFixture) -> None:
    start, body = through(foreseen)
    assert (start["status"], body["body"], caplog.text) == (404, b"foreseen", "")
    assert b"x-request-id" in dict(start["headers"])


def test_an_answer_begun_is_never_followed_by_another() -> None:
    with pytest.raises(Foreseen):
        through(foreseen_too_late)


def test_an_answer_that_cannot_be_made_is_a_problem(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def breaking(request: Request, error: Exception) -> Response | None:
        raise RuntimeError("inside")

    monkeypatch.setitem(globals(), "answer_to", breaking)
    start, body = through(foreseen)
    assert start["status"] == 500
    assert b"inside" not in body["body"]
    assert "inside" in caplog.text


def test_request_ids_are_uuids_of_their_own() -> None:
    import uuid

    ids = [new_request_id().decode() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {uuid.UUID(one).version for one in ids} == {8}
    assert {uuid.UUID(one).variant for one in ids} == {uuid.RFC_4122}
