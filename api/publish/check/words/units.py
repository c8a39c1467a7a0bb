"""Words and signs that name a unit, and whether one belongs to a figure. Pure."""

import re
from functools import cache

from api.publish.check.words.figures import Figure
from api.publish.check.words.number_words import plain

# Unit → what may stand right after its figure.
_MEASURES = {
    "percent": r"%|per ?cent\b|percentage points?\b|pct\b",
    "W": r"W\b|watts?\b",
    "kW": r"kW\b|kilowatts?\b",
    "MW": r"MW\b|megawatts?\b",
    "GW": r"GW\b|gigawatts?\b",
    "TW": r"TW\b|terawatts?\b",
    "kWh": r"kWh\b|kilowatt[- ]hours?\b",
    "MWh": r"MWh\b|megawatt[- ]hours?\b",
    "GWh": r"GWh\b|gigawatt[- ]hours?\b",
    "TWh": r"TWh\b|terawatt[- ]hours?\b",
    "t": r"t\b|(?:metric )?tons?\b|tonnes?\b",
    "kg": r"kg\b|kilograms?\b",
    "km": r"km\b|kilomet(?:er|re)s?\b",
    "barrels": r"barrels?\b|bbl\b",
}
_OF = r"(?:(?:in|of) )?(?:U\.S\. |US |American |South Korean |Korean |Japanese |Chinese )?"
# Currency → names after the figure, and the letters that a sign before it may have.
_CURRENCIES = {
    "USD": (r"dollars?\b|USD\b", r"(?:US ?|U\.S\. ?)?\$|USD ?"),
    "KRW": (r"won\b|KRW\b", r"₩|KRW ?"),
    "JPY": (r"yen\b|JPY\b", r"(?:JP)?¥|JPY ?"),
    "CNY": (r"yuan\b|renminbi\b|CNY\b|RMB\b", r"CN¥|CNY ?|RMB ?"),
    "EUR": (r"euros?\b|EUR\b", r"€|EUR ?"),
    "GBP": (r"pounds?\b|GBP\b", r"£|GBP ?"),
}
_PERIODS = {
    "year": r"\b(?:annual(?:ly)?|yearly|(?:a|per|each|every) year|per annum)|/ ?(?:yr|year)\b",
    "month": r"\b(?:monthly|(?:a|per|each|every) month)|/ ?month\b",
    "day": r"\b(?:daily|(?:a|per|each|every) day)|/ ?day\b",
}
_DEMONYMS = r"Koreans|Japanese|Americans|Malaysians|Thais|Chinese"
_COUNTED = {
    "people": rf"people|persons?|workers?|employees|nationals|citizens|{_DEMONYMS}",
    "jobs": r"jobs?",
}
_SIGN_AFTER = re.compile(r"[ -]?(?:%|per ?cent\b|percentage)", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"[$€£¥₩]\s?$")


def has_unit(quote: str, figure: Figure, unit: str) -> bool:
    """Whether the figure of the quote is one of that unit."""
    text = plain(quote)
    base, _, period = unit.partition("/")
    if period and not _period(period).search(text):
        return False
    after = {text[figure.end :], text[figure.last :]}
    before = {text[: figure.start], text[: figure.first]}
    if base == "percent" and figure.kind == "part":
        return True
    if base in _MEASURES:
        return any(_measure(base).match(part) for part in after)
    if base in _CURRENCIES or (len(base) == 3 and base.isupper()):
        named, signed = _currency(base)
        return any(named.match(part) for part in after) or any(
            signed.search(part) for part in before
        )
    if any(map(_SIGN_AFTER.match, after)) or any(map(_SIGN_BEFORE.search, before)):
        return False
    return any(_counted(base).search(part) for part in after)


@cache
def _measure(unit: str) -> re.Pattern[str]:
    # Symbols differ by case (mW, MW); words may begin a title.
    return re.compile(
        rf"[ -]?(?:{_MEASURES[unit]}|(?i:{_MEASURES[unit].partition('|')[2] or '%'}))"
    )


@cache
def _currency(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named, signed = _CURRENCIES.get(code, (rf"{code}\b", rf"{code} ?"))
    return (
        re.compile(rf"[ -]?{_OF}(?:{named})", re.IGNORECASE),
        re.compile(rf"(?<![A-Za-z])(?:{signed})[~≈+-]?$"),
    )


@cache
def _counted(unit: str) -> re.Pattern[str]:
    words = _COUNTED.get(unit) or rf"{re.escape(unit.removesuffix('s'))}s?"
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _period(name: str) -> re.Pattern[str]:
    return re.compile(_PERIODS.get(name, rf"\b{re.escape(name)}\b"), re.IGNORECASE)
