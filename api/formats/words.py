"""Values as people read them: amounts, dates, codes, names of fields and collections; for pages
and for explanations. Labels of codes are those of this build unless a release's are given. Pure.
"""

import re
from calendar import month_name
from collections.abc import Mapping
from typing import Any

from api.collections import BY_NAME
from api.collections.codelists import CODELISTS, Codelists

# A day or a month in a sentence; a release is called by its id, which looks like one.
# No part of an id such as `asia-trip-2025-10`, nor a release.
_DAY = re.compile(r"(?<!release )(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?(?![\w-])")
MONTHS = tuple(month_name)[1:]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_QUALIFIERS = {
    "about": "about ",
    "over": "over ",
    "at_least": "at least ",
    "under": "under ",
    "up_to": "up to ",
    "nearly": "nearly ",
}
_MODIFIERS = {
    "early": "early ",
    "late": "late ",
    "by": "by ",
    "before": "before ",
    "after": "after ",
    "mid": "mid-",
}
_UNITS = {"percent": "%", "days": " days", "USD": "", "GW": " GW", "t/year": " tonnes a year"}
_UNIT_KEYS = {"amount": "currency", "capacity": "capacity_unit", "value": "unit"}
# Where the name of a field alone would not tell a reader what it holds.
_FIELDS = {
    "url": "Address",
    "archive_url": "Address in an archive",
    "relays": "Rests on",
    "located_basis": "How it was found",
    "number": "Number of the file",
    "agreement_id": "Deal",
    "parent_id": "Part of",
    "tranche_id": "Tranche",
    "commitment_id": "Package",
    "document_id": "Document",
    "announced_by_id": "Announced by",
    "affiliation_id": "Affiliation",
    "holder_id": "Held by",
    "subject_id": "About",
    "subjects": "About",
    "relation": "Place in the deal",
    "subdivision": "State or region",
    "subdivisions": "States or regions",
    "capacity_value": "Capacity",
    "announced_on": "Announced",
    "pledged_on": "Date of the pledge",
    "signed_on": "Signed",
    "ends_on": "To be done",
    "effective_on": "Applies from",
    "occurred_on": "Date",
    "published_on": "Published",
    "office_from": "In office from",
    "office_until": "In office until",
    "investor_country": "Money comes from",
    "host_country": "Money goes to",
    "obliged_country": "Obliges",
    "imposed_by": "Imposed by",
    "binding": "Binding",
    "obligation": "What it says",
    "parties": "Who takes part",
    "participations": "Takes part in",
    "outputs": "What it makes",
    "rate_percent": "Rate",
    "previous_rate_percent": "Rate before",
    "project_count": "Number of projects",
    "amount_basis": "What the amount is",
    "amount_usd": "Amount in U.S. dollars",
    "aliases": "Also called",
    "sequence": "Number in the series",
    "attributed_to": "Who says it",
    "published_basis": "How the day is known",
}
_NOUNS = {
    "agreements": ("deal", "deals"),
    "terms": ("term", "terms"),
    "commitments": ("package or promise", "packages and promises"),
    "tranches": ("tranche", "tranches"),
    "projects": ("project", "projects"),
    "companies": ("company", "companies"),
    "institutions": ("institution", "institutions"),
    "people": ("person", "people"),
    "events": ("event", "events"),
    "tariffs": ("tariff", "tariffs"),
    "indicators": ("figure for comparison", "figures for comparison"),
    "positions": ("view", "views"),
    "documents": ("document", "documents"),
}
# Collections as people call them: plural, and the one sentence a list opens with. A collection
# without a row here goes by what it declares.
_TITLES = {
    "agreements": ("Deals", "Instruments and deals between governments and firms."),
    "terms": ("Terms", "What the deals oblige whom to do, one condition at a time."),
    "commitments": ("Packages and promises", "Promised or prepared under a deal; no one project."),
    "tranches": ("Tranches", "Batches of projects announced together."),
    "projects": ("Projects", "Identifiable undertakings, each with the words it rests on."),
    "companies": ("Companies", "Firms that take part."),
    "institutions": ("Institutions", "Ministries, committees, policy banks, courts, think tanks."),
    "people": ("People", "Office-holders and experts named in the documents."),
    "events": ("Events", "What happened, or is planned, on a date."),
    "tariffs": ("Tariffs", "Rates that the deals turn on."),
    "indicators": ("Figures for comparison", "Figures that put a deal in proportion."),
    "positions": ("Views", "Attributed views on the deals, in our words."),
    "documents": ("Documents", "The sources, and what was taken from each."),
    "claims": ("Claims", "Every single statement that a value rests on."),
    "releases": ("Releases", "Published states of this dataset."),
    "conflicts": ("Disputes", "Where the documents disagree, with every side."),
    "changes": ("Changes", "What each document changed, newest first."),
}


def field_label(field: str) -> str:
    """`capacity_value` → `Capacity`."""
    if field.startswith("parties["):
        return "Who takes part"
    known = _FIELDS.get(field)
    return known or field.removesuffix("_id").replace("_", " ").capitalize()


def code_label(name: str | None, value: str, codelists: Codelists = CODELISTS) -> str:
    """The label of a code in a list of the release; a code without one as plain words."""
    found = codelists.get(name or "")
    code = found.by_value.get(value) if found else None
    return code.label if code else value.replace("_", " ")


