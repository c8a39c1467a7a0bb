"""Tranches: dated batches of projects announced together under an agreement."""

from api.schema.columns import Shape, reference, whole
from api.schema.families import AmountColumns, AnnouncedOn, Identity, PartyList, Provenance, RecordLists


class TrancheOwn(Shape):
    """What only tranches have."""

    agreement_id: str | None = reference("agreements", "The agreement it was announced under.", "us-japan-investment")
    sequence: int | None = whole("Its place in the order of tranches of the agreement, from 1.", 1)
    announced_by_id: str | None = reference("people", "Who announced it.", "donald-trump")
    project_count: int | None = whole("Number of projects the documents count in it.", 3)


class TrancheColumns(Provenance, AmountColumns, AnnouncedOn, TrancheOwn, Identity):
    """Every stored column of a tranche, in public order."""


class Tranche(RecordLists, PartyList, TrancheColumns):
    """A dated batch of projects announced together; its amount is one total that no document splits unless projects say so."""
