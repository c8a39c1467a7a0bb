"""Commitments: what is promised or prepared under an agreement and is no single project."""

from api.schema.columns import Shape, code, reference
from api.schema.families import AmountColumns, AnnouncedOn, Identity, PartyList, Provenance, RecordLists


class CommitmentOwn(Shape):
    """What only commitments have."""

    agreement_id: str | None = reference("agreements", "The agreement it stands under; null where no document ties it to one.", "us-japan-investment")
    parent_id: str | None = reference("commitments", "The larger package it is a part of.", "japan-fact-sheet-package")
    kind: str | None = code("commitment_kinds", "What sort of promise it is.", "package")
    sector: str | None = code("sectors", "Sector it is for.", "energy")
    investor_country: str | None = code("countries", "Country the money comes from, ISO 3166-1 alpha-2.", "JP")
    host_country: str | None = code("countries", "Country the money goes to, ISO 3166-1 alpha-2.", "US")


class CommitmentColumns(Provenance, AmountColumns, AnnouncedOn, CommitmentOwn, Identity):
    """Every stored column of a commitment, in public order."""


class Commitment(RecordLists, PartyList, CommitmentColumns):
    """A package by sector, a pipeline, a purchase, market access or cooperation."""
