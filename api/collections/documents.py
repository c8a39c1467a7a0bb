"""Documents: the sources, with the day from which each counts as known."""

from api.collections import declare as d
from api.collections.fields import (
    Model,
    code,
    computed,
    computed_code,
    flag,
    items,
    key,
    text,
    whole,
)
from api.collections.mixins import (
    PublishedOn,
)


class DocumentOwn(Model):
    """What a document is."""

    id: str = key("Readable and permanent identifier.", "strategic-concessions")
    publisher: str | None = text("Who published it, where known.", "The New York Budgets")
    title: str | None = text(
        "Its whole title; null where it has none.",
        "Understanding the Japan, Korea Frameworks",
    )
    url: str | None = text(
        "Its public address.", "https://nam.org/understanding-the-japan-korea-frameworks-35069"
    )


class DocumentSource(Model):
    """What sort of source a document is, and where it was found. New columns of files come last."""

    archive_url: str | None = computed("Address of a kept copy, where there is one.", None)
    kind: str | None = code("document_kinds", "What sort of source it is.", "interest_group")
    number: str | None = text("Its number in this dataset, three digits.", "002")
    located_basis: str | None = computed(
        "How its address, publisher, title and kind are known, in our words: they were looked up "
        "and are no claims of the document.",
        "Found by a search in stored copies of public pages.",
    )


class DocumentProvenance(Model):
    """From when a document counts as known, and the file its citations point into."""

    published_basis: str | None = computed_code(
        "published_bases", "How the publication date is known.", "stated"
    )
    known_from: str = computed(
        "Latest day it can have been published: from then on its claims count as known.",
        "2025-12-24",
    )
    known_from_basis: str = computed(
        "How that day was judged, in our words.", "Dated by its byline."
    )
    known_from_confidence: str = computed_code("confidences", "How sure that day is.", "high")
    sha256: str = computed(
        "Content hash of the file the citations point into; 64 hex digits.",
        "605a3252a304cdc42553b3f6fa09464584a1e6cf5790be31912c6ec9ee53f8e0",
    )
    file_name: str = computed("Name of that file.", "002_b13cd34da8729ad6.txt")
    claim_count: int = whole("Number of claims read out of it.", 120, kind="computed")


class DocumentColumns(DocumentSource, DocumentProvenance, PublishedOn, DocumentOwn):
    """Every stored column of a document, in public order."""


class Reference(Model):
    """Something that a document rests on or leads to, and whether our copy lets one find it."""

    number: int | None = whole("Its number in the document; null where it has none.", 1)
    title: str | None = computed("What it is, in our words; null where nothing says.", None)
    resolvable: bool = flag(
        "Whether the copy we read says what it is in such a way that it can be found.", False
    )


class SourceDocument(DocumentColumns):
    """A source; its text is not part of the dataset, only what claims quote of it."""

    authors: list[str] = items("Authors, where stated.", ["Fred Robinson"])
    relays: list[str] = items("Whom it says it rests on.", ["Associated Press"])
    references: list[Reference] = items(
        "Notes and links in its text, in their order; empty where it has none, and in releases "
        "published before this key.",
        [],
        kind="references",
    )


class DocumentRow(DocumentColumns, table=True):
    """The canonical table of documents, as the latest documents have them."""

    __tablename__ = "documents"


DOCUMENTS = d.Collection(
    name="documents",
    singular="document",
    example="korea-mission-digest",
    kind="source",
    model=SourceDocument,
    table=DocumentRow,
    description="Sources, with the day from which each counts as known.",
    filters=(
        *d.texts("publisher", "publisher", "The New York Budgets", negated=False),
        *d.codes("kind", "document_kinds", "kind of source", "interest_group"),
        *d.texts("number", "number", "002", negated=False),
        *d.codes(
            "published_basis",
            "published_bases",
            "basis of the publication date",
            "stated",
            negated=False,
        ),
        *d.dates("published_on", "publication"),
        *d.days("known_from", "first knowledge day"),
        *d.CHANGED_IN_RELEASE,
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("title", "title", "text"),
        d.Sort("known_from", "known_from", "day"),
        d.date_sort("published_on"),
    ),
)
