"""Warnings of answers: what a reader should beware of, as code and message, and the list of every
code. The code list belongs to the code, not to a release. Pure; never raises.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

# Code → label and definition, in the order in which an answer names them.
WARNING_CODES = {
    "draft": ("Draft", "The release is not published; what it answers may change."),
    "stale": ("Stale", "The release was published over 90 days after its newest document."),
    "gap": (
        "Between two documents",
        "The day asked for lies between two days on which documents became known.",
    ),
    "corrected": (
        "Corrected since",
        "An earlier release answered otherwise for the day asked for, by a mistake of ours.",
    ),
    "no_such_source": ("No such source", "No known document is of the kind asked for."),
    "unmatched_value": (
        "Unmatched value",
        "No record of the list has a value that a filter was given.",
    ),
    "single_source": ("Single source", "Everything the record says rests on one document."),
    "no_primary_source": (
        "No primary source",
        "None of the documents that the record rests on is an official source.",
    ),
    "remainder": (
        "No total",
        "The amounts of a list sum to no total: its records overlap, or have parts elsewhere.",
    ),
    "bases_overlap": (
        "Bases overlap",
        "Amounts of different bases overlap and must never be added.",
    ),
    "nothing_counted": (
        "Nothing counted",
        "No record counts toward a sum: its 0 is no amount that a document states.",
    ),
    "partial": ("Some of the words", "No record has every word of a search; these have most."),
    "total_capped": ("Total capped", "More records match a search than were counted."),
    "ignored_parameter": (
        "Ignored parameter",
        "A parameter that browsers and social networks add was left out.",
    ),
}
_PLACES = {code: place for place, code in enumerate(WARNING_CODES)}


class DataWarning(NamedTuple):
    """One warning; `code` is one of WARNING_CODES."""

    code: str
    message: str


def distinct_warnings(warnings: Iterable[DataWarning]) -> tuple[DataWarning, ...]:
    """Each warning once, in the order of the code list."""
    found = tuple(dict.fromkeys(warnings))
    if len(found) < 2:
        return found
    return tuple(sorted(found, key=lambda one: _PLACES[one.code]))


def as_objects(warnings: Iterable[DataWarning]) -> list[dict[str, str]]:
    """As JSON answers name them."""
    return [{"code": one.code, "message": one.message} for one in warnings]


def as_header(warnings: Iterable[DataWarning]) -> str:
    """The value of `X-Data-Warnings`: the same objects as JSON, in ASCII; empty without any."""
    found = as_objects(warnings)
    return json.dumps(found, ensure_ascii=True) if found else ""
