"""What to say of a value that a filter was given and that no record has: an id of no record at all
is refused with the nearest ones, another value is warned of. Raises InvalidRequest, and what
reading raises.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, literal, select, union

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import shown, unknown_word
from api.collections import ALL
from api.collections.catalogue import TEXT
from api.collections.data_warnings import DataWarning
from api.collections.served_tables import LIST_VALUES, SERVED
from api.read.answers.not_found import candidates
from api.read.answers.source_kinds import PARAMETER, absent_kinds
from api.read.database.base import Reading, Snapshot
from api.read.request.as_of import on
from api.read.request.plan import POINTERS, Condition, Plan
from api.read.sql.dialect import valid
from api.read.sql.prepared import padded

VALUES_NAMED = 5  # values in one message: a header has little room
# Whose records others point at.
_POINTED_AT = tuple(one.name for one in ALL if one.has_claims)


async def value_warnings(
    snapshot: Snapshot, reading: Reading, plan: Plan, total: int | None
) -> tuple[DataWarning, ...]:
    """All that is said of values of filters; `total` is the number of rows that fit, where it is
    known.
    """
    if not plan.tests:
        return ()
    kinds = await absent_kinds(snapshot, reading, plan)
    return (*kinds, *await unmatched_values(snapshot, reading, plan, total))


def in_doubt(plan: Plan, total: int | None) -> list[Condition]:
    """The tests of which a value may match nothing; none where the rows that fit show otherwise.

    Ids of one collection are looked up by every list, and kinds of documents told apart. An answer
    that names its release has no such warning: it keeps its bytes.
    """
    if plan.pinned:
        return []
    return [
        test
        for test in plan.tests
        if test.filter.operator == "any_of"
        and test.filter.kind in ("text", "code")
        and test.filter.name != PARAMETER
        and (not total or len(test.values) > 1)
    ]


async def unmatched_values(
    snapshot: Snapshot, reading: Reading, plan: Plan, total: int | None
) -> tuple[DataWarning, ...]:
    """A warning for each filter with values that no record of the list has on the day."""
    warnings: list[DataWarning] = []
    errors: list[ParameterError] = []
    for test in in_doubt(plan, total):
        missing = await _not_held(snapshot, reading, plan, test)
        if missing and test.filter.name in POINTERS:
            errors += await _of_no_record(snapshot, reading, test, missing)
        if missing:
            named = ", ".join(f"'{shown(one)}'" for one in missing[:VALUES_NAMED])
            more = f" and {len(missing) - VALUES_NAMED} more" if len(missing) > VALUES_NAMED else ""
            words = (
                f"'{test.filter.name}': none of the {plan.resource.name} known on {plan.day} has "
                f"{named}{more}."
            )
            warnings.append(DataWarning("unmatched_value", words))
    if errors:
        raise InvalidRequest(*errors)
    return tuple(warnings)


async def _not_held(snapshot: Snapshot, reading: Reading, plan: Plan, test: Condition) -> list[str]:
    """The values of a test that no record of the list has on the day."""
    slots, filter_ = padded(test.values), test.filter
    statement = snapshot.statements.get(
        held_statement, plan.resource.name, filter_.column, filter_.listed, len(slots)
    )
    (row,) = await reading.fetch(statement, _given(slots) | on(plan.day))
    held = dict(zip(slots, row, strict=True))
    return [str(value) for value in test.values if not held[value]]


async def _of_no_record(
    snapshot: Snapshot, reading: Reading, test: Condition, ids: Sequence[str]
) -> list[ParameterError]:
    """The errors for ids that no collection has on any day."""
    slots = padded(tuple(ids))
    statement = snapshot.statements.get(anywhere_statement, len(slots))
    known = {row[0] for row in await reading.fetch(statement, _given(slots))}
    errors = []
    for one in (each for each in ids if each not in known):
        near: list[str] = []
        for name in _POINTED_AT:
            near += await candidates(snapshot, reading, name, one)
        sentence = f"There is no record '{shown(one)}' in any collection"
        errors.append(
            unknown_word(
                test.filter.name, "unknown_id", sentence, one, near, "search finds ids: /v1/search."
            )
        )
    return errors


def _given(slots: Sequence[Any]) -> dict[str, Any]:
    return {f"value_{place}": value for place, value in enumerate(slots)}


def _slots(size: int) -> list[Any]:
    return [bindparam(f"value_{place}", type_=TEXT) for place in range(size)]


def held_statement(resource: str, column: str, listed: bool, size: int) -> Select[Any]:
    """Of each value, whether a record of the collection has it on the day."""
    table = LIST_VALUES if listed else SERVED[resource]
    place = table.c.value if listed else table.c[column]
    tests = [valid(table)]
    if listed:
        tests += [table.c.collection == resource, table.c.field == column]
    columns: list[Any] = [
        exists(select(literal(1)).select_from(table).where(place == slot, *tests)).label(
            f"held_{number}"
        )
        for number, slot in enumerate(_slots(size))
    ]
    return select(*columns)


def anywhere_statement(size: int) -> Select[Any]:
    """Which of some ids any collection has, whatever the day."""
    parts = [
        select(SERVED[name].c.id).where(SERVED[name].c.id.in_(_slots(size))) for name in _POINTED_AT
    ]
    found = union(*parts).subquery("found")
    return select(found.c.id)
