"""Watches every request from outside the cache: counts for `/metrics`, and a log line each where
the settings ask for it. Costs less than a microsecond. Raises what the application raises.
"""

import logging
from bisect import bisect_left
from dataclasses import dataclass, field
from time import perf_counter

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.edge.respond import CALLER_KEY, FROM_CACHE_KEY, REQUEST_ID_KEY, STATUS_KEY

logger = logging.getLogger("pledgebook.access")

# Upper bounds of durations that are counted together, in seconds.
DURATION_BOUNDS = (
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    30,
    60,
)
NO_ROUTE = "none"  # addresses that lead nowhere must not fill the memory
BROKEN = 499  # the connection broke before a status was sent


@dataclass(slots=True)
class Durations:
    """How many requests took how long."""

    total: float = 0.0
    counts: list[int] = field(default_factory=lambda: [0] * (len(DURATION_BOUNDS) + 1))


class RequestCounts:
    """Durations by route template and status, and how many the cache answered."""

    def __init__(self) -> None:
        self.durations: dict[tuple[str, int], Durations] = {}
        self.hits = 0

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        found = self.durations.get((route, status))
        if found is None:
            found = self.durations[route, status] = Durations()
        found.total += seconds
        found.counts[bisect_left(DURATION_BOUNDS, seconds)] += 1


class Observed:
    """The application, watched."""

    def __init__(self, app: ASGIApp, counts: RequestCounts, *, log: bool) -> None:
        self._app, self._counts, self._log = app, counts, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        try:
            await self._app(scope, receive, send)
        finally:
            seconds, status = perf_counter() - begun, scope.get(STATUS_KEY, BROKEN)
            cached = scope.get(FROM_CACHE_KEY)
            if cached is None:
                route = getattr(scope.get("route"), "path", NO_ROUTE)
            else:
                self._counts.hits += 1
                route = cached or NO_ROUTE
            self._counts.add(route, status, seconds)
            if self._log:
                self._write(scope, route, status, seconds, hit=cached is not None)

    def _write(self, scope: Scope, route: str, status: int, seconds: float, *, hit: bool) -> None:
        own, client = scope.get(REQUEST_ID_KEY, b"").decode(), scope.get("client")
        query = scope["query_string"].decode("latin-1")
        said = {
            "method": scope["method"],
            "path": scope["path"],
            "query": query,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 3),
            "cached": hit,
            "request_id": scope.get(CALLER_KEY, b"").decode() or own,
            "instance": own,
            "client": client[0] if client else None,
        }
        line = f"{said['method']} {said['path']}{'?' * bool(query)}{query} {status}"
        logger.info("%s", line, extra={"fields": said})
