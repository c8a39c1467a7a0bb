"""Reading from PostgreSQL: one release an answer, a new one noticed, nothing written, and a plain
word where it cannot answer.
"""

import asyncio

import pytest
from sqlalchemy import TextClause, text

from api.base.errors import ReleaseChanged, TooSlow, Unavailable
from api.collections.projects import PROJECTS
from api.read.answers.lists import ListAnswer, read_list
from api.read.answers.record import read_record
from api.read.database.postgresql import PostgreSQLSource
from api.read.request.plan import list_spec, record_spec
from tests.unit.read.synthetic import serve_postgres, version

QUESTION = list_spec(PROJECTS)


def source_at(url: str, *, check: float = 60, timeout: float = 5) -> PostgreSQLSource:
    return PostgreSQLSource(url, check, timeout, 2)


async def ask(source: PostgreSQLSource, *items: tuple[str, str]) -> ListAnswer:
    return await read_list(source, QUESTION, items)


def writing() -> TextClause:
    return text("DELETE FROM projects_versions")


def sleeping() -> TextClause:
    return text("SELECT pg_sleep(30)")


def test_an_answer_never_mixes_two_releases(postgres_url: str) -> None:
    """The release changes while a server still believes in the former one: the answer is whole, and
    of the new one.
    """

    async def switch() -> None:
        serve_postgres(
            postgres_url, [version("projects", f"p-{one}") for one in range(3)], release="r1"
        )
        source = source_at(postgres_url)
        first = await ask(source, ("limit", "1"))
        assert first.next_cursor
        serve_postgres(postgres_url, [version("projects", "p-9")], release="r2")
        second = await ask(source, ("include", "companies"))
        assert (first.release.id, first.total, second.release.id, second.total) == (
            "r1",
            3,
            "r2",
            1,
        )
        serve_postgres(postgres_url, [version("projects", "p-9", name="Renamed")], release="r3")
        record = await read_record(source, record_spec(PROJECTS), "p-9", [])
        assert (record.release.id, b"Renamed" in record.body) == ("r3", True)
        with pytest.raises(ReleaseChanged):
            await ask(source, ("limit", "1"), ("cursor", first.next_cursor))
        await source.close()

    asyncio.run(switch())


def test_a_new_release_is_noticed(postgres_url: str) -> None:
    async def notice() -> None:
        serve_postgres(postgres_url, [], release="r1")
        source = source_at(postgres_url, check=0.001)
        assert (await source.current()).release.id == "r1"
        serve_postgres(postgres_url, [], release="r2")
        await asyncio.sleep(0.01)
        assert (await source.current()).release.id == "r2"
        await source.close()

    asyncio.run(notice())


def test_nothing_can_be_written(postgres_url: str) -> None:
    async def write() -> None:
        serve_postgres(postgres_url, [version("projects", "p-1")])
        source = source_at(postgres_url)
        snapshot = await source.current()
        for several in (False, True):
            with pytest.raises(Exception, match="read-only"):
                async with snapshot.reading(several=several) as reading:
                    await reading.fetch(snapshot.statements.get(writing), {})
        assert (await ask(source)).total == 1
        await source.close()

    asyncio.run(write())


def test_a_statement_beyond_the_timeout_is_given_up(postgres_url: str) -> None:
    async def wait() -> None:
        serve_postgres(postgres_url, [])
        source = source_at(postgres_url, timeout=0.2)
        snapshot = await source.current()
        with pytest.raises(TooSlow, match=r"0\.2 s"):
            async with snapshot.reading() as reading:
                await reading.fetch(snapshot.statements.get(sleeping), {})
        assert (await ask(source)).total == 0
        await source.close()

    asyncio.run(wait())


def test_a_database_without_tables_or_release_is_unavailable(postgres_url: str) -> None:
    async def empty() -> None:
        source = source_at(postgres_url)
        for ask in (source.require_ready, source.current):
            with pytest.raises(Unavailable, match="pledgebook seed"):
                await ask()
        await source.close()

    asyncio.run(empty())


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_server_that_is_not_there_is_unavailable() -> None:
    async def absent() -> None:
        source = source_at("postgresql://nobody@127.0.0.1:1/nothing", timeout=0.2)
        with pytest.raises(Unavailable):
            await source.current()
        await source.close()

    asyncio.run(absent())
