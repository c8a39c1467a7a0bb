"""Growth is flat: a page costs the same at a hundred thousand records as at a thousand, by plans
and by counted work, not by time.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from pathlib import Path

import pytest

from api.collections import ALL, BY_NAME, DERIVED
from api.collections.declare import Collection
from api.read.answers.lists import ListAnswer, read_list, read_list_of
from api.read.answers.record import read_record
from api.read.database.sqlite import SQLiteSource
from api.read.request.cursor import encode_cursor
from api.read.request.given import Items
from api.read.request.plan import OF_CLAIMS, claims_of, list_spec, record_spec
from tests.unit.read.crowd import NOT_COPIED, ORDINARY, RARE, crowd, probes
from tests.unit.read.synthetic import DAYS, serve
from tests.unit.read.watched import Meter, Run, counts, watching
from tests.unit.read.widen import hurried, widen, widen_lists

EVERY = (*ALL, *DERIVED)
MANY = 100_000
LIMIT = 50
BIG = (
    "projects",
    "claims",
)  # the others have as many only in `make check-slow`: each takes seconds to write
DEEPER = 3  # times as many steps at most, for deeper trees and longer runs of equal values
FULL_PAGE = 150 * (LIMIT + 1)  # steps of a page that is full only where there are many records
SORTED = 60 * isqrt(
    (LIMIT + 1) * 2 * MANY
)  # steps where finding all and sorting costs the same as following the order


@dataclass(frozen=True)
class Asked:
    """A question and how its work may grow."""

    items: tuple[tuple[str, str], ...]
    flat: bool = True

    def __str__(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.items) or "everything"


def questions(resource: Collection) -> Iterator[Asked]:
    """Every filter alone, every sort in both directions, every declared pair; each today, and some
    as of past days.
    """
    sorts = [f"{sign}{sort.name}" for sort in resource.sorts for sign in ("", "-")]
    yield from (
        Asked((("sort", sort), *day)) for sort in sorts for day in ((), (("as_of", DAYS[1]),))
    )
    for one in resource.filters:
        for kept, value in probes(one).items():
            yield Asked(((one.name, value),), flat=kept != "seldom")
            if kept in ("rare", "common"):
                yield Asked(((one.name, value), ("as_of", DAYS[0])))
                yield from (
                    Asked(((one.name, value), ("sort", sort)))
                    for sort in sorts
                    if one.name in (f"{sort.strip('-')}_{end}" for end in ENDS)
                )
    named = {one.column: one for one in resource.filters if one.operator in ("any_of", "equals")}
    for pair in resource.pairs:
        columns = [column for column in pair if column in named]
        order = [
            ("sort", "-" + column.removesuffix("_down")) for column in pair if column not in named
        ]
        for kept in ("rare", "seldom", "common"):
            yield Asked(
                (*((named[column].name, probes(named[column])[kept]) for column in columns), *order)
            )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand records of every collection, their bodies left out: what is counted here is how
    rows are found.
    """
    path = serve(
        tmp_path_factory.mktemp("plans") / "small.sqlite",
        (one for resource in EVERY for one in crowd(resource)),
    )
    connection = hurried(str(path))
    for resource in EVERY:
        if resource.name == "releases":  # the register is read when the file is opened
            continue
        connection.execute(
            f"UPDATE {resource.name}_versions SET body = '{{}}'"
            + (", csv_line = ''" if resource.stores_lines else "")
        )
    connection.execute("VACUUM")
    connection.close()
    analysed(path, {})
    return path


def analysed(path: Path, numbers: dict[str, int]) -> None:
    """Statistics as the build takes them, and the numbers of records it tells: none of lists that
    are derived.
    """
    connection = hurried(str(path))
    told = json.loads(connection.execute("SELECT counts FROM dataset").fetchone()[0]) | numbers
    connection.execute(
        "UPDATE dataset SET counts = ?", (json.dumps({one.name: told[one.name] for one in ALL}),)
    )
    connection.execute("PRAGMA analysis_limit=10000")
    connection.execute("ANALYZE")
    connection.close()


