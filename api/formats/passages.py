"""What one document says of one field, in its words, and the document as passages name it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.collections.codelists import CODELISTS, Codelists
from api.formats import words
from api.formats.flatten import Item


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A source as passages name it."""

    id: str
    title: str
    publisher: str | None
    known: str
    kind: str | None = None
    kind_label: str = ""

    @property
    def called(self) -> str:
        """What to call it in a sentence."""
        return self.publisher or self.title

    @property
    def cited(self) -> str:
        """Its title and who published it."""
        title = self.title if self.title.startswith("Untitled") else f"“{self.title}”"
        return f"{title} ({self.publisher})" if self.publisher else title


@dataclass(frozen=True, slots=True)
class Passage:
    """What one document says of one field, in its words."""

    claim: Item
    says: str
    document: NamedDocument
    reason: str

    @property
    def rank(self) -> str:
        """Its standing on the day."""
        return str(self.claim["rank"])

    @property
    def holds(self) -> bool:
        """Whether the value rests on it."""
        return self.rank == "accepted"


def documents_of(
    items: Sequence[Item], codelists: Codelists = CODELISTS
) -> dict[str, NamedDocument]:
    """The documents by id."""
    return {
        one["id"]: NamedDocument(
            one["id"],
            one["title"] or words.untitled(one["id"]),
            one["publisher"],
            one["known_from"],
            one.get("kind"),
            words.code_label("document_kinds", one["kind"], codelists) if one.get("kind") else "",
        )
        for one in items
    }
