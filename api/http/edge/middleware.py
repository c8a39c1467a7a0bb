"""Applies to every answer the cache does not have: limits on requests, HEAD, OPTIONS, CORS and the
request id. Exceptions without a handler are logged and answered 500 here, so that these answers
have the same headers. CORS is `*` without `Vary: Origin`, which would split shared caches.
"""

import logging
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.edge.problems import FAULT_OF_OURS, problem_response
from api.http.edge.respond import (
    CALLER_KEY,
    HEAD_KEY,
    REQUEST_ID_KEY,
    STATUS_KEY,
    new_request_id,
)
from api.read.database.base import CLIENT

logger = logging.getLogger("pledgebook.http")

LONGEST_ADDRESS = 8000  # bytes of path and query
LARGEST_HEADERS = 32_000  # bytes of all request headers
LARGEST_BODY = 8_000  # bytes; no request needs any

_CALLER_ID = re.compile(rb"[\x21-\x7e]{1,128}")
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of every page for people: other hosts learn where a reader comes from, but not what was read.
REFERRER_POLICY = b"strict-origin-when-cross-origin"
ALLOW = b"GET, HEAD, OPTIONS"
EXPOSED = (
    b"Link, ETag, Last-Modified, Content-Disposition, Content-Encoding, Content-Range, "
    b"Accept-Ranges, Content-Length, Location, Allow, Vary, Retry-After, RateLimit, "
    b"RateLimit-Policy, Deprecation, Sunset, X-Request-ID, X-Data-Release, X-Data-Warnings, "
    b"Cache-Status"
)
EVERY_ANSWER: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED),
    (b"x-content-type-options", b"nosniff"),
)
_PREFLIGHT = [
    (b"allow", ALLOW),
    (b"access-control-allow-methods", ALLOW),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
]


class Edge:
    """The edge around the routes; `base` is the public address."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = scope.get(CALLER_KEY)  # by the cache, which has read the headers
        caller = _caller_id(scope) if known is None else known
        request_id = scope[REQUEST_ID_KEY] = _as_uuid(caller) or new_request_id()
        client = scope.get("client")
        CLIENT.set(client[0] if client else "")
        outgoing = _Outgoing(send, caller or request_id, scope)
        refused = _refusal(scope)
        if refused is not None:
            code, detail = refused
            await problem_response(code, detail, request_id.decode(), base=self._base)(
                scope, receive, outgoing
            )
        elif scope["method"] == "OPTIONS":
            await outgoing(
                {"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)}
            )
            await outgoing({"type": "http.response.body", "body": b""})
        else:
            inner = (
                {**scope, "method": "GET", HEAD_KEY: True} if scope["method"] == "HEAD" else scope
            )
            try:
                await self._app(inner, receive, outgoing)
            except Exception:
                # Logged with the id that the reader gets; where it repeats, the log holds it back.
                logger.exception("request %s failed", request_id.decode())
                if not outgoing.started:
                    await problem_response(
                        "internal_error", FAULT_OF_OURS, request_id.decode(), base=self._base
                    )(scope, receive, outgoing)
                elif not outgoing.finished:
                    raise


class _Outgoing:
    """Sends messages on, with the headers every answer carries, and without a body where only the
    head was asked for.
    """

    def __init__(self, send: Send, request_id: bytes, scope: Scope) -> None:
        self._send, self._request_id, self._scope = send, request_id, scope
        self._silent = scope["method"] == "HEAD"
        self.started = self.finished = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            self._scope[STATUS_KEY] = message["status"]
            own = (b"x-request-id", self._request_id)
            message = {**message, "headers": [*message.get("headers", ()), *EVERY_ANSWER, own]}
        elif message["type"] == "http.response.body":
            self.finished = not message.get("more_body", False)
            if self._silent:
                message = {**message, "body": b""}
        await self._send(message)


class StrictTransport:
    """Says in every answer that only HTTPS is to be used for this host, for so many seconds."""

    def __init__(self, app: ASGIApp, seconds: int) -> None:
        self._app, self._header = app, (b"strict-transport-security", b"max-age=%d" % seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], self._header]}
            await send(message)

        await self._app(scope, receive, sent)


def _refusal(scope: Scope) -> tuple[str, str] | None:
    """Code and sentence for a request that is too big to look at."""
    length = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
    if length > LONGEST_ADDRESS:
        return (
            "address_too_long",
            f"The address has {length} bytes; at most {LONGEST_ADDRESS} are read.",
        )
    size = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        if name == b"content-length" and has_large_body(value):
            return "body_too_large", "Requests to this API carry no body."
    if size > LARGEST_HEADERS:
        return (
            "headers_too_large",
            f"The request headers have {size} bytes; at most {LARGEST_HEADERS} are read.",
        )
    return None


def kept_id(value: bytes) -> bytes:
    """A caller's `X-Request-ID`, if it is one that can be sent back and logged."""
    return value if _CALLER_ID.fullmatch(value) else b""


def _caller_id(scope: Scope) -> bytes:
    return next(
        (kept_id(value) for name, value in scope["headers"] if name == b"x-request-id"), b""
    )


def _as_uuid(caller: bytes) -> bytes:
    """The id in the form that `instance` of a problem has, if it is one."""
    return caller if _UUID.fullmatch(caller) else b""


def has_large_body(content_length: bytes) -> bool:
    """Whether the length that a request states is more than is read of it."""
    return content_length.isdigit() and (
        len(content_length) > 18 or int(content_length) > LARGEST_BODY
    )
