"""Tranches: dated batches of projects announced together under an agreement."""

from api.collections import declare as d
from api.collections.every_list import PARTY_FILTERS
from api.collections.fields import Model, computed, computed_code, items, reference, whole
from api.collections.mixins import (
    AmountColumns,
    AnnouncedOn,
    Identity,
    PartyList,
    Provenance,
    RecordLists,
)

PROJECT_LIST, MOST_LISTED = "project_list", 100


class TrancheProject(Model):
    """A project of a tranche."""

    id: str = computed("Id of the project.", "ohio-gas-power-plant")
    name: str | None = computed("Its name.", "Ohio gas-fired power plant")
    status: str | None = computed_code("project_statuses", "How far it has come.", "announced")
    subdivision: str | None = computed("State or province it lies in, ISO 3166-2.", "US-OH")


class ProjectList(Model):
    """What a tranche says of its projects without being asked for more."""

    project_list: list[TrancheProject] = items(
        "The projects known to be of it, at most 100; all of each: `include=projects`.",
        [],
        kind="computed",
    )


class TrancheOwn(Model):
    """What only tranches have."""

    agreement_id: str | None = reference(
        "agreements", "The agreement it was announced under.", "us-japan-investment"
    )
    sequence: int | None = whole("Its place in the order of tranches of the agreement, from 1.", 1)
    announced_by_id: str | None = reference("people", "Who announced it.", "donald-trump")
    project_count: int | None = whole("Number of projects the documents count in it.", 3)


class TrancheColumns(Provenance, AmountColumns, AnnouncedOn, TrancheOwn, Identity):
    """Every stored column of a tranche, in public order."""


class Tranche(RecordLists, PartyList, ProjectList, TrancheColumns):
    """A dated batch of projects announced together; its amount is one total that no document splits
    unless projects say so.
    """


class TrancheRow(TrancheColumns, table=True):
    """The canonical table of tranches, as the latest documents have them."""

    __tablename__ = "tranches"


TRANCHES = d.Collection(
    name="tranches",
    singular="tranche",
    example="us-japan-tranche-1",
    kind="record",
    model=Tranche,
    table=TrancheRow,
    agreement=d.Relation("agreement_id", "agreements"),
    search_place=2,
    description="Dated batches of projects announced together under an agreement.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.ids("announced_by_id", "people", "announcer", "donald-trump", negated=False),
        *d.numbers("sequence", "place in order", "1"),
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *PARTY_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(
        *d.COMMON_SORTS,
        *d.AMOUNT_SORTS,
        d.date_sort("announced_on"),
        d.Sort("sequence", "sequence", "number"),
    ),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("projects", "projects", by="tranche_id"),
        d.CLAIMS_INCLUDE,
    ),
)
