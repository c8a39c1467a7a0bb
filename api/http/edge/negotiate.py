"""What a client accepts, read by the rules of RFC 9110, and finished answers compressed; large ones
off the event loop. Never raises.
"""

import asyncio
import gzip
import re
import sys
from functools import lru_cache

from starlette.types import Scope

from api.http.edge.middleware import LARGEST_HEADERS, LONGEST_ADDRESS, has_large_body, kept_id

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

LARGE = 256_000  # bytes that take more than a few milliseconds
# Above these, time grows faster than the answer shrinks. Large ones, such as the description of the
# API, are compressed in a thread, where a tenth less to send is worth the time.
GZIP_LEVEL, GZIP_LEVEL_OF_LARGE = 4, 6
ZSTD_LEVEL = 3


def compress(body: bytes, coding: str) -> bytes:
    """The body in an encoding of `ENCODINGS`."""
    if coding == "zstd":
        return zstd.compress(body, ZSTD_LEVEL)
    level = GZIP_LEVEL if len(body) < LARGE else GZIP_LEVEL_OF_LARGE
    return gzip.compress(body, level, mtime=0)


async def compressed(body: bytes, coding: str) -> bytes:
    """The body in an encoding; equal bodies give equal bytes."""
    if len(body) < LARGE:
        return compress(body, coding)
    return await asyncio.to_thread(compress, body, coding)


# Encodings we can produce, best first.
ENCODINGS = ("zstd", "gzip")

_WEIGHT = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$", re.IGNORECASE)


def _weighted(header: bytes) -> dict[str, float]:
    """Each range or coding of a header → its weight."""
    found: dict[str, float] = {}
    for part in header.decode("latin-1").split(","):
        name, *parameters = part.split(";")
        weights = [
            float(match.group(1)) for parameter in parameters if (match := _WEIGHT.match(parameter))
        ]
        if name.strip():
            found[name.strip().lower()] = weights[0] if weights else 1.0
    return found


@lru_cache(maxsize=512)
def accepts(header: bytes, media: str) -> bool:
    """Whether an `Accept` header allows a media type; an empty header allows everything."""
    ranges = _weighted(header)
    if not ranges:
        return True
    for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern] > 0
    return False


@lru_cache(maxsize=512)
def encoding(header: bytes) -> str:
    """The encoding to answer in: the best of ours the client weighs highest, `identity` where it
    names none.
    """
    weights = _weighted(header)
    best, weight = "identity", 0.0
    for encoding in ENCODINGS:
        # Not every client that takes anything (`*`) knows the younger of the two.
        found = weights.get(encoding, weights.get("*", 0.0) if encoding == "gzip" else 0.0)
        if found > weight:
            best, weight = encoding, found
    return best


# The request headers that decide what is sent: `Accept`, `Accept-Encoding`, `If-None-Match`,
# `If-Modified-Since`.
RequestHeaders = tuple[bytes, bytes, bytes, bytes]


# Names of the headers that are looked at: these four, the length of a body, the caller's id. Most
# of what a browser sends is none of them.
_READ = frozenset(
    {
        b"accept",
        b"accept-encoding",
        b"if-none-match",
        b"if-modified-since",
        b"content-length",
        b"x-request-id",
    }
)


def request_headers(scope: Scope) -> tuple[RequestHeaders, bool, bytes]:
    """What decides, whether the request is too large to be looked at, and the id that the caller
    gave it. Read in one pass: this runs for every request.
    """
    accept = accept_encoding = none_match = modified_since = b""
    size, body, caller = 0, b"", b""
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        if name not in _READ:
            continue
        if name == b"accept":
            accept = accept + b"," + value if accept else value
        elif name == b"accept-encoding":
            accept_encoding = accept_encoding + b"," + value if accept_encoding else value
        elif name == b"if-none-match":
            none_match = none_match + b"," + value if none_match else value
        elif name == b"if-modified-since":
            modified_since = value
        elif name == b"content-length":
            body = value
        elif name == b"x-request-id":
            caller = kept_id(value)
    too_large = (
        size > LARGEST_HEADERS
        or len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
        > LONGEST_ADDRESS
        or (body != b"" and has_large_body(body))
    )
    return (accept, accept_encoding, none_match, modified_since), too_large, caller
