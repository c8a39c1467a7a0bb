"""The cache in front of everything: finished answers by canonical address, kept as long as their release is served.

A hit is answered without router, parsing or query; so is a 304. A request spelt like one before finds its finished bytes with one look.
A miss runs once however many ask for it. Memory is bounded by bytes, the least recently used answer leaves first. Plain ASGI; raises
only what the application behind it raises.
"""

from collections import OrderedDict
from typing import NamedTuple

from api.base.errors import Unavailable
from api.http.edge.canonical_url import canonical
from api.http.edge.compress import compressed
from api.http.edge.middleware import EVERY_ANSWER, App, Message, Receive, Scope, Send
from api.http.edge.negotiate import accepts, encoding
from api.http.edge.pending_response import Flight
from api.http.edge.respond import ANSWER_KEY, HEAD_KEY, JSON, REQUEST_ID_KEY, is_later, new_request_id
from api.http.edge.validators import Headers, Stamp
from api.http.edge.version import Code
from api.read.database.base import Source
from api.read.release import Release

PREFIX = "/v1"
FILES_PREFIX, FILES_SUFFIXES = "/v1/bulk/", (".xlsx", ".parquet")
OVERHEAD = 2_000  # bytes a kept answer takes beside its bodies, about
# Requests remembered as they were written, and characters of one: a client can think of ever new and ever longer ones.
MOST_SPELLINGS, LONGEST_SPELLING = 20_000, 1_000
_JSON = (b"content-type", JSON.encode())
_NO_BODY: Message = {"type": "http.response.body", "body": b""}


# Path, query, `Accept` and `Accept-Encoding` of a request, as written.
Spelling = tuple[str, bytes, bytes, bytes]


class Kept:
    """One answer: what it was before encoding, and its encodings so far. `size` is the memory it takes, in bytes, about."""

    __slots__ = ("address", "body", "headers", "json", "release", "size", "spellings", "variants")

    def __init__(self, address: str, release: Release, headers: Headers, body: bytes, *, json: bool) -> None:
        self.address, self.release, self.headers, self.body, self.json = address, release, headers, body, json
        self.size = OVERHEAD + len(body)
        self.variants: dict[str, Variant] = {}
        self.spellings: list[Spelling] = []


class Variant(NamedTuple):
    """One answer in one encoding, ready to be sent. It does not know the `Kept` it hangs on: such a ring only the collector would free."""

    address: str
    release: Release
    etag: bytes
    modified: bytes
    body: Message
    headers: Headers
    unchanged: Headers


# What the request headers say of the form of the answer: `Accept`, `Accept-Encoding`, `If-None-Match`, `If-Modified-Since`.
Wishes = tuple[bytes, bytes, bytes, bytes]


def wishes_of(scope: Scope) -> Wishes:
    """Read in one pass: this runs for every request."""
    accept = accept_encoding = none_match = modified_since = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accept = accept + b"," + value if accept else value
        elif name == b"accept-encoding":
            accept_encoding = value
        elif name == b"if-none-match":
            none_match = value
        elif name == b"if-modified-since":
            modified_since = value
    return accept, accept_encoding, none_match, modified_since


