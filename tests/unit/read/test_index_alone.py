"""How many rows hold on a day is read off an index alone: a count must not cost the reading of the
rows.
"""

import sqlite3
from collections.abc import Iterator

import pytest

from api.collections import BY_NAME
from api.read.answers.counts import count_statement
from api.read.sql.filters import FilterShape
from api.read.sql.prepared import Statements
from tests.unit.read.synthetic import serve, version

SINGLE = [
    pytest.param(name, ((one.name, 1),), id=f"{name}-{one.name}")
    for name, resource in BY_NAME.items()
    for one in resource.filters
    if not one.listed
    and one.operator in ("any_of", "at_least", "at_most", "equals")
    and one.column != "id"
]
PAIRS = [
    pytest.param("projects", (("sector", 1), ("status", 1)), id="sector-status"),
    pytest.param("projects", (("agreement_id", 1), ("status", 1)), id="agreement-status"),
    pytest.param("projects", (("amount_usd_gte", 1), ("sector", 1)), id="sector-amount"),
    pytest.param(
        "projects",
        (("amount_usd_gte", 1), ("amount_usd_lte", 1), ("sector", 1), ("status", 1)),
        id="sector-status-amounts",
    ),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A served database."""
    path = serve(
        tmp_path_factory.mktemp("counts") / "served.sqlite",
        [version("projects", f"p-{one}") for one in range(3)],
    )
    connection = sqlite3.connect(path)
    connection.execute("ANALYZE")
    yield connection
    connection.close()


@pytest.mark.parametrize(("collection", "shape"), [*SINGLE, *PAIRS])
def test_a_count_reads_no_rows(
    database: sqlite3.Connection, collection: str, shape: FilterShape
) -> None:
    statement = Statements("sqlite").get(count_statement, collection, shape, True)
    steps = [
        row[3]
        for row in database.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.arguments({}))
    ]
    counting = [step for step in steps if f"{collection}_versions" in step]
    assert any("COVERING INDEX" in step for step in counting), steps
    assert all("COVERING INDEX" in step for step in counting if "SUBQUERY" not in step), steps
