"""One claim against its own quote: figure, unit, qualifier, date. Returns what is wrong; never
raises on a claim whose keys have passed the other checks.
"""

import math
import re
from fractions import Fraction
from typing import Any

from api.publish.check.words.day_words import agrees, day_mentions, missing_parts, part_of_period
from api.publish.check.words.figures import Figure, figures
from api.publish.check.words.number_words import plain
from api.publish.check.words.units import has_unit
from api.publish.seed.claimable import FieldKind

REASON = "words_reason"  # the key of a claim that says why its value is not in its quote

_DIRECTIONS = re.compile(
    r"\b(?:minus|negative|f[ae]ll|fallen|down|drop|lost|loss|lower|declin|decreas|deficit|slid)",
    re.IGNORECASE,
)
_EDTF = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:/\d{4}(?:-\d{2}){0,2})?")
_HEDGES = {
    "about": r"about|around|roughly|approximately|approx\.?|some|circa|estimated|[~≈]",
    "over": r"over|more than|above|exceed\w*|greater than|in excess of|upwards of|surpass\w*",
    "at_least": r"at least|minimum(?: of)?|no less than|no fewer than",
    "under": r"under|below|less than|fewer than",
    "up_to": r"up to|cap\w*(?: \w+)? at|within|maximum(?: of)?|at most|no more than|as much as"
    r"|as many as|not exceed\w*",
    "nearly": r"near\w*|almost|close to|approach\w*|just under",
}
# Words that stand right before a figure and make it no exact one. "within" and "cap" may be meant
# exactly; so may "minimum".
_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.|nearly|nearing|almost|over|above|under"
    r"|below|at least|(?<!add )(?<!adds )(?<!added )up to|close to|(?:more|less|fewer) than)|[~≈])"
    r" ?(?:US ?|U\.S\. ?)?[$€£¥₩]?$",
    re.IGNORECASE,
)
_AFTER = {"at_least": r"\+|or more", "over": r"\+|plus\b", "under": r"or less", "about": r"or so"}


def words_problem(kind: FieldKind, claim: dict[str, Any]) -> str | None:
    """What the quote of a claim does not say of its value, or None."""
    quote = str(claim["quote"])
    if any(key in claim for key in ("number", "min", "max")):
        return _figure_problem(claim, quote)
    value = claim.get("value")
    if not isinstance(value, str):
        return None
    if kind.kind == "date" or (claim.get("basis") == "inferred" and _EDTF.fullmatch(value)):
        return _date_problem(value, claim, quote)
    if kind.kind in ("text", "list", "value"):
        return _text_problem(value, quote)
    return None


def _figure_problem(claim: dict[str, Any], quote: str) -> str | None:
    unit = None if claim.get("unit") is None else str(claim["unit"])
    stated = [one for one in figures(quote) if not _in_a_date(one, quote)]
    matches = []
    for key in ("number", "min", "max"):
        if key in claim:
            match = _match(claim[key], key, stated, quote, unit)
            if match is None:
                shown = f"{claim[key]:,} {unit or ''}".strip()
                return f"the figure {shown} is not in the quote '{quote}'"
            matches.append(match)
    return _qualifier_problem(claim.get("qualifier") or "exact", matches, quote)


def _match(
    number: float, key: str, stated: list[Figure], quote: str, unit: str | None
) -> Figure | None:
    """The figure of the quote that states the number in its unit."""
    if not math.isfinite(number):
        return None
    wanted = Fraction(number if isinstance(number, int) else str(number))
    for figure in stated:
        if figure.kind == "ordinal" and unit is not None:
            continue
        value = figure.value
        if figure.kind == "vague":
            if key == "number":
                continue
            value = value if key == "min" else figure.highest or value
        elif figure.kind == "part" and unit == "percent":
            value = _rounded(100 * value, wanted)
        signed = value == wanted or (
            wanted < 0 and value == -wanted and _DIRECTIONS.search(quote) is not None
        )
        if signed and (unit is None or has_unit(quote, figure, unit)):
            return figure
    return None


def _rounded(value: Fraction, like: Fraction) -> Fraction:
    """A third is 33, 33.3 or 33.33 percent: the value at the decimals of the other."""
    for places in range(3):
        if like * 10**places == int(like * 10**places):
            return round(value, places)
    return value


def _qualifier_problem(qualifier: str, matches: list[Figure], quote: str) -> str | None:
    text, figure = plain(quote), matches[0]
    if qualifier == "exact":
        hedge = _BEFORE.search(text[: figure.start])
        if hedge is not None and figure.kind != "ordinal":
            return f"the quote '{quote}' says '{hedge[0].strip(' $')}', the claim an exact figure"
        return None
    words = _HEDGES.get(qualifier)
    if words is None:
        return None
    after = _AFTER.get(qualifier)
    if re.search(rf"(?<!\w)(?:{words})(?!\w)", text[: figure.start], re.IGNORECASE) or (
        after and re.match(rf".{{0,12}}(?:{after})", text[figure.end :], re.IGNORECASE)
    ):
        return None
    return f"nothing in the quote '{quote}' says '{qualifier}' of the figure"


def _date_problem(value: str, claim: dict[str, Any], quote: str) -> str | None:
    if claim.get("basis") == "inferred":
        return None if agrees(value, quote) else f"the quote '{quote}' does not agree with {value}"
    missing = missing_parts(value, quote)
    if missing:
        return f"{' and '.join(missing)} of {value} not in the quote '{quote}'"
    said, modifier = part_of_period(quote), claim.get("modifier")
    if modifier in ("early", "late") and said != modifier:
        return f"the quote '{quote}' does not say '{modifier}'"
    return None


def _text_problem(value: str, quote: str) -> str | None:
    if plain(value) in plain(quote):
        return None
    lacking = [*lacking_dates(value, [quote]), *lacking_figures(value, [quote])]
    return f"{lacking[0]} is not in the quote '{quote}'" if lacking else None


def lacking_figures(text: str, sources: list[str]) -> list[str]:
    """Figures of a text of ours that no source states. Ordinals, "one", "two" and "a third" are no
    figures there: they count what the sentence itself names.
    """
    lacking, stated, unread = [], set[Fraction](), list(sources)
    for figure in figures(text):
        counting = figure.worded and (
            figure.value in (1, 2)
            or (figure.kind == "part" and not plain(text)[figure.end :].startswith(" of"))
        )
        if figure.kind == "ordinal" or counting or _in_a_date(figure, text):
            continue
        written = text[figure.start : figure.end]
        if figure.value not in stated:  # most figures stand in a source as they are written here
            unread.sort(key=lambda source: written in source)
        while figure.value not in stated and unread:
            stated.update(one.value for one in figures(unread.pop()))
        if figure.value not in stated:
            lacking.append(f"the figure '{written}'")
    return lacking


def lacking_dates(text: str, sources: list[str]) -> list[str]:
    """Dates of a text of ours that no source states."""
    found = day_mentions(text)
    stated = [one for source in sources for one in day_mentions(source)] if found else []
    return [
        f"the date '{text[one.start : one.end]}'"
        for one in found
        if not any(one.within(other) for other in stated)
    ]


def _in_a_date(figure: Figure, text: str) -> bool:
    return any(one.start <= figure.start < one.end for one in day_mentions(text))
