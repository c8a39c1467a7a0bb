"""Finding the route of a path through a tree of its segments: trying well over a hundred patterns in turn costs more than the answer.

What the tree does not hold, and every method but GET, goes the framework's own way, which answers 404 and 405. Handlers here read the
request themselves and give finished answers, so a route calls its handler and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send


class FinishedRoute(APIRoute):
    """A route described like any other; its handler takes the request and gives a response, so there is nothing to inject or to validate."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the framework refuses what is no GET."""
        if scope["method"] != "GET":
            await super().handle(scope, receive, send)
            return
        response = await self.endpoint(Request(scope, receive, send))
        await response(scope, receive, send)


@dataclass(slots=True)
class _Node:
    """One place in the tree: what follows literally, what follows as a parameter, and the route that ends here."""

    literal: dict[str, "_Node"] = field(default_factory=dict)
    parameter: "tuple[str, _Node] | None" = None
    route: APIRoute | None = None


class IndexedRouter(APIRouter):
    """A router whose GET routes are found by segment; the first route of a pattern wins, a literal segment before a parameter."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._tree = _Node()

    def take(self, routes: Iterable[BaseRoute]) -> None:
        """Add routes as they are."""
        for route in routes:
            self.routes.append(route)
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                self._index(route)

    def _index(self, route: APIRoute) -> None:
        node = self._tree
        for segment in route.path_format.split("/"):
            if not segment.startswith("{"):
                node = node.literal.setdefault(segment, _Node())
            else:
                if node.parameter is None:
                    node.parameter = (segment.strip("{}"), _Node())
                node = node.parameter[1]
        node.route = node.route or route

    def find(self, path: str) -> tuple[APIRoute, dict[str, str]] | None:
        """The route of a path and its parameters."""
        parameters: dict[str, str] = {}
        route = _walk(self._tree, path.split("/"), 0, parameters)
        return (route, parameters) if route else None

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by its route."""
        found = self.find(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is None:
            await super().app(scope, receive, send)
            return
        route, parameters = found
        scope.update(router=self, route=route, endpoint=route.endpoint, path_params=parameters)
        await route.handle(scope, receive, send)


def _walk(node: _Node, segments: list[str], place: int, parameters: dict[str, str]) -> APIRoute | None:
    """The route below a node for the segments from `place` on; a literal that leads nowhere gives way to a parameter."""
    if place == len(segments):
        return node.route
    segment = segments[place]
    following = node.literal.get(segment)
    if following is not None:
        route = _walk(following, segments, place + 1, parameters)
        if route is not None:
            return route
    if node.parameter is None or not segment:
        return None
    name, following = node.parameter
    route = _walk(following, segments, place + 1, parameters)
    if route is not None:
        parameters[name] = segment
    return route
