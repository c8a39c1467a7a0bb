"""What all answers of one release share (ETag, Last-Modified), and the answer a request is making:
a handler leaves a complete one here, a stream is copied while it is sent. Never raises.
"""

import asyncio
from collections.abc import Callable
from hashlib import blake2b

from starlette.types import Message, Send

from api.http.edge.middleware import EVERY_ANSWER
from api.http.edge.respond import CACHE_CONTROL, WARNINGS_HEADER, Answer, last_modified
from api.http.edge.version import CodeVersion
from api.read.release import Release

Headers = list[tuple[bytes, bytes]]

VARY = (b"vary", b"Accept, Accept-Encoding")


class Validators:
    """The validators of all answers of one release by one code; what is the same for all is made
    once.
    """

    def __init__(self, release: Release, code: CodeVersion) -> None:
        self.release = release
        self._digest = blake2b(release.validator, digest_size=16, person=code.digest.encode())
        self._same = [
            (b"last-modified", last_modified(release.published_at, code.built_at)),
            (b"cache-control", CACHE_CONTROL.encode()),
            VARY,
        ]
        self._rest = [(b"x-data-release", release.id.encode()), *EVERY_ANSWER]

    def etag(self, address: str, coding: str) -> bytes:
        """The ETag of an address in an encoding: it covers release, code, canonical address and
        encoding.
        """
        digest = self._digest.copy()
        digest.update(f"{coding} {address}".encode("utf-8", "surrogateescape"))
        return f'"{digest.hexdigest()}"'.encode()

    def headers(self, address: str, coding: str) -> Headers:
        """ETag, Last-Modified, and how long and for which requests the answer may be kept."""
        return [(b"etag", self.etag(address, coding)), *self._same]

    def unchanged(self, headers: Headers, of_answer: Headers) -> Headers:
        """The headers of an answer that says that nothing changed. `of_answer` are those of the
        answer itself: what a later release corrected of it changes, and its bytes do not.
        """
        warnings = [header for header in of_answer if header[0] == WARNINGS_HEADER]
        return [*headers, *warnings, *self._rest]


NOT_ACCEPTABLE = 406  # the one error that depends on more than the address

# What whoever sends a kept answer adds anew.
_ADDED = {b"x-request-id", b"content-length", *(name for name, _ in EVERY_ANSWER)}
_OF_UNCHANGED = {
    b"x-request-id",
    b"x-data-release",
    WARNINGS_HEADER,
    *(name for name, _ in EVERY_ANSWER),
}


class PendingResponse(Answer):
    """The answer to one address while it is made, and the sender of whatever is not in one piece.

    `ready` is set when those who ask the same meanwhile need not wait any longer. Of a stream up to
    `most` bytes are collected; `silent` leaves bodies out. A stream that `none_match` names by its
    ETag is not sent: the reader has it, and gets its headers. `failure` is an error that was sent:
    those who waited get the same, since a query that was given up must not be tried again by all of
    them at once.
    """

    __slots__ = (
        "_address",
        "_held",
        "_most",
        "_none_match",
        "_pieces",
        "_send",
        "_silent",
        "_validators_of",
        "body",
        "failure",
        "headers",
        "ready",
    )

    def __init__(
        self,
        send: Send,
        address: str,
        validators_of: Callable[[Release], Validators],
        *,
        silent: bool,
        most: int,
        none_match: bytes = b"",
    ) -> None:
        super().__init__()
        self._none_match = none_match
        self._send, self._address, self._validators_of = send, address, validators_of
        self._silent, self._most = silent, most
        self._pieces: list[bytes] | None = None
        self._held = 0
        self.ready = asyncio.Event()
        self.body: bytes | None = (
            None  # all of a stream, once it has ended and where it is not too long
        )
        self.headers: Headers = []
        self.failure: list[Message] = []

    async def __call__(self, message: Message) -> None:
        """Pass one message on."""
        if message["type"] == "http.response.start":
            message = self._begun(message)
        elif self.failure:
            self.failure.append(message)
        else:
            self._collect(message.get("body", b""), more=message.get("more_body", False))
        if self._silent and "body" in message:
            message = {**message, "body": b""}
        await self._send(message)

    def _begun(self, start: Message) -> Message:
        """The head as it is sent: of a stream with its validators, since it is sent without
        encoding.
        """
        if start["status"] >= 400 and start["status"] != NOT_ACCEPTABLE:
            self.failure.append(start)
        if start["status"] != 200 or self.release is None:
            return start
        self.ready.set()  # nobody waits for the end of a stream
        own = self._validators_of(self.release).headers(self._address, "identity")
        if own[0][1] in self._none_match:
            self.held = self._silent = True
            kept = [header for header in start["headers"] if header[0] in _OF_UNCHANGED]
            return {**start, "status": 304, "headers": [*own, *kept]}
        self._pieces = []
        self.headers = [(name, value) for name, value in start["headers"] if name not in _ADDED]
        return {**start, "headers": [*start["headers"], *own]}

    def _collect(self, piece: bytes, *, more: bool) -> None:
        if self._pieces is None or self._silent:
            return
        self._held += len(piece)
        if self._held > self._most:
            self._pieces = None
            return
        self._pieces.append(piece)
        if not more:
            self.body = b"".join(self._pieces)
