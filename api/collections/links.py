"""Tables between records: `records`, the register of every id (current, moved or withdrawn), who
takes part in what, and the lists a record has. Only publishing writes them; references to a record
of any collection are foreign keys to `records`.
"""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlmodel import Field

from api.collections.catalogue import TEXT
from api.collections.documents import Reference
from api.collections.fields import Model
from api.collections.mixins import Output, PartFields


def to_record(type_column: str, id_column: str) -> ForeignKeyConstraint:
    """A foreign key of two columns into the register, checked at commit so that rows may arrive in
    any order.
    """
    return ForeignKeyConstraint(
        [type_column, id_column],
        ["records.collection", "records.id"],
        deferrable=True,
        initially="DEFERRED",
    )


def _to(collection: str) -> ForeignKey:
    return ForeignKey(f"{collection}.id", deferrable=True, initially="DEFERRED")


class RecordRow(Model, table=True):
    """The register: every id that lives, has moved or was withdrawn."""

    __tablename__ = "records"
    __table_args__ = (
        CheckConstraint("state in ('live', 'moved', 'withdrawn')", name="ck_records_state"),
        CheckConstraint("(state = 'moved') = (moved_to is not null)", name="ck_records_moved_to"),
        CheckConstraint("(state = 'withdrawn') = (reason is not null)", name="ck_records_reason"),
        Index("ix_records_state", "state", "collection", "id"),
    )
    collection: str = Field(primary_key=True, sa_type=TEXT)
    id: str = Field(primary_key=True, sa_type=TEXT)
    state: str = Field(sa_type=TEXT)
    known_from: str | None = Field(sa_type=TEXT)
    moved_to: str | None = Field(sa_type=TEXT)
    reason: str | None = Field(sa_type=TEXT)


class PartyKey(Model):
    """Which party of which record."""

    subject_type: str = Field(primary_key=True, sa_type=TEXT)
    subject_id: str = Field(primary_key=True, sa_type=TEXT)
    position: int = Field(primary_key=True)
    party_type: str = Field(sa_type=TEXT)
    party_id: str = Field(sa_type=TEXT)


class PartyRow(PartFields, PartyKey, table=True):
    """Who takes part in a record, in which role, with which product and amount."""

    __tablename__ = "parties"
    __table_args__ = (
        to_record("subject_type", "subject_id"),
        to_record("party_type", "party_id"),
        CheckConstraint(
            "party_type in ('companies', 'institutions', 'people')", name="ck_parties_party_type"
        ),
        Index("ix_parties_party", "party_type", "party_id"),
    )


class EventSubjectRow(Model, table=True):
    """A record an event is about."""

    __tablename__ = "event_subjects"
    __table_args__ = (
        to_record("subject_type", "subject_id"),
        Index("ix_event_subjects_subject", "subject_type", "subject_id"),
    )
    event_id: str = Field(primary_key=True, sa_type=TEXT, sa_column_args=[_to("events")])
    subject_type: str = Field(primary_key=True, sa_type=TEXT)
    subject_id: str = Field(primary_key=True, sa_type=TEXT)


class ProjectOutputRow(Output, table=True):
    """A product of a project, with its quantity where stated."""

    __tablename__ = "project_outputs"
    project_id: str = Field(primary_key=True, sa_type=TEXT, sa_column_args=[_to("projects")])
    product: str = Field(primary_key=True, sa_type=TEXT)


class DocumentReferenceRow(Reference, table=True):
    """A note or link in a document, and whether it can be resolved."""

    __tablename__ = "document_references"
    document_id: str = Field(primary_key=True, sa_type=TEXT, sa_column_args=[_to("documents")])
    position: int = Field(primary_key=True)


class RecordLabelRow(Model, table=True):
    """One value of a plain list of a record: its aliases, sectors or authors."""

    __tablename__ = "record_labels"
    __table_args__ = (to_record("collection", "id"),)
    collection: str = Field(primary_key=True, sa_type=TEXT)
    id: str = Field(primary_key=True, sa_type=TEXT)
    field: str = Field(primary_key=True, sa_type=TEXT)
    label: str = Field(primary_key=True, sa_type=TEXT)


# List of shapes in a record → the table its entries stand in.
LIST_TABLES = {
    "parties": "parties",
    "subjects": "event_subjects",
    "outputs": "project_outputs",
    "references": "document_references",
}
