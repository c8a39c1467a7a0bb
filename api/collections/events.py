"""Events: what happened or is planned on a date."""

from api.collections import declare as d
from api.collections.every_list import PARTY_FILTERS
from api.collections.fields import Model, code, items, text
from api.collections.mixins import (
    Identity,
    OccurredOn,
    PartyList,
    Provenance,
    RecordLists,
    Subject,
)


class EventOwn(Model):
    """What only events have."""

    kind: str | None = code("event_kinds", "What sort of event it is.", "announcement")
    status: str | None = code("event_statuses", "Whether it happened or is planned.", "happened")
    place: str | None = text("Where, as documents name it.", "Washington")
    country: str | None = code("countries", "Country it takes place in, ISO 3166-1 alpha-2.", "US")
    subdivision: str | None = code(
        "subdivisions", "State or region it takes place in, ISO 3166-2.", "US-GA"
    )


class EventColumns(Provenance, OccurredOn, EventOwn, Identity):
    """Every stored column of an event, in public order."""


class SubjectList(Model):
    """Records an event is about."""

    subjects: list[Subject] = items("Records it is about.", [], kind="subjects")


class DealEvent(RecordLists, PartyList, SubjectList, EventColumns):
    """Something that happened or is planned on a date."""


class EventRow(EventColumns, table=True):
    """The canonical table of events, as the latest documents have them."""

    __tablename__ = "events"


EVENTS = d.Collection(
    name="events",
    singular="event",
    example="japan-amount-raised",
    kind="record",
    model=DealEvent,
    table=EventRow,
    description=(
        "What happened or is planned on a date: meetings, announcements, signatures, rulings."
    ),
    filters=(
        *d.codes("kind", "event_kinds", "kind", "announcement"),
        *d.codes("status", "event_statuses", "status", "planned"),
        *d.codes("country", "countries", "country", "US"),
        *d.codes("subdivision", "subdivisions", "state or region", "US-GA"),
        d.Filter(
            "subject_id",
            "text",
            "subjects",
            "any_of",
            "Only events about one of these records.",
            "us-japan-investment",
            listed=True,
        ),
        *d.ids("person_id", "people", "people", "howard-lutnick", listed=True, negated=False),
        *d.ids(
            "institution_id", "institutions", "bodies", "bank-of-korea", listed=True, negated=False
        ),
        *d.ids("company_id", "companies", "firms", "hyundai", listed=True, negated=False),
        *d.dates("occurred_on", "date"),
        d.Filter(
            "on",
            "date",
            "days",
            "equals",
            "Only events that were on this day or, where their date is less exact, may have been.",
            "2026-02-17",
            listed=True,
        ),
        *PARTY_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.date_sort("occurred_on")),
    includes=(
        d.Include("people", "people", through="person_id"),
        d.Include("agreements", "agreements", through="subjects"),
        d.CLAIMS_INCLUDE,
    ),
)
