"""Every route of the API, in the order of its description. Importing this loads every part of the product that serves."""

from collections.abc import Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.http.edge.context import Site
from api.http.edge.routing import FinishedRoute
from api.http.endpoints import bulk, cite, collections, exports, feeds, fields, health, index, pages, search, totals
from api.http.endpoints.exports import Files


def every_route(site: Site, files: Files, description: Callable[[], dict[str, Any]]) -> list[FinishedRoute]:
    """All routes; `description` is what /openapi.json answers."""
    parts = (cite, fields, search, totals, feeds, collections, index, health, pages)
    of_files = (exports, bulk)
    found = [route for part in parts for route in part.routes(site)]
    return [*found, *(route for part in of_files for route in part.routes(files)), _description(description)]


def _description(description: Callable[[], dict[str, Any]]) -> FinishedRoute:
    """GET /openapi.json"""

    async def describe(request: Request) -> Response:
        return Response(orjson.dumps(description()), 200, {"cache-control": "public, max-age=60"}, "application/json")

    return FinishedRoute("/openapi.json", describe)


def own_schemas() -> dict[str, Any]:
    """The schemas of addresses that are no collection."""
    return {
        **bulk.bulk_schemas(),
        **fields.field_schemas(),
        **totals.totals_schemas(),
        **search.search_schemas(),
        **index.index_schemas(),
        **health.health_schemas(),
    }
