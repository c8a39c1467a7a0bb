"""The headers of a deprecated operation: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link
to its successor. No operation of the API does today. Never raises.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import wraps

from fastapi import Request, Response

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """From when an operation should not be used, from when it may be gone, and its successor."""

    deprecated: date
    sunset: date
    successor: str

    def headers(self) -> dict[str, str]:
        """The headers of every answer of the operation."""
        return {
            "deprecation": f"@{int(_midnight(self.deprecated).timestamp())}",
            "sunset": format_datetime(_midnight(self.sunset), usegmt=True),
        }


def with_deprecation(handler: Endpoint, deprecation: Deprecation) -> Endpoint:
    """The handler, with these headers on its answers. Add its route with `deprecated=True`."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        response = await handler(request)
        response.headers.update(deprecation.headers())
        response.headers.append("link", f'<{deprecation.successor}>; rel="successor-version"')
        return response

    return answered


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
