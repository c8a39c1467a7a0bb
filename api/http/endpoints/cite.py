"""GET /v1/{collection}/{id}/cite: one record cited as APA, a footnote, BibTeX or CSL-JSON text,
naming the source documents, the release and the knowledge day.
"""

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, HTTPException, Request, Response

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import nearest
from api.collections import ALL
from api.formats.citations import STYLES, Cited
from api.http.edge.canonical_url import query_items, without
from api.http.edge.context import ApiContext
from api.http.edge.routing import OF_ANY, Operation
from api.http.openapi import operations
from api.http.openapi.operations import file_answer
from api.http.openapi.parameters import BOTH_CLOCKS, Json, parameter, path_id
from api.read.answers.record import read_record
from api.read.answers.warnings import shown_by
from api.read.request.plan import record_spec

# One media type for all styles, so that each is the same to a terminal, a browser and a generated
# client.
MEDIA = "text/plain; charset=utf-8"
DEFAULT_STYLE = "apa"
_STYLE = parameter(
    "style",
    "How to write it.",
    {"type": "string", "enum": list(STYLES), "default": DEFAULT_STYLE},
    "bibtex",
)

_SPECS = {resource.name: record_spec(resource, day_alone=True) for resource in ALL}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """One route for every collection."""
    router.add_api_route(
        f"/v1/{OF_ANY}/{{id}}/cite", partial(get_citation, context), **cite_operation()
    )


def cite_operation() -> Operation:
    """As OpenAPI describes it."""
    known: Json = {"type": "string", "enum": [resource.name for resource in ALL]}
    parameters = [
        parameter(
            "collection", "Collection of the record.", known, operations.EXAMPLE.name, place="path"
        ),
        path_id("record", operations.EXAMPLE.example),
        _STYLE,
        *BOTH_CLOCKS,
    ]
    answer = file_answer(MEDIA, "The citation.")
    answer["200"]["content"] = {"text/plain": {"schema": {"type": "string"}}}
    responses = answer | operations.problems(404, 410, 422)
    words = (
        "The record as a reference list names it, with its source documents, release and "
        "knowledge day: APA text, a footnote, BibTeX, or CSL-JSON for reference managers."
    )
    described = operations.described(
        "citeRecord", operations.OF_RECORDS, "Cite a record", words, parameters, responses
    )
    return operations.moved(described)


async def get_citation(context: ApiContext, request: Request) -> Response:
    """GET /v1/{collection}/{id}/cite"""
    spec = _SPECS.get(request.path_params["collection"])
    if spec is None:
        raise HTTPException(404)
    items, resource = query_items(request.scope["query_string"]), spec.resource
    style = _style([value for name, value in items if name == "style"])
    items = without(items, "style")
    source = await context.source_of(items)
    answer = await read_record(source, spec, request.path_params["id"], items)
    record: dict[str, Any] = orjson.loads(answer.body)
    own = context.link(f"/v1/{resource.name}/{answer.id}", items)
    own = context.permalink(own, answer.plan, answer.release) or own
    name = (
        record.get("name") or record.get("title") or f"{resource.singular.capitalize()} {answer.id}"
    )
    release = answer.release
    cited = Cited(
        resource.name,
        answer.id,
        name,
        release.id,
        release.published_at,
        answer.plan.as_of or release.last_day,
        own,
        answer.sources,
    )
    what = shown_by(
        answer.plan,
        resource.name,
        record_id=answer.id,
        document_ids=answer.document_ids,
        document_kinds=answer.document_kinds,
    )
    content = STYLES[style](cited).encode()
    return context.sent(request, content, release, what, links={"cite-as": own}, media=MEDIA)


def _style(given: list[str]) -> str:
    if len(given) > 1:
        raise InvalidRequest(
            ParameterError(
                "style",
                "repeated_parameter",
                "'style' takes one value and was given more than once.",
            )
        )
    style = given[0] if given else DEFAULT_STYLE
    if style not in STYLES:
        near = nearest(style, STYLES) or tuple(STYLES)
        raise InvalidRequest(
            ParameterError(
                "style",
                "unknown_value",
                f"'{style[:60]}' is no style; it takes {', '.join(STYLES)}.",
                near,
            )
        )
    return style
