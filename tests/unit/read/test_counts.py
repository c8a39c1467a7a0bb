"""An exact total is counted at most once per release and filter, on both databases, however many
requests want it at the same time.
"""

import asyncio
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from api.base.database import parse_target
from api.base.errors import Unavailable
from api.collections.projects import PROJECTS
from api.read.answers.lists import ListAnswer, read_list
from api.read.database import sqlite
from api.read.database.base import Source
from api.read.database.sources import open_source
from api.read.request.plan import list_spec
from tests.unit.read.synthetic import serve, serve_postgres, version
from tests.unit.read.watched import counts, watching

QUESTION = list_spec(PROJECTS)
# SQLite looks at the clock after 4000 steps: what reads so many rows goes on in a thread, and
# others run meanwhile
NUMBER = 1200
KEPT = NUMBER // 2
SORTS = [f"{sign}{sort.name}" for sort in PROJECTS.sorts for sign in ("", "-")]


def publish(database_url: str, release: str, number: int = NUMBER) -> None:
    rows = (
        version("projects", f"p-{one:04}", status=("announced", "completed")[one % 2])
        for one in range(number)
    )
    target = parse_target(database_url)
    if target.is_sqlite:
        serve(Path(str(target.file)), rows, release=release)
    else:
        serve_postgres(database_url, rows, release=release)


@pytest.fixture
def source(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setattr(sqlite, "SHORT_SECONDS", 0)
    publish(database_url, "r1")
    return open_source(
        parse_target(database_url), check_seconds=60, timeout_seconds=30, pool_size=3
    )


async def ask(source: Source, **items: str) -> ListAnswer:
    return await read_list(source, QUESTION, list(items.items()))


def test_a_thousand_different_pages_of_one_filter_count_once(source: Source) -> None:
    async def at_once() -> list[ListAnswer]:
        await source.current()
        pages = [*product(SORTS, map(str, range(1, 73)))]
        answers = await asyncio.gather(
            *(ask(source, status_not="completed", sort=sort, limit=limit) for sort, limit in pages)
        )
        await source.close()
        return answers

    with watching() as seen:
        answers = asyncio.run(at_once())
    assert len(answers) > 1000
    assert {answer.total for answer in answers} == {KEPT}
    assert counts(seen) == 1


def test_every_page_of_a_walk_is_counted_with_the_first(source: Source) -> None:
    async def walk() -> int:
        found, answer = 0, await ask(source, status="announced", limit="100")
        while answer.next_cursor:
            found += len(answer.ids)
            answer = await ask(source, status="announced", limit="100", cursor=answer.next_cursor)
        await source.close()
        return found + len(answer.ids)

    with watching() as seen:
        assert asyncio.run(walk()) == KEPT
    assert counts(seen) == 1


def test_another_filter_and_another_day_have_totals_of_their_own(source: Source) -> None:
    async def several() -> None:
        await asyncio.gather(
            *(
                ask(source, **items)
                for items in (
                    {"status": "announced"},
                    {"status": "completed"},
                    {"as_of": "2025-12-24"},
                )
                * 2
            )
        )
        await source.close()

    with watching() as seen:
        asyncio.run(several())
    assert counts(seen) == 3


def test_one_who_goes_away_while_counting_takes_nobody_along(source: Source) -> None:
    async def give_up() -> list[ListAnswer | BaseException]:
        await source.current()
        requests = [
            asyncio.create_task(ask(source, status_not="completed", limit=str(limit)))
            for limit in (1, 2, 3)
        ]
        await asyncio.sleep(0)
        requests[0].cancel()
        answers = await asyncio.gather(*requests, return_exceptions=True)
        await source.close()
        return answers

    with watching() as seen:
        gone, *answers = asyncio.run(give_up())
    assert isinstance(gone, asyncio.CancelledError)
    assert [answer.total for answer in answers if isinstance(answer, ListAnswer)] == [KEPT, KEPT]
    assert counts(seen) == 1


def test_a_count_that_fails_fails_for_all_who_wait_and_is_tried_again(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database_url, "r1")
    source = open_source(
        parse_target(database_url), check_seconds=60, timeout_seconds=30, pool_size=3
    )

    async def fail() -> ListAnswer:
        snapshot = await source.current()
        with monkeypatch.context() as patch:
            patch.setattr("api.read.answers.counts.count_statement", nowhere)
            failed = await asyncio.gather(
                *(ask(source, status="announced", limit=str(limit)) for limit in (1, 2, 3)),
                return_exceptions=True,
            )
        assert [type(one) for one in failed] == [Unavailable] * 3
        assert snapshot.release.caches.counting._running == {}
        answer = await ask(source, status="announced")
        await source.close()
        return answer

    assert asyncio.run(fail()).total == KEPT


def nowhere(*_: object) -> object:
    """A statement over a table that no database has."""
    return text("SELECT hash, count(*) FROM projects_of_another_schema")


def test_a_release_that_comes_while_counting_is_answered_whole(
    source: Source, database_url: str
) -> None:
    async def switch() -> tuple[ListAnswer, ListAnswer]:
        await source.current()
        waiting = asyncio.create_task(ask(source, status_not="completed"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        publish(database_url, "r2", 10)  # and the loop stands still meanwhile
        await source.refresh()
        answers = await ask(source, status_not="completed"), await waiting
        await source.close()
        return answers

    for answer in asyncio.run(switch()):
        assert (answer.release.id, answer.total, len(answer.ids)) == ("r2", 5, 5)
