"""Terms: the conditions of an agreement."""

from api.collections import declare as d
from api.collections.fields import Model, code, reference, text
from api.collections.mixins import (
    EffectiveOn,
    Identity,
    Provenance,
    RecordLists,
    ValueColumns,
)


class TermOwn(Model):
    """What only terms have."""

    agreement_id: str | None = reference(
        "agreements", "The agreement it is a condition of.", "us-japan-investment"
    )
    kind: str | None = code("term_kinds", "What it regulates.", "profit_split")
    obligation: str | None = text(
        "What it obliges to, in our words.", "Respond to a proposed project"
    )
    obliged_country: str | None = code("countries", "Country it obliges, ISO 3166-1 alpha-2.", "JP")
    status: str | None = code(
        "term_statuses", "Whether it is agreed, proposed or demanded.", "agreed"
    )


class TermColumns(Provenance, EffectiveOn, ValueColumns, TermOwn, Identity):
    """Every stored column of a term, in public order."""


class Term(RecordLists, TermColumns):
    """One condition of an agreement: a profit split, response time, penalty, form of financing or
    annual ceiling.
    """


class TermRow(TermColumns, table=True):
    """The canonical table of terms, as the latest documents have them."""

    __tablename__ = "terms"


TERMS = d.Collection(
    name="terms",
    singular="term",
    example="critical-minerals-financing",
    kind="record",
    model=Term,
    table=TermRow,
    agreement=d.Relation("agreement_id", "agreements"),
    description=(
        "Conditions of agreements: who decides, by when, how profits are split, how money flows."
    ),
    filters=(
        *d.ids("agreement_id", "agreements", "agreement", "us-japan-investment"),
        *d.codes("kind", "term_kinds", "kind", "profit_split"),
        *d.codes("status", "term_statuses", "status", "agreed"),
        *d.codes("obliged_country", "countries", "obliged country", "JP"),
        *d.texts("unit", "unit", "percent"),
        *d.numbers("value_number", "value", "45"),
        *d.dates("effective_on", "date of effect"),
        *d.COMMON_FILTERS,
    ),
    sorts=(
        *d.COMMON_SORTS,
        d.Sort("value_number", "value_number", "number"),
        d.date_sort("effective_on"),
    ),
    includes=(d.Include("agreements", "agreements", column="agreement_id"), d.CLAIMS_INCLUDE),
)
