"""The filters of a plan as SQL conditions over one served table. A filter shape names the filters
and how many values each has, so that one statement serves all values. Pure: builds, never runs.
"""

from collections.abc import Container, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    select,
)

from api.collections import BY_NAME
from api.collections.catalogue import TEXT
from api.collections.declare import Filter, Sort
from api.collections.every_list import BY_ID, SEARCH
from api.collections.operators import BOUNDS, OPERATORS
from api.collections.served import AFTER_ALL, bounded_by, sort_keys
from api.collections.served_tables import LIST_VALUES, SERVED
from api.read.request.plan import Condition
from api.read.sql.dialect import NotIndexed, valid
from api.read.sql.fulltext_sql import found_by_search
from api.read.sql.prepared import padded
from api.read.sql.search_terms import Words, anywhere, spelt

# (name of the filter, number of values) for each test; for `…_is_null` 1 asks for nulls and 0 for
# values
FilterShape = tuple[tuple[str, int], ...]

_BY_NAME: dict[str, dict[str, Filter]] = {
    name: {filter_.name: filter_ for filter_ in (SEARCH, BY_ID, *resource.filters)}
    for name, resource in BY_NAME.items()
}

_BOUNDED = {name: bounded_by(resource) for name, resource in BY_NAME.items()}


def filter_shape(tests: Sequence[Condition]) -> FilterShape:
    """What the conditions look like, whatever the values."""
    return tuple(
        (
            test.filter.name,
            int(test.values[0]) if test.filter.operator == "is_null" else len(padded(test.values)),
        )
        for test in tests
    )


def slot_name(name: str, place: int) -> str:
    """The parameter that holds one value of a filter. SQLAlchemy names parameters of its own after
    columns, such as `field_1`, which a filter's name alone would meet.
    """
    return f"given {name} {place}"


def filter_values(tests: Sequence[Condition]) -> dict[str, Any]:
    """The parameters of the conditions."""
    found = {
        slot_name(test.filter.name, place): value
        for test in tests
        for place, value in enumerate(padded(test.values))
    }
    for test in tests:
        if test.filter.operator in BOUNDS:
            found |= dict(
                zip(
                    (f"{test.filter.name}_up", f"{test.filter.name}_down"), _keys(test), strict=True
                )
            )
    words = searched(tests)
    return {**found, **spelt(anywhere(words))} if words else found


def searched(tests: Sequence[Condition]) -> Words:
    """The words looked for; none where nothing is searched."""
    return next(
        (
            tuple(str(test.values[0]).split(" "))
            for test in tests
            if test.filter.operator == "matches"
        ),
        (),
    )


def _keys(test: Condition) -> tuple[Any, Any]:
    """The sort keys of the value a date or number is compared with, as the build writes them."""
    (value,) = test.values
    return (
        (value, -int(str(value).replace("-", "")))
        if test.filter.kind == "date"
        else (value, -float(value))
    )


def conditions(
    resource: str, shape: FilterShape, kept: Container[str] | None = None
) -> list[ColumnElement[bool]]:
    """The conditions of a filter shape over the served table of a resource.

    With `kept` they are for rows that come in an order of their own: only the indexes of these
    columns are used, other values looked at.
    """
    table, paired = SERVED[resource], _paired(resource, shape) if kept is None else frozenset()
    return [
        _condition(resource, table, _BY_NAME[resource][name], size, kept, paired)
        for name, size in shape
    ]


def one_valued(resource: str, shape: FilterShape) -> frozenset[str]:
    """Columns of which the filters ask for one value."""
    filters = ((_BY_NAME[resource][name], size) for name, size in shape)
    return frozenset(
        filter_.column
        for filter_, size in filters
        if size == 1 and filter_.operator in ("any_of", "equals", "is_null") and not filter_.listed
    )


def _paired(resource: str, shape: FilterShape) -> frozenset[str]:
    """Descending keys that follow, in one index, columns of which the filters ask for one
    value.
    """
    asked = one_valued(resource, shape)
    return frozenset(pair[-1] for pair in BY_NAME[resource].pairs if asked.issuperset(pair[:-1]))


def _condition(
    resource: str,
    table: Table,
    filter_: Filter,
    size: int,
    kept: Container[str] | None,
    paired: Container[str],
) -> ColumnElement[bool]:
    operator = OPERATORS[filter_.operator]
    if operator.sql is None:
        return found_by_search(resource, table)
    if filter_.listed:
        members = _members(resource, filter_, size)
        if kept is not None:
            # The offset keeps PostgreSQL from joining the whole list instead of looking one record
            # up.
            among = exists(
                members.where(LIST_VALUES.c.id == table.c.id).offset(literal_column("0"))
            )
            return ~among if operator.negated else among
        return table.c.id.not_in(members) if operator.negated else table.c.id.in_(members)
    if filter_.column in (keys := _BOUNDED[resource]):
        return _bounded(
            table, filter_, keys[filter_.column], looked=kept is not None, paired=paired
        )
    column: ColumnElement[Any] = table.c[filter_.column]
    if kept is not None and filter_.column not in kept:
        column = NotIndexed(column)
    return operator.sql(
        column,
        [bindparam(slot_name(filter_.name, place), type_=column.type) for place in range(size)],
    )


def _bounded(
    table: Table, filter_: Filter, sort: Sort, *, looked: bool, paired: Container[str]
) -> ColumnElement[bool]:
    """A bound on a column that is stored as the keys of a sort, in which a missing value comes
    after all others: on the ascending key, but on the descending one where an index has that behind
    what else is asked for.
    """
    up, down = sort_keys(sort)
    descending = (
        down in paired and sort.kind == "number"
    )  # whose keys have the same last value in both directions
    key: ColumnElement[Any] = table.c[down if descending else up]
    slot: BindParameter[Any] = bindparam(
        f"{filter_.name}_{'down' if descending else 'up'}", type_=key.type
    )
    key = NotIndexed(key) if looked else key
    if (filter_.operator == "at_most") != descending:
        return key <= slot
    return and_(key >= slot, key < literal(AFTER_ALL[sort.kind], key.type))


def _members(resource: str, filter_: Filter, size: int) -> Select[Any]:
    values = LIST_VALUES.c
    slots = [bindparam(slot_name(filter_.name, place), type_=TEXT) for place in range(size)]
    return select(values.id).where(
        values.collection == resource,
        values.field == filter_.column,
        values.value.in_(slots),
        valid(LIST_VALUES),
    )


def referenced(tests: Sequence[Condition]) -> list[Condition]:
    """The tests whose values must be ids of a collection."""
    return [test for test in tests if test.filter.kind == "reference" and test.filter.collection]


def known_ids(resource: str, shape: FilterShape) -> ColumnElement[int]:
    """How many of the ids given in filters exist, whatever the day."""
    total: ColumnElement[int] = literal(0)
    for name, size in shape:
        filter_ = _BY_NAME[resource][name]
        if filter_.kind == "reference" and filter_.collection:
            ids = SERVED[filter_.collection].c.id
            slots = [bindparam(slot_name(name, place), type_=TEXT) for place in range(size)]
            total = (
                total + select(func.count(ids.distinct())).where(ids.in_(slots)).scalar_subquery()
            )
    return total
