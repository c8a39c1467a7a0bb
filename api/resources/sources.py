"""Where values come from: documents, the claims read out of them, and the releases they were published in."""

from api.resources import declare as d

DOCUMENTS = d.Resource(
    name="documents",
    singular="document",
    description="Sources, with the day from which each counts as known.",
    filters=(
        *d.texts("publisher", "publisher", "The New York Budgets")[:1],
        *d.codes("published_basis", "published_bases", "basis of the publication date", "stated")[:1],
        *d.dates("published_on", "publication"),
        *d.days("known_from", "first knowledge day"),
    ),
    sorts=(d.Sort("id", "id", "id"), d.Sort("title", "title", "text"), d.Sort("known_from", "known_from", "day"), d.date_sort("published_on")),
)
CLAIMS = d.Resource(
    name="claims",
    singular="claim",
    description="Single statements of documents: every value of every record rests on some of them.",
    filters=(
        *d.codes("subject_type", "collections", "kind of subject", "projects"),
        *d.texts("subject_id", "subject", "ohio-gas-power-plant")[:1],
        *d.texts("field", "field", "amount")[:1],
        *d.ids("document_id", "documents", "document", "korea-mission-digest"),
        *d.codes("basis", "claim_bases", "basis", "stated"),
        *d.codes("rank", "claim_ranks", "rank", "rival"),
        *d.codes("rank_reason", "rank_reasons", "reason of its rank", "no_winner")[:1],
        *d.numbers("value_number", "value", "45"),
        *d.texts("unit", "unit", "percent")[:1],
        *d.numbers("line", "line", "10"),
        *d.days("known_from", "first knowledge day"),
    ),
    sorts=(
        d.Sort("id", "id", "id"),
        d.Sort("field", "field", "text", then="rank", then_list="claim_ranks"),
        d.Sort("subject_id", "subject_id", "id"),
        d.Sort("document_id", "document_id", "id"),
        d.Sort("known_from", "known_from", "day"),
        d.Sort("value_number", "value_number", "number"),
    ),
    includes=(d.Include("documents", "documents", column="document_id"),),
    stores_lines=False,  # Short, quickly made, and a dozen times as many as all other records.
    placed=True,
)
RELEASES = d.Resource(
    name="releases",
    singular="release",
    description="Published states of the dataset.",
    filters=(*d.flags("current", "being the one served"),),
    sorts=(d.Sort("id", "id", "id"), d.Sort("published_at", "published_at", "text")),
)