class ResponseCache:
    """The cache, around the edge."""

    def __init__(self, app: App, source: Source, code: Code, most_bytes: int) -> None:
        self._app, self._source, self._code, self._most = app, source, code, most_bytes
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._spelt: dict[Spelling, Variant] = {}
        self._bytes = 0
        self._release: Release | None = None
        self._stamp: Stamp | None = None
        self._flights: dict[str, Flight] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where possible."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        wishes = accept, accept_encoding, _, _ = wishes_of(scope)
        snapshot = self._source.settled()
        if snapshot is not None and snapshot.release is self._release:
            variant = self._spelt.get((scope["path"], scope["query_string"], accept, accept_encoding))
            if variant is not None:
                self._kept.move_to_end(variant.address)
                start, body = self._messages(variant, wishes, scope)
                await send(start)
                await send(body)
                return
        await self._look(wishes, scope, receive, send)

    async def _look(self, wishes: Wishes, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is not spelt like one before."""
        release = await self._served() if _is_data(scope["path"]) else None
        if release is None:
            await self._app(scope, receive, send)
            return
        accept, _, none_match, _ = wishes
        address = canonical(scope["path"], scope["query_string"])
        kept = self._kept.get(address)
        if kept is not None and (not kept.json or accepts(accept, JSON)):
            self._kept.move_to_end(address)
            await self._send_kept(kept, wishes, scope, send)
        elif none_match and (coding := self._matching(release, address, wishes)):
            start, body = _not_modified(self._unchanged(release, address, coding))
            await send(start)
            await send(body)
        else:
            await self._miss(address, wishes, scope, receive, send)

    async def _served(self) -> Release | None:
        """The release being served; a new one empties the cache."""
        snapshot = self._source.settled()
        if snapshot is None:
            try:
                snapshot = await self._source.current()
            except Unavailable:
                return None
        if snapshot.release is not self._release:
            self._release = snapshot.release
            self._kept.clear()
            self._spelt.clear()
            self._bytes = 0
        return snapshot.release

    def _matching(self, release: Release, address: str, wishes: Wishes) -> str | None:
        """The encoding in which the client names the ETag this answer would have: only a good answer ever had it, so none need be made."""
        accept, accept_encoding, none_match, _ = wishes
        if "." not in address.partition("?")[0].rpartition("/")[2] and not accepts(accept, JSON):
            return None
        stamp = self._stamped(release)
        # A long answer is streamed as it is, whatever encodings its reader takes.
        codings = (coding for coding in (encoding(accept_encoding), "identity") if stamp.etag(address, coding) in none_match)
        return next(codings, None)

    def _stamped(self, release: Release) -> Stamp:
        if self._stamp is None or self._stamp.release is not release:
            self._stamp = Stamp(release, self._code)
        return self._stamp

    def _unchanged(self, release: Release, address: str, coding: str) -> Headers:
        stamp = self._stamped(release)
        return stamp.unchanged(stamp.validators(address, coding))

    async def _miss(self, address: str, wishes: Wishes, scope: Scope, receive: Receive, send: Send) -> None:
        """Make the answer, or wait for the request that is making it."""
        flight = self._flights.get(address)
        if flight is not None:
            await flight.landed.wait()
            kept = self._kept.get(address)
            if kept is not None and (not kept.json or accepts(wishes[0], JSON)):
                await self._send_kept(kept, wishes, scope, send)
                return
            if flight.failure:
                start, *bodies = flight.failure
                await send(start)
                for body in [_NO_BODY] if scope["method"] == "HEAD" else bodies:
                    await send(body)
                return
        head = scope["method"] == "HEAD"
        flight = self._flights[address] = Flight(send, address, self._stamped, silent=head, most=self._most // 8)
        inner = {**scope, "method": "GET", HEAD_KEY: True} if head else scope
        inner[ANSWER_KEY] = flight
        try:
            await self._app(inner, receive, flight)
            kept = self._arrived(flight, address)
            if kept is not None:
                await self._variant(kept, encoding(wishes[1]))  # here, so that of many who wait not each makes it
        finally:
            del inner[ANSWER_KEY]  # the scope hangs on the sender, and the sender on the flight: without this only the collector would free them
            flight.landed.set()
            if self._flights.get(address) is flight:
                del self._flights[address]
        if kept is not None:  # sent when nobody waits for it any more: this reader may be slow
            await self._send_kept(kept, wishes, scope, send)

    def _arrived(self, flight: Flight, address: str) -> Kept | None:
        """Keep what was made; given back is what is still to be sent."""
        release, whole = flight.release, flight.whole
        if release is None:
            return None
        if whole is not None:
            return self._keep(Kept(address, release, whole.raw_headers, whole.body, json=whole.media_type == JSON))
        if flight.body is not None:
            self._keep(Kept(address, release, flight.headers, flight.body, json=_JSON in flight.headers))
        return None

    def _keep(self, kept: Kept) -> Kept:
        """Keep an answer, unless it is of another release than is served by now, or takes too much of the memory."""
        if kept.release is self._release and kept.size <= self._most // 8:
            self._drop(self._kept.pop(kept.address, None))
            self._bytes += kept.size
            self._kept[kept.address] = kept
            self._shrink()
        return kept

    def _shrink(self) -> None:
        while self._bytes > self._most and self._kept:
            self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, kept: Kept | None) -> None:
        if kept is not None:
            self._bytes -= kept.size
            for spelling in kept.spellings:
                self._spelt.pop(spelling, None)

    async def _send_kept(self, kept: Kept, wishes: Wishes, scope: Scope, send: Send) -> None:
        accept, accept_encoding, _, _ = wishes
        variant = await self._variant(kept, encoding(accept_encoding))
        if self._kept.get(kept.address) is kept:
            self._remember((scope["path"], scope["query_string"], accept, accept_encoding), kept, variant)
        start, body = self._messages(variant, wishes, scope)
        await send(start)
        await send(body)

    def _remember(self, spelling: Spelling, kept: Kept, variant: Variant) -> None:
        if sum(map(len, spelling)) > LONGEST_SPELLING:
            return
        if len(self._spelt) >= MOST_SPELLINGS:
            for one in self._kept.values():
                one.spellings.clear()
            self._spelt.clear()
        self._spelt[spelling] = variant
        kept.spellings.append(spelling)

    def _messages(self, variant: Variant, wishes: Wishes, scope: Scope) -> tuple[Message, Message]:
        """What is sent to a client: the answer, or that nothing changed since it got it. An ETag, where one is sent, decides alone."""
        _, _, none_match, modified_since = wishes
        if none_match:
            if variant.etag in none_match or none_match == b"*":
                return _not_modified(variant.unchanged)
            if coding := self._matching(variant.release, variant.address, wishes):
                return _not_modified(self._unchanged(variant.release, variant.address, coding))
        elif modified_since and (modified_since == variant.modified or is_later(modified_since, variant.modified)):
            return _not_modified(variant.unchanged)
        headers = [*variant.headers, (b"x-request-id", scope.get(REQUEST_ID_KEY) or new_request_id())]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        return start, _NO_BODY if scope["method"] == "HEAD" else variant.body

    async def _variant(self, kept: Kept, coding: str) -> Variant:
        """The answer in an encoding, made when it is first asked for."""
        made = kept.variants.get(coding)
        if made is not None:
            return made
        body = kept.body if coding == "identity" else await compressed(kept.body, coding)
        stamp = self._stamped(kept.release)
        validators = stamp.validators(kept.address, coding)
        headers = [*kept.headers, *validators, *EVERY_ANSWER, (b"content-length", b"%d" % len(body))]
        if coding != "identity":
            headers.append((b"content-encoding", coding.encode()))
        message = {"type": "http.response.body", "body": body}
        made = kept.variants[coding] = Variant(
            kept.address, kept.release, validators[0][1], validators[1][1], message, headers, stamp.unchanged(validators)
        )
        if body is not kept.body:
            kept.size += len(body)
            if self._kept.get(kept.address) is kept:
                self._bytes += len(body)
                self._shrink()
        return made


def _is_data(path: str) -> bool:
    """Whether an address answers data in one piece; files that readers take in parts have validators of their own."""
    return path.startswith(PREFIX) and not path.startswith(FILES_PREFIX) and not path.endswith(FILES_SUFFIXES)


def _not_modified(headers: Headers) -> tuple[Message, Message]:
    whole = [*headers, (b"x-request-id", new_request_id())]
    return {"type": "http.response.start", "status": 304, "headers": whole}, _NO_BODY
