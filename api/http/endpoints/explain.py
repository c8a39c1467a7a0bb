"""GET /v1/{collection}/{id}/explain and explain.txt: who says so, and why it has this value. The
answer is composed of the record, its claims and documents; nothing of it is stored.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import shown, unknown_word
from api.collections import ALL
from api.collections.declare import Collection
from api.formats import json_
from api.formats.explain_json import explanation_json
from api.formats.explain_text import ExplainedRecord, whole_text
from api.formats.explanations import (
    Explanation,
    explain,
    explained_fields,
)
from api.formats.readable import FieldMeaning, fields_of
from api.http.edge.canonical_url import QueryItems, query_items
from api.http.edge.context import ApiContext, json_parameters
from api.http.edge.routing import OF_ANY
from api.http.endpoints.cite import MEDIA
from api.http.endpoints.collections import with_claims
from api.http.openapi.explained import explain_operation, explain_text_operation
from api.read.answers.evidence import Evidence, read_evidence
from api.read.answers.warnings import Shown, shown_by
from api.read.request.plan import MOST_VALUES, ParameterSpec, record_spec

_COMMA = re.compile(r",(?![^\[\]]*\])")


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Two routes for all collections whose values rest on claims."""
    path = f"/v1/{OF_ANY}/{{id}}/explain"
    router.add_api_route(path, partial(get_explanation, context), **explain_operation())
    router.add_api_route(f"{path}.txt", partial(get_text, context), **explain_text_operation())


def explain_spec(resource: Collection) -> ParameterSpec:
    """What can be asked: fields, and the two clocks."""
    spec = record_spec(resource, day_alone=True)
    return replace(spec, names=("field", *spec.names), several=frozenset({"field"}))


_SPECS = {one.name: explain_spec(one) for one in ALL if one.has_claims}


async def get_explanation(context: ApiContext, request: Request) -> Response:
    """GET /v1/{collection}/{id}/explain"""
    spec = _SPECS[with_claims(request).name]
    items = json_parameters(request)
    evidence, explained = await _explained(context, spec, request, items)
    whole = bool(fields_asked(items))
    bodies = [json_.dump(explanation_json(one, whole=whole)) for one in explained]
    about = f"explanation of {spec.resource.name}/{evidence.item['id']}"
    return context.page(request, bodies, _shown(evidence), evidence.release, about)


async def get_text(context: ApiContext, request: Request) -> Response:
    """GET /v1/{collection}/{id}/explain.txt"""
    spec = _SPECS[with_claims(request).name]
    items = query_items(request.scope["query_string"])
    evidence, explained = await _explained(context, spec, request, items)
    release, plan, item = evidence.release, evidence.plan, evidence.item
    own = context.own(request)
    address = context.permalink(own, plan, release) or own
    name = item.get("name") or item.get("title") or item["id"]
    record = ExplainedRecord(name, release.id, plan.as_of or release.last_day, address)
    content = whole_text(record, explained, short=not fields_asked(items)).encode()
    links = {"cite-as": address}
    return context.sent(request, content, release, _shown(evidence), links=links, media=MEDIA)


def _shown(evidence: Evidence) -> Shown:
    name, item = evidence.plan.resource.name, evidence.item
    return shown_by(
        evidence.plan,
        name,
        record_id=item["id"],
        document_ids=item.get("document_ids"),
        document_kinds=item.get("document_kinds") or (),
    )


def fields_asked(items: QueryItems) -> list[str]:
    """The fields that a request names; a comma within brackets belongs to the name."""
    found = [
        name
        for parameter, text in items
        if parameter == "field"
        for name in _COMMA.split(text)
        if name
    ]
    return list(dict.fromkeys(found))


async def _explained(
    context: ApiContext, spec: ParameterSpec, request: Request, items: QueryItems
) -> tuple[Evidence, Sequence[Explanation]]:
    source = await context.source_of(items)
    evidence = await read_evidence(source, spec, request.path_params["id"], items)
    return evidence, explanations(spec.resource, evidence, items)


def explanations(
    resource: Collection, evidence: Evidence, items: QueryItems
) -> Sequence[Explanation]:
    """The fields asked for, explained; without any, every field that documents could give."""
    asked = fields_asked(items)
    every = explained_fields(resource, evidence.claims)
    chosen = _chosen(resource, every, asked) if asked else every
    return [explain(resource, evidence.item, meaning, evidence.around) for meaning in chosen]


def _chosen(
    resource: Collection, every: Sequence[FieldMeaning], asked: Sequence[str]
) -> Sequence[FieldMeaning]:
    known = {one.name: one for one in every} | dict(fields_of(resource.name))
    known |= {one.name: one for one in every}
    errors = [_unknown(name, tuple(known)) for name in asked if name not in known]
    if len(asked) > MOST_VALUES:
        errors.append(
            ParameterError(
                "field", "too_many_values", f"'field' takes at most {MOST_VALUES} values at once."
            )
        )
    if errors:
        raise InvalidRequest(*errors)
    return [known[name] for name in asked]


def _unknown(name: str, known: Sequence[str]) -> ParameterError:
    takes = "its fields stand at `/v1/fields`."
    sentence = f"There is no field '{shown(name)}' on this record"
    return unknown_word("field", "unknown_value", sentence, name, known, takes)
