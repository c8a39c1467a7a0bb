"""Why something is not there: by the register of ids: moved, withdrawn, not yet known, or never
existed. Error path only.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, column, func, select, table

from api.base.errors import (
    InvalidRequest,
    NotYetKnown,
    PledgebookError,
    RecordMoved,
    RecordNotFound,
    RecordWithdrawn,
)
from api.base.suggest import nearest, unknown_word
from api.collections.catalogue import TEXT
from api.collections.served_tables import SERVED
from api.read.database.base import Reading, Snapshot
from api.read.request.plan import Condition, Plan
from api.read.sql.prepared import padded

MOST_IDS_COMPARED = (
    300  # ids looked at for a suggestion: comparing spellings costs, and anyone can mistype
)

# The columns of the register that are asked for; the build alone writes it.
_REGISTER = table(
    "records", *(column(name, TEXT) for name in ("collection", "id", "state", "reason"))
)


async def reason(
    snapshot: Snapshot, reading: Reading, plan: Plan, name: str, record_id: str
) -> PledgebookError:
    """The error to raise for a record of the collection `name` that is not there on the plan's
    day.
    """
    moved = snapshot.release.moved.get(name, {}).get(record_id)
    if moved is not None:
        return RecordMoved(name, record_id, moved)
    if "\x00" in record_id or len(record_id) > 500:
        return RecordNotFound(name, record_id[:100].replace("\x00", ""))
    values = {"collection": name, "id": record_id}
    registered = await reading.fetch(snapshot.statements.get(register_statement), values)
    if registered and registered[0][0] == "withdrawn":
        return RecordWithdrawn(name, record_id, str(registered[0][1]))
    first = (await reading.fetch(snapshot.statements.get(first_known_statement, name), values))[0][
        0
    ]
    if first is not None and first > plan.day:
        return NotYetKnown(name, record_id, plan.as_of or plan.day, first)
    small = record_id.lower()  # ids have no capitals
    near = nearest(small, await candidates(snapshot, reading, name, small))
    return RecordNotFound(name, record_id, near)


async def unknown_ids(
    snapshot: Snapshot, reading: Reading, tests: Sequence[Condition]
) -> InvalidRequest:
    """The error to raise where a filter was given ids that do not exist."""
    errors = []
    for test in tests:
        collection = test.filter.collection or ""
        slots = padded(test.values)
        values = {f"id_{place}": value for place, value in enumerate(slots)}
        rows = await reading.fetch(
            snapshot.statements.get(existing_statement, collection, len(slots)), values
        )
        for value in sorted(set(map(str, test.values)) - {row[0] for row in rows}):
            known = await candidates(snapshot, reading, collection, value)
            sentence = f"There is no record '{value[:100]}' in {collection}"
            errors.append(
                unknown_word(
                    test.filter.name,
                    "unknown_id",
                    sentence,
                    value,
                    known,
                    f"the ids stand at /v1/{collection}.",
                )
            )
    return InvalidRequest(*errors)


async def candidates(
    snapshot: Snapshot, reading: Reading, collection: str, wanted: str
) -> list[str]:
    """The ids of a collection that a mistyped one may mean: all where they are few, else those with
    the same beginning.
    """
    few = snapshot.release.counts.get(collection, MOST_IDS_COMPARED + 1) <= MOST_IDS_COMPARED
    beginning = "" if few else wanted[:3]
    values = {"first": beginning, "last": beginning + "\U0010ffff", "most": MOST_IDS_COMPARED}
    rows = await reading.fetch(snapshot.statements.get(candidates_statement, collection), values)
    return [row[0] for row in rows]


def register_statement() -> Select[Any]:
    """State and reason of an id."""
    row = _REGISTER.c
    return select(row.state, row.reason).where(
        row.collection == bindparam("collection", type_=TEXT), row.id == bindparam("id", type_=TEXT)
    )


def first_known_statement(collection: str) -> Select[Any]:
    """The first day of a record, null where it never existed."""
    versions = SERVED[collection]
    return select(func.min(versions.c.valid_from)).where(
        versions.c.id == bindparam("id", type_=TEXT)
    )


def existing_statement(collection: str, size: int) -> Select[Any]:
    """Which of some ids exist."""
    ids = SERVED[collection].c.id
    return (
        select(ids)
        .where(ids.in_([bindparam(f"id_{place}", type_=TEXT) for place in range(size)]))
        .distinct()
    )


def candidates_statement(collection: str) -> Select[Any]:
    """Ids within a range."""
    ids = SERVED[collection].c.id
    within = (ids >= bindparam("first", type_=TEXT), ids <= bindparam("last", type_=TEXT))
    return select(ids).where(*within).distinct().order_by(ids).limit(bindparam("most"))
