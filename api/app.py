"""The one place where the parts are joined: settings, database, routes, error handlers, and in front of them edge and cache.

request → cache (hit, 304) → edge (bounds, CORS, HEAD) → router → read side → formats → bytes
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.base.database import parse_target
from api.http import bulk, cite, exports, feeds, fields, health, index, pages, search, totals, v1
from api.http.caching import ResponseCache
from api.http.errors import handle_errors
from api.http.middleware import Edge
from api.http.openapi import describe_api
from api.http.routing import FinishedRoute, IndexedRouter
from api.http.site import CORRECTIONS, Site
from api.http.spooled import SpooledFiles
from api.http.version import running_code
from api.read.connections import open_source
from api.read.shelf import Shelf, default_folder
from api.read.views import Views
from api.settings import Settings


class Application(FastAPI):
    """FastAPI with the cache and the edge around it, and the description put together by us."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self.router = self.indexed = IndexedRouter(redirect_slashes=False, dependency_overrides_provider=self, lifespan=options.get("lifespan"))
        base = settings.public_url.rstrip("/")
        self._base, self._corrections_url = base, settings.corrections_url
        target = parse_target(settings.database_url)
        self.source = open_source(
            target,
            check_seconds=settings.release_check_seconds,
            timeout_seconds=settings.query_timeout_seconds,
            pool_size=settings.pool_size,
        )
        self.views = Views(target, settings.export_slots, settings.query_timeout_seconds)
        self.site = Site(self.source, base, settings.corrections_url or CORRECTIONS)
        shelf = Shelf(settings.bulk_dir or default_folder(target), running_code().digest)
        self.files = exports.Files(self.site, self.views, shelf, SpooledFiles(settings.spool_bytes))
        self._front = ResponseCache(Edge(super().__call__, base), self.source, running_code(), settings.cache_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from the cache where possible."""
        await self._front(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Of the framework's layers the one that turns exceptions into answers. The edge is the net below it; handlers read no body, have nothing to
        be closed after them, and are not traced.
        """
        return ExceptionMiddleware(self.router, self.exception_handlers)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description, put together once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe_api(self, self._base, self._corrections_url)
        return self.openapi_schema


@asynccontextmanager
async def _lifespan(application: FastAPI) -> AsyncIterator[None]:
    assert isinstance(application, Application)
    yield
    await application.source.close()
    application.views.close()


def create_app(settings: Settings) -> Application:
    """The application, ready to be served; raises ValueError for a database address that cannot be used."""
    logging.getLogger("pledgebook").setLevel(settings.log_level.upper())
    nothing: Any = {"docs_url": None, "redoc_url": None, "openapi_url": None, "redirect_slashes": False}
    silent: Any = {"tracing": False, "metrics": False, "logs": False}
    application = Application(settings, lifespan=_lifespan, telemetry=silent, **nothing)
    for part in (cite, fields, search, totals, feeds, v1, index, health, pages):
        application.indexed.take(part.router(application.site).routes)
    for files in (exports, bulk):
        application.indexed.take(files.router(application.files).routes)
    _serve_description(application)
    handle_errors(application, application.site)
    return application


def _serve_description(application: Application) -> None:
    """GET /openapi.json"""

    async def describe(request: Request) -> Response:
        return Response(orjson.dumps(application.openapi()), 200, {"cache-control": "public, max-age=60"}, "application/json")

    options: Any = {"include_in_schema": False, "response_class": Response, "route_class_override": FinishedRoute}
    application.indexed.add_api_route("/openapi.json", describe, methods=["GET"], **options)
