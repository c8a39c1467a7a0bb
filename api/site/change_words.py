"""Changes as people read them: what was added, removed, or became something else. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from api.formats import words
from api.formats.readable import difference

ChangeWords = dict[str, Any]
# What a reader of a short list can do without: our own words, siblings of a field, and lists that
# are too long for a line.
_QUIET = ("summary", "parties", "aliases", "outputs", "subjects")
_QUIET_ENDS = ("_status", "_earliest", "_latest", "_modifier", "_stated_part", "_counted")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIRST = ("agreements", "tranches", "projects", "commitments", "tariffs", "terms", "events")


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """Changed values of one record; `note` is the reason of a correction of ours."""

    subject_type: str
    subject_id: str
    name: str
    correction: bool
    note: str
    changes: Sequence[ChangeWords]


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """What one document changed on one day: values, and records first known or gone, each kind
    with its heading.
    """

    day: str
    document_id: str | None
    values: Sequence[RecordChanges]
    records: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]


def days_of(changes: Sequence[Mapping[str, Any]]) -> list[DayOfChanges]:
    """Changes by day and document, in the order given."""
    return [
        DayOfChanges(
            day,
            document_id,
            by_record([one for one in found if one["field"]]),
            _records([one for one in found if not one["field"]]),
        )
        for (day, document_id), group in groupby(changes, key=itemgetter("day", "document_id"))
        for found in [list(group)]
    ]


def by_record(changes: Sequence[Mapping[str, Any]]) -> list[RecordChanges]:
    """Changed values that follow each other on one record for one reason, together."""
    key = itemgetter("subject_type", "subject_id", "subject_name", "change", "note")
    return [
        RecordChanges(
            kind,
            one,
            name or one,
            change == "correction",
            note or "",
            list(map(change_in_words, found)),
        )
        for (kind, one, name, change, note), found in groupby(changes, key=key)
    ]


def _records(
    changes: Sequence[Mapping[str, Any]],
) -> list[tuple[str, Sequence[Mapping[str, Any]]]]:
    kinds: dict[tuple[bool, str], list[Mapping[str, Any]]] = {}
    for one in changes:
        kinds.setdefault((one["after"] is None, one["subject_type"]), []).append(one)
    return [
        (f"{'Gone' if gone else 'First known'}: {words.noun(name, len(found))}", found)
        for (gone, name), found in kinds.items()
    ]


def changes_of_record(collection: str, changes: Sequence[Mapping[str, Any]]) -> list[ChangeWords]:
    """What became of the values of one record, without what only goes along with a value."""
    return [
        change_in_words({**one, "subject_type": collection})
        for one in changes
        if one["field"] and not one["field"].endswith(_QUIET_ENDS)
    ]


def change_in_words(change: Mapping[str, Any]) -> ChangeWords:
    """A change with the name of its field and a few words that say what became of it."""
    field = change["field"] or ""
    return {
        **change,
        "label": _label(field) if field else "",
        "text": difference(change) if field else "",
    }


def telling(changes: Sequence[Mapping[str, Any]], most: int) -> list[ChangeWords]:
    """The changed values that say most, deals first."""
    chosen = [
        one
        for one in changes
        if one["field"] and one["field"] not in _QUIET and not one["field"].endswith(_QUIET_ENDS)
    ]
    chosen.sort(key=lambda one: (_rank(one["subject_type"]), one["subject_id"]))
    return [change_in_words(one) for one in chosen[:most]]


def new_records(changes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Records first known, one line a collection: its name, and `Six new projects`."""
    counts = Counter(
        one["subject_type"] for one in changes if not one["field"] and one["after"] is not None
    )
    return [
        (name, f"{_count(counts[name])} new {words.noun(name, counts[name])}")
        for name in sorted(counts, key=lambda name: (_rank(name), name))
    ]


def _label(field: str) -> str:
    of = field.removesuffix("_status")
    return words.field_label(field) if of == field else f"{words.field_label(of)}, how it is known"


def _rank(collection: str) -> int:
    return _FIRST.index(collection) if collection in _FIRST else len(_FIRST)


def _count(count: int) -> str:
    return _COUNTS[count].capitalize() if count < len(_COUNTS) else str(count)
