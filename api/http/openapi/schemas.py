"""The schemas that no declaration changes, and what schemas are made of: fields, lists, the shapes
around records. Pure.
"""

from collections.abc import Sequence
from typing import Any

from api.collections import ALL
from api.formats.selectors import RFC_5147
from api.http.openapi.operations import ref
from api.http.openapi.parameters import FIGURE, RECORD_ID, TEXT_VALUE, Json


def fields(what: str, /, **properties: Json) -> Json:
    """An object whose keys are all always present."""
    return {
        "type": "object",
        "description": what,
        "required": list(properties),
        "properties": properties,
    }


def text_field(
    description: str, example: str | None, *, nullable: bool = False, form: str | None = None
) -> Json:
    """A text field."""
    kind = ["string", "null"] if nullable else "string"
    formatted = {"format": form} if form else {}
    return {"type": kind, **formatted, "description": description, "examples": [example]}


def whole_field(description: str, example: int, *, nullable: bool = False) -> Json:
    """A whole number that is never negative."""
    kind = ["integer", "null"] if nullable else "integer"
    return {
        "type": kind,
        "format": "int64",
        "minimum": 0,
        "description": description,
        "examples": [example],
    }


def listing(items: Json, description: str, example: list[Any] | None = None) -> Json:
    """A list field."""
    return {
        "type": "array",
        "items": items,
        "description": description,
        "examples": [example or []],
    }


def choice(description: str, words: Sequence[str]) -> Json:
    """The words that a parameter takes, in a schema with a name, since generators make up names
    for those that have none.
    """
    return {
        "type": "string",
        "enum": list(words),
        "description": description,
        "examples": [words[0]],
    }


def nested(name: str, description: str) -> Json:
    """A field that is another schema's object."""
    return {**ref("schemas", name), "description": description}


def page_schema(item: str, description: str) -> Json:
    """The list shape around one kind of item."""
    return fields(
        description,
        items=listing(ref("schemas", item), "The items of this page."),
        page=ref("schemas", "PageInfo"),
        links=ref("schemas", "PageLinks"),
        meta=ref("schemas", "Meta"),
    )


def envelope_schema(item: str, description: str) -> Json:
    """The shape around one record."""
    return fields(
        description,
        item=ref("schemas", item),
        links=ref("schemas", "RecordLinks"),
        meta=ref("schemas", "Meta"),
    )


_PROBLEM_ERROR = fields(
    "One thing that is wrong.",
    parameter=text_field("The parameter, or the part of the address, it is about.", "stauts"),
    code=text_field("What sort of mistake it is.", "unknown_parameter"),
    message=text_field(
        "A sentence that says how to mend it.",
        "There is no parameter 'stauts' here; did you mean 'status'?",
    ),
    suggestions=listing({"type": "string"}, "Nearest valid words, best first.", ["status"]),
)
_PROBLEM = fields(
    "An error, in the form of RFC 9457.",
    type=text_field(
        "Address of the page that explains this type of problem.",
        "/problems/invalid-request",
        form="uri-reference",
    ),
    title=text_field(
        "Name of the type of problem.", "The request has parameters that cannot be used"
    ),
    status=whole_field("HTTP status code.", 422),
    detail=text_field(
        "What is wrong with this request.",
        "There is no parameter 'stauts' here; did you mean 'status'?",
    ),
    instance=text_field(
        "Id of this request, to be named when it is reported.",
        "urn:uuid:0f1e2d3c-4b5a-8978-8695-a4b3c2d1e0f0",
        form="uri",
    ),
    code=text_field("Type of problem as a word for programs.", "invalid_request"),
    errors=listing(ref("schemas", "ProblemError"), "Everything that is wrong, one entry each."),
)
_PAGE_INFO = fields(
    "Where a page stands in its list.",
    limit=whole_field("Most items a page has.", 50),
    total=whole_field(
        "Exact number of items in all; of a search where `meta.warnings` has `total_capped` fewer.",
        131,
    ),
    next_cursor=text_field("Cursor of the next page; null on the last.", None, nullable=True),
)
_PAGE_LINKS = fields(
    "Addresses; absolute where the operator set a public address.",
    self=text_field("This page.", "/v1/projects?sector=energy", form="uri-reference"),
    next=text_field("The next page; null on the last.", None, nullable=True, form="uri-reference"),
    csv=text_field(
        "Every row of this list as CSV; null where there is none.",
        "/v1/projects.csv?sector=energy",
        nullable=True,
        form="uri-reference",
    ),
)


