"""Compressed bytes of finished answers; large ones off the event loop. zstd only where Python itself brings it."""

import asyncio
import gzip
from importlib import import_module

LARGE = 256_000  # bytes that take more than a few milliseconds
GZIP_LEVEL = 4  # above it, time grows faster than the answer shrinks


def _compress(body: bytes, coding: str) -> bytes:
    if coding == "zstd":
        return bytes(import_module("compression.zstd").compress(body, 1))
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


async def compressed(body: bytes, coding: str) -> bytes:
    """The body in an encoding; equal bodies give equal bytes."""
    if len(body) < LARGE:
        return _compress(body, coding)
    return await asyncio.to_thread(_compress, body, coding)