def code_definition(name: str | None, value: str, codelists: Codelists = CODELISTS) -> str:
    """The definition of a code in a list of the release, empty where there is none."""
    found = codelists.get(name or "")
    code = found.by_value.get(value) if found else None
    return code.definition if code else ""


def codes_of(name: str, codelists: Codelists = CODELISTS) -> list[tuple[str, str]]:
    """Every code of a list with its label, as a form offers them."""
    found = codelists.get(name)
    codes = [(code.value, code.label) for code in found.codes] if found else []
    return sorted(codes, key=lambda pair: pair[1].lower())


def figure(value: float) -> str:
    """A figure as it is read: grouped, without a needless decimal point."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0")


def scaled(value: float) -> str:
    """`36000000000` → `36 billion`, exactly: never rounded."""
    for size, word in _SCALES:
        if abs(value) >= size and (value * 100 / size) == int(value * 100 / size):
            return f"{figure(value / size)} {word}"
    return figure(value)


def money(value: float, currency: str | None, qualifier: str | None = None) -> str:
    """`$36 billion`, `about KRW 10 trillion`."""
    text = scaled(value)
    text = f"${text}" if currency == "USD" else f"{currency} {text}" if currency else text
    return _QUALIFIERS.get(qualifier or "", "") + text


def money_range(low: float | None, high: float | None, currency: str | None) -> str:
    """Where only a range is stated."""
    if low is not None and high is not None:
        return f"{money(low, currency)} to {money(high, currency)}"
    if low is not None:
        return f"at least {money(low, currency)}"
    return f"up to {money(high or 0, currency)}"


def quantity(value: float, unit: str | None, qualifier: str | None = None) -> str:
    """`9.2 GW`, `about 45 days`, `$20 billion`."""
    currency, _, per = (unit or "").partition("/")
    if currency.isalpha() and currency.isupper() and len(currency) == 3:
        return money(value, currency, qualifier) + (f" a {per}" if per else "")
    text = figure(value) + _UNITS.get(unit or "", f" {unit}" if unit else "")
    return _QUALIFIERS.get(qualifier or "", "") + text


def unit_of(item: Mapping[str, Any] | None, field: str | None) -> str | None:
    """The currency or the unit in which a record gives the figure of a field."""
    if field == "amount_usd":
        return "USD"
    if field and field.endswith("_percent"):
        return "percent"
    unit = (item or {}).get(_UNIT_KEYS.get((field or "").partition("_")[0], ""))
    return str(unit) if unit else None


def quantity_range(low: float, high: float, unit: str | None) -> str:
    """`$100 billion to $150 billion a year`, `200,000 to 999,999 jobs`."""
    currency = (unit or "").partition("/")[0]
    money_unit = currency if currency.isupper() and len(currency) == 3 else None
    return f"{quantity(low, money_unit)} to {quantity(high, unit)}"


def date(value: str | None, modifier: str | None = None) -> str:
    """An EDTF date as it is read: `17 February 2026`, `by 19 January 2029`, `September 2025`."""
    if not value:
        return ""
    if "/" in value:
        start, _, end = value.partition("/")
        return f"{date(start)} to {date(end)}" if start and end else date(start or end)
    year, *rest = value.split("-")
    text = year
    if rest:
        text = f"{MONTHS[int(rest[0]) - 1]} {year}"
    if len(rest) > 1:
        text = f"{int(rest[1])} {text}"
    return _MODIFIERS.get(modifier or "", "") + text


def with_dates(text: str) -> str:
    """A sentence whose days are written as people read them."""
    return _DAY.sub(lambda found: date(found.group()), text)


def untitled(document_id: str) -> str:
    """What a document without a title is called."""
    return f"Untitled document “{document_id}”"


def title_of(collection: str) -> str:
    """The collection as people call it."""
    return _TITLES[collection][0] if collection in _TITLES else collection.capitalize()


def opening_of(collection: str) -> str:
    """The one sentence with which a list of the collection opens."""
    return _TITLES[collection][1] if collection in _TITLES else BY_NAME[collection].description


def noun(collection: str, count: int) -> str:
    """What records of a collection are called: `one deal`, `six projects`."""
    declared = (BY_NAME[collection].singular, collection)
    singular, plural = _NOUNS.get(collection, declared)
    return singular if count == 1 else plural


def public_value(
    claim: Mapping[str, Any], codelist: str | None, codelists: Codelists = CODELISTS
) -> str:
    """What one claim says, as it is read."""
    if claim["value_number"] is not None:
        return quantity(claim["value_number"], claim["unit"], claim["value_qualifier"])
    if claim["value_min"] is not None or claim["value_max"] is not None:
        low, high = claim["value_min"], claim["value_max"]
        if low is not None and high is not None:
            return quantity_range(low, high, claim["unit"])
        least = "at least " if low is not None else "at most "
        return least + quantity(low if low is not None else high, claim["unit"])
    value = str(claim["value"] or "")
    if codelist:
        return code_label(codelist, value, codelists)
    if value in ("true", "false"):
        return "Yes" if value == "true" else "No"
    if is_date(value):
        return date(value, claim["value_modifier"])
    return value


def is_date(value: str) -> bool:
    """Whether a text is a date at any precision."""
    return all(part[:4].isdigit() and len(part) in (4, 7, 10) for part in value.split("/"))
