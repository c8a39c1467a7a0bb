"""Compressed bytes of finished answers; large ones off the event loop."""

import asyncio
import gzip
import sys

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

LARGE = 256_000  # bytes that take more than a few milliseconds
# Above these, time grows faster than the answer shrinks.
GZIP_LEVEL = 4
ZSTD_LEVEL = 3


def _compress(body: bytes, coding: str) -> bytes:
    if coding == "zstd":
        return zstd.compress(body, ZSTD_LEVEL)
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


async def compressed(body: bytes, coding: str) -> bytes:
    """The body in an encoding; equal bodies give equal bytes."""
    if len(body) < LARGE:
        return _compress(body, coding)
    return await asyncio.to_thread(_compress, body, coding)
