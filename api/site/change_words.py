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
# Left out of short lists: our own words, lists too long for a line, keys computed from a field.
_LEFT_OUT = ("summary", "parties", "aliases", "outputs", "subjects")
_COMPUTED_ENDS = ("_status", "_earliest", "_latest", "_modifier", "_stated_part", "_counted")
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
    """What one document changed on one day, or what a release corrected of that day: values, and
    records first known or gone, each kind with its heading. `corrected_on` is the day of that
    release.
    """

    day: str
    document_id: str | None
    corrected_on: str | None
    values: Sequence[RecordChanges]
    records: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]


def days_of(changes: Sequence[Mapping[str, Any]]) -> list[DayOfChanges]:
    """Changes by day and document, corrections by release and day, in the order given."""
    return [
        DayOfChanges(
            day,
            document_id,
            corrected_on,
            by_record([one for one in found if one["field"]]),
            _records([one for one in found if not one["field"]]),
        )
        for (corrected_on, day, document_id), group in groupby(changes, key=_together)
        for found in [list(group)]
    ]


def _together(change: Mapping[str, Any]) -> tuple[str | None, str, str | None]:
    is_correction = change["change"] == "correction"
    published_on = change["published_at"][:10] if is_correction else None
    return published_on, change["day"], change["document_id"]


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


_BECAME = {"appeared": "First known", "withdrawn": "Withdrawn", "moved": "Now part of another"}


def _records(
    changes: Sequence[Mapping[str, Any]],
) -> list[tuple[str, Sequence[Mapping[str, Any]]]]:
    kinds: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in changes:
        kinds.setdefault((one["kind"], one["subject_type"]), []).append(one)
    return [
        (f"{_BECAME[kind]}: {words.noun(name, len(found))}", found)
        for (kind, name), found in kinds.items()
    ]


def changes_of_record(
    collection: str,
    changes: Sequence[Mapping[str, Any]],
    former: Mapping[str, Any] | None,
    item: Mapping[str, Any],
    names: Mapping[str, str],
) -> list[ChangeWords]:
    """What became of the values of one record, as it was before and is then; without keys that only
    accompany a value, such as its status. No document brought what is a correction of ours; one
    that tells the same as a document did is left out. `names` are those of records by id.
    """
    news = [_said(one) for one in changes if one["document_id"]]
    return [
        {
            "label": _label(one["field"]),
            "text": difference(
                {**one, "subject_type": collection},
                names=names,
                unit=words.unit_of(item, one["field"]),
                # A correction tells what another release said before, not the version before.
                items=(former if one["document_id"] else None, item),
            ),
            "is_correction": one["document_id"] is None,
        }
        for one in changes
        if one["field"]
        and not one["field"].endswith(_COMPUTED_ENDS)
        and (one["document_id"] or _said(one) not in news)
    ]


def _said(change: Mapping[str, Any]) -> tuple[Any, ...]:
    return change["field"], change["before"], change["after"]


def change_in_words(change: Mapping[str, Any]) -> ChangeWords:
    """A change with the name of its field and a few words that say what became of it."""
    field = change["field"] or ""
    return {
        **change,
        "label": _label(field) if field else "",
        "text": _figures(change) or difference(change) if field else "",
    }


def _figures(change: Mapping[str, Any]) -> str:
    """The words on the figures of a change, cut out of its sentence: only there they have their
    currency or unit. Empty for a change of no figures.
    """
    if not any(type(change[side]) in (int, float) for side in ("before", "after")):
        return ""
    if unit := words.unit_of(None, change["field"]):
        return difference(change, unit=unit)
    before_figures = f": {change['field'].replace('_', ' ')} is "
    after_figures = f", from {change.get('day')} on"
    _, _, rest = str(change.get("sentence")).partition(before_figures)
    return rest.rpartition(after_figures)[0]


def main_changes(changes: Sequence[Mapping[str, Any]], most: int) -> list[ChangeWords]:
    """The most important values that documents changed, deals first. What a release corrected is
    no news of the day for which it was wrong.
    """
    chosen = [
        one
        for one in changes
        if one["change"] != "correction"
        and one["field"]
        and one["field"] not in _LEFT_OUT
        and not one["field"].endswith(_COMPUTED_ENDS)
    ]
    chosen.sort(key=lambda one: (_rank(one["subject_type"]), one["subject_id"]))
    return [change_in_words(one) for one in chosen[:most]]


def new_records(changes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Records first known, one line a collection: its name, and `Six new projects`."""
    counts = Counter(one["subject_type"] for one in changes if one["kind"] == "appeared")
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
