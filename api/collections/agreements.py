"""Agreements: instruments and deals between governments, a government and a firm, or firms."""

from api.collections import declare as d
from api.collections.every_list import PARTY_FILTERS
from api.collections.fields import Model, code, flag, items, reference
from api.collections.mixins import (
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


class AgreementOwn(Model):
    """What only agreements have."""

    parent_id: str | None = reference(
        "agreements",
        (
            "The headline deal this instrument belongs to; the headline deal alone carries the "
            "pledged amount."
        ),
        "us-japan-investment",
    )
    kind: str | None = code("agreement_kinds", "What sort of instrument it is.", "memorandum")
    binding: bool | None = flag("Whether a document calls it binding; null where none says.", False)
    status: str | None = code("agreement_statuses", "How far it has come.", "signed")
    investor_country: str | None = code(
        "countries", "Country the money comes from, ISO 3166-1 alpha-2.", "JP"
    )
    host_country: str | None = code(
        "countries", "Country the money goes to, ISO 3166-1 alpha-2.", "US"
    )


class AgreementColumns(
    Provenance, AmountColumns, EndsOn, SignedOn, AnnouncedOn, PledgedOn, AgreementOwn, Identity
):
    """Every stored column of an agreement, in public order."""


class SectorList(Model):
    """Sectors an agreement names."""

    sectors: list[str] = items(
        "Sectors the agreement covers. Code list: `sectors`.", ["energy"], codelist="sectors"
    )


class Agreement(RecordLists, PartyList, SectorList, AgreementColumns):
    """An instrument or deal: a headline deal, memorandum, framework, prosperity deal or joint
    venture.
    """


class AgreementRow(AgreementColumns, table=True):
    """The canonical table of agreements, as the latest documents have them."""

    __tablename__ = "agreements"


AGREEMENTS = d.Collection(
    name="agreements",
    singular="agreement",
    example="us-japan-investment",
    kind="record",
    model=Agreement,
    table=AgreementRow,
    part_of=(d.Relation("parent_id", "agreements"),),
    agreement=d.Relation("parent_id", "agreements"),
    search_place=1,
    description="Instruments and deals between governments, a government and a firm, or firms.",
    filters=(
        *d.ids("parent_id", "agreements", "headline deal", "us-japan-investment"),
        *d.absent("parent_id", "a headline deal above it"),
        *d.codes("kind", "agreement_kinds", "kind", "memorandum"),
        *d.codes("status", "agreement_statuses", "status", "signed"),
        *d.codes("investor_country", "countries", "investor country", "JP", negated=False),
        *d.codes("host_country", "countries", "host country", "US", negated=False),
        *d.codes("sector", "sectors", "sectors", "energy", column="sectors", listed=True),
        *d.flags("binding", "the agreement being binding"),
        *d.dates("pledged_on", "pledge date"),
        *d.dates("announced_on", "announcement"),
        *d.dates("signed_on", "signature"),
        *d.AMOUNT_FILTERS,
        *PARTY_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on"), d.date_sort("signed_on")),
    includes=(
        d.Include("terms", "terms", by="agreement_id"),
        d.Include("commitments", "commitments", by="agreement_id"),
        d.Include("tranches", "tranches", by="agreement_id"),
        d.Include("projects", "projects", by="agreement_id"),
        d.Include("instruments", "agreements", by="parent_id"),
        d.CLAIMS_INCLUDE,
    ),
)
