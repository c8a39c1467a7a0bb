"""GET /v1/documents/{id}/coverage: everything a document mentions, and what became of it."""

from functools import partial

from fastapi import APIRouter, Request, Response

from api.collections.documents import DOCUMENTS
from api.http.edge.context import ApiContext, json_parameters
from api.http.openapi import operations
from api.http.openapi.parameters import Json, parameters_of, path_id
from api.http.openapi.schemas import fields, page_schema, text_field, whole_field
from api.read.answers.coverage import read_coverage
from api.read.answers.warnings import shown_by
from api.read.request.plan import record_spec

_SPEC = record_spec(DOCUMENTS, day_alone=True)
_WORDS = (
    "Every figure, date and name that the document mentions: which claims cite it, or why none "
    "does, such as that it stands in a menu or in another story. What is cited comes first, in "
    "order of lines. Releases published before this address answer 404."
)


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The one route."""
    described = operations.moved(
        operations.operation(
            "listDocumentCoverage",
            DOCUMENTS.name,
            "List what one document mentions",
            _WORDS,
            "MentionPage",
            "Everything the document mentions.",
            (404, 406, 410, 422),
            [path_id(DOCUMENTS.singular, DOCUMENTS.example), *parameters_of(_SPEC)],
        )
    )
    path = "/v1/documents/{id}/coverage"
    router.add_api_route(path, partial(get_coverage, context), **described)


async def get_coverage(context: ApiContext, request: Request) -> Response:
    """GET /v1/documents/{id}/coverage"""
    document_id, items = request.path_params["id"], json_parameters(request)
    answer = await read_coverage(await context.source_of(items), _SPEC, document_id, items)
    about = f"coverage of documents/{document_id}"
    shown = shown_by(answer.plan, "documents")
    return context.page(request, answer.bodies, shown, answer.release, about)


def coverage_schemas() -> Json:
    """The schemas of the answers."""
    return {
        "Mention": fields(
            "Something that a document mentions.",
            text=text_field("The words as they stand there.", "Kevin Warsh"),
            kind=text_field("`figure`, `date`, `name`, or a `passage` with several.", "name"),
            cited={
                "type": "boolean",
                "description": "Whether a claim cites it.",
                "examples": [False],
            },
            claim_ids={
                "type": "array",
                "items": {"type": "string"},
                "description": "Ids of the claims that cite it; empty where none does.",
                "examples": [["c-7256380504ab40eb"]],
            },
            reason=text_field(
                "Why no claim cites it, in our words; null where one does.",
                "Sidebar with other stories and their captions",
                nullable=True,
            ),
            first_line=whole_field("First line of the file it stands in, from 1.", 96),
            last_line=whole_field("Last line of the file it stands in.", 128),
        ),
        "MentionPage": page_schema("Mention", "Everything one document mentions."),
    }
