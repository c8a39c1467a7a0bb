"""The routes of every collection, made by one loop over the declared resources: list, record, claims, history.

Handlers return finished bytes; they raise what the read side raises, and `problems` turns that into answers.
"""

from functools import partial
from itertools import repeat

from fastapi import Request, Response

from api.formats import json_
from api.http.edge.canonical_url import Items, without
from api.http.edge.context import Site, add_route, asked
from api.http.edge.respond import data_response
from api.http.edge.routing import FinishedRoute, Handler
from api.http.endpoints import records
from api.http.endpoints.records import with_related
from api.http.openapi import operations
from api.read.answers.history import Version, read_history
from api.read.answers.lists import ListAnswer, read_list, read_list_of
from api.read.request.plan import day_question, list_question
from api.read.request.record_claims import OF_CLAIMS, claims_of, has_claims
from api.resources import ALL, DERIVED
from api.resources.declare import Resource


def routes(site: Site) -> list[FinishedRoute]:
    """Every route of the declared resources."""
    found: list[FinishedRoute] = []
    for resource in (*ALL, *DERIVED):
        add_route(found, f"/v1/{resource.name}", list_handler(site, resource), partial(operations.list_operation, resource))
    for resource in ALL:
        found.append(records.route(site, resource))
        if has_claims(resource):
            path = f"/v1/{resource.name}/{{id}}"
            add_route(found, f"{path}/claims", claims_handler(site, resource), partial(operations.claims_operation, resource))
            add_route(found, f"{path}/history", history_handler(site, resource), partial(operations.history_operation, resource))
    return found


def list_handler(site: Site, resource: Resource) -> Handler:
    """GET /v1/{collection}"""
    question = list_question(resource)
    csv = f"/v1/{resource.name}.csv"

    async def handle(request: Request) -> Response:
        items = asked(request)
        answer = await read_list(site.source, question, items)
        return list_response(site, request, answer, items, resource.name, site.link(csv, without(items, "cursor", "limit")))

    return handle


def claims_handler(site: Site, resource: Resource) -> Handler:
    """GET /v1/{collection}/{id}/claims"""

    async def handle(request: Request) -> Response:
        items = asked(request)
        record_id = request.path_params["id"]
        answer = await read_list_of(site.source, OF_CLAIMS, resource.name, record_id, items, claims_of(resource, record_id))
        narrowed = (*without(items, "cursor", "limit"), ("subject_type", resource.name), ("subject_id", record_id))
        about = f"claims on {resource.name}/{record_id}"
        return list_response(site, request, answer, items, about, site.link("/v1/claims.csv", narrowed))

    return handle


def history_handler(site: Site, resource: Resource) -> Handler:
    """GET /v1/{collection}/{id}/history"""
    question = day_question(resource)

    async def handle(request: Request) -> Response:
        items = asked(request)
        record_id = request.path_params["id"]
        answer = await read_history(site.source, question, record_id, items)
        own = site.own(request)
        number = len(answer.versions)
        links = {"self": own, "next": None, "csv": None}
        meta = site.meta(answer.plan, answer.release, f"history of {resource.name}/{record_id}", own)
        page = {"limit": number, "total": number, "next_cursor": None}
        return data_response(request, json_.page(map(_version, answer.versions), page, links, meta), answer.release)

    return handle


def list_response(site: Site, request: Request, answer: ListAnswer, items: Items, about: str, csv: str | None) -> Response:
    """A page in the list shape; `csv` is the address of all its rows as CSV."""
    path = request.scope["path"]
    own = site.own(request)
    following = site.link(path, (*without(items, "cursor"), ("cursor", answer.next_cursor))) if answer.next_cursor else None
    page = {"limit": answer.plan.limit, "total": answer.total, "next_cursor": answer.next_cursor}
    links = {"self": own, "next": following, "csv": csv}
    bodies = map(with_related, answer.bodies, answer.ids, repeat(answer.related)) if answer.related else answer.bodies
    content = json_.page(bodies, page, links, site.meta(answer.plan, answer.release, about, own, answer.warnings))
    return data_response(request, content, answer.release, links={"next": following} if following else None)


def _version(version: Version) -> bytes:
    keys = ("field", "before", "after", "document_id")
    return json_.version(version.since, version.until, [json_.pick(change, keys) for change in version.changes], version.body)
