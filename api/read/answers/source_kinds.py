"""What to say where a request asks what a kind of source says, and no document is of it. Raises
what reading raises.
"""

from collections import Counter

from sqlalchemy import Select, func, select

from api.collections.data_warnings import DataWarning
from api.collections.served_tables import SERVED
from api.formats import words
from api.read.database.base import Reading, Snapshot
from api.read.request.as_of import on
from api.read.request.plan import Plan
from api.read.sql.dialect import valid

PARAMETER = "document_kind"


async def absent_kinds(snapshot: Snapshot, reading: Reading, plan: Plan) -> tuple[DataWarning, ...]:
    """The warning that no document known on the day is of a kind that the request asks for."""
    asked = [
        str(value) for test in plan.tests if test.filter.name == PARAMETER for value in test.values
    ]
    if not asked:
        return ()
    rows = await reading.fetch(snapshot.statements.get(kinds_statement), on(plan.day))
    known = Counter({kind: count for kind, count in rows if kind})
    labels = snapshot.release.codelists
    missing = [words.code_label("document_kinds", one, labels) for one in asked if not known[one]]
    if not missing:
        return ()
    there = ", ".join(
        f"{words.code_label('document_kinds', kind, labels).lower()} {count}"
        for kind, count in sorted(known.items())
    )
    text = (
        f"None of the documents known on {plan.day} is of this kind: "
        f"{', '.join(one.lower() for one in missing)}."
    )
    text += f" By kind they are: {there}." if there else " The kind of none of them is recorded."
    return (DataWarning("no_such_source", text),)


def kinds_statement() -> Select[tuple[str | None, int]]:
    """How many documents known on the day are of each kind."""
    documents = SERVED["documents"]
    return (
        select(documents.c.kind, func.count())
        .where(valid(documents))
        .group_by(documents.c.kind)
        .order_by(documents.c.kind)
    )
