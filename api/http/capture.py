"""Takes an answer as it is made, for the cache: held back where it comes in one piece, passed on where it comes in many. Never raises."""

from collections.abc import Callable
from typing import Any

from api.http.middleware import Message, Send

Headers = list[tuple[bytes, bytes]]


class Capture:
    """A data answer in one piece is held back; anything else is sent on at once.

    `answer` is where the handler leaves the release it read from; `begin_stream` gives the headers of an answer that is sent as it is made;
    of a streamed answer up to `most` bytes are collected as well. `silent` leaves bodies out.
    """

    def __init__(self, send: Send, answer: dict[str, Any], begin_stream: Callable[[], Headers], *, silent: bool, most: int) -> None:
        self._send, self._answer, self._begin_stream = send, answer, begin_stream
        self._silent, self._most = silent, most
        self._start: Message | None = None
        self._pieces: list[bytes] | None = None
        self._held = 0
        self.streamed = False
        self.body: bytes | None = None
        self.headers: Headers = []

    async def __call__(self, message: Message) -> None:
        """Take one message."""
        if message["type"] == "http.response.start":
            if message["status"] == 200 and "release" in self._answer:
                self._start, self._pieces = message, []
                left_out = (b"x-request-id", b"content-length")
                self.headers = [(name, value) for name, value in message["headers"] if name not in left_out]
            else:
                await self._send(message)
            return
        if message["type"] == "http.response.body":
            await self._body(message)

    async def _body(self, message: Message) -> None:
        piece, more = message.get("body", b""), message.get("more_body", False)
        if self._pieces is not None:
            self._held += len(piece)
            self._pieces.append(piece)
            if self._start is not None and more:
                start, self._start, self.streamed = self._start, None, True
                await self._send({**start, "headers": [*start["headers"], *self._begin_stream()]})
            if not more:
                self.body = b"".join(self._pieces)
            elif self._held > self._most:
                self._pieces = None
        if self.streamed or self._start is None:
            await self._send({**message, "body": b""} if self._silent else message)
