"""What a search asks the database: the meaning of its words once a release, and no tier after the
last hit; answers stay the same.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from api.base.database import parse_target
from api.collections.projects import PROJECTS
from api.read.answers.lists import read_list
from api.read.database.base import Source
from api.read.database.sources import open_source
from api.read.request.plan import list_spec
from api.read.search import ranked
from api.read.search.search import read_search
from tests.unit.read.watched import Run, watching

QUESTION = list_spec(PROJECTS)


def source_at(address: str) -> Source:
    return open_source(parse_target(address), check_seconds=60, timeout_seconds=30, pool_size=2)


async def listed(source: Source, **items: str) -> tuple[list[str], int, str | None]:
    answer = await read_list(source, QUESTION, list(items.items()))
    return list(answer.ids), answer.total, answer.next_cursor


async def searched(source: Source, **items: str) -> tuple[list[str], int, str | None]:
    answer = await read_search(source, list(items.items()))
    return [hit.id for hit in answer.hits], answer.total, answer.next_cursor


def vocabulary(seen: list[Run]) -> int:
    return sum("FROM search_words" in statement.sql for statement, _ in seen)


def tiers(seen: list[Run]) -> int:
    return sum(
        "search_index" in statement.sql and "ORDER BY" in statement.sql for statement, _ in seen
    )


@pytest.mark.parametrize("ask", [listed, searched])
@pytest.mark.parametrize("q", ["ohio", "ohio gas", "power", "no-such-thing"])
def test_a_question_asked_again_is_answered_alike_by_fewer_statements(
    contract_sqlite_url: str, ask: Callable[..., object], q: str
) -> None:
    async def twice() -> tuple[object, list[Run], object, list[Run]]:
        source = source_at(contract_sqlite_url)
        with watching() as seen:
            first = await ask(source, q=q)  # type: ignore[misc]
        with watching() as again:
            second = await ask(source, q=q)  # type: ignore[misc]
        await source.close()
        return first, seen, second, again

    first, seen, second, again = asyncio.run(twice())
    assert first == second
    assert vocabulary(again) == 0 < vocabulary(seen)
    # What an unknown word may mean is looked up besides.
    assert vocabulary(seen) == 1 or q == "no-such-thing"
    # Some of the hits stand in the last place that is looked at, unless projects alone are
    # searched.
    fewer = ask is listed or q == "no-such-thing"
    assert 1 <= tiers(again) <= tiers(seen) - fewer


@pytest.mark.parametrize("ask", [listed, searched])
def test_hits_that_were_not_counted_to_the_last_do_not_end_a_page(
    contract_sqlite_url: str, ask: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ids(*lengths: str) -> object:
        source = source_at(contract_sqlite_url)
        for limit in lengths:
            found = await ask(source, q="power", limit=limit)  # type: ignore[misc]
        await source.close()
        return found[0]

    whole = asyncio.run(ids("50"))
    monkeypatch.setattr(ranked, "MOST_COUNTED", 1)
    assert asyncio.run(ids("1", "50")) == whole
    assert len(whole) > 2  # type: ignore[arg-type]


def test_questions_remembered_are_bounded(
    contract_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.read.release.MOST_SEARCHES", 3)
    monkeypatch.setattr(ranked, "MOST_MEANINGS_REMEMBERED", 8)

    async def ask() -> list[str]:
        source = source_at(contract_sqlite_url)
        for q in ("ohio", "gas", "texas", "japan", " ".join(f"word{place}" for place in range(12))):
            await searched(source, q=q)
        searches: Any = (await source.current()).release.caches.searches
        kept = [words for (words, *_) in searches._entries]
        await source.close()
        return [" ".join(words) for words in kept]

    assert asyncio.run(ask()) == ["gas", "texas", "japan"]