def widened(small: Path, path: Path, resource: Collection) -> Path:
    """The same with a hundred times as many of one collection; those with rare values stay as few
    as they are.
    """
    path.write_bytes(small.read_bytes())
    connection = hurried(str(path))
    widen(connection, resource.name, MANY // ORDINARY, NOT_COPIED)
    widen_lists(connection, resource.name, MANY // ORDINARY, NOT_COPIED)
    number = connection.execute(
        f"SELECT count(DISTINCT id) FROM {resource.name}_versions"
    ).fetchone()[0]
    connection.close()
    assert number >= MANY
    analysed(path, {resource.name: number})
    return path


class Reader:
    """The read side over one file, and the work of what it runs."""

    def __init__(self, path: Path) -> None:
        self._source, self._meter, self._loop = (
            SQLiteSource(str(path), 60, 60, 1),
            Meter(path),
            asyncio.Runner(),
        )

    def close(self) -> None:
        self._loop.run(self._source.close())
        self._loop.close()
        self._meter.close()

    def pages(self, resource: Collection, items: Items) -> tuple[ListAnswer, list[Run]]:
        """The first page; and the statements of it, of the next one and of one nine tenths through
        the collection, without the count.
        """

        async def several() -> ListAnswer:
            first = await read_list(self._source, list_spec(resource), items)
            if first.next_cursor:
                for cursor in (first.next_cursor, self._deep(first)):
                    await read_list(self._source, list_spec(resource), [*items, ("cursor", cursor)])
            return first

        with watching() as seen:
            answer = self._loop.run(several())
        return answer, [run for run in seen if not counts([run])]

    def _deep(self, answer: ListAnswer) -> str:
        plan = answer.plan
        key, record_id = self._meter.deep(f"{plan.resource.name}_versions", plan.ordering.key)
        return encode_cursor(plan.ordering, answer.release.hash, plan.fingerprint, key, record_id)

    def others(self, resource: Collection, include: str) -> list[Run]:
        """The statements of the record with rare values, with what is included, and of the claims
        on it.
        """

        async def ask() -> None:
            await read_record(
                self._source, record_spec(resource), RARE, [("include", include)] if include else []
            )
            if resource.has_claims:
                await read_list_of(
                    self._source, OF_CLAIMS, resource.name, RARE, [], claims_of(resource, RARE)
                )

        with watching() as seen:
            self._loop.run(ask())
        return [run for run in seen if not counts([run])]

    def work(self, runs: list[Run]) -> tuple[int, list[str]]:
        """The most steps of any of some statements, and the whole tables they read."""
        done = [self._meter.work(run) for run in runs]
        return max(one.steps for one in done), [part for one in done for part in one.whole_tables]


ENDS = ("gte", "lte")
COLLECTIONS = [
    pytest.param(one, id=one.name, marks=() if one.name in BIG else pytest.mark.slow)
    for one in EVERY
]


@pytest.mark.parametrize("resource", COLLECTIONS)
def test_every_question_is_served_by_an_index_however_many_records_there_are(
    small: Path, tmp_path: Path, resource: Collection
) -> None:
    """Served by an index means here, for the very statements that the read side runs:

    * no table is read from end to end: every part of every plan is a search in an index, or follows
      one in the order of the page;
    * the steps of SQLite's machine for a page stay what they were at a thousand records, a few more
      for deeper trees: whether the filter keeps twenty records, half of them or nearly all, on the
      first page, the next and nine tenths through, today and as of a past day;
    * between these, where a filter keeps about a fiftieth and no index has its rows in the order
      asked for, steps grow with the root of the number of records: the cheaper of finding all and
      sorting, and of following the order and passing over the others.

    It holds for every filter alone, every sort in both directions, every declared pair, every
    record and what it includes. An exact total looks at every record it counts, once a release and
    filter: `test_counts.py`. Exempt is what no index answers: `…_not` that keeps but few.
    """
    large = widened(small, tmp_path / "large.sqlite", resource)
    few, many = Reader(small), Reader(large)
    try:
        faults = [*list_faults(few, many, resource), *other_faults(few, many, resource)]
    finally:
        few.close()
        many.close()
        large.unlink()
    assert faults == [], "\n".join(faults)


def list_faults(few: Reader, many: Reader, resource: Collection) -> Iterator[str]:
    """Lists of one collection that are not as the docstring above says."""
    for asked in questions(resource):
        items = [*asked.items, ("limit", str(LIMIT))]
        before, _ = few.work(few.pages(resource, items)[1])
        answer, runs = many.pages(resource, items)
        after, whole = many.work(runs)
        if whole or after > max(DEEPER * before, FULL_PAGE if asked.flat else SORTED):
            steps = f"{before} steps became {after} for {answer.total} records"
            yield f"{resource.name}?{asked}: {steps}; {whole}"


def other_faults(few: Reader, many: Reader, resource: Collection) -> Iterator[str]:
    """The same of records with what belongs to them, where the collection is asked or included."""
    asked = [
        (owner, include.name)
        for owner in ALL
        for include in owner.includes
        if resource.name in (owner.name, include.collection)
    ]
    for owner, include in [*asked, *([(resource, "")] if resource in ALL else [])]:
        before, _ = few.work(few.others(owner, include))
        after, whole = many.work(many.others(owner, include))
        if whole or after > DEEPER * before:
            yield f"{owner.name}/{RARE}?include={include}: {before} steps became {after}; {whole}"


def test_a_filter_that_no_index_serves_would_be_noticed(small: Path, tmp_path: Path) -> None:
    resource = BY_NAME["releases"]
    large = widened(small, tmp_path / "large.sqlite", resource)
    for name in [
        row[0]
        for row in hurried(str(large)).execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'ix_releases_versions%'"
        )
    ]:
        hurried(str(large)).execute(f'DROP INDEX "{name}"')
    few, many = Reader(small), Reader(large)
    faults = list(list_faults(few, many, resource))
    few.close()
    many.close()
    assert any("current=true" in fault for fault in faults)
    assert any("sort=-published_at" in fault for fault in faults)
