"""A PostgreSQL host that hangs, refuses, comes back or lags: what it costs a request, and that
another host is read from.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from api.base.errors import Unavailable
from api.collections.projects import PROJECTS
from api.read.answers.lists import read_list
from api.read.database import postgresql
from api.read.database.postgresql import PostgreSQLSource
from api.read.database.postgresql_host import Host, hosts_of
from api.read.request.plan import list_spec
from tests.databases import PostgresServer
from tests.unit.read.relay import Relay, url_through
from tests.unit.read.synthetic import serve_postgres, version

QUESTION = list_spec(PROJECTS)
TIMEOUT = 1.0
SLACK = 2.0  # what a busy machine may add


def source_at(url: str, *, timeout: float = TIMEOUT, check: float = 0.05) -> PostgreSQLSource:
    return PostgreSQLSource(url, check, timeout, 2, 2, connect_seconds=0.5, export_seconds=timeout)


async def ask(source: PostgreSQLSource) -> int:
    return (await read_list(source, QUESTION, ())).total


async def taken(work: Awaitable[object]) -> tuple[float, str]:
    """How long something took, and the sentence it failed with."""
    begun, said = time.monotonic(), ""
    try:
        await work
    except Unavailable as error:
        said = str(error)
    return time.monotonic() - begun, said


async def until(true: Callable[[], Awaitable[bool]], seconds: float) -> float:
    """How long it took to become true; AssertionError where it does not."""
    begun = time.monotonic()
    while not await true():
        assert time.monotonic() - begun < seconds
        await asyncio.sleep(0.05)
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def served(postgres_server: PostgresServer) -> str:
    url = postgres_server.create(f"hosts_{os.getpid()}")  # workers share the server
    serve_postgres(url, [version("projects", "p-1")])
    return url


def test_a_host_that_hangs_costs_the_timeout_once_and_another_answers(served: str) -> None:
    async def hang() -> None:
        async with Relay(served) as first, Relay(served) as second:
            source = source_at(url_through(served, first, second))
            assert await ask(source) == 1
            first.hang()
            seconds, said = await taken(ask(source))
            assert (said, seconds < TIMEOUT + SLACK) == ("", True), seconds
            for _ in range(5):
                seconds, said = await taken(ask(source))
                assert (said, seconds < TIMEOUT) == ("", True), seconds
            await source.close()

    asyncio.run(hang())


def test_the_only_host_hangs(served: str) -> None:
    async def hang() -> None:
        async with Relay(served) as only:
            source = source_at(url_through(served, only))
            assert await ask(source) == 1
            only.hang()
            seconds, said = await taken(ask(source))
            assert said
            assert TIMEOUT < seconds < TIMEOUT + SLACK
            assert is_away(source)
            for _ in range(3):  # known by now
                seconds, said = await taken(ask(source))
                assert said
                assert seconds < TIMEOUT
            only.go_on()
            await until(lambda: answers(source), 5)
            assert not is_away(source)
            await source.close()

    asyncio.run(hang())


def is_away(source: PostgreSQLSource) -> bool:
    return source.away


async def answers(source: PostgreSQLSource) -> bool:
    return (await taken(ask(source)))[1] == ""


def test_a_host_that_refuses_is_told_at_once_and_read_again_when_it_is_back(served: str) -> None:
    async def refuse() -> None:
        async with Relay(served) as only:
            source = source_at(url_through(served, only), timeout=30)
            assert await ask(source) == 1
            await only.refuse()
            for _ in range(3):
                seconds, said = await taken(ask(source))
                assert said
                assert seconds < SLACK
            with pytest.raises(Unavailable):
                await source.require_ready()
            await only.listen()
            assert await until(lambda: answers(source), 5) < 5
            await source.close()

    asyncio.run(refuse())


def test_connections_that_were_closed_unseen_cost_no_request(served: str) -> None:
    async def restart() -> None:
        async with Relay(served) as only:
            source = source_at(url_through(served, only), check=60)
            assert await ask(source) == 1
            await only.refuse()
            await only.listen()
            assert await ask(source) == 1
            await source.close()

    asyncio.run(restart())


def test_a_first_host_that_never_answered_is_passed_over(served: str) -> None:
    async def begin() -> None:
        async with Relay(served) as first, Relay(served) as second:
            first.hang()
            source = source_at(url_through(served, first, second))
            seconds, said = await taken(ask(source))
            assert (said, seconds < TIMEOUT + SLACK) == ("", True)
            await source.close()

    asyncio.run(begin())


def test_an_export_from_a_host_that_hangs_is_given_up(served: str) -> None:
    async def export() -> None:
        async with Relay(served) as only:
            source = source_at(url_through(served, only))
            snapshot = await source.current()
            assert snapshot.release.id
            only.hang()

            async def read() -> None:
                async with source.export_reader():
                    pass

            seconds, said = await taken(read())
            assert said
            assert seconds < TIMEOUT + SLACK
            await source.close()

    asyncio.run(export())


def test_more_requests_than_connections_wait_no_longer_than_a_query(served: str) -> None:
    async def crowd() -> None:
        source = source_at(served)
        await source.current()
        async with source.connection(), source.connection():
            seconds, said = await taken(ask(source))
            assert "in use" in said
            assert TIMEOUT <= seconds < TIMEOUT + SLACK
        assert await ask(source) == 1
        await source.close()

    asyncio.run(crowd())


def test_a_standby_that_lags_takes_nobody_back_until_it_is_promoted(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two databases of one server stand for a primary and its standby: the later transaction is
    the newer release.
    """
    standby, primary = (postgres_server.create(name) for name in ("lagging", "leading"))
    serve_postgres(standby, [version("projects", "p-1")], release="r1")
    serve_postgres(primary, [version("projects", f"p-{one}") for one in range(2)], release="r2")
    asked = postgresql._STANDING
    follows = asked.sql.replace("pg_is_in_recovery()", "current_database() = 'lagging'")
    assert follows != asked.sql
    monkeypatch.setattr(postgresql, "_STANDING", replace(asked, sql=follows))

    async def lag() -> None:
        source = source_at(standby)
        lagging, leading = (Host(url, 1, TIMEOUT) for url in (standby, primary))
        source.hosts = [lagging]
        assert await ask(source) == 1
        source.hosts.append(leading)
        await source.refresh()
        await until(lambda: total_is(source, 2), 5)
        for _ in range(30):
            assert await ask(source) == 2
            await source.refresh()
        source.hosts.remove(leading)
        await source.refresh()
        _, said = await taken(ask(source))
        assert said  # only the host that lags is left
        assert source.away
        monkeypatch.setattr(postgresql, "_STANDING", asked)  # it takes writes from now on
        source.hosts.append(leading)
        for _ in range(5):
            await source.refresh()
            assert await ask(source) == 2  # the host that has the newer release still answers
        source.hosts.remove(leading)
        await source.refresh()
        assert await ask(source) == 1
        assert not is_away(source)
        await source.close()
        leading.close()

    asyncio.run(lag())


async def total_is(source: PostgreSQLSource, total: int) -> bool:
    return await ask(source) == total


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u@a/n", ["dbname=n host=a user=u"]),
        (
            "postgresql://u@a:1,b:2/n",
            ["dbname=n host=a port=1 user=u", "dbname=n host=b port=2 user=u"],
        ),
        (
            "postgresql:///n?host=a,b&port=1",
            ["dbname=n host=a port=1", "dbname=n host=b port=1"],
        ),
        ("postgresql:///n", ["dbname=n"]),
    ],
)
def test_each_host_of_an_address(url: str, expected: list[str]) -> None:
    assert [" ".join(sorted(one.split())) for one in hosts_of(url)] == expected
