"""Commitments: what is promised or prepared under an agreement and is no single project."""

from api.resources import declare as d

COMMITMENTS = d.Resource(
    name="commitments",
    singular="commitment",
    description="Packages, pipelines, purchases, market access and cooperation under an agreement.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.absent("agreement_id", "an agreement"),
        *d.ids("parent_id", "commitments", "larger package", "japan-fact-sheet-package"),
        *d.absent("parent_id", "a larger package above it"),
        *d.codes("kind", "commitment_kinds", "kind", "package"),
        *d.codes("sector", "sectors", "sector", "energy"),
        *d.codes("investor_country", "countries", "investor country", "JP")[:1],
        *d.codes("host_country", "countries", "host country", "US")[:1],
        *d.ids("company_id", "companies", "firms", "westinghouse", listed=True)[:1],
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on")),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("parts", "commitments", by="parent_id"),
        d.Include("projects", "projects", by="commitment_id"),
        d.Include("companies", "companies", through="company_id"),
        d.CLAIMS,
    ),
)
