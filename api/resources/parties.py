"""Those who take part: companies, institutions and people."""

from sqlmodel import SQLModel

from api.resources import declare as d
from api.resources.columns import code, computed, pointer, text
from api.resources.families import Identity, OfficeFrom, OfficeUntil, ParticipationList, Provenance, RecordLists


class CompanyOwn(SQLModel):
    """What only companies have."""

    country: str | None = code("countries", "Country of the firm, ISO 3166-1 alpha-2; null where no document says.", "KR")
    kind: str | None = code("company_kinds", "What sort of firm it is.", "manufacturer")


class CompanyColumns(Provenance, CompanyOwn, Identity):
    """Every stored column of a company, in public order."""


class CompanyRow(CompanyColumns, table=True):
    """The canonical company."""

    __tablename__ = "companies"


class Company(RecordLists, ParticipationList, CompanyColumns):
    """A firm."""


class InstitutionOwn(SQLModel):
    """What only institutions have."""

    country: str | None = code("countries", "Country of the body, ISO 3166-1 alpha-2; null where none applies.", "JP")
    kind: str | None = code("institution_kinds", "What sort of body it is.", "policy_bank")


class InstitutionColumns(Provenance, InstitutionOwn, Identity):
    """Every stored column of an institution, in public order."""


class InstitutionRow(InstitutionColumns, table=True):
    """The canonical institution."""

    __tablename__ = "institutions"


class Institution(RecordLists, ParticipationList, InstitutionColumns):
    """A body that is no firm: a ministry, committee, policy bank, export insurer, court or think tank."""


class PersonOwn(SQLModel):
    """What only people have."""

    office: str | None = text("Office or position, as documents name it.", "Commerce Secretary")
    affiliation_type: str | None = computed("Collection of the affiliation.", "institutions")
    affiliation_id: str | None = pointer("Firm or body the person belongs to.", "us-department-of-commerce")
    country: str | None = code("countries", "Country the person acts for or from, ISO 3166-1 alpha-2.", "US")


class PersonColumns(Provenance, OfficeUntil, OfficeFrom, PersonOwn, Identity):
    """Every stored column of a person, in public order."""


class PersonRow(PersonColumns, table=True):
    """The canonical person."""

    __tablename__ = "people"


class Person(RecordLists, ParticipationList, PersonColumns):
    """An office-holder or expert."""


COMPANIES = d.Resource(
    name="companies",
    singular="company",
    description="Firms that documents name, with the records they take part in.",
    row=CompanyRow,
    item=Company,
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("kind", "company_kinds", "kind", "manufacturer"),
        *d.codes("role", "party_roles", "roles", "supplier", column="role", listed=True)[:1],
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("projects", "projects", through="projects"),
        d.Include("commitments", "commitments", through="commitments"),
        d.Include("agreements", "agreements", through="agreements"),
        d.CLAIMS,
    ),
)
INSTITUTIONS = d.Resource(
    name="institutions",
    singular="institution",
    description="Bodies that are no firms: ministries, committees, policy banks, courts, think tanks.",
    row=InstitutionRow,
    item=Institution,
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("kind", "institution_kinds", "kind", "ministry"),
        *d.codes("role", "party_roles", "roles", "approver", column="role", listed=True)[:1],
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("projects", "projects", through="projects"),
        d.Include("agreements", "agreements", through="agreements"),
        d.Include("people", "people", by="affiliation_id"),
        d.CLAIMS,
    ),
)
PEOPLE = d.Resource(
    name="people",
    singular="person",
    description="Office-holders and experts, with their office and, where stated, its period.",
    row=PersonRow,
    item=Person,
    filters=(
        *d.codes("country", "countries", "country", "KR"),
        *d.texts("office", "office", "Prime Minister")[:1],
        *d.texts("affiliation_id", "affiliation", "us-department-of-commerce")[:1],
        *d.codes("role", "party_roles", "roles", "speaker", column="role", listed=True)[:1],
        *d.dates("office_from", "taking of office"),
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(
        d.Include("events", "events", through="events"),
        d.Include("positions", "positions", by="holder_id"),
        d.CLAIMS,
    ),
)
