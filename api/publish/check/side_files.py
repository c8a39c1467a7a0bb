"""The files beside the records: releases, corrections, omissions, and files that nothing reads.

Never raises; returns faults and warnings.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from api.base.dates import is_day
from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.collections import MODELS
from api.collections.documents import DOCUMENTS
from api.publish.check.days import last_day
from api.publish.check.omissions import omission_faults
from api.publish.check.release_files import release_file_faults
from api.publish.seed.index import SEED_COLLECTIONS, Index
from api.publish.seed.read_seed import Located, Seed
from api.publish.seed.strict_yaml import Path

RELEASES_FILE, CORRECTIONS_FILE = "releases.yaml", "corrections.yaml"
RELEASE_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def side_file_faults(seed: Seed, index: Index) -> Iterator[Fault]:
    """Everything wrong with the files that hold no records."""
    yield from seed.unread()
    yield from _releases(seed.side_file(RELEASES_FILE))
    yield from release_file_faults(seed, seed.side_file(RELEASES_FILE))
    yield from _missing_files(seed)
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
        if not RELEASE_ID.fullmatch(entry["id"]):
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


def _missing_files(seed: Seed) -> Iterator[Fault]:
    """A published release without its file is served no more; the newest is not compared with."""
    file = seed.side_file(RELEASES_FILE)
    for number, entry in enumerate(file.data or ()):
        path = seed.folder / "releases" / f"{entry['id']}.jsonl.gz"
        if "hash" in entry and "withdrawn_on" not in entry and not path.is_file():
            message = f"the file of release '{shown(entry['id'])}' is missing: {path.name}"
            mend = "restore it from version control"
            fault = file.fault_at((number, "id"), "missing_file", message, mend)
            yield replace(fault, warning=True)


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
    file = seed.side_file(CORRECTIONS_FILE)
    yield from file.faults
    releases = {entry["id"] for entry in seed.listing(RELEASES_FILE)}
    days = [day for day in index.documents.values() if is_day(day)]
    seen: dict[tuple[object, ...], int] = {}
    for number, entry in enumerate(file.data or ()):
        if entry["wrong_in"] not in releases:
            name = shown(entry["wrong_in"])
            message = f"no release has the id '{name}'{hint(entry['wrong_in'], releases)}"
            mend = "name the release of releases.yaml in which it stood wrong"
            yield file.fault_at((number, "wrong_in"), "dangling_reference", message, mend)
        if "day" in entry:
            yield from _day(file, number, entry["day"], max(days, default=""))
        yield from _subject(file, number, entry, index)
        key = tuple(entry.get(name) for name in ("wrong_in", "subject", "field", "day"))
        if key in seen:
            message = (
                f"correction {seen[key] + 1} is about the same release, subject, field and day"
            )
            mend = "write one reason for both"
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


def _subject(file: Located, number: int, entry: Mapping[str, str], index: Index) -> Iterator[Fault]:
    subject, field = entry.get("subject"), entry.get("field")
    if subject is None:
        return
    collection, _, record_id = subject.partition("/")
    if collection not in SEED_COLLECTIONS and collection != DOCUMENTS.name:
        message = f"'{shown(subject)}' names no collection{hint(collection, SEED_COLLECTIONS)}"
        mend = "write collection/id, such as projects/alaska-pipeline, or a collection"
        yield file.fault_at((number, "subject"), "dangling_reference", message, mend)
    elif field is not None and field not in _fields(collection):
        message = f"{collection} has no field '{shown(field)}'{hint(field, _fields(collection))}"
        mend = "write a field as the API names it"
        yield file.fault_at((number, "field"), "unknown_field", message, mend)
    elif record_id and not (
        index.exists(collection, record_id)
        or (collection, record_id) in index.withdrawn
        or (collection, record_id) in index.moved
    ):
        near = hint(record_id, index.records.get(collection, {}))
        message = f"'{shown(subject)}' names no record{near}"
        mend = "write collection/id, such as projects/alaska-pipeline"
        yield file.fault_at((number, "subject"), "dangling_reference", message, mend)


def _fields(collection: str) -> set[str]:
    return {info.alias or name for name, info in MODELS[collection].model_fields.items()}
