"""Institutions: bodies that are no firms."""

from api.collections import declare as d
from api.collections.fields import Model, code, reference
from api.collections.mixins import (
    Identity,
    ParticipationList,
    Provenance,
    RecordLists,
)


class InstitutionOwn(Model):
    """What only institutions have."""

    country: str | None = code(
        "countries", "Country of the body, ISO 3166-1 alpha-2; null where none applies.", "JP"
    )
    kind: str | None = code("institution_kinds", "What sort of body it is.", "policy_bank")
    parent_id: str | None = reference(
        "institutions",
        "The body it is a part of; null where no document says.",
        "brookings-institution",
    )


class InstitutionColumns(Provenance, InstitutionOwn, Identity):
    """Every stored column of an institution, in public order."""


class Institution(RecordLists, ParticipationList, InstitutionColumns):
    """A body that is no firm: a ministry, committee, policy bank, export insurer, court or think
    tank.
    """


class InstitutionRow(InstitutionColumns, table=True):
    """The canonical table of institutions, as the latest documents have them."""

    __tablename__ = "institutions"


INSTITUTIONS = d.Collection(
    name="institutions",
    singular="institution",
    example="us-government",
    kind="record",
    model=Institution,
    table=InstitutionRow,
    parties_called="bodies",
    search_place=6,
    description=(
        "Bodies that are no firms: ministries, committees, policy banks, courts, think tanks."
    ),
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("kind", "institution_kinds", "kind", "ministry"),
        *d.ids(
            "parent_id", "institutions", "body above it", "brookings-institution", negated=False
        ),
        *d.codes("role", "party_roles", "roles", "approver", column="role", listed=True),
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("parts", "institutions", by="parent_id"),
        d.Include("projects", "projects", through="projects"),
        d.Include("agreements", "agreements", through="agreements"),
        d.Include("people", "people", by="affiliation_id"),
        d.CLAIMS_INCLUDE,
    ),
)
