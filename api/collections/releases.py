"""Releases: published states of the dataset."""

from api.collections import declare as d
from api.collections.fields import Model, computed, flag, items, key, whole


class CollectionCount(Model):
    """How many records a release has in one collection."""

    collection: str = computed("Name of the collection.", "projects")
    records: int = whole("Number of records.", 12, kind="computed")


class ReleaseColumns(Model):
    """Every stored column of a release, in public order."""

    id: str = key("Identifier of the release.", "2026-11-21")
    hash: str = computed(
        "sha256 of what its file says of records; equal on every database.",
        "5f" * 32,
    )
    published_at: str = computed(
        "When it was published, ISO 8601 with time zone.", "2026-11-21T12:00:00Z"
    )
    notes: str = computed("What is new in it.", "First release.")
    current: bool = flag("Whether it is the one being served.", True)
    previous_id: str | None = computed(
        "The release it was compared with: what it changed is told against that one.", None
    )
    withdrawn_on: str | None = computed(
        "Day on which the release was withdrawn whole; null while it is served.", None
    )
    withdrawn_reason: str | None = computed("Why it was withdrawn.", None)
    records_added: int | None = whole("Records it added.", 246, kind="computed")
    values_changed: int | None = whole(
        "Values that documents changed, as of any day.", 189, kind="computed"
    )
    corrections: int | None = whole(
        "Mistakes of the release before it that it mended.", 0, kind="computed"
    )
    records_withdrawn: int | None = whole(
        "Records it withdrew or merged into others.", 0, kind="computed"
    )


class Release(ReleaseColumns):
    """One published state of the dataset."""

    counts: list[CollectionCount] = items("Records by collection.", [], kind="computed")


class ReleaseRow(ReleaseColumns, table=True):
    """The canonical table of releases, as the latest documents have them."""

    __tablename__ = "releases"


RELEASES = d.Collection(
    name="releases",
    singular="release",
    example="2026-11-21",
    kind="source",
    model=Release,
    table=ReleaseRow,
    description="Published states of the dataset.",
    filters=(*d.flags("current", "being the one served"),),
    sorts=(d.Sort("id", "id", "id"), d.Sort("published_at", "published_at", "text")),
)
