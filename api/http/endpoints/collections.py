"""The routes of every collection, made by one loop over the declarations: list, record, claims,
history. Handlers return finished bytes and raise what the read side raises.
"""

from collections.abc import Sequence
from functools import partial
from itertools import repeat

from fastapi import APIRouter, HTTPException, Request, Response

from api.collections import ALL, BY_NAME, DERIVED
from api.collections.declare import Collection
from api.formats import json_
from api.http.edge.canonical_url import clocks_query, without
from api.http.edge.context import ApiContext, PagePlace, json_parameters
from api.http.edge.routing import OF_ANY
from api.http.openapi import operations
from api.read.answers.history import VersionAnswer, read_history
from api.read.answers.includes import Related
from api.read.answers.lists import ListAnswer, read_list, read_list_of
from api.read.answers.record import read_record
from api.read.answers.warnings import Shown, shown_by
from api.read.request.plan import OF_CLAIMS, ParameterSpec, claims_of, list_spec, record_spec

# What a history takes, by collection.
_OF_THE_DAY = {resource.name: record_spec(resource, day_alone=True) for resource in ALL}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Every route of the declared resources."""
    add = router.add_api_route
    for resource in (*ALL, *DERIVED):
        add(
            f"/v1/{resource.name}",
            partial(get_list, context, list_spec(resource)),
            **operations.list_operation(resource),
        )
    for resource in ALL:
        path = f"/v1/{resource.name}/{{id}}"
        add(
            path,
            partial(get_record, context, record_spec(resource)),
            **operations.record_operation(resource),
        )
    of_any = f"/v1/{OF_ANY}/{{id}}"
    add(f"{of_any}/claims", partial(get_claims, context), **operations.claims_operation())
    add(f"{of_any}/history", partial(get_history, context), **operations.history_operation())


def with_claims(request: Request) -> Collection:
    """The collection that a path names; an address of any other, or of one whose records rest on
    no claims, does not exist.
    """
    resource = BY_NAME.get(request.path_params["collection"])
    if resource is None or not resource.has_claims:
        raise HTTPException(404)
    return resource


async def get_list(context: ApiContext, spec: ParameterSpec, request: Request) -> Response:
    """GET /v1/{collection}"""
    items, name = json_parameters(request), spec.resource.name
    answer = await read_list(await context.source_of(items), spec, items)
    return list_response(
        context,
        request,
        answer,
        shown_by(answer.plan, name, listed=True),
        name,
        context.link(f"/v1/{name}.csv", without(items, "cursor", "limit")),
    )


async def get_record(context: ApiContext, spec: ParameterSpec, request: Request) -> Response:
    """GET /v1/{collection}/{id}"""
    items, resource = json_parameters(request), spec.resource
    source = await context.source_of(items)
    answer = await read_record(source, spec, request.path_params["id"], items)
    own, clocks = context.own(request), clocks_query(items)
    here = own.partition("?")[0]
    # The page for people is at the address of the record, without the version of the API.
    page = context.base + here.removeprefix(f"{context.base}/v1")
    links = {
        "self": own,
        "collection": f"{context.base}/v1/{resource.name}{clocks}",
        "claims": f"{here}/claims{clocks}" if resource.has_claims else None,
        "history": f"{here}/history{clocks}" if resource.has_claims else None,
        "explain": f"{here}/explain{clocks}" if resource.has_claims else None,
        "page": f"{page}{clocks}" if resource.has_claims else None,
    }
    what = shown_by(
        answer.plan,
        resource.name,
        record_id=answer.id,
        document_ids=answer.document_ids,
        document_kinds=answer.document_kinds,
    )
    # What is included is no part of what is cited.
    cited = context.permalink(here + clocks, answer.plan, answer.release) or here + clocks
    about = f"{resource.name}/{answer.id}"
    meta = context.meta(what, answer.release, about, own, cited=cited, sources=answer.sources)
    content = json_.envelope(
        record_with_related(answer.body, answer.id, answer.related), links, meta
    )
    return context.sent(request, content, answer.release, what, links={"cite-as": cited})


async def get_claims(context: ApiContext, request: Request) -> Response:
    """GET /v1/{collection}/{id}/claims"""
    resource = with_claims(request)
    items, record_id = json_parameters(request), request.path_params["id"]
    answer = await read_list_of(
        await context.source_of(items),
        OF_CLAIMS,
        resource.name,
        record_id,
        items,
        claims_of(resource, record_id),
    )
    narrowed = (
        *without(items, "cursor", "limit"),
        ("subject_type", resource.name),
        ("subject_id", record_id),
    )
    return list_response(
        context,
        request,
        answer,
        shown_by(answer.plan, resource.name, record_id=record_id),
        f"claims on {resource.name}/{record_id}",
        context.link("/v1/claims.csv", narrowed),
    )


async def get_history(context: ApiContext, request: Request) -> Response:
    """GET /v1/{collection}/{id}/history"""
    spec = _OF_THE_DAY[with_claims(request).name]
    record_id, items = request.path_params["id"], json_parameters(request)
    answer = await read_history(await context.source_of(items), spec, record_id, items)
    about = f"history of {spec.resource.name}/{record_id}"
    what = shown_by(answer.plan, spec.resource.name, record_id=record_id)
    return context.page(request, map(_version, answer.versions), what, answer.release, about)


def list_response(
    context: ApiContext, request: Request, answer: ListAnswer, what: Shown, about: str, csv: str
) -> Response:
    """A page in the list shape; `csv` is the address of all its rows as CSV."""
    place = PagePlace(answer.plan.limit, answer.total, answer.next_cursor)
    bodies = (
        map(record_with_related, answer.bodies, answer.ids, repeat(answer.related))
        if answer.related
        else answer.bodies
    )
    return context.page(
        request,
        bodies,
        what,
        answer.release,
        about,
        place=place,
        csv=csv,
        further=answer.warnings,
    )


def record_with_related(body: bytes, record_id: str, related: Sequence[Related]) -> bytes:
    """A record with what is included in it."""
    if not related:
        return body
    return json_.with_related(
        body,
        [
            (relation.name, relation.bodies.get(record_id, ()), relation.totals.get(record_id, 0))
            for relation in related
        ],
    )


def _version(version: VersionAnswer) -> bytes:
    keys = ("field", "before", "after", "document_id")
    return json_.version(
        version.since,
        version.until,
        [json_.pick(change, keys) for change in version.changes],
        version.body,
    )
