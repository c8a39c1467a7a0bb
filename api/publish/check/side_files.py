"""The files beside the records: releases, corrections, omissions, and files that nothing reads.

Never raises; returns faults and warnings.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from api.base.dates import is_day
from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.check.days import last_day
from api.publish.check.omissions import omission_faults
from api.publish.check.release_files import release_file_faults
from api.publish.seed.claimable import claimable, field_kind
from api.publish.seed.index import COLLECTIONS, Index
from api.publish.seed.read_seed import Located, Seed
from api.publish.seed.strict_yaml import Path

RELEASES, CORRECTIONS = "releases.yaml", "corrections.yaml"
_RELEASE_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NOT_OF_CLAIMS = ("name", "names", "summary", "summaries", "record")  # corrected all the same


def side_file_faults(seed: Seed, index: Index) -> Iterator[Fault]:
    """Everything wrong with the files that hold no records."""
    yield from seed.unread()
    yield from _releases(seed.side_file(RELEASES))
    yield from release_file_faults(seed, seed.side_file(RELEASES))
    yield from _corrections(seed, index)
    for path in sorted((seed.folder / "omissions").glob("*.yaml")):
        if not path.name.startswith("."):
            yield from omission_faults(seed.side_file(f"omissions/{path.name}"), path.stem, index)


def _releases(file: Located) -> Iterator[Fault]:
    yield from file.faults
    if not file.data:
        if not file.faults:
            message = "name at least one release: id, published_at, notes"
            yield file.fault_at((), "missing_release", message)
        return
    seen: set[str] = set()
    before: datetime | None = None
    for number, entry in enumerate(file.data):
        if not _RELEASE_ID.fullmatch(entry["id"]):
            message = f"'{shown(entry['id'])}' is no id of a release"
            mend = "write letters and figures, joined by single hyphens or dots"
            yield file.fault_at((number, "id"), "bad_id", message, mend)
        if entry["id"] in seen:
            message = f"two releases have the id '{shown(entry['id'])}'"
            mend = "give each release an id of its own"
            yield file.fault_at((number, "id"), "duplicate_id", message, mend)
        seen.add(entry["id"])
        if "hash" in entry and not _HASH.fullmatch(entry["hash"]):
            path = (number, "hash")
            yield file.fault_at(path, "bad_hash", "`hash` is 64 hex digits", "copy it whole")
        time = _time_of(entry["published_at"])
        path = (number, "published_at")
        yield from _published_at(file, path, entry["published_at"], time, before)
        before = time or before


def _time_of(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        return None


def _published_at(
    file: Located, path: Path, text: str, time: datetime | None, before: datetime | None
) -> Iterator[Fault]:
    if time is None or time.year < 1970:
        message = f"`published_at` is '{shown(text)}', which is no time"
        mend = "write it in UTC, such as 2026-11-21T12:00:00Z"
        yield file.fault_at(path, "bad_date", message, mend)
    elif time > datetime.now(UTC) + timedelta(days=1):
        message = f"`published_at` is {text}, which is still to come"
        yield file.fault_at(path, "day_to_come", message, "write when it is published")
    elif before is not None and time <= before:
        message = f"`published_at` is {text}, not later than that of the release before it"
        yield file.fault_at(path, "not_in_order", message, "list releases oldest first")


def _corrections(seed: Seed, index: Index) -> Iterator[Fault]:
    file = seed.side_file(CORRECTIONS)
    yield from file.faults
    releases = {entry["id"] for entry in seed.listing(RELEASES)}
    days = [day for day in index.documents.values() if is_day(day)]
    seen: dict[tuple[str, str, str], int] = {}
    for number, entry in enumerate(file.data or ()):
        if entry["release"] not in releases:
            name = shown(entry["release"])
            message = f"no release has the id '{name}'{hint(entry['release'], releases)}"
            mend = "name one of releases.yaml"
            yield file.fault_at((number, "release"), "dangling_reference", message, mend)
        yield from _day(file, number, entry["day"], max(days, default=""))
        yield from _subject(file, number, entry["subject"], entry["field"], index)
        key = (entry["day"], entry["subject"], entry["field"])
        if key in seen:
            message = f"correction {seen[key] + 1} has the same day, subject and field"
            mend = "write one correction for both"
            yield file.fault_at((number,), "duplicate_id", message, mend)
        seen[key] = number


def _day(file: Located, number: int, day: str, latest: str) -> Iterator[Fault]:
    path = (number, "day")
    if not is_day(day):
        message = f"`day` is '{shown(day)}', which is no day"
        yield file.fault_at(path, "bad_date", message, "write one whole day, such as 2025-12-24")
    elif day > last_day():
        yield file.fault_at(path, "day_to_come", f"`day` is {day}, still to come", "correct it")
    elif latest and day > latest:
        message = (
            f"`day` is {day}, after {latest}, the last day of knowledge: nothing would list it"
        )
        mend = "write the day of knowledge whose value was corrected"
        yield replace(file.fault_at(path, "day_after_all", message, mend), warning=True)


def _subject(file: Located, number: int, subject: str, field: str, index: Index) -> Iterator[Fault]:
    collection, _, record_id = subject.partition("/")
    if collection not in COLLECTIONS or not (
        index.exists(collection, record_id) or (collection, record_id) in index.withdrawn
    ):
        near = hint(record_id, index.records.get(collection, {}))
        message = f"'{shown(subject)}' names no record{near}"
        mend = "write collection/id, such as projects/alaska-pipeline"
        yield file.fault_at((number, "subject"), "dangling_reference", message, mend)
    elif field_kind(collection, field) is None and field not in _NOT_OF_CLAIMS:
        near = hint(field, claimable(collection))
        message = f"{collection} has no field '{shown(field)}'{near}"
        mend = "write a field of that collection"
        yield file.fault_at((number, "field"), "unknown_field", message, mend)
