"""Every failure the product can speak of, as one tree of exceptions. Knows nothing of HTTP:
`api/http/edge/problems.py` gives each a status.

PledgebookError
├── InvalidRequest        the request names something that does not exist or has the wrong form
├── InvalidCursor         a page cursor is damaged or belongs to another query
├── ReleaseChanged        a page cursor belongs to an earlier release
├── RecordNotFound        no record has this id
│   └── NoCoverage        the release does not say what a document mentions
├── NotYetKnown           the record exists, but no document known on that day speaks of it
├── RecordWithdrawn       the record was withdrawn, with a reason
├── RecordMoved           the record lives under another id
├── Unavailable           the database or a release is missing
│   └── TooSlow           a query was given up
├── ForeignFile           a file that is not ours stands where the database is to be written
├── UnknownDocument      a command names a document that the seed does not have
├── ReleaseFault          a release cannot be made or withdrawn, or its file was changed
├── MigrationMissing      a declared table or column has no migration
└── BuildFaults           the seed has faults; carries all of them
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ParameterError:
    """One thing wrong with one parameter: its name, a code, a sentence that says how to mend it,
    the nearest valid words.
    """

    parameter: str
    code: str
    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in the seed: file, line and column (from 1), a code, what is wrong and how to
    mend it. A warning is likely a mistake, but stops nothing.
    """

    file: str
    line: int
    code: str
    message: str
    mend: str = ""
    column: int = 1
    warning: bool = False

    def __str__(self) -> str:
        mend = f"; {self.mend}" if self.mend else ""
        warning = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {warning}{self.message}{mend} [{self.code}]"


class PledgebookError(Exception):
    """The root: catch this to catch everything the product itself raises."""


class InvalidRequest(PledgebookError):
    """One or more parameters are unknown, repeated or malformed."""

    def __init__(self, *errors: ParameterError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


class InvalidCursor(PledgebookError):
    """The cursor is damaged, or was given out for other filters or another sort."""


class ReleaseChanged(PledgebookError):
    """The cursor was given out under an earlier release; the walk must start again."""


class RecordNotFound(PledgebookError):
    """No record of this collection has, or ever had, this id."""

    def __init__(self, collection: str, record_id: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no record '{record_id}' in {collection}.")
        self.collection, self.record_id, self.suggestions = collection, record_id, suggestions


class NoCoverage(RecordNotFound):
    """The document is there, but the release does not say what it mentions."""

    def __init__(self, document_id: str, release_id: str) -> None:
        super().__init__("documents", document_id)
        self.args = (f"Release '{release_id}' does not say what all '{document_id}' mentions.",)


class NotYetKnown(PledgebookError):
    """The record exists today, but was not known on the day asked for."""

    def __init__(self, collection: str, record_id: str, day: str, known_from: str) -> None:
        super().__init__(
            f"'{record_id}' was not yet known on {day}; the first document that speaks of it is "
            f"known from {known_from}."
        )
        self.collection, self.record_id, self.day, self.known_from = (
            collection,
            record_id,
            day,
            known_from,
        )


class RecordWithdrawn(PledgebookError):
    """The record was withdrawn; the reason is in our words."""

    def __init__(self, collection: str, record_id: str, reason: str) -> None:
        super().__init__(f"'{record_id}' was withdrawn from {collection}: {reason}")
        self.collection, self.record_id, self.reason = collection, record_id, reason


class RecordMoved(PledgebookError):
    """The record was merged or renamed and lives under `new_id`."""

    def __init__(self, collection: str, record_id: str, new_id: str) -> None:
        super().__init__(f"'{record_id}' now lives at '{new_id}'.")
        self.collection, self.record_id, self.new_id = collection, record_id, new_id


class Unavailable(PledgebookError):
    """The database cannot be reached, its schema is not at head, it holds no release, or it took
    too long.
    """


class TooSlow(Unavailable):
    """A query was given up after this many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The query was given up after {seconds:g} s. Every filter alone, every sort and the "
            "pairs that the reference of a collection names are "
            "served by an index; other combinations may take too long. Ask for fewer filters at "
            "once, for fewer values or for a narrower range."
        )


class ForeignFile(PledgebookError):
    """A file that Pledgebook did not make stands where it is to write one; nothing was changed."""


class UnknownDocument(PledgebookError):
    """No document of the seed whose file is at hand has this id."""


class MigrationMissing(PledgebookError):
    """The declarations have a table or column that no migration makes; nothing was changed."""


class SettingsFaults(PledgebookError):
    """Settings that cannot be used, a line each."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


class ReleaseFault(PledgebookError):
    """A release cannot be made or withdrawn as asked, or its file is not what it was."""


class BuildFaults(PledgebookError):
    """The seed cannot be published; `faults` holds every one found, in order of file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
