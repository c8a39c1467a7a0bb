"""Terms: the conditions of an agreement."""

from api.schema.columns import Shape, code, reference, text
from api.schema.families import EffectiveOn, Identity, Provenance, RecordLists, ValueColumns


class TermOwn(Shape):
    """What only terms have."""

    agreement_id: str | None = reference("agreements", "The agreement it is a condition of.", "us-japan-investment")
    kind: str | None = code("term_kinds", "What it regulates.", "profit_split")
    obligation: str | None = text("What it obliges to, in our words.", "Respond to a proposed project")
    obliged_country: str | None = code("countries", "Country it obliges, ISO 3166-1 alpha-2.", "JP")
    status: str | None = code("term_statuses", "Whether it is agreed, proposed or demanded.", "agreed")


class TermColumns(Provenance, EffectiveOn, ValueColumns, TermOwn, Identity):
    """Every stored column of a term, in public order."""


class Term(RecordLists, TermColumns):
    """One condition of an agreement: a profit split, response time, penalty, form of financing or annual ceiling."""
