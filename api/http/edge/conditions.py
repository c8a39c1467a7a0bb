"""Conditional requests for files (RFC 9110): the conditions in the order in which they are tested,
and which requests a cached answer cannot serve. Never raises.
"""

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.types import Scope

from api.formats.registry import FORMATS
from api.http.edge.respond import is_later

# With these a text is sent from a file as well: it is made whole first, so its length is known.
_OF_FILES = frozenset({b"range", b"if-match", b"if-unmodified-since"})
_TEXT_FILE = re.compile(rf"/v1/\w+\.(?:{'|'.join(one.suffix for one in FORMATS if one.text)})")


def needs_a_file(scope: Scope) -> bool:
    """Whether a request for a text file has a Range, If-Match or If-Unmodified-Since header."""
    for name, _ in scope["headers"]:
        if name in _OF_FILES:
            return _TEXT_FILE.fullmatch(scope["path"]) is not None
    return False


def precondition_failed(request: Request, etag: str, modified: str) -> bool:
    """Whether If-Match or If-Unmodified-Since names another state of the file: 412."""
    if wanted := request.headers.getlist("if-match"):
        return not _names(wanted, etag, weakly=False)
    since = request.headers.get("if-unmodified-since", "")
    return bool(since) and is_later(modified.encode(), since.encode("latin-1"))


def not_modified(request: Request, etag: str, modified: str) -> bool:
    """Whether the client has the file already: 304. If-None-Match overrides If-Modified-Since."""
    if held := request.headers.getlist("if-none-match"):
        return _names(held, etag, weakly=True)
    since = request.headers.get("if-modified-since", "").encode("latin-1")
    return bool(since) and (since == modified.encode() or is_later(since, modified.encode()))


def range_applies(request: Request, etag: str, modified: str) -> bool:
    """Whether the part asked for may be sent: If-Range, if given, names this state of the file."""
    return request.headers.get("if-range", etag) in (etag, modified)


def _names(lines: Iterable[str], etag: str, *, weakly: bool) -> bool:
    tags = [tag.strip() for line in lines for tag in line.split(",")]
    if weakly:
        tags = [tag.removeprefix("W/") for tag in tags]
    return "*" in tags or etag in tags
