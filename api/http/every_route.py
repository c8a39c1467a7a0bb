"""Every route of the API, in the order of its description. Importing this loads every part of the product that serves."""

from collections.abc import Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.http import bulk, cite, exports, feeds, fields, health, index, pages, search, totals, v1
from api.http.exports import Files
from api.http.routing import FinishedRoute
from api.http.site import Site


def every_route(site: Site, files: Files, description: Callable[[], dict[str, Any]]) -> list[FinishedRoute]:
    """All routes; `description` is what /openapi.json answers."""
    parts = (cite, fields, search, totals, feeds, v1, index, health, pages)
    of_files = (exports, bulk)
    found = [route for part in parts for route in part.routes(site)]
    return [*found, *(route for part in of_files for route in part.routes(files)), _description(description)]


def _description(description: Callable[[], dict[str, Any]]) -> FinishedRoute:
    """GET /openapi.json"""

    async def describe(request: Request) -> Response:
        return Response(orjson.dumps(description()), 200, {"cache-control": "public, max-age=60"}, "application/json")

    return FinishedRoute("/openapi.json", describe)
