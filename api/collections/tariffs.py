"""Tariffs: rates on one country and scope at one time."""

from api.collections import declare as d
from api.collections.fields import Model, code, computed_code, number, text
from api.collections.mixins import (
    EffectiveOn,
    Identity,
    Provenance,
    RecordLists,
)


class TariffOwn(Model):
    """What only tariffs have."""

    country: str | None = code(
        "countries", "Country whose goods it is on, ISO 3166-1 alpha-2.", "KR"
    )
    imposed_by: str | None = code("countries", "Country that imposes it, ISO 3166-1 alpha-2.", "US")
    scope: str | None = code("tariff_scopes", "Goods it is on.", "reciprocal")
    rate_percent: float | None = number("Rate in percent of value.", 15)
    rate_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the rate is stated; `up_to` for a cap.", "exact"
    )
    previous_rate_percent: float | None = number("Rate before, in percent of value.", 25)
    status: str | None = code(
        "tariff_statuses", "Whether it is threatened, agreed, in force or reported.", "agreed"
    )
    condition: str | None = text("What it depends on, in our words.", None)


class TariffColumns(Provenance, EffectiveOn, TariffOwn, Identity):
    """Every stored column of a tariff, in public order."""


class Tariff(RecordLists, TariffColumns):
    """A rate on one country and scope at one time."""


class TariffRow(TariffColumns, table=True):
    """The canonical table of tariffs, as the latest documents have them."""

    __tablename__ = "tariffs"


TARIFFS = d.Collection(
    name="tariffs",
    singular="tariff",
    example="japan-automobiles",
    kind="record",
    model=Tariff,
    table=TariffRow,
    description=(
        "Tariff rates on one country and scope at one time: threatened, agreed, in force or "
        "reported."
    ),
    filters=(
        *d.codes("country", "countries", "country", "KR"),
        *d.codes("imposed_by", "countries", "imposing country", "US"),
        *d.codes("scope", "tariff_scopes", "scope", "reciprocal"),
        *d.codes("status", "tariff_statuses", "status", "threatened"),
        *d.numbers("rate_percent", "rate in percent", "15"),
        *d.dates("effective_on", "date of effect"),
        *d.COMMON_FILTERS,
    ),
    sorts=(
        *d.COMMON_SORTS,
        d.Sort("rate_percent", "rate_percent", "number"),
        d.date_sort("effective_on"),
    ),
    includes=(d.CLAIMS_INCLUDE,),
)
