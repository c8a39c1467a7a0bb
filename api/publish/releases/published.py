"""Published releases as the build meets them: the newest one with its content, and whether another
content is the same. Raises ReleaseFault for a file that is not what the register names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from api.base.errors import ReleaseFault
from api.publish.releases.release_file import SUFFIX, present_item, read_release
from api.publish.releases.release_upgrades import Line
from api.publish.rows.change_rows import CHANGES_NAME
from api.publish.rows.release import Release

FOLDER = "releases"  # of the seed: the files of releases
_NOT_COMPARED = ("releases",)  # counts that are none of the content


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A release of the register with what its file says."""

    release: Release
    lines: Sequence[Line]

    @property
    def changes(self) -> list[Line]:
        """Its own list of changes."""
        return [line["item"] for line in versions(self.lines, CHANGES_NAME)]


def release_path(folder: Path, release_id: str) -> Path:
    """Where the file of a release stands in a seed."""
    return folder / FOLDER / f"{release_id}{SUFFIX}"


def standing_releases(folder: Path, releases: Iterable[Release]) -> list[Release]:
    """Those of the register that are published, not withdrawn, and have their file."""
    return [
        one
        for one in releases
        if one.hash and one.withdrawn_on is None and release_path(folder, one.id).is_file()
    ]


def read_published(folder: Path, release: Release) -> PublishedRelease:
    """One release; raises ReleaseFault where its file is not the one that the register means."""
    path = release_path(folder, release.id)
    mend = "restore the file from version control"
    try:
        head, lines = read_release(path)
    except (ValueError, OSError, EOFError, LookupError) as error:
        raise ReleaseFault(f"{path.name} cannot be read: {error}; {mend}.") from error
    if release.hash not in (head.hash, head.printed_hash):
        message = f"{path.name} has the hash {head.hash}, but the register names {release.hash}"
        raise ReleaseFault(f"{message}; {mend}.")
    return PublishedRelease(release, lines)


def newest_published(folder: Path, releases: Iterable[Release]) -> PublishedRelease | None:
    """The last release that stands."""
    standing = standing_releases(folder, releases)
    return read_published(folder, standing[-1]) if standing else None


def versions(lines: Iterable[Line], collection: str) -> Iterator[Line]:
    """The lines of the versions of one collection."""
    return (
        line for line in lines if line["kind"] == "version" and line["collection"] == collection
    )


def same_content(published: Sequence[Line], built: Sequence[Line]) -> bool:
    """Whether a build says what a release says. Not compared are changes, which tell how a release
    differs from the one before it, and code lists that the release did not have.
    """
    lists = {line["list"]["name"] for line in published if line["kind"] == "codelist"}
    return _comparable(published, lists) == _comparable(built, lists)


def _comparable(lines: Iterable[Line], lists: set[str]) -> list[bytes]:
    return sorted(
        orjson.dumps(_normal(line), option=orjson.OPT_SORT_KEYS)
        for line in lines
        if line.get("collection") != CHANGES_NAME
        and (line["kind"] != "codelist" or line["list"]["name"] in lists)
    )


def _normal(line: Line) -> Line:
    if line["kind"] == "version":
        return {**line, "item": present_item(line["collection"], line["item"])}
    if line["kind"] == "dataset":
        counts = {key: one for key, one in line["counts"].items() if key not in _NOT_COMPARED}
        return {**line, "counts": counts}
    return line
