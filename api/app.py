"""The one place where the parts are joined: settings, database, routes, error handlers, and in front of them edge and cache.

request → cache (hit, 304) → edge (bounds, CORS, HEAD) → router → read side → formats → bytes

Routes are made in stages: a process answers its first record before it has loaded what lists need, and lists before the rest.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api.base.database import parse_target
from api.http.edge.context import CORRECTIONS, Site
from api.http.edge.errors import answer_to
from api.http.edge.middleware import Edge
from api.http.edge.response_cache import ResponseCache
from api.http.edge.routing import FinishedRoute, IndexedRouter
from api.http.edge.version import running_code
from api.http.endpoints import health, records
from api.read.database.base import open_source
from api.read.database.views import Views
from api.settings import Settings

if TYPE_CHECKING:
    from api.http.endpoints.exports import Files

logger = logging.getLogger("pledgebook.http")

PAUSE_SECONDS = 0.5  # between start and the loading of what nobody has asked for yet


class Application(FastAPI):
    """FastAPI with the cache and the edge around it, and the description put together by us."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self._settings, self._base = settings, settings.public_url.rstrip("/")
        self._target = parse_target(settings.database_url)
        self.source = open_source(
            self._target,
            check_seconds=settings.release_check_seconds,
            timeout_seconds=settings.query_timeout_seconds,
            pool_size=settings.pool_size,
        )
        self.views = Views(self._target, settings.export_slots, settings.query_timeout_seconds)
        self.site = Site(self.source, self._base, settings.corrections_url or CORRECTIONS)
        stages = (self._records, self._with_lists, self._with_everything)
        self.router = self.indexed = IndexedRouter(
            stages, redirect_slashes=False, dependency_overrides_provider=self, lifespan=options.get("lifespan")
        )
        edge = Edge(self.indexed.app, self._base, partial(answer_to, self.site))
        self._front = ResponseCache(edge, self.source, running_code(), settings.cache_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from the cache where possible.

        Cache and edge stand in for the framework's own layers: the edge turns exceptions into answers, and handlers read no body, have nothing to be
        closed after them, and are not traced.
        """
        if scope["type"] == "http":
            await self._front(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """No layers for what is no request: start, end, and websockets, which the router refuses."""
        return self.router

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description, put together once."""
        if self.openapi_schema is None:
            from api.http.endpoints.every_route import own_schemas
            from api.http.openapi.document import describe_api

            self.indexed.complete()
            self.openapi_schema = describe_api(self, self._base, self._settings.corrections_url, own_schemas())
        return self.openapi_schema

    @cached_property
    def files(self) -> "Files":
        """What exports need beside the site."""
        from api.http.edge.spooled import SpooledFiles
        from api.http.endpoints.exports import Files
        from api.read.export.release_files import Shelf, default_folder

        shelf = Shelf(self._settings.bulk_dir or default_folder(self._target), running_code().digest)
        return Files(self.site, self.views, shelf, SpooledFiles(self._settings.spool_bytes))

    def _records(self) -> Sequence[FinishedRoute]:
        return [*records.routes(self.site), *health.routes(self.site)]

    def _with_lists(self) -> Sequence[FinishedRoute]:
        """These compose SQL, and so load the library that does."""
        from api.http.endpoints import collections, pages

        return [*collections.routes(self.site), *health.routes(self.site), *pages.routes(self.site)]

    def _with_everything(self) -> Sequence[FinishedRoute]:
        from api.http.endpoints.every_route import every_route

        return every_route(self.site, self.files, self.openapi)


@asynccontextmanager
async def _lifespan(application: FastAPI) -> AsyncIterator[None]:
    assert isinstance(application, Application)
    loading = asyncio.create_task(_load(application))
    yield
    loading.cancel()
    with suppress(asyncio.CancelledError):
        await loading
    await application.source.close()
    application.views.close()


async def _load(application: Application) -> None:
    """The stages to come, while the process answers already; not at once, since the first requests should not have to share the processor."""
    await asyncio.sleep(PAUSE_SECONDS)
    try:
        while await application.indexed.advance():
            pass
    except Exception:
        logger.exception("parts of the application cannot be loaded; each request that needs them tries again")
    gc.freeze()  # all of it stays as long as the process: nothing there for the collector to look at again and again


def create_app(settings: Settings) -> Application:
    """The application, ready to be served; raises ValueError for a database address that cannot be used."""
    logging.getLogger("pledgebook").setLevel(settings.log_level.upper())
    nothing: Any = {"docs_url": None, "redoc_url": None, "openapi_url": None, "redirect_slashes": False}
    silent: Any = {"tracing": False, "metrics": False, "logs": False}
    return Application(settings, lifespan=_lifespan, telemetry=silent, **nothing)
