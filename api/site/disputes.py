"""Where sources disagree, as pages show it: each side with its words, what became of it, and the
groups of the page about all. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.formats import words
from api.formats.readable import codelist_of

FoundConflict = Mapping[str, Any]
SidedConflict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConflictGroup:
    """Disagreements of one kind, with what is common to them."""

    title: str
    lede: str
    conflicts: Sequence[SidedConflict]


def sided(conflict: FoundConflict) -> SidedConflict:
    """A conflict with each side's value and reason as they are read, and what became of it. A note
    that all sides share is shown once.
    """
    codelist = codelist_of(conflict["subject_type"], conflict["field"])
    notes = {side["rank_note"] for side in conflict["sides"]}
    common = notes.pop() if len(notes) == 1 and len(conflict["sides"]) > 1 else None
    sides = [
        {
            **side,
            "value_text": words.public_value(side, codelist),
            "reason_text": words.code_definition("rank_reasons", side["rank_reason"] or ""),
            "rank_note": None if common else side["rank_note"],
        }
        for side in conflict["sides"]
    ]
    return {**conflict, "sides": sides, "note": common, "outcome": _outcome(conflict)}


def open_since(conflict: FoundConflict, documents: Mapping[str, Mapping[str, Any]]) -> str:
    """The day from which documents disagree: a second side was known."""
    first: list[str] = sorted(
        min(documents[one]["known_from"] for one in side["document_ids"])
        for side in conflict["sides"]
    )
    return first[min(1, len(first) - 1)]


def groups_of(conflicts: Sequence[SidedConflict]) -> list[ConflictGroup]:
    """All disagreements in the order in which a reader wants them; empty groups are left out."""
    groups: dict[str, list[SidedConflict]] = {title: [] for title in _GROUPS}
    for one in conflicts:
        groups[_group(one)].append(one)
    return [
        ConflictGroup(title, lede, groups[title])
        for title, lede in _GROUPS.items()
        if groups[title]
    ]


_GROUPS = {
    "Open disputes": "No side is picked; both are shown.",
    "Decided disagreements": (
        "Documents said different things of the same; one value stands, with the reason."
    ),
    "Statements that do not hold": (
        "A document says it and an editor judged, with the reason, that it does not hold. "
        "No document says otherwise, so no value stands."
    ),
    "Changes over time": "True then, different now.",
    "Differences of scope": "Two figures that measure two things.",
    "Parts that exceed their whole": "The amounts of parts come to more than that of the whole.",
}


def _group(conflict: FoundConflict) -> str:
    if conflict["disputed"]:
        return "Open disputes"
    if _nothing_stands(conflict):
        return "Statements that do not hold"
    return {
        "change": "Changes over time",
        "scope": "Differences of scope",
        "exceeds_whole": "Parts that exceed their whole",
    }.get(conflict["kind"], "Decided disagreements")


def _nothing_stands(conflict: FoundConflict) -> bool:
    """Whether everything that is said was rejected, so that the record has no value."""
    return all(side["rank"] == "rejected" for side in conflict["sides"])


def _outcome(conflict: FoundConflict) -> str:
    """A sentence that says what became of it."""
    sides = conflict["sides"]
    if conflict["disputed"]:
        return "The documents disagree and nothing decides between them. No side is picked."
    if _nothing_stands(conflict):
        who = "One document says so" if len(sides) == 1 else "What documents say differs"
        return f"{who}, but it does not hold: no value stands."
    kind = words.code_label("conflict_kinds", conflict["kind"])
    which = "each of a record of its own" if conflict["related_ids"] else "one of which stands"
    return f"{kind}: {len(sides)} values, {which}."
