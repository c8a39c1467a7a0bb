"""What stands around the deals: events, tariffs, indicators and attributed positions."""

from api.schema.columns import Shape, code, computed, computed_code, items, number, pointer, text
from api.schema.families import (
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


class EventOwn(Shape):
    """What only events have."""

    kind: str | None = code("event_kinds", "What sort of event it is.", "announcement")
    status: str | None = code("event_statuses", "Whether it happened or is planned.", "happened")
    place: str | None = text("Where, as documents name it.", "Washington")
    country: str | None = code("countries", "Country it takes place in, ISO 3166-1 alpha-2.", "US")
    subdivision: str | None = code("subdivisions", "State or region it takes place in, ISO 3166-2.", "US-GA")


class EventColumns(Provenance, OccurredOn, EventOwn, Identity):
    """Every stored column of an event, in public order."""


class SubjectList(Shape):
    """Records an event is about."""

    subjects: list[Subject] = items("Records it is about.", [], kind="subjects")


class Event(RecordLists, PartyList, SubjectList, EventColumns):
    """Something that happened or is planned on a date."""


class TariffOwn(Shape):
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


class Tariff(RecordLists, TariffColumns):
    """A rate on one country and scope at one time."""


class IndicatorOwn(Shape):
    """What only indicators have."""

    country: str | None = code("countries", "Country it is about, ISO 3166-1 alpha-2.", "JP")
    measure: str | None = code("indicator_measures", "What is measured.", "trade_surplus")
    period: str | None = text("Period it is for, EDTF.", "2024")
    basis: str | None = code("indicator_bases", "Whether it is measured, estimated or projected.", "measured")
    attributed_to: str | None = text("Who says so, as the document names it.", "Bank of Korea")


class IndicatorColumns(Provenance, ValueColumns, SubjectColumns, IndicatorOwn, Identity):
    """Every stored column of an indicator, in public order."""


class Indicator(RecordLists, IndicatorColumns):
    """A figure that puts a deal in proportion."""


class PositionOwn(Shape):
    """What only positions have."""

    holder_type: str | None = computed("Collection of who holds the view.", "people")
    holder_id: str | None = pointer("Who holds the view.", "christopher-smart")
    stance: str | None = code("stances", "Direction of the view.", "criticises")


class PositionColumns(Provenance, PositionOwn, SubjectColumns, Identity):
    """Every stored column of a position, in public order."""


class Position(RecordLists, PositionColumns):
    """An attributed view on a record, in our words: never a fact of it."""
