"""Agreements: instruments and deals between governments, a government and a firm, or firms."""

from api.schema.columns import Shape, code, flag, items, reference
from api.schema.families import (
    AmountColumns,
    AnnouncedOn,
    EndsOn,
    Identity,
    PartyList,
    PledgedOn,
    Provenance,
    RecordLists,
    SignedOn,
)


class AgreementOwn(Shape):
    """What only agreements have."""

    parent_id: str | None = reference(
        "agreements", "The headline deal this instrument belongs to; the headline deal alone carries the pledged amount.", "us-japan-investment"
    )
    kind: str | None = code("agreement_kinds", "What sort of instrument it is.", "memorandum")
    binding: bool | None = flag("Whether a document calls it binding; null where none says.", False)
    status: str | None = code("agreement_statuses", "How far it has come.", "signed")
    investor_country: str | None = code("countries", "Country the money comes from, ISO 3166-1 alpha-2.", "JP")
    host_country: str | None = code("countries", "Country the money goes to, ISO 3166-1 alpha-2.", "US")


class AgreementColumns(Provenance, AmountColumns, EndsOn, SignedOn, AnnouncedOn, PledgedOn, AgreementOwn, Identity):
    """Every stored column of an agreement, in public order."""


class SectorList(Shape):
    """Sectors an agreement names."""

    sectors: list[str] = items("Sectors the agreement covers. Code list: `sectors`.", ["energy"], codelist="sectors")


class Agreement(RecordLists, PartyList, SectorList, AgreementColumns):
    """An instrument or deal: a headline deal, memorandum, framework, prosperity deal or joint venture."""
