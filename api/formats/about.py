"""What a file says of itself beyond its rows: release, knowledge day, licence, citation, the
address it answers. Pure.
"""

from dataclasses import dataclass
from typing import Any

import orjson

from api.collections.data_warnings import DataWarning, as_objects
from api.formats.json_ import LICENCE

TITLE = "Pledgebook"


class TooLarge(ValueError):
    """The rows do not fit the format; the sentence says what does not."""


@dataclass(frozen=True, slots=True)
class About:
    """One export: `as_of` is the knowledge day it answers for, `address` the URL that was asked
    for.
    """

    collection: str
    release: str
    published_at: str
    as_of: str
    citation: str
    address: str
    corrections: str
    warnings: tuple[DataWarning, ...] = ()

    def as_pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and text of each note, in the order a reader wants them."""
        return (
            ("dataset", TITLE),
            ("collection", self.collection),
            ("release", self.release),
            ("published_at", self.published_at),
            ("as_of", self.as_of),
            ("licence", LICENCE["name"]),
            ("licence_url", LICENCE["url"]),
            ("citation", self.citation),
            ("query", self.address),
            ("corrections", self.corrections),
            ("warnings", orjson.dumps(as_objects(self.warnings)).decode()),
        )

    def as_notes(self) -> tuple[tuple[str, str], ...]:
        """The same for a sheet that people read: one line a warning."""
        notes = tuple(pair for pair in self.as_pairs() if pair[0] != "warnings")
        return notes + tuple(("warning", f"{one.code}: {one.message}") for one in self.warnings)


# Keys of a document that a list of sources shows.
SOURCE_KEYS = ("id", "title", "publisher", "authors", "published_on", "known_from", "url", "sha256")


def source_row(document: dict[str, Any]) -> list[str | None]:
    """One document as a row of a list of sources."""
    found = [document[key] for key in SOURCE_KEYS]
    return ["; ".join(value) or None if isinstance(value, list) else value for value in found]
