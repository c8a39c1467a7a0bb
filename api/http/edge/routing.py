"""Finding the route of a path with one look or two: trying well over a hundred patterns in turn costs more than the answer.

Routes come in stages, so that a process answers its first record before the parts that other questions need are loaded. What is not found so,
and every method but GET, goes the framework's own way over all routes, which answers 404 and 405.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from re import Pattern
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import Receive, Scope, Send

Handler = Callable[[Request], Awaitable[Response]]

_ANY = "{}"  # stands for the parameter of a pattern


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the description; `extra` is what FastAPI adds to it as it stands."""

    id: str
    tag: str
    summary: str
    description: str
    extra: dict[str, Any]


class FinishedRoute(BaseRoute):
    """A GET route whose handler takes the request and gives a response: there is nothing to inject or to validate, so nothing to analyse.

    Its pattern and its description are made when they are first asked for; most processes never need either. Pages are not described.
    """

    def __init__(self, path: str, handler: Handler, describe: Callable[[], Operation] | None = None) -> None:
        self.path, self.endpoint, self._describe = path, handler, describe

    @cached_property
    def _pattern(self) -> Pattern[str]:
        return compile_path(self.path)[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the route fits a request: wholly, in its path alone, or not."""
        found = self._pattern.match(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            return Match.NONE, {}
        return (Match.FULL if scope["method"] == "GET" else Match.PARTIAL), {"endpoint": self.endpoint, "path_params": found.groupdict()}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; raises HTTPException (405) for what is no GET."""
        if scope["method"] != "GET":
            raise HTTPException(405)
        response = await self.endpoint(Request(scope, receive, send))
        await response(scope, receive, send)

    def described(self) -> APIRoute | None:
        """The route as the framework describes it; None for what is no operation of the API."""
        if self._describe is None:
            return None
        one = self._describe()
        return APIRoute(
            self.path,
            self.endpoint,
            methods=["GET"],
            response_class=Response,
            operation_id=one.id,
            name=one.id,
            tags=[one.tag],
            summary=one.summary,
            description=one.description,
            openapi_extra=one.extra,
        )


# Makes every route known up to a stage; the last stage has them all, in the order of the description.
Stage = Callable[[], Sequence[FinishedRoute]]


class IndexedRouter(APIRouter):
    """A router whose GET routes are found by their path, or by their path but for one segment: a pattern has at most one parameter.

    The first route of a pattern wins, a literal segment before a parameter.
    """

    def __init__(self, stages: Sequence[Stage], **options: Any) -> None:
        super().__init__(**options)
        self._literal: dict[str, FinishedRoute] = {}
        # Pattern with its parameter unnamed → the name and the route, and the places among the segments where patterns have theirs.
        self._patterns: dict[str, tuple[str, FinishedRoute]] = {}
        self._places: list[int] = []
        self._stages = list(stages)
        self._loading: asyncio.Future[Sequence[FinishedRoute]] | None = None
        self._take(self._stages[0]())

    def complete(self) -> None:
        """Make what is still to come, at once: for those who need every route and serve nobody meanwhile."""
        while self._stages:
            self._take(self._stages[0]())

    async def advance(self) -> bool:
        """Make the next stage beside the event loop, once for all who wait for it; False where every route is known."""
        if not self._stages:
            return False
        if self._loading is None:
            stage = self._stages[0]
            self._loading = asyncio.ensure_future(asyncio.to_thread(stage))
            self._loading.add_done_callback(partial(self._loaded, stage))
        await asyncio.shield(self._loading)
        return True

    def _loaded(self, stage: Stage, done: "asyncio.Future[Sequence[FinishedRoute]]") -> None:
        self._loading = None
        if not done.cancelled() and done.exception() is None and self._stages[:1] == [stage]:
            self._take(done.result())

    def _take(self, routes: Sequence[FinishedRoute]) -> None:
        """Let the routes of the next stage stand in place of those before; a request under way keeps the route it has."""
        literal: dict[str, FinishedRoute] = {}
        patterns: dict[str, tuple[str, FinishedRoute]] = {}
        places: dict[int, None] = {}
        for route in routes:
            segments = route.path.split("/")
            parameters = [place for place, segment in enumerate(segments) if segment.startswith("{")]
            if not parameters:
                literal.setdefault(route.path, route)
                continue
            (place,) = parameters
            name, segments[place] = segments[place].strip("{}"), _ANY
            patterns.setdefault("/".join(segments), (name, route))
            places[place] = None
        self._literal, self._patterns, self._places, self.routes[:] = literal, patterns, list(places), routes
        del self._stages[0]

    def find(self, path: str) -> "tuple[FinishedRoute, dict[str, str]] | None":
        """The route of a path and its parameters, as far as routes are known."""
        literal = self._literal.get(path)
        if literal is not None:
            return literal, {}
        segments = path.split("/")
        for place in self._places:
            value = segments[place] if place < len(segments) else ""
            if value:
                segments[place] = _ANY
                found = self._patterns.get("/".join(segments))
                if found is not None:
                    return found[1], {found[0]: value}
                segments[place] = value
        return None

    async def not_found(self, scope: Scope, receive: Receive, send: Send) -> None:
        """No route fits; raises HTTPException (404) for a request."""
        if scope["type"] == "http":
            raise HTTPException(404)
        await super().not_found(scope, receive, send)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by its route."""
        if scope["type"] != "http":
            await super().app(scope, receive, send)
            return
        found = self.find(scope["path"]) if scope["method"] == "GET" else None
        while found is None and await self.advance():
            found = self.find(scope["path"]) if scope["method"] == "GET" else None
        if found is None:
            await super().app(scope, receive, send)
            return
        route, parameters = found
        scope["path_params"] = parameters
        await route.handle(scope, receive, send)
