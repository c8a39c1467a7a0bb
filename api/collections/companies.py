"""Companies: firms that documents name."""

from api.collections import declare as d
from api.collections.fields import Model, code, reference
from api.collections.mixins import (
    Identity,
    ParticipationList,
    Provenance,
    RecordLists,
)


class CompanyOwn(Model):
    """What only companies have."""

    country: str | None = code(
        "countries", "Country of the firm, ISO 3166-1 alpha-2; null where no document says.", "KR"
    )
    kind: str | None = code("company_kinds", "What sort of firm it is.", "manufacturer")
    parent_id: str | None = reference(
        "companies", "The firm it is a subsidiary of; null where no document says.", "mitsubishi"
    )


class CompanyColumns(Provenance, CompanyOwn, Identity):
    """Every stored column of a company, in public order."""


class Company(RecordLists, ParticipationList, CompanyColumns):
    """A firm."""


class CompanyRow(CompanyColumns, table=True):
    """The canonical table of companies, as the latest documents have them."""

    __tablename__ = "companies"


COMPANIES = d.Collection(
    name="companies",
    singular="company",
    example="korea-zinc",
    kind="record",
    model=Company,
    table=CompanyRow,
    parties_called="firms",
    search_place=5,
    description="Firms that documents name, with the records they take part in.",
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("kind", "company_kinds", "kind", "manufacturer"),
        *d.ids("parent_id", "companies", "firm above it", "mitsubishi", negated=False),
        *d.codes("role", "party_roles", "roles", "supplier", column="role", listed=True),
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("subsidiaries", "companies", by="parent_id"),
        d.Include("projects", "projects", through="projects"),
        d.Include("commitments", "commitments", through="commitments"),
        d.Include("agreements", "agreements", through="agreements"),
        d.CLAIMS_INCLUDE,
    ),
)
