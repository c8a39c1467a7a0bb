"""Files that readers take in parts: conditional requests and `Range`, with validators of their own. The cache in front lets them pass.

Data frames and databases read only the columns they need out of a Parquet file, and downloads go on where they broke off.
"""

import re
from contextlib import AsyncExitStack
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from api.base.hashes import digest
from api.http.edge.canonical_url import canonical
from api.http.edge.problems import problem_response
from api.http.edge.respond import CACHE_CONTROL, last_modified, request_id_of
from api.http.edge.sending import FileResponse, Sent
from api.http.edge.version import running_code
from api.read.release import Release

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def etag_of(request: Request, release: Release) -> str:
    """The validator of an address in one release, by one build of the code."""
    address = canonical(request.scope["path"], request.scope["query_string"])
    return '"' + digest(release.hash.encode(), running_code().digest.encode(), address.encode("utf-8", "surrogateescape"), b"file")[:32] + '"'


def unchanged(request: Request, etag: str, release: Release) -> Response | None:
    """The answer to a reader who has the file already, before anything is made."""
    held = request.headers.get("if-none-match", "")
    return Response(None, 304, _headers(etag, release)) if etag in held or held.strip() == "*" else None


def file_response(request: Request, sent: Sent, path: Path, etag: str, base: str) -> Response:
    """The file, the part of it that is asked for, or 416; `base` is the public address."""
    headers = _headers(etag, sent.release)
    part = None
    if request.headers.get("if-range", etag) == etag:
        size = path.stat().st_size
        try:
            part = parse_range(request.headers.get("range", ""), size)
        except ValueError as error:
            outside = {"content-range": f"bytes */{size}"}
            return problem_response("range_not_satisfiable", str(error), request_id_of(request), base=base, headers=outside)
    response = FileResponse(request, sent, path, AsyncExitStack(), part)
    response.headers.update(headers)
    return response


def _headers(etag: str, release: Release) -> dict[str, str]:
    modified = last_modified(release.published_at, running_code().built_at).decode()
    return {
        "etag": etag,
        "last-modified": modified,
        "cache-control": CACHE_CONTROL,
        "accept-ranges": "bytes",
        "x-data-release": release.id,
        "vary": "Accept, Accept-Encoding",
    }


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and number of bytes of a single range; None for all. Raises ValueError where it lies outside the file."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    else:
        start, end = max(0, size - int(last)), size - 1
    if start > end:
        raise ValueError(f"The file has {size} bytes; the range asked for lies outside it.")
    return start, end - start + 1
