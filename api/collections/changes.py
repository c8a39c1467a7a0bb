"""Changes: what changed on which day, found when a release is built."""

from api.collections import declare as d
from api.collections.fields import Model, computed, computed_code


class Change(Model):
    """One value of one record that changed on one day."""

    id: str = computed(
        "Identifier: day, collection, record and field.",
        "2026-02-28:agreements:us-japan-investment:status",
    )
    day: str = computed("Knowledge day on which it changed.", "2026-02-28")
    release: str = computed("Release that first published the change.", "2026-11-21")
    change: str = computed_code(
        "change_kinds", "Whether a document brought it, or we mended a mistake of ours.", "document"
    )
    subject_type: str = computed_code("collections", "Collection of the record.", "agreements")
    subject_id: str = computed("Id of the record.", "us-japan-investment")
    subject_name: str | None = computed("Name of the record.", "U.S.-Japan investment deal")
    field: str | None = computed("The field; null where the record itself appeared.", "status")
    before: str | None = computed(
        "The value before, as JSON text; null where there was none.", '"signed"'
    )
    after: str | None = computed(
        "The value after, as JSON text; null where it was taken back.", '"in_implementation"'
    )
    document_id: str | None = computed(
        "The document that brought it; null for a correction of ours.", "korea-mission-digest"
    )
    note: str | None = computed("For a correction: what we mended.", None)


CHANGES = d.Collection(
    name="changes",
    singular="change",
    kind="derived",
    model=Change,
    search_place=None,
    description="What changed on which day, by which document, before and after; newest first.",
    filters=(
        *d.days("day", "day"),
        *d.codes("change", "change_kinds", "cause", "document"),
        d.Filter(
            "in_release", "text", "release", "any_of", d.ANY_OF.format("release"), "2026-11-21"
        ),
        *d.RECORD_FILTERS,
        *d.ids("document_id", "documents", "document", "korea-mission-digest", negated=False),
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("day", "day", "day"),
        d.Sort("subject_id", "subject_id", "id"),
    ),
    default_sort="-day",
)
