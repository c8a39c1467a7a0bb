"""Claims: one document saying one value for one field of one record. Served alone, with all ranks;
no canonical table.
"""

from api.collections import declare as d
from api.collections.fields import (
    Model,
    computed,
    computed_code,
    flag,
    items,
    key,
    number,
    pointer,
    reference,
    whole,
)


class Claim(Model):
    """One document saying one value for one field of one record."""

    id: str = key(
        "Identifier computed from what the claim says and where: the same claim always has the "
        "same id.",
        "c-7256380504ab40eb",
    )
    subject_type: str = computed("Collection of the record it is about.", "projects")
    subject_id: str = pointer("Id of the record it is about.", "ohio-gas-power-plant")
    field: str = computed(
        "Field it gives a value for; a party is addressed as `parties[<party_id>].role`.",
        "capacity_value",
    )
    value: str | None = computed("The value as text.", "9.2")
    value_number: float | None = number("The value as a number, in `unit`.", 9.2, kind="computed")
    value_min: float | None = number("Lower end of a range, in `unit`.", None, kind="computed")
    value_max: float | None = number("Upper end of a range, in `unit`.", None, kind="computed")
    value_qualifier: str | None = computed_code(
        "qualifiers", "How exactly the figure is stated.", "exact"
    )
    value_modifier: str | None = computed_code(
        "date_modifiers", "What narrows or opens a date.", None
    )
    unit: str | None = computed("Unit, or currency of an amount.", "GW")
    document_id: str = reference(
        "documents", "Document it was read out of.", "korea-mission-digest"
    )
    line: int = whole(
        "Line of the document file, from 1; lines are split at line feeds.", 55, kind="computed"
    )
    start: int = whole(
        "First Unicode code point of the quote in that line, from 0.", 120, kind="computed"
    )
    end: int = whole("Code point after the last of the quote.", 126, kind="computed")
    quote: str = computed(
        "The words of the figure or name as they stand there; at most eight.", "9.2‑GW"
    )
    prefix: str | None = computed(
        "Words right before the quote, where it takes them to find it in its page.", None
    )
    suffix: str | None = computed(
        "Words right after the quote; prefix, quote and suffix have at most eight words.",
        "gas‑power plant",
    )
    source_url: str | None = computed(
        "Address of the document, with a text fragment at which browsers show the quote; null "
        "where the document has no address.",
        "https://example.org/news#:~:text=9.2%E2%80%91GW",
    )
    source_url_unique: bool | None = flag(
        "Whether these words stand only once in the document; where not, browsers show the first.",
        True,
        kind="computed",
    )
    document_kind: str | None = computed_code(
        "document_kinds",
        "What sort of source its document is; null in releases published before this key.",
        "digest",
    )
    scope: str | None = computed_code(
        "claim_scopes", "What sets an equal figure apart, where it needs to be.", None
    )
    basis: str = computed_code(
        "claim_bases", "How the claim rests on the quoted passage.", "stated"
    )
    attributed_to: str | None = computed(
        "Who the document says said it; null where the document says it itself.", None
    )
    effective_on: str | None = computed(
        "Day from which the value holds, EDTF, where it is one state among several.", None
    )
    words_reason: str | None = computed(
        "Why the value holds although its quote does not state it; null where it does.", None
    )
    known_from: str = computed("Day from which its document is known.", "2026-02-28")
    rank: str = computed_code("claim_ranks", "Its standing on the day asked for.", "accepted")
    rank_reason: str = computed_code("rank_reasons", "Why it has that rank.", "only_value")
    rank_note: str | None = computed("The reason in our words, where an editor judged.", None)
    rank_because: list[str] = items(
        "Documents that an editor's judgement rests on; empty where none judged.",
        [],
        kind="computed",
    )
    rank_over: list[str] = items(
        "Values, as text, that an editor's judgement names as outweighed.", [], kind="computed"
    )


CLAIMS = d.Collection(
    name="claims",
    singular="claim",
    example="c-7256380504ab40eb",
    kind="source",
    model=Claim,
    search_place=None,
    description=(
        "Single statements of documents: every value of every record rests on some of them."
    ),
    filters=(
        *d.codes("subject_type", "collections", "kind of subject", "projects"),
        *d.texts("subject_id", "subject", "ohio-gas-power-plant", negated=False),
        *d.texts("field", "field", "amount"),
        *d.ids("document_id", "documents", "document", "korea-mission-digest"),
        *d.codes("document_kind", "document_kinds", "kind of document", "newspaper"),
        *d.codes("basis", "claim_bases", "basis", "stated"),
        *d.codes("rank", "claim_ranks", "rank", "rival"),
        *d.codes("rank_reason", "rank_reasons", "reason of its rank", "no_winner"),
        *d.numbers("value_number", "value", "45"),
        *d.texts("unit", "unit", "percent"),
        *d.numbers("line", "line", "10"),
        *d.days("known_from", "first knowledge day"),
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("field", "field", "text", then="rank", then_list="claim_ranks"),
        d.Sort("subject_id", "subject_id", "id"),
        d.Sort("document_id", "document_id", "id"),
        d.Sort("known_from", "known_from", "day"),
        d.Sort("value_number", "value_number", "number"),
    ),
    includes=(d.Include("documents", "documents", column="document_id"),),
    stores_lines=False,  # Short, quickly made, and a dozen times as many as all other records.
    placed=True,
)
