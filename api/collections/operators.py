"""How a filter can test its column: one row an operator, with what it adds to the filter's name and
what it is in SQL. Pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, or_

Slots = Sequence[BindParameter[Any]]
Operator = Literal["any_of", "none_of", "at_least", "at_most", "is_null", "equals", "matches"]


@dataclass(frozen=True)
class OperatorRow:
    """One operator: `suffix` of the filter's name; its condition on a column, given the parameters
    of its values; whether it takes many values, and keeps what the others leave out. `matches` has
    no column: full-text search answers it.
    """

    suffix: str
    sql: Callable[[ColumnElement[Any], Slots], ColumnElement[bool]] | None
    many: bool = False
    negated: bool = False


OPERATORS: dict[Operator, OperatorRow] = {
    "any_of": OperatorRow("", lambda column, slots: column.in_(slots), many=True),
    # A record without a value is none of these either.
    "none_of": OperatorRow(
        "_not",
        lambda column, slots: or_(column.is_(None), column.not_in(slots)),
        many=True,
        negated=True,
    ),
    "at_least": OperatorRow("_gte", lambda column, slots: column >= slots[0]),
    "at_most": OperatorRow("_lte", lambda column, slots: column <= slots[0]),
    # One statement for records without a value, which has a parameter, and one for those with,
    # which has none.
    "is_null": OperatorRow(
        "_is_null", lambda column, slots: column.is_(None) if slots else column.is_not(None)
    ),
    "equals": OperatorRow("", lambda column, slots: column == slots[0]),
    "matches": OperatorRow("", None),
}
BOUNDS: tuple[Operator, Operator] = ("at_least", "at_most")
