"""Dates at the precision a document states, in EDTF: `2025`, `2025-09`, `2025-09-04` and intervals
`2025-09/2025-10`, with a modifier (early, late, by, before, after), and the days they can mean.
Raises ValueError with a sentence for anything else.
"""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

MODIFIERS = ("early", "late", "by", "before", "after")

_FIRST_DAY = date(2000, 1, 1).toordinal()
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def latest_day() -> date:
    """The latest day that has begun somewhere on earth: clocks are ahead of UTC by 14 hours at
    most.
    """
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _one_bounds(text: str) -> tuple[date, date]:
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is not a date of the form 2025, 2025-09 or 2025-09-04")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"'{text}' is not a day of the calendar") from error


@lru_cache(maxsize=16384)  # a large dataset states few dates, many times each
def bounds(text: str, modifier: str | None = None) -> tuple[str | None, str | None]:
    """The earliest and latest real day (ISO 8601) that an EDTF date with its modifier can mean.

    `by` and `before` have no earliest day, `after` no latest; `early` is the first half of the
    period and `late` the second.
    """
    if modifier is not None and modifier not in MODIFIERS:
        raise ValueError(f"'{modifier}' is not a date modifier; use one of {', '.join(MODIFIERS)}")
    first_text, slash, last_text = text.partition("/")
    if slash and not last_text:
        raise ValueError(f"the interval '{text}' has no end")
    first, last = _one_bounds(first_text)[0], _one_bounds(last_text or first_text)[1]
    if first > last:
        raise ValueError(f"the interval '{text}' ends before it begins")
    if (modifier == "before" and first == date.min) or (modifier == "after" and last == date.max):
        raise ValueError(f"'{text}' is out of every calendar")
    middle = first + timedelta(days=(last - first).days // 2)
    if modifier == "by":
        return None, last.isoformat()
    if modifier == "before":
        return None, (first - timedelta(days=1)).isoformat()
    if modifier == "after":
        return (last + timedelta(days=1)).isoformat(), None
    if modifier == "early":
        return first.isoformat(), middle.isoformat()
    if modifier == "late":
        return (middle + timedelta(days=1) if middle < last else last).isoformat(), last.isoformat()
    return first.isoformat(), last.isoformat()


@lru_cache(maxsize=16384)
def is_day(text: str) -> bool:
    """Whether the text is one whole calendar day, `2025-09-04`."""
    try:
        first, last = _one_bounds(text)
    except ValueError:
        return False
    return first == last


@lru_cache(maxsize=4096)
def day_number(day: str) -> int:
    """A whole day (ISO 8601) as a small number, counted from the year 2000: two or three bytes in
    an index, where its text takes eleven.
    """
    return date.fromisoformat(day).toordinal() - _FIRST_DAY
