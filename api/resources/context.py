"""What stands around the deals: events, tariffs, indicators and attributed positions."""

from api.resources import declare as d

_SUBJECT_FILTERS = (
    *d.texts("subject_id", "subject", "us-japan-investment")[:1],
    *d.codes("subject_type", "collections", "kind of subject", "agreements")[:1],
)
EVENTS = d.Resource(
    name="events",
    singular="event",
    description="What happened or is planned on a date: meetings, announcements, signatures, rulings.",
    filters=(
        *d.codes("kind", "event_kinds", "kind", "announcement"),
        *d.codes("status", "event_statuses", "status", "planned"),
        *d.codes("country", "countries", "country", "US")[:1],
        *d.codes("subdivision", "subdivisions", "state or region", "US-GA")[:1],
        d.Filter("subject_id", "text", "subjects", "any_of", "Only events about one of these records.", "us-japan-investment", listed=True),
        *d.ids("person_id", "people", "people", "howard-lutnick", listed=True)[:1],
        *d.ids("institution_id", "institutions", "bodies", "bank-of-korea", listed=True)[:1],
        *d.ids("company_id", "companies", "firms", "hyundai", listed=True)[:1],
        *d.dates("occurred_on", "date"),
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.date_sort("occurred_on")),
    includes=(d.Include("people", "people", through="person_id"), d.Include("agreements", "agreements", through="subjects"), d.CLAIMS),
)
TARIFFS = d.Resource(
    name="tariffs",
    singular="tariff",
    description="Tariff rates on one country and scope at one time: threatened, agreed, in force or reported.",
    filters=(
        *d.codes("country", "countries", "country", "KR"),
        *d.codes("imposed_by", "countries", "imposing country", "US")[:1],
        *d.codes("scope", "tariff_scopes", "scope", "reciprocal"),
        *d.codes("status", "tariff_statuses", "status", "threatened"),
        *d.numbers("rate_percent", "rate in percent", "15"),
        *d.dates("effective_on", "date of effect"),
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.Sort("rate_percent", "rate_percent", "number"), d.date_sort("effective_on")),
    includes=(d.CLAIMS,),
)
INDICATORS = d.Resource(
    name="indicators",
    singular="indicator",
    description="Figures that put a deal in proportion: trade surpluses, shares of output or reserves, projections.",
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("measure", "indicator_measures", "measure", "trade_surplus"),
        *d.codes("basis", "indicator_bases", "basis", "projected"),
        *d.texts("unit", "unit", "percent")[:1],
        *d.numbers("value_number", "value", "10"),
        *_SUBJECT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.Sort("value_number", "value_number", "number")),
    includes=(d.CLAIMS,),
)
POSITIONS = d.Resource(
    name="positions",
    singular="position",
    description="Attributed views on records, in our words: never facts of them.",
    filters=(
        *d.texts("holder_id", "holder", "christopher-smart")[:1],
        *d.codes("holder_type", "collections", "kind of holder", "people")[:1],
        *d.codes("stance", "stances", "stance", "criticises"),
        *_SUBJECT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=d.COMMON_SORTS,
    includes=(d.CLAIMS,),
)
