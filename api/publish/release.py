"""`pledgebook release`: what stands in the seed becomes a file that never changes, and an entry of
the register. The entry counts: a file without one is none, so that whoever is killed in between
starts again. Raises ReleaseFault, and BuildFaults for a seed with faults.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from api.base.dates import is_day
from api.base.errors import ReleaseFault
from api.base.suggest import hint, shown
from api.publish.check.side_files import RELEASE_ID
from api.publish.compare.by_day import Reasons
from api.publish.compare.differences import Report, report_differences
from api.publish.progress import SILENT, Progress
from api.publish.publish import content_of
from api.publish.releases.published import (
    PublishedRelease,
    newest_published,
    read_published,
    release_path,
    same_content,
    standing_releases,
)
from api.publish.releases.register import add_release, withdraw_release
from api.publish.releases.release_file import ReleaseHead, content_digest, write_release
from api.publish.releases.release_upgrades import Line
from api.publish.rows.release import DRAFT_ID, Release, list_releases
from api.publish.seed.read_seed import Seed

_RESERVED = (DRAFT_ID, "latest")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release that can be published, and the one it is compared with. `is_there` says that it
    stands with this content already.
    """

    folder: Path
    release: Release
    content: list[bytes]
    before: PublishedRelease | None
    is_there: bool = False

    @property
    def lines(self) -> list[Line]:
        """Its content, read."""
        return [orjson.loads(line) for line in self.content]


class OtherContent(ReleaseFault):
    """A release of that id has other content; `prepared` compares with it."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(
            f"Release {prepared.release.id} is published with other content, and never changes. "
            "Publish what stands in the seed under another id."
        )
        self.prepared = prepared


def prepare(
    folder: Path, release_id: str, notes: str, published_at: str, progress: Progress = SILENT
) -> Prepared:
    """Build what would be published; raises OtherContent where the id has other content."""
    register = list_releases(Seed(folder))
    published = [one for one in register if one.hash]
    taken = next((one for one in published if one.id == release_id), None)
    if taken is not None:
        return _standing(folder, taken, progress)
    if not RELEASE_ID.fullmatch(release_id):
        raise ReleaseFault(f"'{shown(release_id)}' is no id of a release: use letters and figures.")
    if release_id in _RESERVED:
        raise ReleaseFault(f"'{release_id}' has a meaning of its own; choose another id.")
    if _time(published_at) > datetime.now(UTC) + timedelta(days=1):  # as the check has it
        raise ReleaseFault(f"{published_at} is still to come.")
    if published and _time(published_at) <= _time(published[-1].published_at):
        last = published[-1]
        raise ReleaseFault(f"{published_at} is not after {last.published_at}, when {last.id} was.")
    # A file without an entry was left by a command that was stopped.
    release_path(folder, release_id).unlink(missing_ok=True)
    before = newest_published(folder, register)
    previous = before.release.id if before else None
    working = Release(release_id, published_at, notes, previous_id=previous)
    content = content_of(folder, progress, working)
    if content.release.id != release_id:
        raise ReleaseFault(
            f"What stands in the seed is release {content.release.id}: there is nothing to publish."
        )
    found = Release(
        release_id,
        published_at,
        notes,
        content_digest(content.lines),
        previous,
        {name: one for name, one in content.release.counts.items() if name != "releases"},
        content.release.brought,
    )
    return Prepared(folder, found, content.lines, before)


def _standing(folder: Path, release: Release, progress: Progress) -> Prepared:
    if release.withdrawn_on is not None:
        raise ReleaseFault(f"Release {release.id} was withdrawn; choose another id.")
    published = read_published(folder, release)
    content = content_of(folder, progress)
    prepared = Prepared(folder, release, content.lines, published, is_there=True)
    if not same_content(published.lines, prepared.lines):
        raise OtherContent(prepared)
    return prepared


def _time(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError as error:
        message = f"'{text}' is no time in UTC; write it such as 2026-12-01T12:00:00Z."
        raise ReleaseFault(message) from error


def write(prepared: Prepared) -> None:
    """Write the file, then the entry."""
    release = prepared.release
    head = ReleaseHead(release.id, release.published_at, release.notes, release.hash or "")
    write_release(release_path(prepared.folder, release.id), head, prepared.content)
    add_release(prepared.folder, release)


def withdraw(folder: Path, release_id: str, day: str, reason: str) -> None:
    """Note in the register that a release is withdrawn, then remove its file."""
    register = {one.id: one for one in list_releases(Seed(folder)) if one.hash}
    if release_id not in register:
        raise ReleaseFault(f"No release has the id '{release_id}'{hint(release_id, register)}.")
    if register[release_id].withdrawn_on is None:
        withdraw_release(folder, release_id, day, reason)
    release_path(folder, release_id).unlink(missing_ok=True)


def is_published(folder: Path, release_id: str) -> bool:
    """Whether a release of that id stands."""
    standing = standing_releases(folder, list_releases(Seed(folder)))
    return release_id in {one.id for one in standing}


def compared_release(folder: Path, release_id: str | None, progress: Progress = SILENT) -> Prepared:
    """What stands in the seed beside a release: by default beside the newest."""
    standing = standing_releases(folder, list_releases(Seed(folder)))
    known = {one.id: one for one in standing}
    if not known or (release_id and release_id not in known):
        names = ", ".join(known) or "none"
        raise ReleaseFault(f"There is no such release with a file; known: {names}.")
    before = read_published(folder, known[release_id] if release_id else standing[-1])
    content = content_of(folder, progress)
    return Prepared(folder, content.release, content.lines, before)


def report_of(
    folder: Path, before: PublishedRelease, lines: Sequence[Line], as_of: str | None
) -> tuple[Report, int]:
    """What readers would see change, as of the last day, of a day, or of `all`; and how much of
    what changes on any day must be accepted.
    """
    seed = Seed(folder)
    days = next(line["days"] for line in lines if line["kind"] == "dataset")
    register = [one.id for one in list_releases(seed)]
    since = register[register.index(before.release.id) :]
    reasons = Reasons(seed.listing("corrections.yaml"), since)
    whole = report_differences(before.release.id, before.lines, lines, reasons)
    if as_of == "all":
        return whole, len(whole.alarms)
    day = as_of or days[-1]
    if not is_day(day) or day < days[0]:
        raise ReleaseFault(
            f"'{shown(day)}' is no day on which something was known; write a day such as "
            f"{days[-1]}, from {days[0]} on, or `all`."
        )
    if whole.is_empty:
        return replace(whole, as_of=day), 0
    of_day = report_differences(before.release.id, before.lines, lines, reasons, day)
    return of_day, len(whole.alarms)
