"""Those who take part: companies, institutions and people."""

from api.schema.columns import Shape, code, computed, pointer, text
from api.schema.families import Identity, OfficeFrom, OfficeUntil, ParticipationList, Provenance, RecordLists


class CompanyOwn(Shape):
    """What only companies have."""

    country: str | None = code("countries", "Country of the firm, ISO 3166-1 alpha-2; null where no document says.", "KR")
    kind: str | None = code("company_kinds", "What sort of firm it is.", "manufacturer")


class CompanyColumns(Provenance, CompanyOwn, Identity):
    """Every stored column of a company, in public order."""


class Company(RecordLists, ParticipationList, CompanyColumns):
    """A firm."""


class InstitutionOwn(Shape):
    """What only institutions have."""

    country: str | None = code("countries", "Country of the body, ISO 3166-1 alpha-2; null where none applies.", "JP")
    kind: str | None = code("institution_kinds", "What sort of body it is.", "policy_bank")


class InstitutionColumns(Provenance, InstitutionOwn, Identity):
    """Every stored column of an institution, in public order."""


class Institution(RecordLists, ParticipationList, InstitutionColumns):
    """A body that is no firm: a ministry, committee, policy bank, export insurer, court or think tank."""


class PersonOwn(Shape):
    """What only people have."""

    office: str | None = text("Office or position, as documents name it.", "Commerce Secretary")
    affiliation_type: str | None = computed("Collection of the affiliation.", "institutions")
    affiliation_id: str | None = pointer("Firm or body the person belongs to.", "us-department-of-commerce")
    country: str | None = code("countries", "Country the person acts for or from, ISO 3166-1 alpha-2.", "US")


class PersonColumns(Provenance, OfficeUntil, OfficeFrom, PersonOwn, Identity):
    """Every stored column of a person, in public order."""


class Person(RecordLists, ParticipationList, PersonColumns):
    """An office-holder or expert."""
