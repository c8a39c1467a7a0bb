"""How many records share values over knowledge time, counted in the database when all rows and indexes are there: the last rows of a build.

One function over any connection: `run` answers a query that SQLite and PostgreSQL understand alike. Each query reads one index from end to
end and no row. Raises the driver's errors.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any

import orjson

from api.base.dates import day_number
from api.collections import ALL, BY_NAME, DERIVED
from api.collections.declare import Collection
from api.collections.served import FOREVER, NULLS_OF, SPAN, UNIT_SEPARATOR, counted_columns
from api.collections.served_tables import COUNTS
from api.publish.rows.rows import Row

TABLE = COUNTS.name
COLLECTIONS = tuple(resource.name for resource in (*ALL, *DERIVED))
MANY = 200  # records that share values; fewer are counted on an index in the time it takes to look a number up
MOST_DAYS = 30  # the latest: each costs time, and a query has room for so many columns
Run = Callable[[str], Iterable[tuple[Any, ...]]]


def count_rows(run: Run, collections: Container[str] = COLLECTIONS) -> list[Row]:
    """Rows of `count_versions`, in the order of its key, for the release whose rows `run` reads; all, or those of some collections."""
    counted = [BY_NAME[name] for name in COLLECTIONS if name in collections]
    return sorted(row for (days,) in run("SELECT days FROM dataset") for resource in counted for row in _of(resource, orjson.loads(days), run))


def _of(resource: Collection, days: list[str], run: Run) -> Iterator[Row]:
    # Where rows are many, counting them for one day is all it may cost. Days left out are counted by those who ask.
    days = days[-1:] if resource.placed else days[-MOST_DAYS:]
    numbers = [day_number(day) for day in days]
    nullable = {one.column for one in resource.filters if one.operator == "is_null"}
    for columns in counted_columns(resource):
        names = [f'"{column}"' for column in columns]
        for found in run(_query(f"{resource.name}_versions", names, SPAN, numbers)):
            values, spans = found[: len(columns)], list(_spans(days, found[-len(days) :]))
            if None not in values:
                value = UNIT_SEPARATOR.join(_text(value) for value in values)
                yield from ((resource.name, "+".join(columns), value, *span) for span in spans)
            elif columns[0] in nullable and len(columns) == 1:
                yield from ((resource.name, NULLS_OF + columns[0], "", *span) for span in spans)
    for column in sorted({one.column for one in resource.filters if one.listed}):
        of_list = f"collection = '{resource.name}' AND field = '{column}'"
        for value, *records in run(_query("list_values", ["value"], ("valid_from", "valid_to"), [f"'{day}'" for day in days], of_list)):
            yield from ((resource.name, column, value, *span) for span in _spans(days, records))


def _query(table: str, names: Sequence[str], span: tuple[str, str], days: Sequence[int | str], where: str = "true") -> str:
    """Values that many versions share, each with the number of those that hold on each day."""
    held = [f"{span[0]} <= {day} AND {span[1]} > {day}" for day in days]
    if len(days) == 1:  # a third less time
        numbers, where = ["count(*)"], f"{where} AND {held[0]}"
    else:
        numbers = [f"count(*) FILTER (WHERE {one})" for one in held]
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    return f"SELECT {', '.join([*names, *numbers])} FROM {table} WHERE {where}{grouped} HAVING count(*) >= {MANY}"


def _spans(days: list[str], records: Sequence[int]) -> Iterator[Row]:
    """First day, end and number, for as long as it stays the same, where it is of many."""
    start, number = days[0], records[0]
    for day, following in zip([*days[1:], FOREVER], [*records[1:], -1], strict=True):
        if following != number:
            if number >= MANY:
                yield start, day, number
            start, number = day, following


def _text(value: Any) -> str:
    """A value as the read side looks it up; SQLite has numbers for flags."""
    return value if isinstance(value, str) else "true" if value else "false"
