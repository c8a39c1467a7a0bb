"""The headers of a deprecated operation: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link
to its successor. No operation of the API has them today.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import wraps

from fastapi import Request, Response

MONTHS_OF_NOTICE = 6

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """From when an operation should not be used, its successor, and from when it may be gone: None
    within a frozen version. ValueError where that is sooner than docs/stability.md promises.
    """

    deprecated: date
    successor: str
    sunset: date | None = None

    def __post_init__(self) -> None:
        if self.sunset is None:
            return
        months = 12 * (self.sunset.year - self.deprecated.year)
        months += self.sunset.month - self.deprecated.month
        if months - (self.sunset.day < self.deprecated.day) < MONTHS_OF_NOTICE:
            raise ValueError(f"It must go on answering for {MONTHS_OF_NOTICE} months.")

    def headers(self) -> dict[str, str]:
        """The headers of every answer of the operation."""
        found = {"deprecation": f"@{int(_midnight(self.deprecated).timestamp())}"}
        if self.sunset is not None:
            found["sunset"] = format_datetime(_midnight(self.sunset), usegmt=True)
        return found


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
