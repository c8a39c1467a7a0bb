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
        "sha256 over canonical records and claims in order of id; equal on every database.",
        "5f" * 32,
    )
    published_at: str = computed(
        "When it was published, ISO 8601 with time zone.", "2026-11-21T12:00:00Z"
    )
    notes: str = computed("What is new in it.", "First release.")
    current: bool = flag("Whether it is the one being served.", True)


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
