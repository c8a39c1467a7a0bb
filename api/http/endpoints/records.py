"""One record of every collection: the first thing a process answers, so that what this imports is what a start waits for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from api.formats import json_
from api.http.edge.canonical_url import day_of
from api.http.edge.context import Site, asked
from api.http.edge.respond import data_response
from api.http.edge.routing import FinishedRoute, Handler, Operation
from api.read.answers.record import read_record
from api.read.request.plan import record_question
from api.read.request.record_claims import has_claims
from api.resources import ALL
from api.resources.declare import Resource

if TYPE_CHECKING:
    from api.read.answers.includes import Related


def routes(site: Site) -> list[FinishedRoute]:
    """One route a collection."""
    return [route(site, resource) for resource in ALL]


def route(site: Site, resource: Resource) -> FinishedRoute:
    """The route of the records of one collection."""

    def described() -> Operation:
        from api.http.openapi.operations import record_operation

        return record_operation(resource)

    return FinishedRoute(f"/v1/{resource.name}/{{id}}", record_handler(site, resource), described)


def record_handler(site: Site, resource: Resource) -> Handler:
    """GET /v1/{collection}/{id}"""
    question, collection = record_question(resource), site.link(f"/v1/{resource.name}")
    below = ("claims", "history") if has_claims(resource) else ()

    async def handle(request: Request) -> Response:
        items = asked(request)
        answer = await read_record(site.source, question, request.path_params["id"], items)
        own, day = site.own(request), day_of(items)
        here = own.partition("?")[0]
        links: dict[str, str | None] = {"self": own, "collection": collection + day, "claims": None, "history": None}
        for name in below:
            links[name] = f"{here}/{name}{day}"
        meta = site.meta(answer.plan, answer.release, resource.name, own)
        content = json_.envelope(with_related(answer.body, answer.id, answer.related), links, meta)
        return data_response(request, content, answer.release, links={"cite-as": here + day})

    return handle


def with_related(body: bytes, record_id: str, related: "Sequence[Related]") -> bytes:
    """A record with what is included in it."""
    if not related:
        return body
    return json_.with_related(body, [(one.name, one.bodies.get(record_id, ()), one.totals.get(record_id, 0)) for one in related])
