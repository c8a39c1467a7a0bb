"""Answers that depend on the code alone: descriptions, pages without data, style sheets, scripts.
Compressed and given an ETag here, since the cache keeps only what is made of a release.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from fastapi import Request, Response

from api.http.edge.negotiate import compress, encoding


async def fixed_response(
    request: Request,
    body: bytes,
    media: str,
    seconds: int,
    further: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The bytes as the client takes them, or that it has them already; kept by clients for so many
    seconds, with further headers.
    """
    coding = encoding(request.headers.get("accept-encoding", "").encode("latin-1"))
    sent, etag = await asyncio.to_thread(_encoded, body, coding)
    headers = {
        "cache-control": f"public, max-age={seconds}",
        "etag": etag,
        "vary": "Accept-Encoding",
        **further,
    }
    if coding != "identity":
        headers["content-encoding"] = coding
    held = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in held or "*" in held:
        return Response(None, 304, headers)
    return Response(sent, 200, headers, media)


@lru_cache(maxsize=64)
def _encoded(body: bytes, coding: str) -> tuple[bytes, str]:
    digest = hashlib.sha256(coding.encode() + body).hexdigest()[:32]
    return body if coding == "identity" else compress(body, coding), f'"{digest}"'
