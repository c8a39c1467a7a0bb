"""Dates in English text, and whether an EDTF date agrees with them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from api.base.dates import bounds
from api.publish.check.words.number_words import ORDINALS, plain

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_LAST = r"(?: ?(?:-|to|and|or) ?(?P<last>\d{1,2})(?:st|nd|rd|th)?(?![\d,.]\d|\d))?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d|[.,]\d)"
# After these a number of four digits is no year.
_COUNTING = (
    r"thousand|million|billion|trillion|per ?cent|[kMGT]Wh?|t|tons?|tonnes?|dollars?|won|yen|euros?"
    r"|people|workers|jobs|projects|sites|days"
)
_FORMS = [
    re.compile(r"(?<!\d)" + _YEAR.replace("(?!", r"-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!", 1)),
    re.compile(rf"\b{_MONTH} (?:the )?{_DAY}{_LAST}(?!\d)(?:,? (?:of )?{_YEAR})?"),
    re.compile(rf"\b{_MONTH} (?P<word>{'|'.join(ORDINALS)})\b(?:,? {_YEAR})?"),
    re.compile(rf"(?<![\d.,$]){_DAY}{_LAST}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    re.compile(rf"\b(?P<word>{'|'.join(ORDINALS)}) of {_MONTH}(?:,? {_YEAR})?"),
    re.compile(rf"\b{_MONTH}(?:,? (?:of )?{_YEAR}|,? '(?P<short>\d\d))?"),
    re.compile(r"(?<![\d/])(?P<slash>\d{1,2}/\d{1,2})/" + _YEAR),
    re.compile(rf"\b(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter)"
               rf"(?: (?:of )?{_YEAR})?"),
    re.compile(rf"(?<![\w$€£¥₩.,]){_YEAR}(?![ -]?(?:{_COUNTING})\b|[ -]?%)"),
]  # fmt: skip
_ANY = re.compile(rf"(?:1[89]|20)\d\d|Q[1-4]|{'|'.join(_MONTHS)}|quarter")
_WEEKDAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*day\b")
_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|now|ago|earlier|later|last|next|this|since|until|recent(?:ly)?"
    r"|days?|weeks?|months?|years?|quarter|spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(early|late)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayMention:
    """One date of a text, as far as its words go; several months where it names a quarter, several
    (month, day) where figures with slashes can be read both ways.
    """

    start: int
    end: int
    year: int | None
    months: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()  # (month, day)

    def within(self, other: "DayMention") -> bool:
        """Whether the other states every part of this one."""
        return (
            self.year in (None, other.year)
            and set(self.days) <= set(other.days)
            and bool(self.days or set(self.months) <= set(other.months))
        )


@lru_cache(maxsize=4096)
def day_mentions(text: str) -> tuple[DayMention, ...]:
    """Every date of the text, in order."""
    if not _ANY.search(text):
        return ()
    text = plain(text)
    found: list[DayMention] = []
    taken = bytearray(len(text))
    for form in _FORMS:
        for match in form.finditer(text):
            span = slice(match.start(), match.end())
            if not any(taken[span]):
                taken[span] = bytes([1]) * len(match[0])
                found.append(_mention(match))
    return tuple(sorted(found, key=lambda one: one.start))


def _mention(match: re.Match[str]) -> DayMention:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("short"):
        year = 2000 + int(parts["short"])
    span = (match.start(), match.end(), year)
    if parts.get("slash"):
        one, other = map(int, parts["slash"].split("/"))
        return DayMention(*span, (one, other), ((one, other), (other, one)))
    if parts.get("quarter") or parts.get("nth"):
        quarter = int(parts["quarter"] or ORDINALS[str(parts["nth"])])
        return DayMention(*span, tuple(range(3 * quarter - 2, 3 * quarter + 1)))
    name = parts.get("month")
    if name is None:
        return DayMention(*span)
    month = int(name) if name.isdecimal() else 1 + _MONTHS.index(name[:3])
    days = [int(parts[key]) for key in ("day", "last") if parts.get(key)]
    if parts.get("word"):
        days = [ORDINALS[str(parts["word"])]]
    return DayMention(*span, (month,), tuple((month, day) for day in days))


def missing_parts(value: str, text: str) -> list[str]:
    """Parts of an EDTF date that the text does not state: "year 2025", "day 4" …"""
    found = day_mentions(text)
    years = {one.year for one in found}
    months = {month for one in found for month in one.months}
    days = {day for one in found for day in one.days}
    missing = []
    for end in value.split("/"):
        year, *rest = map(int, end.split("-"))
        month, day = (*rest, None, None)[:2]
        if year not in years:
            missing.append(f"year {year}")
        if month is not None and month not in months:
            missing.append(f"month {month}")
        elif month is not None and day is not None and (month, day) not in days:
            missing.append(f"day {day}")
    return list(dict.fromkeys(missing))


def stated_part(value: str, texts: Iterable[str]) -> str | None:
    """Which parts of an EDTF date, joined with `-`, the texts state of both its ends: `year`,
    `month`, `month-day` …; None where they state none.
    """
    first, last = (date.fromisoformat(str(day)) for day in bounds(value))
    found = [one for text in texts for one in day_mentions(text) if _overlaps(one, first, last)]
    stated_by: dict[str, tuple[slice, set[tuple[int, ...]]]] = {
        "year": (slice(0, 1), {(one.year,) for one in found if one.year}),
        "month": (slice(1, 2), {(month,) for one in found for month in one.months}),
        "day": (slice(1, 3), {day for one in found for day in one.days}),
    }
    ends = [tuple(map(int, end.split("-"))) for end in value.split("/")]
    stated = [
        part
        for part, (place, known) in stated_by.items()
        if all(end[place] in known for end in ends)
    ]
    return "-".join(stated) or None


def states(value: str, text: str, told: int) -> bool:
    """Whether the text states both ends of an EDTF date, day and month included; a year that it
    leaves out is that in which it was told, or the one before or after.
    """
    found = day_mentions(text)
    for end in value.split("/"):
        year, *rest = map(int, end.split("-"))
        month, day = (*rest, None, None)[:2]
        if not any(
            (one.year == year or (one.year is None and abs(year - told) <= 1))
            and (month is None or month in one.months)
            and (day is None or (month, day) in one.days)
            for one in found
        ):
            return False
    return True


def agrees(value: str, text: str) -> bool:
    """Whether an inferred date agrees with what the text states of it: a date or weekday of the
    text falls into it, or the text has neither but speaks of time.
    """
    try:
        first, last = (date.fromisoformat(str(day)) for day in bounds(value))
    except ValueError:  # no date at all
        return False
    found, text = day_mentions(text), plain(text)
    if found:
        return any(_overlaps(one, first, last) for one in found)
    weekdays = {_WEEKDAYS.index(name) for name in _WEEKDAY.findall(text)}
    if weekdays:
        days = range(min((last - first).days, 6) + 1)
        return any((first + timedelta(days=day)).weekday() in weekdays for day in days)
    return _TIME.search(text) is not None


def _overlaps(one: DayMention, first: date, last: date) -> bool:
    years = [one.year] if one.year else range(first.year, last.year + 1)
    for year in years:
        if one.days:
            texts = [f"{year}-{month:02}-{day:02}" for month, day in one.days]
        elif one.months:
            texts = [f"{year}-{month:02}" for month in one.months]
        else:
            texts = [str(year)]
        for text in texts:
            try:
                earliest, latest = bounds(text)
            except ValueError:
                continue
            if str(earliest) <= last.isoformat() and first.isoformat() <= str(latest):
                return True
    return False


def part_of_period(text: str) -> str | None:
    """The word "early" or "late" of a text, which is part of its date."""
    match = _PART.search(text)
    return match[1].lower() if match else None
