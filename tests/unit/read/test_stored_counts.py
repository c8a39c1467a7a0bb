"""The exact total of a filter is what a look at every record counts, whatever of it the build has counted beforehand, on any day."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Select, func, select

from api.base.database import parse_target
from api.collections import ALL, DERIVED
from api.collections.declare import Collection
from api.collections.served import counted_columns
from api.collections.served_tables import SERVED
from api.publish.rows import counts
from api.read.answers.counts import count_statement
from api.read.database.one_release import today
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.plan import Plan, list_question, make_plan
from api.read.sql.dialect import valid
from api.read.sql.filters import conditions, shape_of, values_of
from api.read.sql.prepared import Statements
from api.read.sql.stored_counts import Stored, looked_up, stored_statement, terms_of
from tests.unit.read.crowd import crowd, probes
from tests.unit.read.synthetic import DAYS, serve, serve_postgres
from tests.unit.read.test_ways import questions

EVERY = (*ALL, *DERIVED)
ORDINARY = 60
RELEASE = Release("r1", "r1".ljust(64, "0"), "2026-11-21T12:00:00Z", DAYS, {}, {})
STATEMENTS = {dialect: Statements(dialect) for dialect in ("sqlite", "postgresql")}  # compiled once for all tests


@dataclass(frozen=True)
class Database:
    """A database that serves a crowd, with the counts stored of what so many records share."""

    statements: Statements
    run: Callable[..., Any]  # SQL and arguments, to a cursor
    slot: str  # of an argument, in SQL
    held: dict[tuple[str, str], Stored] = field(default_factory=dict)

    def store(self, many: int, patch: pytest.MonkeyPatch) -> None:
        """Count as the build does."""
        patch.setattr(counts, "MANY", many)
        self.held.clear()
        self.run("BEGIN")
        self.run(f"DELETE FROM {counts.TABLE}")
        for row in counts.count_rows(self.run):
            self.run(f"INSERT INTO {counts.TABLE} VALUES ({', '.join([self.slot] * len(row))})", row)
        self.run("COMMIT")

    def plain(self, plan: Plan) -> int:
        """The total by a look at every record."""
        statement = self.statements.get(plain_statement, plan.resource.name, shape_of(plan.tests))
        return int(self.run(statement.sql, statement.arguments(values_of(plan.tests) | on(plan.day))).fetchone()[0])

    def counted(self, plan: Plan) -> int:
        """The total as the read side counts it, where not all of it is stored."""
        statement = self.statements.get(count_statement, plan.resource.name, shape_of(plan.tests), True)
        return int(self.run(statement.sql, statement.arguments(values_of(plan.tests) | on(plan.day))).fetchone()[1])

    def looked_up(self, plan: Plan) -> int | None:
        """The total where all of it is stored."""
        terms = terms_of(plan.resource.name, shape_of(plan.tests))
        if not terms:
            return None
        key = plan.resource.name, plan.day
        if key not in self.held:
            statement = self.statements.get(stored_statement, plan.resource.name)
            rows = self.run(statement.sql, statement.arguments(on(plan.day))).fetchall()
            self.held[key] = {(columns, value): records for _, columns, value, records in rows}
        return looked_up(terms, plan.tests, self.held[key])


def plain_statement(resource: str, shape: Any) -> Select[Any]:
    table = SERVED[resource]
    return select(func.count()).select_from(table).where(valid(table), *conditions(resource, shape))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    rows = (one for resource in EVERY for one in crowd(resource, ORDINARY))
    target = parse_target(database_url)
    if target.is_sqlite:
        path: Path = serve(target.file, rows)
        connection = sqlite3.connect(path, isolation_level=None)
        yield Database(STATEMENTS["sqlite"], connection.execute, "?")
        connection.close()
    else:
        serve_postgres(database_url, rows)
        with psycopg.connect(database_url, autocommit=True) as pg:
            yield Database(STATEMENTS["postgresql"], lambda text, values=(): pg.execute(text.encode(), values or None), "%s")


def plan_of(resource: Collection, items: Sequence[tuple[str, str]]) -> Plan:
    return make_plan(list_question(resource), items, RELEASE, today())


def of_values(resource: Collection) -> Iterator[Plan]:
    """Nothing, every filter alone with each kind of value, and those counted together with one and with several values, each on one of the days."""
    asked: list[list[tuple[str, str]]] = [[]]
    asked += [[(one.name, value)] for one in resource.filters for value in probes(one).values() if "_gte" not in one.name and "_lte" not in one.name]
    for columns in counted_columns(resource)[1:]:
        filters = ([one for one in resource.filters if one.column == column and one.operator != "is_null"] for column in columns)
        for chosen in product(*filters):
            asked += [[*zip((one.name for one in chosen), values, strict=True)] for values in product(*(probes(one).values() for one in chosen))]
    for items, day in zip(asked, cycle(DAYS)):
        yield plan_of(resource, [*items, ("as_of", day)])


def of_anything(resource: Collection) -> Iterator[Plan]:
    """Filters of any kind together."""
    for asked, rest in islice(questions(resource, 12), 12):
        yield plan_of(resource, [*((one.name, text) for one, text in asked), ("as_of", rest["as_of"])])


def test_the_total_is_what_a_look_at_every_record_counts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    totals = {plan: database.plain(plan) for resource in EVERY for plan in (*of_values(resource), *of_anything(resource))}
    assert sum(total > 0 for total in totals.values()) > 500
    for many in (1, 20):  # all is stored, and some
        database.store(many, monkeypatch)
        found = 0
        for plan, total in totals.items():
            looked_up = database.looked_up(plan)
            assert database.counted(plan) == total, (plan.resource.name, plan.tests, plan.day)
            assert looked_up in (None, total), (plan.resource.name, plan.tests, plan.day)
            found += looked_up is not None
        assert found > 200


def test_what_is_stored_is_not_counted_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.store(1, monkeypatch)
    totals = {plan: database.plain(plan) for resource in EVERY for plan in of_values(resource) if is_counted(plan)}
    for resource in EVERY:
        database.run(f"DELETE FROM {resource.name}_versions")
    for plan, total in totals.items():
        past_claims = plan.resource.placed and plan.day != DAYS[-1]
        assert database.counted(plan) == (0 if past_claims else total), (plan.resource.name, plan.tests, plan.day)
    assert sum(total > 0 for total in totals.values()) > 500


def is_counted(plan: Plan) -> bool:
    """Whether the build counts for such a filter: of a list, one value."""
    return all(test.filter.column not in ("id", "subject_id") and (not test.filter.listed or len(test.values) == 1) for test in plan.tests)
