"""The days and the releases that a page can be read in, as links that keep its address and its
filters. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.http.edge.canonical_url import QueryItems, address, without
from api.site.reader import Reader


@dataclass(frozen=True, slots=True)
class ReleaseLink:
    """One release to choose; without `href` the page was not in it."""

    id: str
    published_on: str
    href: str
    current: bool
    newest: bool


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
        kept = rest if dict(rest).get("as_of", "") <= published_on else without(rest, "as_of")
        if not newest:
            kept = (*kept, ("release", item["id"]))
        there = current or since <= published_on
        href = address(path, kept) if there else ""
        links.append(ReleaseLink(item["id"], published_on, href, current, newest))
    return links
