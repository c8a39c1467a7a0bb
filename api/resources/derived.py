"""Lists the build derives from claims and versions: conflicts between documents, and changes over knowledge time."""

from api.resources import declare as d

_SUBJECT = (
    *d.codes("subject_type", "collections", "collection", "agreements"),
    *d.texts("subject_id", "record", "us-japan-investment")[:1],
    *d.texts("field", "field", "amount")[:1],
)
CONFLICTS = d.Resource(
    name="conflicts",
    singular="conflict",
    description="Every field on which documents disagree, with its sides: conflicts, changes over time, differences of scope.",
    filters=(
        *d.codes("kind", "conflict_kinds", "kind", "conflict"),
        *_SUBJECT,
        *d.ids("document_id", "documents", "document", "strategic-concessions", listed=True, column="document_ids")[:1],
        *d.flags("disputed", "no side being picked"),
        *d.numbers("amount_usd", "amount at stake", "1000000000"),
    ),
    sorts=(d.Sort("id", "id", "id"), d.Sort("amount_usd", "amount_usd", "number"), d.Sort("subject_id", "subject_id", "id")),
    claimed=False,
    default_sort="-amount_usd",
)
CHANGES = d.Resource(
    name="changes",
    singular="change",
    description="What changed on which day, by which document, before and after; newest first.",
    filters=(
        *d.days("day", "day"),
        *d.codes("change", "change_kinds", "cause", "document"),
        *d.texts("release", "release", "2026-11-21")[:1],
        *_SUBJECT,
        *d.ids("document_id", "documents", "document", "korea-mission-digest")[:1],
    ),
    sorts=(d.Sort("id", "id", "id"), d.Sort("day", "day", "day"), d.Sort("subject_id", "subject_id", "id")),
    claimed=False,
    default_sort="-day",
)
