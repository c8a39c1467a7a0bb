"""The cache in front of the application: finished answers by canonical address, bounded by bytes
(LRU), dropped at a new release. A hit or a 304 needs no routing and no query; equal requests that
miss together run once. Plain ASGI; raises only what the application raises.
"""

import re
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.base.bounded import Lru
from api.http.edge.cache_entry import CacheEntry, Finished, Variant, entry_made
from api.http.edge.canonical_url import canonical
from api.http.edge.conditions import needs_a_file
from api.http.edge.ignored import ignored_names, warning_of
from api.http.edge.middleware import EVERY_ANSWER
from api.http.edge.negotiate import (
    RequestHeaders,
    accepts,
    compressed,
    encoding,
    request_headers,
)
from api.http.edge.pending_response import PendingResponse, Validators
from api.http.edge.respond import (
    ANSWER_KEY,
    CALLER_KEY,
    FROM_CACHE_KEY,
    HEAD_KEY,
    JSON,
    REQUEST_ID_KEY,
    STATUS_KEY,
    is_later,
    new_request_id,
)
from api.http.edge.version import CodeVersion
from api.read.database.base import Source
from api.read.release import Release

# Pages of fixed files and of the server's own state; everything else is made from one release.
_FIXED = ("/docs", "/openapi", "/problems", "/assets", "/robots.txt", "/llms.txt", "/.well-known")
NOT_DATA = (*_FIXED, "/healthz", "/readyz", "/version", "/metrics")
FILES_PREFIX, FILES_SUFFIXES = "/v1/bulk/", (".xlsx", ".parquet")
MOST_RELEASES = 16  # whose validators are kept
# Said of an answer while the database cannot be read (RFC 9211).
FROM_MEMORY = (b"cache-status", b'Pledgebook; hit; detail="database-unavailable"')
_NAMED = re.compile(r"[?&]release=([^&]*)")
_NO_BODY: Message = {"type": "http.response.body", "body": b""}


