"""Commitments: what is promised or prepared under an agreement and is no single project."""

from api.collections import declare as d
from api.collections.every_list import PARTY_FILTERS
from api.collections.fields import Model, code, reference
from api.collections.mixins import (
    AmountColumns,
    AnnouncedOn,
    Identity,
    PartyList,
    Provenance,
    RecordLists,
)


class CommitmentOwn(Model):
    """What only commitments have."""

    agreement_id: str | None = reference(
        "agreements",
        "The agreement it stands under; null where no document ties it to one.",
        "us-japan-investment",
    )
    parent_id: str | None = reference(
        "commitments", "The larger package it is a part of.", "japan-fact-sheet-package"
    )
    kind: str | None = code("commitment_kinds", "What sort of promise it is.", "package")
    sector: str | None = code("sectors", "Sector it is for.", "energy")
    investor_country: str | None = code(
        "countries", "Country the money comes from, ISO 3166-1 alpha-2.", "JP"
    )
    host_country: str | None = code(
        "countries", "Country the money goes to, ISO 3166-1 alpha-2.", "US"
    )


class CommitmentColumns(Provenance, AmountColumns, AnnouncedOn, CommitmentOwn, Identity):
    """Every stored column of a commitment, in public order."""


class Commitment(RecordLists, PartyList, CommitmentColumns):
    """A package by sector, a pipeline, a purchase, market access or cooperation."""


class CommitmentRow(CommitmentColumns, table=True):
    """The canonical table of commitments, as the latest documents have them."""

    __tablename__ = "commitments"


COMMITMENTS = d.Collection(
    name="commitments",
    singular="commitment",
    example="japan-energy-infrastructure",
    kind="record",
    model=Commitment,
    table=CommitmentRow,
    part_of=(d.Relation("parent_id", "commitments"),),
    agreement=d.Relation("agreement_id", "agreements"),
    search_place=4,
    description="Packages, pipelines, purchases, market access and cooperation under an agreement.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.absent("agreement_id", "an agreement"),
        *d.ids("parent_id", "commitments", "larger package", "japan-fact-sheet-package"),
        *d.absent("parent_id", "a larger package above it"),
        *d.codes("kind", "commitment_kinds", "kind", "package"),
        *d.codes("sector", "sectors", "sector", "energy"),
        *d.codes("investor_country", "countries", "investor country", "JP"),
        *d.codes("host_country", "countries", "host country", "US"),
        *d.ids("company_id", "companies", "firms", "westinghouse", listed=True, negated=False),
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *PARTY_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on")),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("parts", "commitments", by="parent_id"),
        d.Include("projects", "projects", by="commitment_id"),
        d.Include("companies", "companies", through="company_id"),
        d.CLAIMS_INCLUDE,
    ),
)
