"""A connection whose client does not send its request is closed in time, on a clock of the test."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from unittest.mock import Mock

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from api.serving import BoundedConnection, JoinedWrites

IDLE, STALLED = 75, 60
REQUEST = b"GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n"
WITH_BODY = b"POST /v1 HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"


class Timer:
    """Something that is to happen."""

    def __init__(self, due: float, happens: Callable[[], None]) -> None:
        self.due, self.happens, self.over = due, happens, False

    def cancel(self) -> None:
        """Let it not happen."""
        self.over = True


class Loop:
    """An event loop whose time passes where a test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []
        self.tasks: list[Coroutine[Any, Any, None]] = []

    def call_later(self, seconds: float, happens: Callable[[], None]) -> Timer:
        """Note what is to happen."""
        self.timers.append(Timer(self.now + seconds, happens))
        return self.timers[-1]

    def create_task(self, work: Coroutine[Any, Any, None]) -> Mock:
        """Note what is to be done."""
        self.tasks.append(work)
        return Mock()

    def work(self) -> None:
        """Do it."""
        while self.tasks:
            asyncio.run(self.tasks.pop(0))

    def waiting(self) -> list[Timer]:
        """What is still to happen."""
        return [timer for timer in self.timers if not timer.over]

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        for timer in self.waiting():
            if timer.due <= self.now:
                timer.over = True
                timer.happens()


class Transport(asyncio.Transport):
    """A connection that notes what is written, and whether it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closed = False

    @property
    def written(self) -> bytes:
        """All of it."""
        return b"".join(self.writes)

    def write(self, data: Any) -> None:
        """Note it."""
        self.writes.append(data)

    def close(self) -> None:
        """Note it."""
        self.closed = True

    def is_closing(self) -> bool:
        """Whether it was closed."""
        return self.closed

    def resume_reading(self) -> None:
        """Nothing was paused."""


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})


class Client:
    """A client of a server of its own."""

    def __init__(self) -> None:
        self.loop, self.transport = Loop(), Transport()
        config = uvicorn.Config(app, timeout_keep_alive=IDLE, log_config=None, ws="none")
        self.connection = BoundedConnection(
            config, ServerState(), {}, _loop=self.loop, stalled_seconds=STALLED
        )
        self.connection.connection_made(self.transport)

    def sends(self, *parts: bytes, pause: float = 0) -> None:
        """The parts, with a pause after each; what comes after the end is not received."""
        for part in parts:
            if not self.transport.closed:
                self.connection.data_received(part)
                self.loop.work()
            self.loop.wait(pause)

    def closed_after(self, seconds: float) -> bool:
        """Whether the connection is closed after so many seconds, and not before."""
        self.loop.wait(seconds - 1)
        early = self.transport.closed
        self.loop.wait(1)
        return self.transport.closed and not early


def letters(text: bytes) -> list[bytes]:
    return [text[place : place + 1] for place in range(len(text))]


@pytest.mark.parametrize("before", [(), (REQUEST,), (REQUEST, REQUEST)])
def test_who_sends_nothing_is_idle(before: tuple[bytes, ...]) -> None:
    client = Client()
    client.sends(*before)
    assert client.transport.written.count(b"200 OK") == len(before)
    assert client.closed_after(IDLE)


@pytest.mark.parametrize("before", [b"", REQUEST, WITH_BODY])
@pytest.mark.parametrize("text", [REQUEST[:-1], b"\r\n\r\n", b"G", b"GET /" + b"a" * 50])
def test_who_sends_a_letter_now_and_then_is_given_up(before: bytes, text: bytes) -> None:
    client = Client()
    if before:
        client.sends(before)
    first, *others = letters(text)
    client.sends(first)
    client.sends(*others, pause=1)
    assert client.closed_after(STALLED - len(others))


def test_a_request_that_comes_in_letters_is_answered_in_time() -> None:
    client = Client()
    for _ in range(3):
        client.sends(*letters(REQUEST), pause=1)
    assert client.transport.written.count(b"200 OK") == 3
    assert not client.transport.closed
    assert client.closed_after(IDLE - 1)


@pytest.mark.parametrize("sent", [(), (REQUEST,), (REQUEST, b"G"), (b"G",), (b"\xff\r\n",)])
def test_of_a_connection_that_is_gone_nothing_is_kept(sent: tuple[bytes, ...]) -> None:
    client = Client()
    client.sends(*sent)
    client.connection.connection_lost(OSError("reset"))
    assert client.loop.waiting() == []


@pytest.mark.parametrize(
    "sent", ["GET /v1/é HTTP/1.1\r\n\r\n".encode(), b"GET / HTTP/1.1\r\nno colon\r\n\r\n"]
)
def test_what_the_parser_refuses_never_reaches_us(
    sent: bytes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the runbook says."""
    for name in ("uvicorn", "uvicorn.error"):  # a server that was started here sets them otherwise
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        monkeypatch.setattr(logging.getLogger(name), "disabled", False)
        caplog.set_level(logging.WARNING, name)
    client = Client()
    client.sends(sent)
    assert client.transport.written.startswith(b"HTTP/1.1 400 ")
    assert client.transport.closed
    assert "Invalid HTTP request received." in caplog.text


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
UNCHANGED = b"HTTP/1.1 304 Not Modified\r\n\r\n"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ([HEAD, b"body"], [HEAD + b"body"]),
        ([HEAD, b"a part", b"another"], [HEAD + b"a part", b"another"]),
        ([HEAD, b""], [HEAD]),
        ([HEAD], [HEAD]),
        ([UNCHANGED, b""], [UNCHANGED]),
        ([HEAD, HEAD], [HEAD + HEAD]),  # a body may read like a head
        (
            [b"HTTP/1.1 100 Continue\r\n\r\n", HEAD, b"a"],
            [b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"a"],
        ),
    ],
)
@pytest.mark.parametrize("ends", ["flush", "close"])
def test_a_head_is_written_with_its_body(
    given: list[bytes], written: list[bytes], ends: str
) -> None:
    transport = Transport()
    writes = JoinedWrites(transport)
    for piece in given:
        writes.write(piece)
    getattr(writes, ends)()
    assert (transport.writes, writes.is_closing()) == (written, ends == "close")


@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_an_answer_is_one_write_also_where_only_its_head_was_asked_for(method: bytes) -> None:
    client = Client()
    client.sends(REQUEST.replace(b"GET", method))
    (written,) = client.transport.writes
    assert written.startswith(b"HTTP/1.1 200 OK")
    assert written.endswith(b"\r\n\r\n")
