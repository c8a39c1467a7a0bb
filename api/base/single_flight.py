"""Single flight: work under way for a key is done once, however many ask for it meanwhile.

Raises whatever the work raises, to each who waits.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SingleFlight(Generic[Key, Value]):
    """Tasks under way, by key. Nothing is kept once a task has ended."""

    def __init__(self) -> None:
        self._running: dict[Key, asyncio.Future[Value]] = {}

    async def run(self, key: Key, work: Callable[[], Awaitable[Value]]) -> Value:
        """The result of the work; whoever asked first may leave, and the others still get it."""
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.ensure_future(work())
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return await asyncio.shield(task)