class ResponseCache:
    """The cache; `most_bytes` bounds what it keeps, and an eighth of it the largest answer.
    `opened` gives a release that an address names, where it can answer at once.
    """

    def __init__(
        self,
        app: ASGIApp,
        source: Source,
        code: CodeVersion,
        most_bytes: int,
        opened: Callable[[str], Release | None] = lambda release_id: None,
    ) -> None:
        self._app, self._source, self._code, self._largest = app, source, code, most_bytes // 8
        self._opened = opened
        self._entries: Lru[str, CacheEntry] = Lru(most_bytes, size=lambda entry: entry.size)
        self._release: Release | None = None
        self._validators: Lru[Release, Validators] = Lru(MOST_RELEASES)
        self._pending: dict[str, PendingResponse] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where possible."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or needs_a_file(scope):
            await self._app(scope, receive, send)
            return
        headers, too_large, caller = request_headers(scope)
        scope[CALLER_KEY] = caller
        if ignored := ignored_names(scope["query_string"]):
            send = warning_of(ignored, send)
        snapshot, release = self._source.settled(), self._release
        if snapshot is None or snapshot.release is not release:
            release = await self._served_release() if _is_data(scope["path"]) else None
        address = canonical(scope["path"], scope["query_string"])
        entry = self._entries.get(address) if release is not None else None
        if too_large or release is None or (entry is None and not _is_data(scope["path"])):
            await self._app(scope, receive, send)
            return
        read: Release | None = release
        if b"release=" in scope["query_string"] and (named := _NAMED.search(address)):
            read = self._opened(named[1])
        if read is not None and (answer := self._finished(entry, read, address, headers)):
            scope[FROM_CACHE_KEY] = "" if entry is None else entry.route
            await self._send(answer, scope, send)
        elif entry is not None and _acceptable(entry, address, headers):
            await self._send_encoded(entry, headers, scope, send)
        else:
            await self._miss(address, headers, scope, receive, send)

    async def _served_release(self) -> Release | None:
        """The release being served; a new one empties the cache. While the database is away it is
        the one whose answers are kept.
        """
        try:
            release = (await self._source.current()).release
        except Exception:  # noqa: BLE001 - whoever makes the answer meets it too, inside the edge
            return self._release
        if release is not self._release:
            self._release = release
            self._entries.clear()
        return release

    def _finished(
        self, entry: CacheEntry | None, release: Release, address: str, headers: RequestHeaders
    ) -> Finished | None:
        """What can be sent at once: an answer in the encoding asked for, or that nothing changed
        since the client got it.

        An ETag, where one is sent, decides alone. Only a good answer ever had it, so none need be
        made to compare it with.
        """
        accept, accept_encoding, none_match, modified_since = headers
        if accept and accept != b"*/*" and not _acceptable(entry, address, headers):
            return None
        coding = encoding(accept_encoding) if accept_encoding else "identity"
        variant = entry.variants.get(coding) if entry is not None else None
        if none_match:
            if variant is not None and (variant.etag in none_match or none_match == b"*"):
                return variant.unchanged
            if entry is None and release is not self._release:
                return None  # made first: its headers say what was corrected since
            validators = self._validators_of(release)
            of_answer = entry.headers if entry is not None else []
            for one in (
                coding,
                "identity",
            ):  # a long answer is streamed as it is, whatever encodings its reader takes
                if validators.etag(address, one) in none_match:
                    own = validators.headers(address, one)
                    return Finished(304, validators.unchanged(own, of_answer), _NO_BODY)
        elif (
            modified_since
            and variant is not None
            and (modified_since == variant.modified or is_later(modified_since, variant.modified))
        ):
            return variant.unchanged
        return variant.whole if variant is not None else None

    def _validators_of(self, release: Release) -> Validators:
        validators = self._validators.get(release)
        if validators is None:
            validators = Validators(release, self._code)
            self._validators.put(release, validators)
        return validators

    async def _miss(
        self, address: str, headers: RequestHeaders, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Make the answer, or wait for the request that is making it."""
        head, newest = scope["method"] == "HEAD", self._release
        awaited = None
        while (pending := self._pending.get(address)) is not None and pending is not awaited:
            await pending.ready.wait()
            awaited = pending  # still there where it is a long stream, which nobody else can share
            entry = self._entries.get(address)
            if entry is not None and _acceptable(entry, address, headers):
                await self._send_encoded(entry, headers, scope, send)
                return
            for message in pending.failure:
                await send(_NO_BODY if head and "body" in message else message)
            if pending.failure:
                return
        pending = self._pending[address] = PendingResponse(
            send,
            address,
            self._validators_of,
            silent=head,
            most=self._largest,
            none_match=headers[2],
        )
        inner = {**scope, "method": "GET", HEAD_KEY: True} if head else scope
        inner[ANSWER_KEY] = pending
        entry = None
        try:
            await self._app(inner, receive, pending)
            entry = entry_made(address, pending, inner)
            if entry is not None and pending.whole is not None:
                # Here, so that of many who wait not each makes it.
                await self._encode(entry, encoding(headers[1]))
            if entry is not None:
                self._keep(entry, newest)
        finally:
            # The server's sender holds the scope, and `pending` the sender: without this only the
            # collector would free them.
            del inner[ANSWER_KEY]
            if head:
                scope.update({key: inner[key] for key in ("route", STATUS_KEY) if key in inner})
            if pending.held:
                scope[STATUS_KEY] = 304
            pending.ready.set()
            if self._pending.get(address) is pending:
                del self._pending[address]
        # Sent when nobody waits for it any more: this reader may be slow.
        if entry is not None and pending.whole is not None:
            await self._send_encoded(entry, headers, scope, send)

    def _keep(self, entry: CacheEntry, newest: Release | None) -> None:
        """Keep an answer, unless it takes too much of the memory or is of another release than the
        address reads by now.

        An address that names an older release is kept until there is a new one: its headers say
        whether there is.
        """
        if entry.size > self._largest:
            return
        if entry.release is self._release or (
            newest is self._release and _NAMED.search(entry.address)
        ):
            self._entries.put(entry.address, entry)

    async def _send_encoded(
        self, entry: CacheEntry, headers: RequestHeaders, scope: Scope, send: Send
    ) -> None:
        """Send an answer, in an encoding that is made where it is first asked for."""
        coding = encoding(headers[1])
        if coding not in entry.variants:
            await self._encode(entry, coding)
            if self._entries.get(entry.address) is entry:
                self._entries.put(entry.address, entry)  # anew, since it has grown
        answer = self._finished(entry, entry.release, entry.address, headers)
        assert answer is not None
        await self._send(answer, scope, send)

    async def _send(self, answer: Finished, scope: Scope, send: Send) -> None:
        scope[STATUS_KEY] = answer.status
        if REQUEST_ID_KEY not in scope:
            scope[REQUEST_ID_KEY] = new_request_id()
        own = (b"x-request-id", scope.get(CALLER_KEY) or scope[REQUEST_ID_KEY])
        headers = [*answer.headers, own]
        if self._source.away:
            headers.append(FROM_MEMORY)
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send(_NO_BODY if scope["method"] == "HEAD" else answer.body)

    async def _encode(self, entry: CacheEntry, coding: str) -> None:
        body = entry.body if coding == "identity" else await compressed(entry.body, coding)
        validators = self._validators_of(entry.release)
        own = validators.headers(entry.address, coding)
        headers = [*entry.headers, *own, *EVERY_ANSWER, (b"content-length", b"%d" % len(body))]
        if coding != "identity":
            headers.append((b"content-encoding", coding.encode()))
            entry.size += len(body)
        whole = Finished(200, headers, {"type": "http.response.body", "body": body})
        unchanged = Finished(304, validators.unchanged(own, entry.headers), _NO_BODY)
        entry.variants[coding] = Variant(own[0][1], own[1][1], whole, unchanged)


def _is_data(path: str) -> bool:
    """Whether an address answers data in one piece; files that readers take in parts have
    validators of their own.
    """
    return (
        not path.startswith(NOT_DATA)
        and not path.startswith(FILES_PREFIX)
        and not path.endswith(FILES_SUFFIXES)
    )


def _acceptable(entry: CacheEntry | None, address: str, headers: RequestHeaders) -> bool:
    """Whether the client takes the media type: a suffix decides by itself, and an address without
    one answers JSON, where no other answer is known.
    """
    suffixed = "." in address.partition("?")[0].rpartition("/")[2]
    json = not suffixed and (entry is None or entry.json)
    return not json or accepts(headers[0], JSON)
