"""Reading a SQLite file: immutable, its successor noticed, long statements moved off the event
loop, nothing written.
"""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import TextClause, text

from api.base.errors import InvalidRequest, ReleaseChanged, TooSlow, Unavailable
from api.collections.projects import PROJECTS
from api.read.answers.lists import ListAnswer, read_list
from api.read.database.sqlite import SQLiteSnapshot, SQLiteSource
from api.read.database.sqlite_connection import SQLiteConnection, TookTooLong
from api.read.request.plan import list_spec
from api.read.sql.prepared import Statements
from tests.unit.read.synthetic import serve, version

QUESTION = list_spec(PROJECTS)


def source_at(path: Path, *, check: float = 0.001, timeout: float = 5) -> SQLiteSource:
    return SQLiteSource(str(path), check, timeout, 2)


async def ask(source: SQLiteSource, *items: tuple[str, str]) -> ListAnswer:
    return await read_list(source, QUESTION, items)


def test_a_new_release_is_noticed_and_the_old_one_let_go(tmp_path: Path) -> None:
    path = tmp_path / "served.sqlite"

    async def switch() -> None:
        serve(path, [version("projects", "p-1")], release="r1")
        source = source_at(path)
        first = await ask(source)
        former = await source.current()
        serve(path, [version("projects", "p-1"), version("projects", "p-2")], release="r2")
        await source.refresh()
        second = await ask(source)
        assert (first.release.id, first.total, second.release.id, second.total) == (
            "r1",
            1,
            "r2",
            2,
        )
        with pytest.raises(Unavailable):
            former.short.fetch(former.statements.get(endless), (), 1)
        await source.close()

    asyncio.run(switch())


def test_a_request_under_way_keeps_the_release_it_began_with(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [version("projects", "p-1")], release="r1")

    async def hold() -> None:
        source = source_at(path)
        snapshot = await source.current()
        async with snapshot.reading(several=True) as reading:
            serve(path, [], release="r2")
            await source.refresh()
            assert (await source.current()).release.id == "r2"
            assert await reading.fetch(snapshot.statements.get(count_projects), {}) == [(1,)]
        await source.close()

    asyncio.run(hold())


def test_a_cursor_does_not_survive_its_release(tmp_path: Path) -> None:
    path = tmp_path / "served.sqlite"

    async def walk() -> None:
        serve(path, [version("projects", f"p-{one}") for one in range(3)], release="r1")
        source = source_at(path)
        first = await ask(source, ("limit", "1"))
        assert first.next_cursor
        serve(path, [], release="r2")
        await source.refresh()
        with pytest.raises(ReleaseChanged):
            await ask(source, ("limit", "1"), ("cursor", first.next_cursor))
        await source.close()

    asyncio.run(walk())


def endless() -> TextClause:
    return text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    )


def lengthy() -> TextClause:
    return text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000) SELECT "
        "count(*) FROM n"
    )


def numbers() -> TextClause:
    return text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000) SELECT x "
        "FROM n"
    )


def count_projects() -> TextClause:
    return text("SELECT count(*) FROM projects_versions")


def writing() -> TextClause:
    return text("DELETE FROM projects_versions")


def test_a_long_statement_is_finished_in_a_thread(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [])

    async def read() -> None:
        source = source_at(path)
        snapshot = await source.current()
        async with snapshot.reading() as reading:
            assert await reading.fetch(snapshot.statements.get(lengthy), {}) == [(300000,)]
        await source.close()

    asyncio.run(read())


def test_a_statement_beyond_the_timeout_is_given_up(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [])

    async def read() -> None:
        source = source_at(path, timeout=0.05)
        snapshot = await source.current()
        async with snapshot.reading() as reading:
            with pytest.raises(TooSlow, match=r"0\.05 s"):
                await reading.fetch(snapshot.statements.get(endless), {})
        await source.close()

    asyncio.run(read())


def test_a_statement_that_was_cut_off_is_compiled_once_more_and_no_oftener(tmp_path: Path) -> None:
    connection = SQLiteConnection(str(serve(tmp_path / "served.sqlite", [])))
    statement = Statements("sqlite").get(numbers)
    compiled: list[int] = []

    def note(action: int, *_: str | None) -> int:
        compiled.append(action)
        return sqlite3.SQLITE_OK

    for _ in range(2):
        with pytest.raises(TookTooLong):
            connection.fetch(statement, (), 0)
        connection._driver.set_authorizer(note)
        rows = connection.fetch(statement, (), 60)
        once = len(compiled)
        assert [connection.fetch(statement, (), 60) for _ in range(3)] == [rows] * 3
        assert len(compiled) == once > 0
        compiled.clear()
    connection.close()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [version("projects", "p-1")])

    async def write() -> SQLiteSnapshot:
        source = source_at(path)
        snapshot = await source.current()
        async with snapshot.reading() as reading:
            with pytest.raises(Unavailable):
                await reading.fetch(snapshot.statements.get(writing), {})
        assert (await ask(source)).total == 1
        await source.close()
        return snapshot

    asyncio.run(write())


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_what_is_no_database_is_unavailable(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "served.sqlite"
    if content is not None:
        path.write_bytes(content)

    async def read() -> None:
        source = source_at(path)
        with pytest.raises(Unavailable):
            await source.current()
        await source.close()

    asyncio.run(read())


def test_the_former_release_is_served_while_the_new_file_is_no_good(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [version("projects", "p-1")])

    async def read() -> None:
        source = source_at(path)
        await source.current()
        broken = tmp_path / "broken"
        broken.write_bytes(b"no database at all" * 100)
        broken.replace(path)
        await source.refresh()
        assert (await ask(source)).total == 1
        await source.close()

    asyncio.run(read())


def test_unknown_ids_are_named_with_the_nearest(tmp_path: Path) -> None:
    path = serve(tmp_path / "served.sqlite", [version("agreements", "us-japan-investment")])

    async def read() -> None:
        source = source_at(path)
        with pytest.raises(InvalidRequest) as caught:
            await ask(source, ("agreement_id", "us-japan-investmnt,us-japan-investment"))
        (error,) = caught.value.errors
        assert (error.parameter, error.code, error.suggestions) == (
            "agreement_id",
            "unknown_id",
            ("us-japan-investment",),
        )
        assert (await ask(source, ("agreement_id", "us-japan-investment"))).total == 0
        await source.close()

    asyncio.run(read())
