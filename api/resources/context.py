"""What stands around the deals: events, tariffs, indicators and attributed positions."""

from sqlmodel import SQLModel

from api.resources import declare as d
from api.resources.columns import code, computed, computed_code, items, number, pointer, text
from api.resources.families import (
    EffectiveOn,
    Identity,
    OccurredOn,
    PartyList,
    Provenance,
    RecordLists,
    Subject,
    SubjectColumns,
    ValueColumns,
)


class EventOwn(SQLModel):
    """What only events have."""

    kind: str | None = code("event_kinds", "What sort of event it is.", "announcement")
    status: str | None = code("event_statuses", "Whether it happened or is planned.", "happened")
    place: str | None = text("Where, as documents name it.", "Washington")
    country: str | None = code("countries", "Country it takes place in, ISO 3166-1 alpha-2.", "US")
    subdivision: str | None = code("subdivisions", "State or region it takes place in, ISO 3166-2.", "US-GA")


class EventColumns(Provenance, OccurredOn, EventOwn, Identity):
    """Every stored column of an event, in public order."""


class EventRow(EventColumns, table=True):
    """The canonical event."""

    __tablename__ = "events"


class SubjectList(SQLModel):
    """Records an event is about."""

    subjects: list[Subject] = items("Records it is about.", [], kind="subjects")


class Event(RecordLists, PartyList, SubjectList, EventColumns):
    """Something that happened or is planned on a date."""


class TariffOwn(SQLModel):
    """What only tariffs have."""

    country: str | None = code("countries", "Country whose goods it is on, ISO 3166-1 alpha-2.", "KR")
    imposed_by: str | None = code("countries", "Country that imposes it, ISO 3166-1 alpha-2.", "US")
    scope: str | None = code("tariff_scopes", "Goods it is on.", "reciprocal")
    rate_percent: float | None = number("Rate in percent of value.", 15)
    rate_qualifier: str | None = computed_code("qualifiers", "How exactly the rate is stated; `up_to` for a cap.", "exact")
    previous_rate_percent: float | None = number("Rate before, in percent of value.", 25)
    status: str | None = code("tariff_statuses", "Whether it is threatened, agreed, in force or reported.", "agreed")
    condition: str | None = text("What it depends on, in our words.", None)


class TariffColumns(Provenance, EffectiveOn, TariffOwn, Identity):
    """Every stored column of a tariff, in public order."""


class TariffRow(TariffColumns, table=True):
    """The canonical tariff."""

    __tablename__ = "tariffs"


class Tariff(RecordLists, TariffColumns):
    """A rate on one country and scope at one time."""


class IndicatorOwn(SQLModel):
    """What only indicators have."""

    country: str | None = code("countries", "Country it is about, ISO 3166-1 alpha-2.", "JP")
    measure: str | None = code("indicator_measures", "What is measured.", "trade_surplus")
    period: str | None = text("Period it is for, EDTF.", "2024")
    basis: str | None = code("indicator_bases", "Whether it is measured, estimated or projected.", "measured")
    attributed_to: str | None = text("Who says so, as the document names it.", "Bank of Korea")


class IndicatorColumns(Provenance, ValueColumns, SubjectColumns, IndicatorOwn, Identity):
    """Every stored column of an indicator, in public order."""


class IndicatorRow(IndicatorColumns, table=True):
    """The canonical indicator."""

    __tablename__ = "indicators"


class Indicator(RecordLists, IndicatorColumns):
    """A figure that puts a deal in proportion."""


class PositionOwn(SQLModel):
    """What only positions have."""

    holder_type: str | None = computed("Collection of who holds the view.", "people")
    holder_id: str | None = pointer("Who holds the view.", "christopher-smart")
    stance: str | None = code("stances", "Direction of the view.", "criticises")


class PositionColumns(Provenance, PositionOwn, SubjectColumns, Identity):
    """Every stored column of a position, in public order."""


class PositionRow(PositionColumns, table=True):
    """The canonical position."""

    __tablename__ = "positions"


class Position(RecordLists, PositionColumns):
    """An attributed view on a record, in our words: never a fact of it."""


_SUBJECT_FILTERS = (
    *d.texts("subject_id", "subject", "us-japan-investment")[:1],
    *d.codes("subject_type", "collections", "kind of subject", "agreements")[:1],
)
EVENTS = d.Resource(
    name="events",
    singular="event",
    description="What happened or is planned on a date: meetings, announcements, signatures, rulings.",
    row=EventRow,
    item=Event,
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
    row=TariffRow,
    item=Tariff,
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
    row=IndicatorRow,
    item=Indicator,
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
    row=PositionRow,
    item=Position,
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
