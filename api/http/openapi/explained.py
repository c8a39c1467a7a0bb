"""Explanations as OpenAPI describes them: the two operations of each collection, and the schemas.
Pure.
"""

from api.http.edge.routing import Operation
from api.http.openapi.operations import (
    COLLECTION,
    EXAMPLE,
    OF_RECORDS,
    described,
    file_answer,
    moved,
    of_any_record,
    problems,
    ref,
)
from api.http.openapi.parameters import BOTH_CLOCKS, CODE_SCHEMAS, Json, parameter, path_id
from api.http.openapi.schemas import (
    fields,
    listing,
    page_schema,
    text_field,
    whole_field,
)
from api.read.request.plan import MOST_VALUES
from api.read.request.values import LONGEST_TEXT

_WORDS = (
    "Who says so, and why it has this value: its status, a sentence that says why, every passage "
    "with its words, speaker, document, link, rank and reason, how it changed, what is not known. "
    "Composed of the claims on the day asked for."
)
FIELD = parameter(
    "field",
    (
        "Fields to explain; a part of a list is addressed as in claims, `parties[<id>].role`. "
        "Without it every field that documents could give is explained in short, without sides and "
        "changes. Several values are separated by commas or given by repeating the parameter."
    ),
    {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
        "minItems": 1,
        "maxItems": MOST_VALUES,
    },
    ["id"],
)
_ASKED = [FIELD, *BOTH_CLOCKS]


def explain_operation() -> Operation:
    """GET /v1/{collection}/{id}/explain"""
    return of_any_record(
        "explainRecord", "Explain the values of a record", _WORDS, "ExplanationPage", _ASKED
    )


def explain_text_operation() -> Operation:
    """GET /v1/{collection}/{id}/explain.txt"""
    answer = file_answer("text/plain; charset=utf-8", "A paragraph for each field.")
    answer["200"]["content"] = {"text/plain": {"schema": {"type": "string"}}}
    words = "The same as paragraphs that can be pasted into a mail, with release, day and address."
    return moved(
        described(
            "explainRecordAsText",
            OF_RECORDS,
            "Explain the values of a record as text",
            words,
            [COLLECTION, path_id("record", EXAMPLE.example), *_ASKED],
            answer | problems(404, 410, 422),
        )
    )


def explain_schemas() -> Json:
    """The schemas of explanations."""
    return {
        "Explanation": _EXPLANATION,
        "ExplanationChange": _CHANGE,
        "ExplanationPage": page_schema("Explanation", "Explanations of one record."),
        "ExplanationSide": _SIDE,
    }


def _coded(name: str, description: str, example: str | None, *, nullable: bool = False) -> Json:
    assert name in CODE_SCHEMAS
    return text_field(f"{description} Code list: `{name}`.", example, nullable=nullable)


_CHANGE = fields(
    "What became of a value on one day.",
    day=text_field("The knowledge day.", "2026-02-28", form="date"),
    change=text_field(
        "What it became, in words.", "In implementation, before Signed", nullable=False
    ),
    document_id=text_field(
        "The document that brought it; null for a correction of ours.",
        "korea-mission-digest",
        nullable=True,
    ),
)
_SIDE = fields(
    "One passage that says something of the field.",
    value_text=text_field("What it says, as it is read.", "about $550 billion"),
    reason=text_field("Why it has its rank, as a sentence.", "No other value is known."),
    rank=_coded("claim_ranks", "Its standing on the day.", "accepted"),
    rank_reason=_coded("rank_reasons", "The reason as a code.", "only_value"),
    rank_note=text_field("What an editor noted on it.", None, nullable=True),
    quote=text_field("Its words; at most eight.", "$550 billion"),
    attributed_to=text_field(
        "Who the document says said it; null where it says so itself.", None, nullable=True
    ),
    basis=_coded("claim_bases", "How the value rests on the words.", "stated"),
    scope=_coded("claim_scopes", "What sets the figure apart.", None, nullable=True),
    effective_on=text_field("Day from which the value holds, EDTF.", None, nullable=True),
    document_id=text_field("The document.", "strategic-concessions"),
    document_title=text_field("Its title.", "Understanding the Japan, Korea Frameworks"),
    document_publisher=text_field("Its publisher.", None, nullable=True),
    document_kind=_coded("document_kinds", "What sort of source it is.", "digest", nullable=True),
    document_kind_label=text_field("The same in words.", "News digest", nullable=True),
    known_from=text_field("Day from which the document is known.", "2026-02-28", form="date"),
    line=whole_field("Line of the document file.", 12),
    source_url=text_field(
        "Address at which browsers show the words; null where the document has none.",
        None,
        nullable=True,
        form="uri-reference",
    ),
    source_url_unique={
        "type": ["boolean", "null"],
        "description": "Whether these words stand only once there.",
        "examples": [True],
    },
    field=text_field("The field that the claim addresses.", "amount"),
    claim_id=text_field("The claim.", "c-7256380504ab40eb"),
)
_EXPLANATION = fields(
    "Why one field of a record has its value.",
    field=text_field("The field.", "amount"),
    label=text_field("What it is called.", "Amount"),
    value_text=text_field(
        "The value as it is read; null where there is none.", "$550 billion", nullable=True
    ),
    status=_coded(
        "value_statuses",
        "How it is known; null where it is computed.",
        "stated",
        nullable=True,
    ),
    computed_from=text_field(
        "The field that it is computed from, whose sides are shown; null where it is not computed, "
        "or from several.",
        None,
        nullable=True,
    ),
    sentence=text_field(
        "Why it has this value.", "Three documents state it. No known document says otherwise."
    ),
    official={
        "type": ["boolean", "null"],
        "description": "Whether an official source is among those that say anything; null where "
        "nobody does.",
        "examples": [False],
    },
    side_count=whole_field("How many passages say anything of it.", 4),
    sides=listing(
        ref("schemas", "ExplanationSide"),
        "Every passage, those it rests on first; empty where no `field` was asked for.",
    ),
    changes=listing(
        ref("schemas", "ExplanationChange"),
        "How the value changed, oldest first; empty where no `field` was asked for.",
    ),
    unknown=listing({"type": "string"}, "What no document settles, a sentence each."),
)
