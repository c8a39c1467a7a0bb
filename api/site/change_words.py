"""Changes as people read them: what was added, removed, or became something else. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
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


def change_in_words(change: Mapping[str, Any]) -> ChangeWords:
    """A change with the name of its field and a few words that say what became of it."""
    field = change["field"] or ""
    return {
        **change,
        "label": words.field_label(field) if field else "",
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


def _rank(collection: str) -> int:
    return _FIRST.index(collection) if collection in _FIRST else len(_FIRST)


def _count(count: int) -> str:
    return _COUNTS[count].capitalize() if count < len(_COUNTS) else str(count)
