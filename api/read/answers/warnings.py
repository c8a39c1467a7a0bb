"""Every warning of an answer, from its release, its address, the code and the settings alone: never
from the clock. The one place where warnings are made. Pure; never raises.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from api.collections import BY_NAME
from api.collections.data_warnings import DataWarning, distinct_warnings
from api.read.release import Correction, Release

# The release of a seed that is not published.
DRAFT = "draft"
OFFICIAL = "official"  # the kind of source that is a primary one
STALE_DAYS = 90  # from the newest document to the publication
# By which date of its own a collection is asked for what had happened by a day, best first.
_EVENT_DATES = ("occurred_on", "announced_on", "effective_on", "pledged_on")
_OF_EVERY_COLLECTION = ("claims", "conflicts", "changes")
RELEASES_NAMED = 5  # that corrected an answer: a header has little room
CORRECTIONS_NAMED = 3  # corrected fields in one message
_TOTALS_FIELDS = ("amount", "amount_usd", "amount_basis", "currency", "parent_id", "agreement_id")


class Asked(Protocol):
    """Any plan."""

    @property
    def as_of(self) -> str | None:
        """The day asked for, if one was (ISO 8601)."""
        ...

    @property
    def day(self) -> str:
        """The knowledge day that is read."""
        ...

    @property
    def pinned(self) -> bool:
        """Whether the request names the release."""
        ...


class Shown(NamedTuple):
    """What an answer shows: the day asked for, if any, and the knowledge day it was read on; the
    collection, and the record where it is one; `listed` are rows of the collection, `totals` sums,
    `whole` rows of every collection. `document_ids`: what a record rests on, `document_kinds`
    what sorts of source they are. `pinned`: its address names its release, so that no later release
    may change what it says. `warnings`: what only the reading of a file shows.
    """

    as_of: str | None
    day: str
    collection: str | None = None
    record_id: str | None = None
    listed: bool = False
    totals: bool = False
    whole: bool = False
    document_ids: Sequence[str] | None = None
    document_kinds: Sequence[str] = ()
    pinned: bool = False
    warnings: Sequence[DataWarning] = ()


def shown_by(asked: Asked, collection: str | None = None, **more: Any) -> Shown:
    """What an answer to a plan shows; `more` are the further fields of `Shown`."""
    return Shown(asked.as_of, asked.day, collection, pinned=asked.pinned, **more)


def warnings_of(
    release: Release, answer: Shown, further: Iterable[DataWarning] = (), *, base: str = ""
) -> tuple[DataWarning, ...]:
    """Every warning, in the order of the code list; `further` are those that only the reading of
    the answer shows, `base` the public address.
    """
    of_release = _of_release(release.id, release.last_day, release.days_to_publication)
    found = [*further, *answer.warnings, *of_release]
    if answer.as_of:
        found += _of_day(release, answer, base)
    if answer.document_ids is not None and len(answer.document_ids) == 1:
        words = f"Everything this record says rests on one document, {answer.document_ids[0]}."
        found.append(DataWarning("single_source", words))
    found += _of_sources(release, answer)
    if answer.totals:
        found.append(DataWarning("bases_overlap", OVERLAP))
    if answer.listed and "amount_usd_counted" in _fields(answer.collection):
        found.append(DataWarning("remainder", REMAINDER))
    if answer.as_of and not answer.pinned:
        found += corrected(tuple(release.register), corrections_about(release, answer), answer)
    return distinct_warnings(found)


OVERLAP = (
    "Amounts of different bases overlap (a tranche is announced within a pledge): never add rows "
    "of two bases."
)
REMAINDER = (
    "No sum over this list is a total: amount_usd has wholes beside their parts, and "
    "amount_usd_counted leaves out of a whole what its parts count, also those of other "
    "collections. Totals stand at /v1/totals."
)


def ignored_parameters(names: Sequence[str]) -> list[DataWarning]:
    """The warning about parameters that were left out; none without any."""
    if not names:
        return []
    named = ", ".join(f"'{name}'" for name in dict.fromkeys(names))
    words = f"Left out, since browsers and social networks add them: {named}."
    return [DataWarning("ignored_parameter", words)]


@lru_cache(maxsize=64)
def _of_release(release_id: str, last_day: str, days: int) -> tuple[DataWarning, ...]:
    """Of a release whose newest document is of `last_day`, so many days before it was published."""
    found = []
    if release_id == DRAFT:
        words = "This release is not published; what it answers may change. Cite a published one."
        found.append(DataWarning("draft", words))
    if days > STALE_DAYS:
        words = (
            f"The newest document is of {last_day}, {days} days before this release was published: "
            "what happened since is not in it."
        )
        found.append(DataWarning("stale", words))
    return tuple(found)


def _of_sources(release: Release, answer: Shown) -> Iterable[DataWarning]:
    """That none of the documents is a primary source: of a record its own, of sums, lists of
    records and whole files those known on the day.
    """
    kinds, what = answer.document_kinds, "this record rests on"
    if not kinds and (answer.totals or answer.whole or _lists_facts(answer)):
        kinds, what = (
            [kind for kind, day in release.kinds if day <= answer.day],
            "known on this day",
        )
    return _without_primary(tuple(kinds), what)


@lru_cache(maxsize=256)
def _without_primary(kinds: tuple[str, ...], what: str) -> tuple[DataWarning, ...]:
    """That no document of what is shown is a primary source, unless one is, or none is known."""
    if not kinds or OFFICIAL in kinds:
        return ()
    named = ", ".join(one.replace("_", " ") for one in kinds)
    words = f"No document {what} is a primary source; by kind they are: {named}."
    return (DataWarning("no_primary_source", words),)


def _lists_facts(answer: Shown) -> bool:
    return answer.listed and "document_kinds" in _fields(answer.collection)


def _of_day(release: Release, answer: Shown, base: str) -> Iterable[DataWarning]:
    if answer.as_of == answer.day:
        return
    following = next((day for day in release.days if day > answer.day), None)
    if following is None:
        return
    words = (
        f"No document became known on {answer.as_of}, which lies between {answer.day} and "
        f"{following}: this is what was known on {answer.day}."
    )
    name = _event_date(answer.collection)
    if name and answer.record_id is None:
        words += (
            f" What had happened by then: {base}/v1/{answer.collection}?{name}_lte={answer.as_of}, "
            "without as_of."
        )
    yield DataWarning("gap", words)


def _event_date(collection: str | None) -> str | None:
    """The date by which the collection can be asked for what had happened by a day."""
    filters = {one.name for one in BY_NAME[collection].filters} if collection else set()
    return next((name for name in _EVENT_DATES if f"{name}_lte" in filters), None)


def _fields(collection: str | None) -> Iterable[str]:
    return BY_NAME[collection].model.model_fields if collection else ()


def corrections_about(release: Release, answer: Shown) -> Iterable[Correction]:
    """The corrections that can be of what an answer shows: of one record, those of that record.
    All of them are more with each release, and every pinned answer looks here.
    """
    record = answer.collection or "", answer.record_id or ""
    if (
        answer.record_id is None
        or answer.whole
        or answer.totals
        or record[0] in _OF_EVERY_COLLECTION
    ):
        return release.corrections
    return release.corrections_by_record.get(record, ())


def corrected(
    register: Sequence[str], corrections: Iterable[Correction], answer: Shown
) -> list[DataWarning]:
    """What later releases of the register corrected of an answer; at most one warning a release.

    For an answer that is not pinned these are the corrections up to the release it was read from.
    """
    found = corrections_by_release(register, corrections, answer)
    warnings = [
        _corrected_by(name, register[register.index(name) - 1], of_release, answer)
        for name, of_release in found.items()
    ]
    unnamed = len(warnings) - RELEASES_NAMED
    if unnamed <= 0:
        return warnings
    words = (
        f"For {answer.as_of or answer.day} {unnamed} earlier releases were corrected too: "
        "/v1/changes?change=correction."
    )
    return [DataWarning("corrected", words), *warnings[unnamed:]]


def corrections_by_release(
    register: Sequence[str], corrections: Iterable[Correction], answer: Shown
) -> dict[str, list[Correction]]:
    """The corrections of what an answer shows, by the release that made them, oldest first."""
    found: dict[str, list[Correction]] = {name: [] for name in register[1:]}
    for one in corrections:
        if one.release in found and _concerns(one, answer):
            found[one.release].append(one)
    return {name: of_release for name, of_release in found.items() if of_release}


def corrected_since(
    pinned: str, register: Sequence[str], corrections: Iterable[Correction], answer: Shown
) -> list[DataWarning]:
    """For an answer pinned to a release: what the releases after it corrected of it. It belongs
    into headers alone; `register` and `corrections` are those of the newest release.
    """
    if pinned not in register:
        return []
    return corrected(register[register.index(pinned) :], corrections, answer)


def _corrected_by(
    name: str, before: str, corrections: Sequence[Correction], answer: Shown
) -> DataWarning:
    named = [f"{one.collection}/{one.id} {one.field or ''}".strip() for one in corrections]
    unnamed = len(named) - CORRECTIONS_NAMED
    more = f" and {unnamed} more" if unnamed > 0 else ""
    words = (
        f"For {answer.as_of or answer.day} release {before} answered otherwise on "
        f"{', '.join(named[:CORRECTIONS_NAMED])}{more}, which release {name} corrected."
    )
    return DataWarning("corrected", words)


def _concerns(one: Correction, answer: Shown) -> bool:
    """Whether a correction changed what an answer shows."""
    if not (one.day <= answer.day and (one.until is None or answer.day < one.until)):
        return False
    if answer.totals:
        return one.field is None or one.field in _TOTALS_FIELDS
    if answer.whole or answer.collection in _OF_EVERY_COLLECTION:
        return True
    return answer.collection == one.collection and answer.record_id in (None, one.id)
