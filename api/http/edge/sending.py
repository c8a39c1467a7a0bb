"""Answers that are longer than memory should hold: streamed as they are made, or sent from a file. Plain ASGI behind Starlette's interface.

Whatever fails after the first byte is raised on, and the server breaks the connection: a part is never closed like a whole.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.edge.respond import HEAD_KEY, FinishedResponse, data_response
from api.read.release import Release

STALLED_SECONDS = 60  # after which a reader who takes nothing is given up
CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands around the bytes of a file: the release it was read from, links, its media type and the name to keep it under."""

    release: Release
    links: Mapping[str, str]
    media: str
    name: str


def whole_response(request: Request, sent: Sent, content: bytes) -> FinishedResponse:
    """A file that fits in memory; the cache in front keeps and compresses it."""
    response = data_response(request, content, sent.release, links=sent.links, media=sent.media)
    response.headers["content-disposition"] = f'attachment; filename="{sent.name}"'
    return response


class StreamedResponse(Response):
    """Chunks sent as they are made; `stack` is closed when the last is sent, or none can be any more."""

    def __init__(self, request: Request, sent: Sent, first: bytes, chunks: AsyncGenerator[bytes], stack: AsyncExitStack) -> None:
        head = whole_response(request, sent, b"")
        self.status_code, self.raw_headers, self.background, self.body = head.status_code, head.raw_headers, None, b""
        self._first, self._chunks, self._stack = first, chunks, stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it all; ends early where the reader has gone."""
        gone = asyncio.create_task(_left(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": self._first, "more_body": True})
            if scope.get(HEAD_KEY):
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
    """A file, or `part` (first byte and number of bytes) of one, sent bit by bit with its length."""

    def __init__(self, request: Request, sent: Sent, path: Path, stack: AsyncExitStack, part: tuple[int, int] | None = None) -> None:
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
    """Some bytes of a file, read off the event loop; raises EOFError where it has become shorter."""
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
