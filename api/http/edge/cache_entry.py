"""What the response cache keeps of one address: an answer and its encodings. Never raises."""

from typing import NamedTuple

from starlette.types import Message, Scope

from api.http.edge.pending_response import Headers, PendingResponse
from api.http.edge.respond import JSON
from api.read.release import Release

OVERHEAD = 2_000  # bytes an entry takes beside its bodies, about
_JSON = (b"content-type", JSON.encode())


class CacheEntry:
    """One answer: its body before encoding, and the encodings made of it so far."""

    __slots__ = ("address", "body", "headers", "json", "release", "route", "size", "variants")

    def __init__(
        self, address: str, release: Release, headers: Headers, body: bytes, route: str = ""
    ) -> None:
        self.route = route  # the template of its address
        self.address, self.release, self.headers, self.body = address, release, headers, body
        self.json = _JSON in headers
        self.variants: dict[str, Variant] = {}
        self.size = OVERHEAD + len(body)  # the memory it takes, in bytes, about


class Finished(NamedTuple):
    """An answer that can be sent at once: status, headers but for the request id, and the message
    with its body.
    """

    status: int
    headers: Headers
    body: Message


class Variant(NamedTuple):
    """One answer in one encoding, and what says that it is unchanged. It does not refer to its
    entry: only the collector would free such a cycle.
    """

    etag: bytes
    modified: bytes
    whole: Finished
    unchanged: Finished


def entry_made(address: str, pending: PendingResponse, scope: Scope) -> CacheEntry | None:
    """What there is to keep: a good answer that came in one piece, or a stream that has ended and
    is not too long.
    """
    if pending.release is None:
        return None
    headers, body = pending.headers, pending.body
    if pending.whole is not None:
        headers, body = pending.whole.raw_headers, pending.whole.body
    route = getattr(scope.get("route"), "path", "")
    return None if body is None else CacheEntry(address, pending.release, headers, body, route)
