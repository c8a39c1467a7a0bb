"""How an operation says that it is to end: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and what
takes its place. No operation of the API does today. Never raises.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import wraps

from fastapi import Request, Response

Answering = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Ending:
    """From when an operation should not be used, from when it may be gone, and its successor."""

    deprecated: date
    sunset: date
    successor: str

    def headers(self) -> dict[str, str]:
        """What every answer of the operation says."""
        return {
            "deprecation": f"@{int(_midnight(self.deprecated).timestamp())}",
            "sunset": format_datetime(_midnight(self.sunset), usegmt=True),
        }


def ends(handler: Answering, ending: Ending) -> Answering:
    """The handler, whose answers say that it is to end; its route is added with
    `deprecated=True`.
    """

    @wraps(handler)
    async def answered(request: Request) -> Response:
        response = await handler(request)
        response.headers.update(ending.headers())
        response.headers.append("link", f'<{ending.successor}>; rel="successor-version"')
        return response

    return answered


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
