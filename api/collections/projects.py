"""Projects: identifiable undertakings, in a tranche or package, candidates, or separate from any
pledge.
"""

from api.collections import declare as d
from api.collections.every_list import PARTY_FILTERS
from api.collections.fields import Model, code, computed_code, items, number, reference, text
from api.collections.mixins import (
    AmountColumns,
    AnnouncedOn,
    Identity,
    Output,
    PartyList,
    Provenance,
    RecordLists,
)


class ProjectOwn(Model):
    """What only projects have."""

    agreement_id: str | None = reference(
        "agreements",
        "The agreement it stands under; null where no document ties it to one.",
        "us-japan-investment",
    )
    tranche_id: str | None = reference(
        "tranches", "The tranche it was announced in.", "us-japan-tranche-1"
    )
    commitment_id: str | None = reference("commitments", "The package it is a part of.", None)
    relation: str | None = code("project_relations", "How it stands to a pledge.", "in_tranche")
    status: str | None = code("project_statuses", "How far it has come.", "announced")
    sector: str | None = code("sectors", "Its sector.", "energy")
    country: str | None = code("countries", "Country it is in, ISO 3166-1 alpha-2.", "US")
    subdivision: str | None = code(
        "subdivisions",
        "The one state or region it is in, ISO 3166-2; null where it is in several.",
        "US-OH",
    )
    place: str | None = text("Site, city or region it is in, as documents name it.", None)
    capacity_value: float | None = number("Capacity, in `capacity_unit`.", 9.2)
    capacity_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the capacity is stated.", "exact"
    )
    capacity_unit: str | None = text("Unit of the capacity.", "GW", kind="computed")


class ProjectColumns(Provenance, AmountColumns, AnnouncedOn, ProjectOwn, Identity):
    """Every stored column of a project, in public order."""


class OutputList(Model):
    """Products of a project."""

    outputs: list[Output] = items(
        "What it yields: product, quantity where stated, unit.", [], kind="outputs"
    )


class SubdivisionList(Model):
    """Where a project lies that lies in several states."""

    subdivisions: list[str] = items(
        "Every state or region it is in, ISO 3166-2; empty in releases published before this key. "
        "Code list: `subdivisions`.",
        ["US-OH"],
        codelist="subdivisions",
    )


class Project(RecordLists, PartyList, OutputList, SubdivisionList, ProjectColumns):
    """One identifiable undertaking."""


class ProjectRow(ProjectColumns, table=True):
    """The canonical table of projects, as the latest documents have them."""

    __tablename__ = "projects"


PROJECTS = d.Collection(
    name="projects",
    singular="project",
    example="ohio-gas-power-plant",
    kind="record",
    model=Project,
    table=ProjectRow,
    part_of=(d.Relation("tranche_id", "tranches"), d.Relation("commitment_id", "commitments")),
    agreement=d.Relation("agreement_id", "agreements"),
    search_place=3,
    description=(
        "Identifiable undertakings: in a tranche or package, candidates, or separate from any "
        "pledge."
    ),
    # An operation has at most 40 parameters, so that not each filter has its `…_not`.
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment", negated=False),
        *d.ids("tranche_id", "tranches", "tranche", "us-japan-tranche-1", negated=False),
        *d.absent("tranche_id", "a tranche"),
        *d.ids(
            "commitment_id", "commitments", "package", "japan-energy-infrastructure", negated=False
        ),
        *d.codes(
            "relation", "project_relations", "relation to a pledge", "in_tranche", negated=False
        ),
        *d.codes("status", "project_statuses", "status", "announced"),
        *d.codes("sector", "sectors", "sector", "energy"),
        *d.codes("country", "countries", "country", "US"),
        *d.codes(
            "subdivision",
            "subdivisions",
            "state or region, or one of several,",
            "US-OH",
            column="subdivisions",
            listed=True,
            negated=False,
        ),
        *d.ids("company_id", "companies", "firms", "korea-zinc", listed=True, negated=False),
        *d.ids(
            "institution_id", "institutions", "bodies", "us-government", listed=True, negated=False
        ),
        *d.numbers("capacity_value", "capacity", "5"),
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *PARTY_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(
        *d.COMMON_SORTS,
        *d.AMOUNT_SORTS,
        d.date_sort("announced_on"),
        d.Sort("capacity_value", "capacity_value", "number"),
    ),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("tranches", "tranches", column="tranche_id"),
        d.Include("commitments", "commitments", column="commitment_id"),
        d.Include("companies", "companies", through="company_id"),
        d.Include("institutions", "institutions", through="institution_id"),
        d.CLAIMS_INCLUDE,
    ),
    pairs=(
        ("sector", "status"),
        ("agreement_id", "status"),
        # With the largest amounts first, which is what most readers of a filtered list ask for.
        ("sector", "amount_usd_down"),
        ("status", "amount_usd_down"),
        ("agreement_id", "amount_usd_down"),
        ("sector", "status", "amount_usd_down"),
    ),
)
