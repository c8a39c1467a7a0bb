"""Changes: what changed on which day and with which release, found when a release is built."""

from dataclasses import replace
from typing import Any

from api.collections import declare as d
from api.collections.fields import Model, computed, computed_code, value


class Change(Model):
    """One record that appeared or went, or one of its values that changed."""

    id: str = computed(
        "Identifier: day, collection, record and field.",
        "2026-02-28:agreements:us-japan-investment:status",
    )
    day: str = computed("Knowledge day from which it is so.", "2026-02-28")
    release: str = computed("Release that first published the change.", "2026-11-21")
    published_at: str = computed(
        "When that release was published, ISO 8601 with time zone.", "2026-11-21T12:00:00Z"
    )
    change: str = computed_code(
        "change_kinds", "Whether a document brought it, or we mended a mistake of ours.", "document"
    )
    kind: str = computed_code("change_effects", "What became of the record.", "changed")
    subject_type: str = computed_code("collections", "Collection of the record.", "agreements")
    subject_id: str = computed("Id of the record.", "us-japan-investment")
    subject_name: str | None = computed("Name of the record.", "U.S.-Japan investment deal")
    field: str | None = computed("The field; null where the record itself came or went.", "status")
    before: Any = value(
        "The value before, of the type of the field; null where there was none.", "signed"
    )
    after: Any = value(
        "The value after, of the type of the field; null where it was taken back; of a record that "
        "moved, where it stands now.",
        "in_implementation",
    )
    document_id: str | None = computed(
        "The document that brought it; null for a correction of ours.", "korea-mission-digest"
    )
    note: str | None = computed(
        "For a correction: why it was wrong. For a record that was withdrawn: why.", None
    )
    sentence: str = computed(
        "The change in a sentence.",
        "Change of agreement U.S.-Japan investment deal: status is In implementation, where it was "
        "Signed, from 2026-02-28 on.",
    )


_RELEASE = d.ids("in_release", "releases", "release", "2026-11-21", column="release", negated=False)
_SINCE = d.ids(
    "since_release", "releases", "release", "2026-11-21", column="since_releases", listed=True
)
CHANGES = d.Collection(
    name="changes",
    singular="change",
    kind="derived",
    model=Change,
    search_place=None,
    description="What changed on which day, by which document or correction, before and after; "
    "what the newest release brought comes first.",
    filters=(
        *d.days("day", "day"),
        *d.codes("change", "change_kinds", "cause", "document"),
        *d.codes("kind", "change_effects", "effect", "changed"),
        *_RELEASE,
        *(
            replace(one, description=f"Only changes that came {words} this release.")
            for one, words in zip(_SINCE, ("after", "with or before"), strict=True)
        ),
        *d.RECORD_FILTERS,
        *d.ids("document_id", "documents", "document", "korea-mission-digest", negated=False),
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("day", "day", "day"),
        d.Sort("published_at", "published_at", "text", then="day"),
        d.Sort("subject_id", "subject_id", "id"),
    ),
    default_sort="-published_at",
)
