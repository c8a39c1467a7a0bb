"""The same on PostgreSQL: a page of a hundred thousand projects looks at few rows, by what its own
`EXPLAIN ANALYZE` counts.

Which index it takes is PostgreSQL's choice, made anew from its statistics; how many rows are looked
at is what is held to here.
"""

import asyncio
from itertools import chain
from math import isqrt
from typing import Any

import psycopg
import pytest
from psycopg import sql

from api.collections import BY_NAME
from api.read.answers.lists import read_list
from api.read.database.postgresql import PostgreSQLSource
from api.read.request.cursor import Ordering, encode_cursor
from api.read.request.given import Items
from api.read.request.plan import list_spec
from tests.unit.read.crowd import NOT_COPIED, ORDINARY, crowd
from tests.unit.read.synthetic import serve_postgres
from tests.unit.read.test_query_plans import LIMIT, MANY, questions
from tests.unit.read.watched import Run, counts, nine_tenths_through, watching

PROJECTS = BY_NAME["projects"]
REFERRED = ("agreements", "tranches", "commitments", "companies", "institutions")
FULL_PAGE = 20 * (LIMIT + 1)  # rows looked at: a page, and others passed over
SORTED = 3 * isqrt((LIMIT + 1) * 2 * MANY)


def widen(database: psycopg.Connection[Any], table: str, condition: str) -> None:
    """A hundred copies of each row that the condition holds for, under new ids."""
    columns = [
        row[0]
        for row in database.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", (table,)
        )
    ]
    taken = [
        sql.SQL("copy || '-' || {0}" if one == "id" else "{0}").format(sql.Identifier(one))
        for one in columns
    ]
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {taken} FROM {table}, generate_series(1, {copies}) "
        "copy WHERE {condition}"
    )
    named = {
        "table": sql.Identifier(table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "taken": sql.SQL(", ").join(taken),
    }
    database.execute(
        statement.format(
            **named, copies=sql.Literal(MANY // ORDINARY), condition=sql.SQL(condition)
        )
    )


@pytest.fixture
def crowded(postgres_url: str) -> str:
    """A hundred thousand projects, and a thousand of whatever they refer to."""
    serve_postgres(
        postgres_url,
        chain(
            *(crowd(BY_NAME[name]) for name in ("projects", *REFERRED)),
            # All of these are read when the database is opened.
            *(crowd(BY_NAME[name], 50) for name in ("releases", "documents")),
        ),
    )
    with psycopg.connect(postgres_url, autocommit=True) as database:
        for table in ("projects_versions", "list_values"):
            # Plans follow from the ANALYZE below, not from one that comes meanwhile.
            off = sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)")
            database.execute(off.format(sql.Identifier(table)))
        indexes = database.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'projects_versions' AND "
            "indexname LIKE 'ix%'"
        ).fetchall()
        for name, _ in indexes:
            database.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        widen(database, "projects_versions", NOT_COPIED)
        widen(database, "list_values", f"collection = 'projects' AND {NOT_COPIED}")
        for _, definition in indexes:
            database.execute(definition.encode())
        database.execute(
            """UPDATE dataset SET counts = jsonb_set(counts::jsonb, '{projects}', (SELECT
            count(DISTINCT id) FROM projects_versions)::text::jsonb)
            """
        )
        database.execute("ANALYZE")
    return postgres_url


def looked_at(plan: dict[str, Any]) -> int:
    """Rows that a plan and its parts took from tables and indexes, those thrown away again among
    them.
    """
    own = 0
    if "Scan" in plan["Node Type"] and "Relation Name" in plan:
        passed = sum(
            plan.get(f"Rows Removed by {reason}", 0) for reason in ("Filter", "Index Recheck")
        )
        own = int((plan["Actual Rows"] + passed) * plan["Actual Loops"])
    return own + sum(looked_at(part) for part in plan.get("Plans", ()))


def pages(
    loop: asyncio.Runner, source: PostgreSQLSource, deep: dict[str, Any], items: Items
) -> list[Run]:
    """The statements of the first page, of the next and of one nine tenths through the collection,
    without the count.
    """

    async def several() -> None:
        first = await read_list(source, list_spec(PROJECTS), items)
        if first.next_cursor:
            plan = first.plan
            far = encode_cursor(
                plan.ordering, first.release.hash, plan.fingerprint, *deep[plan.ordering.key]
            )
            for cursor in (first.next_cursor, far):
                await read_list(source, list_spec(PROJECTS), [*items, ("cursor", cursor)])

    with watching() as seen:
        loop.run(several())
    return [run for run in seen if not counts([run])]


@pytest.mark.slow
def test_a_page_looks_at_few_rows_however_many_there_are(crowded: str) -> None:
    source, faults = PostgreSQLSource(crowded, 60, 60, 1), []
    with asyncio.Runner() as loop, psycopg.connect(crowded, autocommit=True) as database:
        keys = {
            Ordering(sort, descending).key
            for sort in PROJECTS.sorts
            for descending in (False, True)
        }
        deep = {
            key: database.execute(nine_tenths_through("projects_versions", key).encode()).fetchone()
            for key in keys
        }
        for asked in questions(PROJECTS):
            for statement, arguments in pages(
                loop, source, deep, [*asked.items, ("limit", str(LIMIT))]
            ):
                explained = database.execute(
                    f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement.sql}".encode(),
                    arguments,
                ).fetchone()
                assert explained is not None
                rows = looked_at(explained[0][0]["Plan"])
                if rows > (FULL_PAGE if asked.flat else SORTED):
                    faults.append(f"{asked}: {rows} rows")
        loop.run(source.close())
    assert faults == [], "\n".join(faults)
