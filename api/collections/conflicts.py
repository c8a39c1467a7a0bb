"""Conflicts: fields on which documents disagree, found when a release is built."""

from api.collections import declare as d
from api.collections.fields import (
    Model,
    computed,
    computed_code,
    flag,
    items,
    kinds_of_documents,
    number,
    whole,
)


class Side(Model):
    """One value in a disagreement, with every claim that says it."""

    value: str | None = computed("The value as text.", "2025-08")
    value_number: float | None = number("The value as a number, in `unit`.", None, kind="computed")
    value_min: float | None = number("Lower end of a range, in `unit`.", None, kind="computed")
    value_max: float | None = number("Upper end of a range, in `unit`.", None, kind="computed")
    value_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the figure is stated.", None
    )
    value_modifier: str | None = computed_code(
        "date_modifiers", "What narrows or opens a date.", None
    )
    unit: str | None = computed("Unit, or currency of an amount.", None)
    rank: str = computed_code("claim_ranks", "Standing of the side.", "rival")
    rank_reason: str = computed_code("rank_reasons", "Why it has that rank.", "no_winner")
    rank_note: str | None = computed("The reason in our words, where an editor judged.", None)
    rank_because: list[str] = items(
        "Documents that an editor's judgement rests on; empty where none judged.",
        [],
        kind="computed",
    )
    rank_over: list[str] = items(
        "Values, as text, that an editor's judgement names as outweighed.", [], kind="computed"
    )
    attributed_to: list[str] = items(
        "Who the documents say said it, where they attribute it; other claims of the side may "
        "stand in a document's own words.",
        [],
        kind="computed",
    )
    document_ids: list[str] = items(
        "Documents that say so.", ["strategic-concessions"], kind="computed"
    )
    claim_ids: list[str] = items("Claims that say so.", [], kind="computed")
    quotes: list[str] = items(
        "The words of the figure, one a claim.", ["July 2025"], kind="computed"
    )
    subject_type: str | None = computed_code(
        "collections",
        "Collection of the record that has this value; null where it is the conflict's own.",
        None,
    )
    subject_id: str | None = computed(
        "Id of the record that has this value; null where it is the conflict's own.", None
    )


class Conflict(Model):
    """One field on which documents disagree: of one record, or of several that are compared."""

    id: str = computed(
        "Identifier: collection, record and field.", "agreements:us-japan-investment:pledged_on"
    )
    kind: str = computed_code("conflict_kinds", "What sort of disagreement it is.", "conflict")
    subject_type: str = computed_code("collections", "Collection of the record.", "agreements")
    subject_id: str = computed("Id of the record.", "us-japan-investment")
    subject_name: str | None = computed("Name of the record.", "U.S.-Japan investment deal")
    field: str = computed("The field.", "pledged_on")
    disputed: bool = flag("Whether no side is picked, so that the canonical value is null.", True)
    amount_usd: int | None = whole(
        "Amount at stake in whole U.S. dollars: the record's, or else its agreement's; null where "
        "neither is stated.",
        550000000000,
    )
    document_ids: list[str] = items(
        "Documents that take a side.", ["strategic-concessions"], kind="computed"
    )
    document_kinds: list[str] = kinds_of_documents("Sorts of source these are")
    related_ids: list[str] = items(
        "Other records whose values are sides of it, as `collection/id`; empty where all sides are "
        "about the one record, and in releases published before this key.",
        ["tranches/us-japan-tranche-1"],
        kind="computed",
    )
    side_count: int | None = whole(
        "How many values stand against each other; null in releases published before this key.",
        2,
        kind="computed",
    )
    sides: list[Side] = items(
        "The values and what stands behind each; the accepted one first.", [], kind="computed"
    )


CONFLICTS = d.Collection(
    name="conflicts",
    singular="conflict",
    kind="derived",
    model=Conflict,
    search_place=None,
    description=(
        "Every field on which documents disagree, with its sides: conflicts, changes over time, "
        "differences of scope."
    ),
    filters=(
        *d.codes("kind", "conflict_kinds", "kind", "conflict"),
        *d.RECORD_FILTERS,
        *d.ids(
            "document_id",
            "documents",
            "document",
            "strategic-concessions",
            listed=True,
            column="document_ids",
            negated=False,
        ),
        *d.codes(
            "document_kind",
            "document_kinds",
            "kind of document that takes a side",
            "newspaper",
            column="document_kinds",
            listed=True,
            negated=False,
        ),
        d.Filter(
            "related_id",
            "text",
            "related_ids",
            "any_of",
            "Only conflicts in which one of these other records, as `collection/id`, has a side.",
            "tranches/us-japan-tranche-1",
            listed=True,
        ),
        d.Filter(
            "min_sides",
            "number",
            "side_count",
            "at_least",
            "Only conflicts with at least so many sides.",
            "3",
        ),
        *d.flags("disputed", "no side being picked"),
        *d.numbers("amount_usd", "amount at stake", "1000000000"),
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("amount_usd", "amount_usd", "number"),
        d.Sort("subject_id", "subject_id", "id"),
    ),
    default_sort="-amount_usd",
)
