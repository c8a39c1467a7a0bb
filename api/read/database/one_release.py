"""Reading everything of one answer from one release: planned and read anew where another release is published in between."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from api.base.errors import Unavailable
from api.read.database.base import ReleaseSwitched, Snapshot, Source

ATTEMPTS = 5  # at a change of release; each attempt reads the newest one
Answer = TypeVar("Answer")


def today() -> date:
    """The present day, UTC."""
    return datetime.now(UTC).date()


async def in_one_release(source: Source, work: Callable[[Snapshot], Awaitable[Answer]]) -> Answer:
    """Do the work on the release being served; anew where another one was published in between."""
    for _ in range(ATTEMPTS):
        try:
            return await work(await source.current())
        except ReleaseSwitched:
            await source.refresh()
    raise Unavailable("Releases follow each other too fast to answer.")
