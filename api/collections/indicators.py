"""Indicators: figures that put a deal in proportion."""

from api.collections import declare as d
from api.collections.fields import Model, code, text
from api.collections.mixins import (
    Identity,
    Provenance,
    RecordLists,
    SubjectColumns,
    ValueColumns,
)


class IndicatorOwn(Model):
    """What only indicators have."""

    country: str | None = code("countries", "Country it is about, ISO 3166-1 alpha-2.", "JP")
    measure: str | None = code("indicator_measures", "What is measured.", "trade_surplus")
    period: str | None = text("Period it is for, EDTF.", "2024")
    basis: str | None = code(
        "indicator_bases", "Whether it is measured, estimated or projected.", "measured"
    )
    attributed_to: str | None = text("Who says so, as the document names it.", "Bank of Korea")


class IndicatorColumns(Provenance, ValueColumns, SubjectColumns, IndicatorOwn, Identity):
    """Every stored column of an indicator, in public order."""


class Indicator(RecordLists, IndicatorColumns):
    """A figure that puts a deal in proportion."""


class IndicatorRow(IndicatorColumns, table=True):
    """The canonical table of indicators, as the latest documents have them."""

    __tablename__ = "indicators"


INDICATORS = d.Collection(
    name="indicators",
    singular="indicator",
    example="japan-pledge-share-of-gdp",
    kind="record",
    model=Indicator,
    table=IndicatorRow,
    description=(
        "Figures that put a deal in proportion: trade surpluses, shares of output or reserves, "
        "projections."
    ),
    filters=(
        *d.codes("country", "countries", "country", "JP"),
        *d.codes("measure", "indicator_measures", "measure", "trade_surplus"),
        *d.codes("basis", "indicator_bases", "basis", "projected"),
        *d.texts("unit", "unit", "percent"),
        *d.numbers("value_number", "value", "10"),
        *d.SUBJECT_FILTERS,
        *d.COMMON_FILTERS,
    ),
    sorts=(*d.COMMON_SORTS, d.Sort("value_number", "value_number", "number")),
    includes=(d.CLAIMS_INCLUDE,),
)
