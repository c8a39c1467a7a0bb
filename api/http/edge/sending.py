"""Sends long answers: streamed as they are made, or from a file, in byte ranges where asked. A
failure after the first byte is raised on, so that the server breaks the connection and no client
takes a part for the whole. The response cache does not keep files.
"""

import asyncio
import os
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.base.hashes import digest
from api.collections.data_warnings import DataWarning, as_header
from api.http.edge.canonical_url import canonical
from api.http.edge.conditions import not_modified, precondition_failed, range_applies
from api.http.edge.pending_response import Validators
from api.http.edge.problems import problem_response
from api.http.edge.respond import (
    ANSWER_KEY,
    CACHE_CONTROL,
    HEAD_KEY,
    WARNINGS_HEADER,
    FinishedResponse,
    data_response,
    last_modified,
    request_id_of,
)
from api.http.edge.version import running_code
from api.read.release import Release

STALLED_SECONDS = 60  # after which a reader who takes nothing is given up
CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent with the bytes of a file: the release it was read from, links, its media type,
    the name to keep it under, and what to beware of.
    """

    release: Release
    links: Mapping[str, str]
    media: str
    name: str
    warnings: tuple[DataWarning, ...] = ()


def whole_response(request: Request, sent: Sent, content: bytes) -> FinishedResponse:
    """A file that fits in memory; the cache in front keeps and compresses it."""
    response = data_response(
        request,
        content,
        sent.release,
        links=sent.links,
        media=sent.media,
        warnings=sent.warnings,
    )
    response.headers["accept-ranges"] = "bytes"
    response.headers["content-disposition"] = f'attachment; filename="{sent.name}"'
    return response


class StreamedResponse(Response):
    """Chunks sent as they are made; `stack` is closed when the last is sent, or none can be any
    more.
    """

    def __init__(
        self,
        request: Request,
        sent: Sent,
        first: bytes,
        chunks: AsyncGenerator[bytes],
        stack: AsyncExitStack,
    ) -> None:
        head = whole_response(request, sent, b"")
        self.status_code, self.raw_headers, self.background, self.body = (
            head.status_code,
            head.raw_headers,
            None,
            b"",
        )
        self._first, self._chunks, self._stack = first, chunks, stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it all; ends early where the reader has gone."""
        gone = asyncio.create_task(_left(receive))
        try:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            async with asyncio.timeout(STALLED_SECONDS):
                await send({"type": "http.response.body", "body": self._first, "more_body": True})
            answer = scope.get(ANSWER_KEY)
            if scope.get(HEAD_KEY) or (answer is not None and answer.held):
                await send({"type": "http.response.body", "body": b""})
                return
            async for chunk in self._chunks:
                async with asyncio.timeout(STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                if gone.done():
                    return
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            await self._chunks.aclose()
            await self._stack.aclose()


class FileResponse(StreamedResponse):
    """A file, or `part` (first byte and number of bytes) of one, sent bit by bit with its
    length.
    """

    def __init__(
        self,
        request: Request,
        sent: Sent,
        path: Path,
        stack: AsyncExitStack,
        part: tuple[int, int] | None = None,
    ) -> None:
        # Opened here: should the file be removed meanwhile, what was opened can still be read.
        file = stack.enter_context(path.open("rb"))
        size = os.fstat(file.fileno()).st_size
        start, length = part or (0, size)
        super().__init__(request, sent, b"", file_chunks(file, start, length), stack)
        self.headers["content-length"] = str(length)
        if part is not None:
            self.status_code = 206
            self.headers["content-range"] = f"bytes {start}-{start + length - 1}/{size}"


async def file_chunks(file: IO[bytes], start: int, length: int) -> AsyncGenerator[bytes]:
    """Some bytes of a file, read off the event loop; raises EOFError where it has become
    shorter.
    """
    file.seek(start)
    while length > 0:
        chunk = await asyncio.to_thread(file.read, min(CHUNK_BYTES, length))
        if not chunk:
            raise EOFError("a file ended before its length")
        length -= len(chunk)
        yield chunk


async def _left(receive: Receive) -> None:
    """Returns when the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def etag_of(request: Request, release: Release, *, text: bool = False) -> str:
    """The validator of an address in one release, by one build of the code; of a text the one it
    has where it is streamed and not compressed.
    """
    address = canonical(request.scope["path"], request.scope["query_string"])
    if text:
        return Validators(release, running_code()).etag(address, "identity").decode()
    return (
        '"'
        + digest(
            release.validator,
            running_code().digest.encode(),
            address.encode("utf-8", "surrogateescape"),
            b"file",
        )[:32]
        + '"'
    )


def unchanged(request: Request, etag: str, sent: Sent, base: str) -> Response | None:
    """The answer to a reader who has the file already, or wants it only as it was, before anything
    is made; `base` is the public address.
    """
    headers = _headers(etag, sent.release)
    if precondition_failed(request, etag, headers["last-modified"]):
        return problem_response(
            "precondition_failed",
            "The file is another by now.",
            request_id_of(request),
            base=base,
            headers={"etag": etag, "last-modified": headers["last-modified"]},
        )
    if not not_modified(request, etag, headers["last-modified"]):
        return None
    if named := as_header(sent.warnings):
        headers[WARNINGS_HEADER.decode()] = named
    return Response(None, 304, headers)


def file_response(request: Request, sent: Sent, path: Path, etag: str, base: str) -> Response:
    """The file, the part of it that is asked for, or 416; `base` is the public address."""
    headers = _headers(etag, sent.release)
    part = None
    if range_applies(request, etag, headers["last-modified"]):
        size = path.stat().st_size
        try:
            part = parse_range(request.headers.get("range", ""), size)
        except ValueError as error:
            outside = {"content-range": f"bytes */{size}"}
            return problem_response(
                "range_not_satisfiable",
                str(error),
                request_id_of(request),
                base=base,
                headers=outside,
            )
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
    """First byte and number of bytes of a single range; None for all. Raises ValueError where it
    lies outside the file.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first and last and int(last) < int(first):
        return None  # no range at all
    if first:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    else:
        start, end = max(0, size - int(last)), size - 1
    if start > end:
        raise ValueError(f"The file has {size} bytes; the range asked for lies outside it.")
    return start, end - start + 1
