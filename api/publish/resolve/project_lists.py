"""The projects that each tranche lists, as of every day: a version of a tranche ends where what it
lists changes. For building, and for releases of formats without such lists. Pure.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from api.collections.projects import PROJECTS
from api.collections.tranches import MOST_LISTED, PROJECT_LIST, TRANCHES, TrancheProject
from api.publish.resolve.outcomes import Values
from api.publish.resolve.participations import ParticipationSpans
from api.publish.resolve.versions import Version

_KEYS = tuple(TrancheProject.model_fields)


def listed_in(
    collection: str, versions: Sequence[Version]
) -> Iterator[tuple[str, str, str, Values]]:
    """The tranche that lists a project, first and following day, and what it lists of it."""
    for version in versions if collection == PROJECTS.name else ():
        if tranche := version.item.get("tranche_id"):
            entry = {key: version.item.get(key) for key in _KEYS}
            yield f"{TRANCHES.name}/{tranche}", version.valid_from, version.valid_to, entry


def with_projects(versions: Sequence[Version], listed: ParticipationSpans) -> list[Version]:
    """The versions of a tranche with its projects, in order of id."""
    found: list[Version] = []
    days = {day for since, until, _ in listed for day in (since, until)}
    for version in versions:
        inside = {day for day in days if version.valid_from < day < version.valid_to}
        for since, until in pairwise(sorted({version.valid_from, *inside, version.valid_to})):
            entries = [entry for start, end, entry in listed if start <= since < end]
            entries.sort(key=lambda entry: str(entry["id"]))
            item = {**version.item, PROJECT_LIST: entries[:MOST_LISTED]}
            if found and found[-1].valid_to == since and found[-1].item == item:
                found[-1].valid_to = until
            else:
                found.append(Version(since, until, item))
    return found
