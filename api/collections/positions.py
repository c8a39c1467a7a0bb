"""Positions: attributed views on records, in our words, never facts of them."""

from api.collections import declare as d
from api.collections.fields import Model, code, computed, pointer
from api.collections.mixins import (
    Identity,
    Provenance,
    RecordLists,
    SubjectColumns,
)


class PositionOwn(Model):
    """What only positions have."""

    holder_type: str | None = computed("Collection of who holds the view.", "people")
    holder_id: str | None = pointer("Who holds the view.", "christopher-smart")
    stance: str | None = code("stances", "Direction of the view.", "criticises")


class PositionColumns(Provenance, PositionOwn, SubjectColumns, Identity):
    """Every stored column of a position, in public order."""


class Position(RecordLists, PositionColumns):
    """An attributed view on a record, in our words: never a fact of it."""


class PositionRow(PositionColumns, table=True):
    """The canonical table of positions, as the latest documents have them."""

    __tablename__ = "positions"


POSITIONS = d.Collection(
    name="positions",
    singular="position",
    example="bank-of-korea-warning",
    kind="record",
    model=Position,
    table=PositionRow,
    description="Attributed views on records, in our words: never facts of them.",
    filters=(
        *d.texts("holder_id", "holder", "christopher-smart", negated=False),
        *d.codes("holder_type", "collections", "kind of holder", "people"),
        *d.codes("stance", "stances", "stance", "criticises"),
        *d.SUBJECT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(d.CLAIMS_INCLUDE,),
)
