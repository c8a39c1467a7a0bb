"""Single flight: once for all who ask meanwhile, anew afterwards, and errors reach each."""

import asyncio

import pytest

from api.base.single_flight import SingleFlight


def test_work_is_done_once_for_all_who_ask_meanwhile() -> None:
    async def play() -> None:
        flights: SingleFlight[str, int] = SingleFlight()
        done = 0

        async def work() -> int:
            nonlocal done
            await asyncio.sleep(0)
            done += 1
            return done

        assert await asyncio.gather(*(flights.run("a", work) for _ in range(5))) == [1] * 5
        assert flights._running == {}
        assert await flights.run("a", work) == 2

    asyncio.run(play())


def test_an_error_reaches_each_and_is_not_kept() -> None:
    async def play() -> None:
        flights: SingleFlight[str, int] = SingleFlight()

        async def fail() -> int:
            await asyncio.sleep(0)
            raise ValueError("no")

        results = await asyncio.gather(
            *(flights.run("a", fail) for _ in range(3)), return_exceptions=True
        )
        assert [str(one) for one in results] == ["no"] * 3
        with pytest.raises(ValueError, match="no"):
            await flights.run("a", fail)

    asyncio.run(play())


def test_whoever_asked_first_may_leave() -> None:
    async def play() -> None:
        flights: SingleFlight[str, int] = SingleFlight()
        release = asyncio.Event()

        async def work() -> int:
            await release.wait()
            return 7

        first = asyncio.create_task(flights.run("a", work))
        second = asyncio.create_task(flights.run("a", work))
        await asyncio.sleep(0)
        first.cancel()
        release.set()
        assert await second == 7

    asyncio.run(play())
