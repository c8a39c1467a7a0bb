"""Joins the parts: settings, database, routes, exception handlers, middleware. A request passes
ResponseCache (hit or 304), FastAPI, the edge middleware (bounds, CORS, HEAD, request id) and the
route's handler, which asks the read side; `http/edge/errors` answers what is raised.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from api.http.edge.context import ApiContext
from api.http.edge.errors import exception_handlers
from api.http.edge.middleware import Edge, StrictTransport
from api.http.edge.observed import Observed
from api.http.edge.response_cache import ResponseCache
from api.http.edge.routing import DirectRoute, RouteIndex
from api.http.edge.version import running_code
from api.http.endpoints import (
    bulk,
    cite,
    collections,
    coverage,
    explain,
    exports,
    feeds,
    fields,
    health,
    index,
    metrics,
    pages,
    release_changes,
    search,
    totals,
)
from api.http.openapi import explained
from api.http.openapi.document import describe_api
from api.http.openapi.meta import meta_schemas
from api.settings import Settings
from api.site import pages as site
from api.site.frame import page_or_problem

# In the order of the description.
ENDPOINTS = (
    cite,
    fields,
    search,
    totals,
    feeds,
    collections,
    release_changes,
    coverage,
    explain,
    index,
    health,
    metrics,
    pages,
    exports,
    bulk,
)
SCHEMAS = (
    meta_schemas,
    bulk.bulk_schemas,
    fields.field_schemas,
    totals.totals_schemas,
    coverage.coverage_schemas,
    explained.explain_schemas,
    search.search_schemas,
    index.index_schemas,
    health.health_schemas,
)


def create_app(settings: Settings) -> FastAPI:
    """The application, ready to be served; raises ValueError for an unusable database address."""
    logging.getLogger("pledgebook").setLevel(settings.log_level.upper())
    context = ApiContext(settings)
    handlers = exception_handlers(context)
    handlers[HTTPException] = partial(page_or_problem, handlers[HTTPException], context)
    application = FastAPI(
        lifespan=_lifespan,
        exception_handlers=handlers,
        redirect_slashes=False,
        # /docs and /openapi.json are ours, in `endpoints/pages`, and load nothing from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Not even looked for on each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    application.state.context = context

    @cache
    def described(*, files: bool = False) -> dict[str, Any]:
        """The description of what answers JSON, or of what sends files, put together once."""
        own_schemas = {name: schema for schemas in SCHEMAS for name, schema in schemas().items()}
        return describe_api(
            application.routes,
            context.base,
            settings.corrections_url.partition("?")[0],
            own_schemas,
            files=files,
        )

    application.openapi = described  # type: ignore[method-assign]

    # Added to the application's own router: FastAPI keeps an included router as one entry that does
    # not show its addresses and is searched twice for each request.
    router = application.router
    router.route_class = DirectRoute
    for endpoints in ENDPOINTS:
        endpoints.add_routes(router, context)
    site.add_routes(router, context)
    pages.add_descriptions(router, described)
    router.routes.insert(0, RouteIndex(router.routes))

    application.add_middleware(Edge, base=context.base)
    return application


def with_cache(application: FastAPI, settings: Settings) -> ResponseCache:
    """The application behind its cache, which adds ETags and encodings: what a server runs.

    The cache stands around the application and not among its middleware: a finished answer then
    passes no layer of the framework, which would take longer than the cache itself.
    """
    releases = application.state.context.releases
    return ResponseCache(
        application, releases.newest, running_code(), settings.cache_bytes, releases.opened
    )


def watched(cached: ASGIApp, application: FastAPI, settings: Settings) -> Observed:
    """The application behind its cache, watched from outside, as `pledgebook serve` runs it."""
    if settings.hsts_seconds:
        cached = StrictTransport(cached, settings.hsts_seconds)
    return Observed(cached, application.state.context.counts, log=settings.access_log)


@asynccontextmanager
async def _lifespan(application: FastAPI) -> AsyncIterator[None]:
    yield
    await application.state.context.releases.close()
    application.state.context.files.close()