def _part_of_record(part: str, description: str) -> Json:
    address = f"/v1/projects/ohio-gas-power-plant/{part}"
    return text_field(description, address, nullable=True, form="uri-reference")


_RECORD_LINKS = fields(
    "Addresses; absolute where the operator set a public address.",
    self=text_field("This record.", "/v1/projects/ohio-gas-power-plant", form="uri-reference"),
    collection=text_field("The collection it is in.", "/v1/projects", form="uri-reference"),
    claims=_part_of_record("claims", "Every claim on it; null where it rests on none."),
    history=_part_of_record("history", "Its versions; null where it has none."),
    explain=_part_of_record("explain", "Why its values are what they are; null without claims."),
    page=text_field(
        "Its page for people; null where it has none.",
        "/projects/ohio-gas-power-plant",
        nullable=True,
        form="uri-reference",
    ),
)
_VERSION_CHANGE = fields(
    "One value that changed.",
    field=text_field("The field; null where the record itself appeared.", "status", nullable=True),
    # Values have the type of their field, so that theirs is left open.
    before={
        "description": "The value before; null where there was none.",
        "examples": ["signed"],
    },
    after={
        "description": "The value after; null where it was taken back.",
        "examples": ["in_implementation"],
    },
    document_id=text_field(
        "The document that brought it; null for a correction of ours.",
        "korea-mission-digest",
        nullable=True,
    ),
)
_RECORD_VERSION = fields(
    "One version of one record in knowledge time.",
    **{
        "from": text_field(
            "First knowledge day on which this version held.", "2025-12-24", form="date"
        ),
        "to": text_field(
            "First knowledge day on which it no longer held; null while it holds.",
            "2026-02-28",
            nullable=True,
            form="date",
        ),
        "changes": listing(ref("schemas", "VersionChange"), "What changed when it began."),
        "item": {
            "type": "object",
            "additionalProperties": True,
            "description": "The record as it was, with the fields of its collection.",
            "examples": [{"id": "ohio-gas-power-plant", "status": "announced"}],
        },
    },
)
_RECORD_COLLECTION = choice(
    "A collection whose records have claims.",
    [resource.name for resource in ALL if resource.has_claims],
)
_POSITION_SELECTOR = fields(
    "Where the words stand in their line.",
    type=text_field("`TextPositionSelector`.", "TextPositionSelector"),
    start=whole_field("Characters before them.", 4),
    end=whole_field("Characters up to their end.", 30),
)
_SELECTOR: Json = {
    "type": "object",
    "description": "Where a claim's words stand, as the W3C Web Annotation Data Model says it: by "
    "the words themselves, or by the line (RFC 5147) and their place in it.",
    "required": ["type"],
    "properties": {
        "type": text_field("`TextQuoteSelector` or `FragmentSelector`.", "TextQuoteSelector"),
        "exact": text_field("The words.", "the $36 billion investments"),
        "prefix": text_field("What stands before them.", "of "),
        "suffix": text_field("What stands after them.", " in"),
        "conformsTo": text_field("What defines `value`.", RFC_5147, form="uri"),
        "value": text_field("The line.", "line=54,55"),
        "refinedBy": ref("schemas", "PositionSelector"),
    },
}
# Shapes that no declaration changes.
FIXED: Json = {
    "RecordId": RECORD_ID,
    "TextValue": TEXT_VALUE,
    "Figure": FIGURE,
    "RelatedTotal": whole_field("How many related records there are.", 3),
    "RecordCollection": _RECORD_COLLECTION,
    "Selector": _SELECTOR,
    "PositionSelector": _POSITION_SELECTOR,
    "Problem": _PROBLEM,
    "ProblemError": _PROBLEM_ERROR,
    "PageInfo": _PAGE_INFO,
    "PageLinks": _PAGE_LINKS,
    "RecordLinks": _RECORD_LINKS,
    "RecordVersion": _RECORD_VERSION,
    "VersionChange": _VERSION_CHANGE,
}
