"""The rows of changes: what every one of them says, whoever found it, and in which releases which
records changed. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api.collections.codelists import Codelists
from api.collections.served import FOREVER
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Version
from api.publish.rows.change_sentences import sentence
from api.publish.rows.rows import Batch, Row, served_row

CHANGES_NAME = "changes"


class FirstRelease(NamedTuple):
    """The release that first had a document."""

    id: str
    published_at: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What changes say of documents: the release that first had each, and its title. A check, which
    publishes nothing, knows neither.
    """

    first: Mapping[str, FirstRelease] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def release_of(self, document: str) -> FirstRelease:
        """The release that first had it."""
        return self.first.get(document, _NO_RELEASE)


_NO_RELEASE = FirstRelease("", "")
NO_SOURCES = Sources()


def change_row(
    what: Mapping[str, Any],
    release: FirstRelease,
    codelists: Codelists,
    title: str | None = None,
) -> Values:
    """A change as it is served. `what` has everything but its id, release and sentence."""
    about = f"{what['day']}:{what['subject_type']}:{what['subject_id']}:{what['field'] or ''}"
    # Releases may correct one value twice; what a document brought on a day is one thing for ever.
    own = f":{what['kind']}" if what["kind"] in ("moved", "withdrawn") else ""
    own += f":correction:{release.id}" if what["change"] == "correction" else ""
    return {
        "id": f"{about}{own}",
        "day": what["day"],
        "release": release.id,
        "published_at": release.published_at,
        "change": what["change"],
        "kind": what["kind"],
        **{key: what[key] for key in _REST},
        "sentence": sentence(what, codelists, title),
    }


_REST = (
    *("subject_type", "subject_id", "subject_name", "field", "before", "after"),
    *("document_id", "note"),
)


def change_batches(changes: Sequence[Values], releases: Sequence[str]) -> Iterator[Batch]:
    """The served rows of changes, and what lists are asked by releases; these come oldest first."""
    rows = [served_row(CHANGES_NAME, Version(one["day"], FOREVER, one))[1] for one in changes]
    yield f"{CHANGES_NAME}_versions", rows
    yield "list_values", list(_memberships(changes, releases))


def _memberships(changes: Iterable[Values], releases: Sequence[str]) -> Iterator[Row]:
    """Each change is a member of all releases before its own; each record of those in which it
    changed, from the day of its first change.
    """
    place = {release_id: number for number, release_id in enumerate(releases)}
    first: dict[tuple[str, str, str], str] = {}
    for one in changes:
        for earlier in releases[: place.get(one["release"], 0)]:
            yield CHANGES_NAME, "since_releases", earlier, one["id"], one["day"], FOREVER
        key = one["subject_type"], one["release"], one["subject_id"]
        first[key] = min(one["day"], first.get(key, FOREVER))
    for (collection, release_id, record_id), day in first.items():
        yield collection, "changed_in_releases", release_id, record_id, day, FOREVER


def brought(changes: Iterable[Mapping[str, Any]], release_id: str) -> dict[str, int]:
    """How many of each sort a release brought, as the register has them."""
    found = Counter(_sort_of(one) for one in changes if one["release"] == release_id)
    sorts = ("records_added", "values_changed", "corrections", "records_withdrawn")
    return {name: found[name] for name in sorts}


def _sort_of(change: Mapping[str, Any]) -> str:
    if change["kind"] == "appeared":
        return "records_added"
    if change["kind"] in ("moved", "withdrawn"):
        return "records_withdrawn"
    return "corrections" if change["change"] == "correction" else "values_changed"
