"""Agreements: instruments and deals between governments, a government and a firm, or firms."""

from api.resources import declare as d

AGREEMENTS = d.Resource(
    name="agreements",
    singular="agreement",
    description="Instruments and deals between governments, a government and a firm, or firms.",
    filters=(
        *d.ids("parent_id", "agreements", "headline deal", "us-japan-investment"),
        *d.absent("parent_id", "a headline deal above it"),
        *d.codes("kind", "agreement_kinds", "kind", "memorandum"),
        *d.codes("status", "agreement_statuses", "status", "signed"),
        *d.codes("investor_country", "countries", "investor country", "JP")[:1],
        *d.codes("host_country", "countries", "host country", "US")[:1],
        *d.codes("sector", "sectors", "sectors", "energy", column="sectors", listed=True)[:1],
        *d.flags("binding", "the agreement being binding"),
        *d.dates("pledged_on", "pledge date"),
        *d.dates("announced_on", "announcement"),
        *d.dates("signed_on", "signature"),
        *d.AMOUNT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on"), d.date_sort("signed_on")),
    includes=(
        d.Include("terms", "terms", by="agreement_id"),
        d.Include("commitments", "commitments", by="agreement_id"),
        d.Include("tranches", "tranches", by="agreement_id"),
        d.Include("projects", "projects", by="agreement_id"),
        d.Include("instruments", "agreements", by="parent_id"),
        d.CLAIMS,
    ),
)
