"""How the places for exports are shared."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from api.base.errors import Unavailable
from api.read.database.base import CLIENT, ExportSlots


def test_one_client_does_not_take_every_place() -> None:
    async def crowd() -> None:
        slots = ExportSlots(4, 0.05)
        async with AsyncExitStack() as stack:
            CLIENT.set("192.0.2.1")
            for _ in range(2):
                await stack.enter_async_context(slots.taken())
            with pytest.raises(Unavailable, match="2 of them yours"):
                await stack.enter_async_context(slots.taken())
            CLIENT.set("192.0.2.2")
            for _ in range(2):
                await stack.enter_async_context(slots.taken())
            assert slots.used == 4
            with pytest.raises(Unavailable):
                await stack.enter_async_context(slots.taken())
        assert slots.used == 0
        waiting = ExportSlots(1, 5)
        async with waiting.taken():
            next_one = asyncio.ensure_future(_take(waiting))
            await asyncio.sleep(0)
        await next_one  # it is told that one has ended

    asyncio.run(crowd())


async def _take(slots: ExportSlots) -> None:
    async with slots.taken():
        pass
