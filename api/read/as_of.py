"""Knowledge time: which days can be asked for, and the condition that picks the versions known on one. Pure."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, bindparam

from api.base.dates import day_number
from api.base.errors import ParameterError
from api.read.release import Release
from api.read.values import parse_day
from api.resources.columns import TEXT
from api.resources.served import SPAN

MOST_DAYS_NAMED = 20


def parse_as_of(text: str, release: Release, today: date) -> str | ParameterError:
    """The day asked for, where something was known on it and it is not to come."""
    day = parse_day("as_of", text, ending=True)
    if isinstance(day, ParameterError):
        return day
    latest = max(today.isoformat(), release.last_day)
    if release.days[0] <= day <= latest:
        return day
    named = ", ".join(release.days[:MOST_DAYS_NAMED]) + (", ..." if len(release.days) > MOST_DAYS_NAMED else "")
    possible = f"Possible is any day from {release.days[0]} to {latest}; documents became known on {named}."
    if day > latest:
        return ParameterError("as_of", "in_the_future", f"{day} is still to come. {possible}", release.days[-MOST_DAYS_NAMED:])
    return ParameterError("as_of", "before_first_document", f"Nothing was known on {day}. {possible}", release.days[:MOST_DAYS_NAMED])


def known_day(day: str, release: Release) -> str:
    """The latest day, not after the one asked for, on which a document became known: both support the same."""
    return max(known for known in release.days if known <= day)


def on(day: str) -> dict[str, Any]:
    """The parameters of `valid`."""
    return {"day": day, "day_number": day_number(day)}


def valid(versions: FromClause) -> ColumnElement[bool]:
    """The versions that hold on a day; today and a past day run the same plan. Served tables are asked by numbers, which their indexes hold."""
    if SPAN[0] in versions.c:
        number = bindparam("day_number", type_=Integer())
        return and_(versions.c.since <= number, versions.c.until > number)
    day = bindparam("day", type_=TEXT)
    return and_(versions.c.valid_from <= day, versions.c.valid_to > day)
