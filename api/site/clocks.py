"""The days and the releases that a page can be read in, as links that keep its address and its
filters. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.formats import words
from api.http.edge.canonical_url import QueryItems, address, without
from api.read.answers.warnings import DRAFT
from api.site.reader import Reader


@dataclass(frozen=True, slots=True)
class ReleaseLink:
    """One release to choose; without `href` the page was not in it."""

    id: str
    note: str
    href: str
    current: bool


def stops_of(
    path: str, items: QueryItems, reader: Reader, since: str
) -> list[tuple[str, str, bool, bool]]:
    """The knowledge days: day, address, whether it is the page's own, whether it is the latest."""
    rest, stops = without(items, "as_of", "cursor"), []
    for day in reader.release.days:
        latest = day == reader.release.last_day
        kept = rest if latest else (*rest, ("as_of", day))
        stop = address(path, kept) if day >= since else ""
        stops.append((day, stop, day == reader.day, latest))
    return stops


def release_links(
    path: str, items: QueryItems, reader: Reader, since: str
) -> Sequence[ReleaseLink]:
    """The published releases, newest first, up to the one that is read. A page that names its
    release never changes, so it cannot name those that came later: `newest` leads there.

    No release has a day after its publication, so such a day is left out of its link, and a page
    that began on such a day, `since`, was not in it.
    """
    rest, links = without(items, "release", "cursor"), []
    for item in reversed(list(reader.release.register.values())):
        current = item["id"] == reader.release.id
        if item.get("withdrawn_reason") and not current:
            continue
        newest = current and not reader.pinned
        published_on = item["published_at"][:10]
        there = current or since <= published_on
        kept = rest
        if not current and dict(rest).get("as_of", "") > published_on:
            kept = without(rest, "as_of")
        if not newest:
            kept = (*kept, ("release", item["id"]))
        note = f"published {words.date(published_on)}" if there else "this page was not in it"
        if item["id"] == DRAFT:
            note = "not published"
        elif newest:
            note = "the newest"
        links.append(ReleaseLink(item["id"], note, address(path, kept) if there else "", current))
    return links
