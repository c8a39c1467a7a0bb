"""How an operation says that it is to end: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and what
takes its place. No operation of the API does today.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import wraps

from fastapi import Request, Response

MONTHS_OF_NOTICE = 6

Answering = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Ending:
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
        """What every answer of the operation says."""
        found = {"deprecation": f"@{int(_midnight(self.deprecated).timestamp())}"}
        if self.sunset is not None:
            found["sunset"] = format_datetime(_midnight(self.sunset), usegmt=True)
        return found


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
