"""The routes of every collection, made by one loop over the declared resources: list, record, claims, history.

Handlers return finished bytes; they raise what the read side raises, and `problems` turns that into answers.
"""

from collections.abc import Sequence
from itertools import repeat

from fastapi import APIRouter, Request, Response

from api.collections import ALL, DERIVED
from api.collections.declare import Collection
from api.formats import json_
from api.http.edge.canonical_url import Items, day_of, without
from api.http.edge.context import ApiContext, json_parameters
from api.http.edge.respond import data_response
from api.http.edge.routing import Handler
from api.http.openapi import operations
from api.read.answers.history import Version, read_history
from api.read.answers.includes import Related
from api.read.answers.lists import ListAnswer, read_list, read_list_of
from api.read.answers.record import read_record
from api.read.request.plan import day_question, list_question, record_question
from api.read.request.record_claims import OF_CLAIMS, claims_of


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Every route of the declared resources."""
    add = router.add_api_route
    for resource in (*ALL, *DERIVED):
        add(f"/v1/{resource.name}", list_handler(context, resource), **operations.list_operation(resource))
    for resource in ALL:
        path = f"/v1/{resource.name}/{{id}}"
        add(path, record_handler(context, resource), **operations.record_operation(resource))
        if resource.has_claims:
            add(f"{path}/claims", claims_handler(context, resource), **operations.claims_operation(resource))
            add(f"{path}/history", history_handler(context, resource), **operations.history_operation(resource))


def list_handler(context: ApiContext, resource: Collection) -> Handler:
    """GET /v1/{collection}"""
    question = list_question(resource)
    csv = f"/v1/{resource.name}.csv"

    async def handle(request: Request) -> Response:
        items = json_parameters(request)
        answer = await read_list(context.source, question, items)
        return list_response(context, request, answer, items, resource.name, context.link(csv, without(items, "cursor", "limit")))

    return handle


def record_handler(context: ApiContext, resource: Collection) -> Handler:
    """GET /v1/{collection}/{id}"""
    question, collection = record_question(resource), context.link(f"/v1/{resource.name}")
    below = ("claims", "history") if resource.has_claims else ()

    async def handle(request: Request) -> Response:
        items = json_parameters(request)
        answer = await read_record(context.source, question, request.path_params["id"], items)
        own, day = context.own(request), day_of(items)
        here = own.partition("?")[0]
        links: dict[str, str | None] = {"self": own, "collection": collection + day, "claims": None, "history": None}
        for name in below:
            links[name] = f"{here}/{name}{day}"
        meta = context.meta(answer.plan, answer.release, resource.name, own)
        content = json_.envelope(with_related(answer.body, answer.id, answer.related), links, meta)
        return data_response(request, content, answer.release, links={"cite-as": here + day})

    return handle


def claims_handler(context: ApiContext, resource: Collection) -> Handler:
    """GET /v1/{collection}/{id}/claims"""

    async def handle(request: Request) -> Response:
        items = json_parameters(request)
        record_id = request.path_params["id"]
        answer = await read_list_of(context.source, OF_CLAIMS, resource.name, record_id, items, claims_of(resource, record_id))
        narrowed = (*without(items, "cursor", "limit"), ("subject_type", resource.name), ("subject_id", record_id))
        about = f"claims on {resource.name}/{record_id}"
        return list_response(context, request, answer, items, about, context.link("/v1/claims.csv", narrowed))

    return handle


def history_handler(context: ApiContext, resource: Collection) -> Handler:
    """GET /v1/{collection}/{id}/history"""
    question = day_question(resource)

    async def handle(request: Request) -> Response:
        items = json_parameters(request)
        record_id = request.path_params["id"]
        answer = await read_history(context.source, question, record_id, items)
        own = context.own(request)
        number = len(answer.versions)
        links = {"self": own, "next": None, "csv": None}
        meta = context.meta(answer.plan, answer.release, f"history of {resource.name}/{record_id}", own)
        page = {"limit": number, "total": number, "next_cursor": None}
        return data_response(request, json_.page(map(_version, answer.versions), page, links, meta), answer.release)

    return handle


def list_response(context: ApiContext, request: Request, answer: ListAnswer, items: Items, about: str, csv: str | None) -> Response:
    """A page in the list shape; `csv` is the address of all its rows as CSV."""
    path = request.scope["path"]
    own = context.own(request)
    following = context.link(path, (*without(items, "cursor"), ("cursor", answer.next_cursor))) if answer.next_cursor else None
    page = {"limit": answer.plan.limit, "total": answer.total, "next_cursor": answer.next_cursor}
    links = {"self": own, "next": following, "csv": csv}
    bodies = map(with_related, answer.bodies, answer.ids, repeat(answer.related)) if answer.related else answer.bodies
    content = json_.page(bodies, page, links, context.meta(answer.plan, answer.release, about, own, answer.warnings))
    return data_response(request, content, answer.release, links={"next": following} if following else None)


def with_related(body: bytes, record_id: str, related: Sequence[Related]) -> bytes:
    """A record with what is included in it."""
    if not related:
        return body
    return json_.with_related(body, [(one.name, one.bodies.get(record_id, ()), one.totals.get(record_id, 0)) for one in related])


def _version(version: Version) -> bytes:
    keys = ("field", "before", "after", "document_id")
    return json_.version(version.since, version.until, [json_.pick(change, keys) for change in version.changes], version.body)
