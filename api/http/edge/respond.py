"""Data answers as HTTP: the headers every one carries, links, and the place where an answer names
the release it was read from.
"""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from itertools import count

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.collections.data_warnings import DataWarning, as_header
from api.formats.json_ import LICENCE
from api.read.release import Release

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=30, stale-if-error=86400"
JSON = "application/json"

# Where the cache in front of a handler puts an `Answer` for it to fill in.
ANSWER_KEY = "pledgebook.answer"
# Whether only the head of the answer was asked for: whoever streams can then leave the body out.
HEAD_KEY = "pledgebook.head"
REQUEST_ID_KEY = "pledgebook.request_id"
CALLER_KEY = "pledgebook.caller_id"  # the `X-Request-ID` that the caller sent
WARNINGS_HEADER = b"x-data-warnings"  # of an answer as it is now: a 304 has it too
STATUS_KEY = "pledgebook.status"  # of what was sent
FROM_CACHE_KEY = "pledgebook.from_cache"  # route of an answer that the cache had

_random = secrets.token_hex(8)
_START = f"{_random[:8]}-{_random[8:12]}-8{_random[13:]}-8000-".encode()
_counter = count(secrets.randbits(32))


def link_header(links: Mapping[str, str]) -> str:
    """Relation → address, as one `Link` header."""
    return ", ".join([f'<{target}>; rel="{relation}"' for relation, target in links.items()])


_LICENCE = link_header({"license": LICENCE["url"]})


class Answer:
    """What a handler hands to the cache in front of it: the release it read from and, where the
    answer is in one piece, all of it. `held` is set where the reader turns out to have it already:
    whoever streams can then leave the body out.
    """

    __slots__ = ("held", "release", "whole")

    def __init__(self) -> None:
        self.held = False
        self.release: Release | None = None
        self.whole: FinishedResponse | None = None


def data_response(
    request: Request,
    content: bytes,
    release: Release,
    *,
    links: Mapping[str, str] | None = None,
    media: str = JSON,
    warnings: tuple[DataWarning, ...] = (),
) -> "FinishedResponse":
    """A finished data answer; the cache in front adds what depends on representation (ETag,
    encoding). `warnings` are those that its body does not name.
    """
    answer = request.scope.get(ANSWER_KEY)
    if answer is not None:
        answer.release = release
    relations = f"{link_header(links)}, {_LICENCE}" if links else _LICENCE
    response = FinishedResponse(content, relations, release.id, media)
    if warnings:
        response.raw_headers.append((WARNINGS_HEADER, as_header(warnings).encode("ascii")))
    return response


class FinishedResponse(Response):
    """A data answer whose headers are all known: nothing to render, to look for or to fill in.

    A cache in front takes it as it is, and sends it in the encoding the client wants; without one
    it is sent from here.
    """

    body: bytes

    def __init__(self, content: bytes, relations: str, release_id: str, media: str) -> None:
        self.status_code, self.body, self.background, self.media_type = 200, content, None, media
        self.raw_headers = [
            (b"link", relations.encode("latin-1")),
            (b"x-data-release", release_id.encode("latin-1")),
            (b"content-type", media.encode("latin-1")),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the answer over, or send it."""
        answer = scope.get(ANSWER_KEY)
        if answer is not None:
            answer.whole = self
            return
        self.raw_headers.append((b"content-length", b"%d" % len(self.body)))
        await super().__call__(scope, receive, send)


def last_modified(published_at: str, built_at: datetime) -> bytes:
    """The later of release and build of the code, as HTTP writes it."""
    published = datetime.fromisoformat(published_at)
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return format_datetime(
        max(published.astimezone(UTC), built_at).replace(microsecond=0), usegmt=True
    ).encode()


def is_later(date: bytes, than: bytes) -> bool:
    """Whether an HTTP date is later than another; what is no date is not."""
    try:
        return parsedate_to_datetime(date.decode("latin-1")) > parsedate_to_datetime(
            than.decode("latin-1")
        )
    except (TypeError, ValueError, OverflowError):
        return False


def redirect(target: str, status: int = 301) -> Response:
    """A redirect that shared caches may keep as long as data."""
    return Response(b"", status, {"location": target, "cache-control": CACHE_CONTROL})


def new_request_id() -> bytes:
    """A UUID (version 8) of its own for each request: random at start, counting from there."""
    return b"%b%012x" % (_START, next(_counter))


def request_id_of(request: Request) -> str:
    """The id of a request, a UUID."""
    request_id: bytes = request.scope.get(REQUEST_ID_KEY) or new_request_id()
    return request_id.decode()
