"""Projects: identifiable undertakings, in a tranche or package, candidates, or separate from any pledge."""

from api.schema.columns import Shape, code, computed_code, items, number, reference, text
from api.schema.families import AmountColumns, AnnouncedOn, Identity, Output, PartyList, Provenance, RecordLists


class ProjectOwn(Shape):
    """What only projects have."""

    agreement_id: str | None = reference("agreements", "The agreement it stands under; null where no document ties it to one.", "us-japan-investment")
    tranche_id: str | None = reference("tranches", "The tranche it was announced in.", "us-japan-tranche-1")
    commitment_id: str | None = reference("commitments", "The package it is a part of.", None)
    relation: str | None = code("project_relations", "How it stands to a pledge.", "in_tranche")
    status: str | None = code("project_statuses", "How far it has come.", "announced")
    sector: str | None = code("sectors", "Its sector.", "energy")
    country: str | None = code("countries", "Country it is in, ISO 3166-1 alpha-2.", "US")
    subdivision: str | None = code("subdivisions", "State or region it is in, ISO 3166-2.", "US-OH")
    capacity_value: float | None = number("Capacity, in `capacity_unit`.", 9.2)
    capacity_qualifier: str | None = computed_code("qualifiers", "How exactly the capacity is stated.", "exact")
    capacity_unit: str | None = text("Unit of the capacity.", "GW", kind="computed")


class ProjectColumns(Provenance, AmountColumns, AnnouncedOn, ProjectOwn, Identity):
    """Every stored column of a project, in public order."""


class OutputList(Shape):
    """Products of a project."""

    outputs: list[Output] = items("What it yields: product, quantity where stated, unit.", [], kind="outputs")


class Project(RecordLists, PartyList, OutputList, ProjectColumns):
    """One identifiable undertaking."""
