"""How many records fit filters, by the counts the build stored: where filters compare values that were counted together.

What is none of some values is all that is left of the rest. Looked up where every count is stored; else in SQL, which counts what is not
stored, since few records share it, on its index: the number is exact whatever is stored. Pure: builds, never runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product
from math import prod
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, case, func, literal, select, true, union

from api.collections import BY_NAME
from api.collections.catalogue import TEXT
from api.collections.declare import Filter
from api.collections.served import NULLS_OF, UNIT_SEPARATOR, counted_columns
from api.collections.served_tables import COUNTS, DATASET, SERVED
from api.read.request.plan import Condition
from api.read.sql.dialect import valid
from api.read.sql.filters import Shape, conditions

MOST_LOOKED_UP = 128  # counts that one total is made of; beyond, counting the records is no dearer
MOST_HELD = 20_000  # counts of one collection and day in memory
Stored = Mapping[tuple[str, str], int]  # columns and value as the build stored them → records


@dataclass(frozen=True, slots=True)
class Term:
    """Records that have in each column one of the values a filter names (or none, where it asks for those), added or taken off."""

    sign: int
    columns: tuple[str, ...]
    tests: tuple[tuple[Filter, int], ...]  # the filter that tests each column, and how many values that has

    @property
    def stored_as(self) -> str:
        """What the counts of these columns are stored under."""
        return NULLS_OF + self.columns[0] if self.of_nulls else "+".join(self.columns)

    @property
    def of_nulls(self) -> bool:
        """Whether records without a value are meant."""
        return any(one.operator == "is_null" for one, _ in self.tests)

    @property
    def size(self) -> int:
        """How many counts it is made of."""
        return 1 if self.of_nulls else prod(size for _, size in self.tests)


@lru_cache(maxsize=4096)
def terms_of(resource: str, shape: Shape) -> tuple[Term, ...] | None:
    """The terms whose sum is the number of records that fit; None where the build counts no such values."""
    filters = {one.name: one for one in BY_NAME[resource].filters}
    tests = {filters[name].column: (filters[name], size) for name, size in shape if name in filters}
    if len(tests) < len(shape):
        return None  # A search, or two filters of one column.
    refused = [column for column, (one, size) in tests.items() if one.operator == "none_of" or (one.operator == "is_null" and not size)]
    asked = frozenset(tests).difference(refused)
    stored = {frozenset(columns): columns for columns in counted_columns(BY_NAME[resource])}
    # Of a list, one value: records may hold more than one of several.
    stored |= {frozenset([column]): (column,) for column, (one, size) in tests.items() if one.listed and size == 1}
    terms = []
    # All that fit what is asked, less those that have one of the refused values, and with those again that were taken off twice.
    for taken in chain.from_iterable(combinations(refused, size) for size in range(len(refused) + 1)):
        columns = stored.get(asked.union(taken))
        if columns is None:
            return None
        term = Term((-1) ** len(taken), columns, tuple(tests[column] for column in columns))
        if term.size > MOST_LOOKED_UP or (term.of_nulls and len(columns) > 1):
            return None
        terms.append(term)
    return tuple(terms)


def stored_statement(resource: str) -> Select[Any]:
    """Hash, and columns, value and number of every count of a collection on a day; one row without them where there is none."""
    on_day = select(COUNTS).where(COUNTS.c.collection == resource, valid(COUNTS)).limit(MOST_HELD).subquery("on_day")
    return select(DATASET.c.hash, on_day.c.columns, on_day.c.value, on_day.c.records).select_from(DATASET.outerjoin(on_day, true()))


def looked_up(terms: Sequence[Term], tests: Sequence[Condition], stored: Stored) -> int | None:
    """The number of records that fit, where every count it is made of is stored."""
    given = {test.filter.column: [_said(value) for value in test.values] for test in tests}
    total = 0
    for term in terms:
        columns = term.stored_as
        for values in [("",)] if term.of_nulls else product(*(given[column] for column in term.columns)):
            number = stored.get((columns, UNIT_SEPARATOR.join(values)))
            if number is None:
                return None
            total += term.sign * number
    return total


def _said(value: Any) -> str:
    return value if isinstance(value, str) else "true" if value else "false"


def number_of(resource: str, shape: Shape) -> ColumnElement[int]:
    """How many records of a collection fit a shape on a day, as SQL."""
    table, terms = SERVED[resource], terms_of(resource, shape)
    counted = select(func.count()).select_from(table).where(valid(table), *conditions(resource, shape)).scalar_subquery()
    if not terms:
        return counted
    if any(one.listed for one, _ in terms[-1].tests):
        # Null where it is not stored, and then so is the sum.
        return func.coalesce(_sum(terms, [_number(resource, term, counts=False) for term in terms]), counted)
    return _sum(terms, [_number(resource, term) for term in terms])


def _sum(terms: Sequence[Term], numbers: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    total = numbers[0]
    for term, number in zip(terms[1:], numbers[1:], strict=True):
        total = total + number if term.sign > 0 else total - number
    return total


def _number(resource: str, term: Term, *, counts: bool = True) -> ColumnElement[int]:
    """The number of one term; `counts` what is not stored."""
    table = SERVED[resource]
    if term.of_nulls:
        return _one(resource, term, literal("", TEXT), [table.c[term.columns[0]].is_(None)])
    slots = [[bindparam(f"{one.name}_{place}", type_=_type(table, one)) for place in range(size)] for one, size in term.tests]
    if term.size == 1:
        values: list[ColumnElement[Any]] = [first for first, *_ in slots]
        return _one(resource, term, _joined(values), _same(table, term, values) if counts else None)
    # A union names each value once, however often it is repeated to fill the statement.
    lists = [union(*(select(slot.label("value")) for slot in some)).subquery(f"asked_{place}") for place, some in enumerate(slots)]
    values = [some.c.value for some in lists]
    each = _one(resource, term, _joined(values), _same(table, term, values))
    return select(func.coalesce(func.sum(each), 0)).select_from(*lists).scalar_subquery()


def _type(table: Table, one: Filter) -> Any:
    return TEXT if one.listed else table.c[one.column].type


def _same(table: Table, term: Term, values: Sequence[ColumnElement[Any]]) -> list[ColumnElement[bool]]:
    return [table.c[column] == value for column, value in zip(term.columns, values, strict=True)]


def _joined(values: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    """Values, one a column, as the build stored them."""
    said = [case((value, "true"), else_="false") if value.type.python_type is bool else value for value in values]
    joined: ColumnElement[Any] = said[0] if said else literal("", TEXT)
    for value in said[1:]:
        joined = joined.concat(literal(UNIT_SEPARATOR, TEXT)).concat(value)
    return joined


def _one(resource: str, term: Term, value: ColumnElement[Any], fit: Sequence[ColumnElement[bool]] | None) -> ColumnElement[int]:
    """The stored count of one value, or the number of records that `fit` where there is none; neither database runs the second in vain."""
    same = (COUNTS.c.collection == resource) & (COUNTS.c.columns == term.stored_as) & (COUNTS.c.value == value)
    stored = select(COUNTS.c.records).where(same, valid(COUNTS)).scalar_subquery()
    if fit is None:
        return stored
    table = SERVED[resource]
    return func.coalesce(stored, select(func.count()).select_from(table).where(valid(table), *fit).scalar_subquery())
