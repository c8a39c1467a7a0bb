"""Applies to every answer the cache does not have: limits on requests, HEAD, OPTIONS, CORS and the
request id. Exceptions without a handler are logged and answered 500 here, so that these answers
have the same headers. CORS is `*` without `Vary: Origin`, which would split shared caches.
"""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.edge.problems import problem_response
from api.http.edge.respond import HEAD_KEY, REQUEST_ID_KEY, new_request_id

logger = logging.getLogger("pledgebook.http")

LONGEST_ADDRESS = 8000  # bytes of path and query
LARGEST_HEADERS = 32_000  # bytes of all request headers
LARGEST_BODY = 8_000  # bytes; no request needs any

ALLOW = b"GET, HEAD, OPTIONS"
EXPOSED = (
    b"Link, ETag, Last-Modified, Content-Disposition, Content-Encoding, Accept-Ranges, "
    b"Content-Range, Location, Allow, Vary, Retry-After, RateLimit, RateLimit-Policy, "
    b"Deprecation, Sunset, X-Request-ID, X-Data-Release, X-Data-Warnings"
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
        request_id = scope[REQUEST_ID_KEY] = new_request_id()
        outgoing = _Outgoing(send, request_id, silent=scope["method"] == "HEAD")
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
                # Logged with the id that the reader gets; they get nothing else.
                logger.exception("request %s failed", request_id.decode())
                if not outgoing.started:
                    detail = "The error has been logged under this id."
                    await problem_response(
                        "internal_error", detail, request_id.decode(), base=self._base
                    )(scope, receive, outgoing)
                elif not outgoing.finished:
                    raise


class _Outgoing:
    """Sends messages on, with the headers every answer carries, and without a body where only the
    head was asked for.
    """

    def __init__(self, send: Send, request_id: bytes, *, silent: bool) -> None:
        self._send, self._request_id, self._silent = send, request_id, silent
        self.started = self.finished = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            own = (b"x-request-id", self._request_id)
            message = {**message, "headers": [*message.get("headers", ()), *EVERY_ANSWER, own]}
        elif message["type"] == "http.response.body":
            self.finished = not message.get("more_body", False)
            if self._silent:
                message = {**message, "body": b""}
        await self._send(message)


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
        if name == b"content-length" and value.isdigit() and int(value) > LARGEST_BODY:
            return "body_too_large", "Requests to this API carry no body."
    if size > LARGEST_HEADERS:
        return (
            "headers_too_large",
            f"The request headers have {size} bytes; at most {LARGEST_HEADERS} are read.",
        )
    return None
