"""Where values come from: documents, the claims read out of them, and the releases they were published in."""

from api.schema.columns import Shape, computed, computed_code, flag, items, key, number, pointer, reference, text, whole
from api.schema.families import Public, PublishedOn


class DocumentOwn(Shape):
    """What a document is."""

    id: str = key("Readable and permanent identifier.", "strategic-concessions")
    publisher: str | None = text("Who published it, where stated.", "The New York Budgets")
    title: str | None = text("Its title, cut after eight words where longer.", "Understanding the Japan, Korea Frameworks")
    url: str | None = text("Where it is published, where stated.", None)


class DocumentProvenance(Shape):
    """From when a document counts as known, and the file its citations point into."""

    published_basis: str | None = computed_code("published_bases", "How the publication date is known.", "stated")
    known_from: str = computed("Latest day it can have been published: from then on its claims count as known.", "2025-12-24")
    known_from_basis: str = computed("How that day was judged, in our words.", "Dated by its byline.")
    known_from_confidence: str = computed_code("confidences", "How sure that day is.", "high")
    sha256: str = computed(
        "Content hash of the file the citations point into; 64 hex digits.", "605a3252a304cdc42553b3f6fa09464584a1e6cf5790be31912c6ec9ee53f8e0"
    )
    file_name: str = computed("Name of that file.", "002_b13cd34da8729ad6.txt")
    claim_count: int = whole("Number of claims read out of it.", 120, kind="computed")


class DocumentColumns(DocumentProvenance, PublishedOn, DocumentOwn):
    """Every stored column of a document, in public order."""


class Document(DocumentColumns):
    """A source; its text is not part of the dataset, only what claims quote of it."""

    authors: list[str] = items("Authors, where stated.", ["Fred Robinson"])


# No canonical table repeats a claim, since the served one has each with all its ranks; the database shows those of the latest day as `claims`.
class Claim(Shape):
    """One document saying one value for one field of one record."""

    id: str = key("Identifier computed from what the claim says and where: the same claim always has the same id.", "c-0f1e2d3c4b5a6978")
    subject_type: str = computed("Collection of the record it is about.", "projects")
    subject_id: str = pointer("Id of the record it is about.", "ohio-gas-power-plant")
    field: str = computed("Field it gives a value for; a party is addressed as `parties[<party_id>].role`.", "capacity_value")
    value: str | None = computed("The value as text.", "9.2")
    value_number: float | None = number("The value as a number, in `unit`.", 9.2, kind="computed")
    value_min: float | None = number("Lower end of a range, in `unit`.", None, kind="computed")
    value_max: float | None = number("Upper end of a range, in `unit`.", None, kind="computed")
    value_qualifier: str | None = computed_code("qualifiers", "How exactly the figure is stated.", "exact")
    value_modifier: str | None = computed_code("date_modifiers", "What narrows or opens a date.", None)
    unit: str | None = computed("Unit, or currency of an amount.", "GW")
    document_id: str = reference("documents", "Document it was read out of.", "korea-mission-digest")
    line: int = whole("Line of the document file, from 1; lines are split at line feeds.", 55, kind="computed")
    start: int = whole("First Unicode code point of the quote in that line, from 0.", 120, kind="computed")
    end: int = whole("Code point after the last of the quote.", 126, kind="computed")
    quote: str = computed("The words of the figure or name as they stand there; at most eight.", "9.2‑GW")
    basis: str = computed_code("claim_bases", "How the claim rests on the quoted passage.", "stated")
    attributed_to: str | None = computed("Who the document says said it; null where the document says it itself.", None)
    effective_on: str | None = computed("Day from which the value holds, EDTF, where it is one state among several.", None)
    known_from: str = computed("Day from which its document is known.", "2026-02-28")
    rank: str = computed_code("claim_ranks", "Its standing on the day asked for.", "accepted")
    rank_reason: str = computed_code("rank_reasons", "Why it has that rank.", "only_value")
    rank_note: str | None = computed("The reason in our words, where an editor judged.", None)


class CollectionCount(Public):
    """How many records a release has in one collection."""

    collection: str = computed("Name of the collection.", "projects")
    records: int = whole("Number of records.", 12, kind="computed")


class ReleaseColumns(Shape):
    """Every stored column of a release, in public order."""

    id: str = key("Identifier of the release.", "2026-11-21")
    hash: str = computed("sha256 over canonical records and claims in order of id; equal on every database.", "5f" * 32)
    published_at: str = computed("When it was published, ISO 8601 with time zone.", "2026-11-21T12:00:00Z")
    notes: str = computed("What is new in it.", "First release.")
    current: bool = flag("Whether it is the one being served.", True)


class Release(ReleaseColumns):
    """One published state of the dataset."""

    counts: list[CollectionCount] = items("Records by collection.", [], kind="computed")
