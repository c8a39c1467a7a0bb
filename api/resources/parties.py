"""Those who take part: companies, institutions and people."""

from api.resources import declare as d

COMPANIES = d.Resource(
    name="companies",
    singular="company",
    description="Firms that documents name, with the records they take part in.",
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
