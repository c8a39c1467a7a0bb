"""Tranches: dated batches of projects announced together under an agreement."""

from api.resources import declare as d

TRANCHES = d.Resource(
    name="tranches",
    singular="tranche",
    description="Dated batches of projects announced together under an agreement.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.ids("announced_by_id", "people", "announcer", "donald-trump")[:1],
        *d.numbers("sequence", "place in order", "1"),
        *d.dates("announced_on", "announcement"),
        *d.AMOUNT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, *d.AMOUNT_SORTS, d.date_sort("announced_on"), d.Sort("sequence", "sequence", "number")),
    includes=(
        d.Include("agreements", "agreements", column="agreement_id"),
        d.Include("projects", "projects", by="tranche_id"),
        d.CLAIMS,
    ),
)
