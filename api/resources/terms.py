"""Terms: the conditions of an agreement."""

from api.resources import declare as d

TERMS = d.Resource(
    name="terms",
    singular="term",
    description="Conditions of agreements: who decides, by when, how profits are split, how money flows.",
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.codes("kind", "term_kinds", "kind", "profit_split"),
        *d.codes("status", "term_statuses", "status", "agreed"),
        *d.codes("obliged_country", "countries", "obliged country", "JP")[:1],
        *d.texts("unit", "unit", "percent")[:1],
        *d.numbers("value_number", "value", "45"),
        *d.dates("effective_on", "date of effect"),
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.Sort("value_number", "value_number", "number"), d.date_sort("effective_on")),
    includes=(d.Include("agreements", "agreements", column="agreement_id"), d.CLAIMS),
)
