"""Walking a list page by page meets each record once and in order: every sort, both directions,
ties and missing values included.
"""

import asyncio
import itertools
import tempfile
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.collections.projects import PROJECTS
from api.read.answers.lists import read_list
from api.read.database.sqlite import SQLiteSource
from api.read.request.plan import list_spec
from tests.unit.read.synthetic import serve, version

NAMES = st.none() | st.sampled_from(
    ["alpha", "Alpha", "alphabet", "Ångström", "beta", "𐐀 mine", "z"]
)
AMOUNTS = st.none() | st.sampled_from([0, 1, 36_000_000_000, 550_000_000_000])
CAPACITIES = st.none() | st.sampled_from([0.5, 9.2, 9.25])
DAYS = st.none() | st.sampled_from(["2025-07-22", "2025-09-04", "2026-02-17"])
PROJECT = st.tuples(NAMES, AMOUNTS, CAPACITIES, DAYS)


def _walk(source: SQLiteSource, sort: str, limit: int, **filters: str) -> list[dict[str, Any]]:
    async def walk() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        items = [("sort", sort), ("limit", str(limit)), *filters.items()]
        answer = await read_list(source, list_spec(PROJECTS), items)
        while True:
            found += [orjson.loads(body) for body in answer.bodies]
            if answer.next_cursor is None:
                assert answer.total == len(found)
                return found
            assert len(answer.bodies) == limit
            answer = await read_list(
                source, list_spec(PROJECTS), [*items, ("cursor", answer.next_cursor)]
            )

    return asyncio.run(walk())


def _source(folder: str, projects: list[tuple[Any, ...]]) -> SQLiteSource:
    keys = ("name", "amount_usd", "capacity_value", "announced_on_earliest")
    rows = [
        version("projects", f"p-{number}", **dict(zip(keys, values, strict=True)))
        for number, values in enumerate(projects)
    ]
    return SQLiteSource(str(serve(Path(folder) / "walk.sqlite", rows)), 1, 5, 1)


@settings(max_examples=12, deadline=None)
@given(projects=st.lists(PROJECT, max_size=12), limit=st.integers(1, 5))
def test_every_sort_meets_each_record_once_and_in_order(
    projects: list[tuple[Any, ...]], limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = _source(folder, projects)
        for sort in PROJECTS.sorts:
            up, down = _walk(source, sort.name, limit), _walk(source, f"-{sort.name}", limit)
            for found in (up, down):
                assert sorted(one["id"] for one in found) == sorted(
                    f"p-{number}" for number in range(len(projects))
                )
            _assert_ordered([(one[sort.column], one["id"]) for one in up])
            _assert_ordered([(one[sort.column], one["id"]) for one in down], descending=True)
        asyncio.run(source.close())


def _assert_ordered(pairs: list[tuple[Any, str]], *, descending: bool = False) -> None:
    """Missing values come last, equal values in order of id; for text only what equal and missing
    values promise is asked here.
    """
    missing = [value is None for value, _ in pairs]
    assert missing == sorted(missing)
    for (value, record_id), (following, following_id) in itertools.pairwise(pairs):
        if value == following:
            assert record_id < following_id
        elif isinstance(value, int | float) and following is not None:
            assert value > following if descending else value < following


def test_text_sorts_by_its_folded_spelling_in_both_directions(tmp_path: Path) -> None:
    names = ["Zinc", "ångström", "beta", "Ångström works", "beta plant", None]
    source = _source(str(tmp_path), [(name, None, None, None) for name in names])
    expected = ["ångström", "Ångström works", "beta", "beta plant", "Zinc"]
    assert [one["name"] for one in _walk(source, "name", 2)] == [*expected, None]
    assert [one["name"] for one in _walk(source, "-name", 2)] == [*reversed(expected), None]
    asyncio.run(source.close())


@pytest.mark.parametrize("sort", ["id", "-amount_usd"])
def test_a_filtered_walk_meets_what_the_filter_keeps(tmp_path: Path, sort: str) -> None:
    source = _source(str(tmp_path), [(None, number % 4, None, None) for number in range(20)])
    found = _walk(source, sort, 3, amount_usd_gte="2")
    assert sorted(one["amount_usd"] for one in found) == [2] * 5 + [3] * 5
    asyncio.run(source.close())
