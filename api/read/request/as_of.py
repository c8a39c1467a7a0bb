"""Knowledge time: which days can be asked for, and the parameters that pick the versions known on
one.
"""

from typing import Any

from api.base.dates import day_number, latest_day
from api.base.errors import ParameterError
from api.read.release import Release
from api.read.request.values import parse_day

MOST_DAYS_NAMED = 20


def parse_as_of(text: str, release: Release) -> str | ParameterError:
    """The day asked for, where something was known on it and it is not to come."""
    day = parse_day("as_of", text, ending=True)
    if isinstance(day, ParameterError):
        return day
    latest = max(latest_day().isoformat(), release.last_day)
    if release.days[0] <= day <= latest:
        return day
    named = ", ".join(release.days[:MOST_DAYS_NAMED]) + (
        ", ..." if len(release.days) > MOST_DAYS_NAMED else ""
    )
    possible = (
        f"Possible is any day from {release.days[0]} to {latest}; documents became known on "
        f"{named}."
    )
    if day > latest:
        return ParameterError(
            "as_of",
            "in_the_future",
            f"{day} is still to come. {possible}",
            release.days[-MOST_DAYS_NAMED:],
        )
    return ParameterError(
        "as_of",
        "before_first_document",
        f"Nothing was known on {day}. {possible}",
        release.days[:MOST_DAYS_NAMED],
    )


def known_day(day: str, release: Release) -> str:
    """The latest day, not after the one asked for, on which a document became known: both support
    the same.
    """
    return max(known for known in release.days if known <= day)


def on(day: str) -> dict[str, Any]:
    """The parameters that pick the versions which hold on a day."""
    return {"day": day, "day_number": day_number(day)}
