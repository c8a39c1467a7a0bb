"""What a record can be found by: the words of each version, marked by where they stand, and its
importance among equal matches. Pure.

Rows are held in `search_staging`; `search_index` places them. Only the version itself is looked at,
so that a past day finds what it knew.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from api.base.search_words import (
    FIRST,
    JOINED,
    LONGEST_WHOLE,
    LONGEST_WORD,
    NAME,
    NAME_STEM,
    OFFICE,
    REST,
    STEM,
    SUMMARY,
    WHOLE,
    tokens_of,
    words_and_tokens,
    words_of,
)
from api.base.word_forms import also_called, nation_words, office_word, stems_of, unit_words
from api.collections import MODELS, SEARCHED
from api.collections.codelists import Codelists
from api.collections.served import FOREVER
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Version, json_text
from api.publish.rows.release import Release
from api.publish.rows.search_quotes import Quotes, left_out_tokens, phrases, quoted_tokens

_MOST_PARTICIPATIONS = 100  # a firm is found by the names of this many records it takes part in
_AMOUNTS = ("amount", "amount_min", "amount_max", "amount_usd")
_UNITS = ("currency", "unit", "capacity_unit")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_PLACES = {name: place for place, name in enumerate(SEARCHED)}

Importance = tuple[int, int, int, int]
_tokens = lru_cache(maxsize=32768)(tokens_of)


def search_rows(
    collection: str,
    versions: Iterable[Version],
    codelists: Codelists,
    quotes: Quotes = (),
    left_out: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """The staging row of each version of a record: keys of importance, what search shows, words,
    and tokens that no beginning is looked up for.
    """
    rows: list[tuple[Any, ...]] = []
    before: list[Any] = []
    tokens: tuple[str, str] = "", ""
    omitted = left_out_tokens(tuple(left_out))
    for version in versions:
        item = version.item
        said = _said(collection, item)  # of most records alike in every version
        if said != before:
            tokens, before = _found_by(collection, item, codelists), said
        day = version.valid_from
        quoted = tuple(words for since, until, words in quotes if since <= day < until)
        shown = (
            collection,
            str(item["id"]),
            version.valid_from,
            version.valid_to,
            _name(item),
            item.get("summary"),
            json_text(item.get("aliases") or []),
        )
        exact = " ".join((tokens[1], *quoted_tokens(quoted), *omitted))
        rows.append((*importance(collection, item), *shown, tokens[0], exact))
    return rows


def _name(item: Values) -> str | None:
    return item.get("name") or item.get("title")


def _said(collection: str, item: Values) -> list[Any]:
    """All that `_found_by` looks at: equal for versions that are found by the same words."""
    keys, numbers = _searched(collection)
    return [*map(item.get, keys), *(str(item.get(name)) for name in numbers)]


def _found_by(collection: str, item: Values, codelists: Codelists) -> tuple[str, str]:
    """Words that begin with a letter, and all other tokens."""
    name, aliases = _name(item), item.get("aliases") or []
    whole, named = _names((name, *aliases) if name else tuple(aliases), str(item["id"]))
    if item.get("kind") == "headline_deal":
        # Readers call it by whose pledge it is, and by how much: the $550 billion deal.
        country = _label(codelists, "countries", item["investor_country"] or "")
        named = named | {"pledge"} | country | nation_words(country)
        if item["amount"]:
            named |= _amount(item["amount"]) | _tokens(item["currency"] or "")
    named = named | also_called(named)
    in_summary = _summary(item.get("summary") or "") - named
    rest = _rest(collection, item, codelists) - named - in_summary
    words: list[str] = []
    exact = [*whole, *_office(item, codelists), *(NAME_STEM + one for one in stems_of(named))]
    exact += [STEM + one for one in stems_of(named | in_summary | rest)]
    exact += phrases((name or "", *aliases, item.get("summary") or ""))
    for letter, found in ((NAME, named), (SUMMARY, in_summary), (REST, rest)):
        # `begins_with_letter`, written out: this runs for every word of a million records.
        for word in found:
            if word[0].isnumeric():
                exact.append(letter + word)
            else:
                words.append(letter + word)
    return " ".join(words), " ".join(exact)


def _office(item: Values, codelists: Codelists) -> Iterator[str]:
    """A person is called by an office: alone, with its country, or without what is written of a
    country before it: `Commerce Secretary`, `Prime Minister of Japan`, `Korean president`.
    """
    words = words_of(item.get("office") or "")
    country = codelists["countries"].by_value.get(item.get("country") or "") if words else None
    names = [words_of(one) for one in (country.label, country.value)] if country else []
    bare = words[1:] if words[:1] in names else words
    countries = [[], *names, *(one[1:] for one in names if one[0] == "south")]
    for one in dict.fromkeys(office_word((*before, *bare)) for before in countries):
        if bare:
            yield OFFICE + one


def importance(collection: str, item: Values) -> Importance:
    """What orders equal matches: the place of the collection, headline deals, the largest amounts,
    the most claims.
    """
    headline = int(item.get("kind") != "headline_deal")
    return (
        _PLACES[collection],
        headline,
        -(item.get("amount_usd") or 0),
        -(item.get("claim_count") or 0),
    )


def release_search_rows(releases: Iterable[Release]) -> Iterator[tuple[Any, ...]]:
    """Releases are found by their id and notes."""
    for release in releases:
        shown = {"id": release.id, "name": release.id, "summary": release.notes}
        yield from search_rows("releases", [Version("0001-01-01", FOREVER, shown)], {})


# Versions of one record follow each other and mostly differ in neither.
_summary = lru_cache(maxsize=16)(tokens_of)


@lru_cache(maxsize=16)
def _names(names: tuple[str, ...], record_id: str) -> tuple[list[str], set[str]]:
    """Tokens of names, aliases and id taken as wholes, and their words."""
    exact, words = [], set(_id(record_id))
    name_parts = []
    for name in names:
        parts, tokens = words_and_tokens(name)
        name_parts.append(parts)
        words |= tokens
    for parts in (*name_parts, record_id.split("-")):
        whole = "".join(parts)
        if 0 < len(whole) <= LONGEST_WHOLE:
            exact.append(WHOLE + whole)
        pairs = [
            first + second
            for first, second in pairwise(parts)
            if first.isalpha() and second.isalpha()
        ]
        exact += [JOINED + pair[:LONGEST_WORD] for pair in pairs]
    exact += [FIRST + parts[0] for parts in name_parts if parts]
    return exact, words


# Keys that words come from beside the fields below.
_LOOKED_AT = (
    "id",
    "name",
    "title",
    "summary",
    "aliases",
    *_AMOUNTS,
    *_UNITS,
    "previous_ids",
    "parties",
    "subjects",
    "participations",
    "outputs",
)


@cache
def _searched(collection: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every key of a public record that `_found_by` looks at, and those of numbers, which may be
    equal and written otherwise: 9 and 9.0.
    """
    keys = (*_LOOKED_AT, *(name for name, _, _ in _fields(collection)))
    return tuple(dict.fromkeys(keys)), tuple(
        name for name, kind, _ in _fields(collection) if kind == "number"
    )


@cache
def _fields(collection: str) -> tuple[tuple[str, str, str | None], ...]:
    """Fields of a public record that words come from: name, kind, code list."""
    found = []
    for name, info in MODELS[collection].model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        kind = str(extra.get("x-kind"))
        if kind in (
            "text",
            "value",
            "code",
            "reference",
            "pointer",
            "number",
            "list",
        ) and name not in ("aliases", "title", "url"):
            found.append((name, kind, str(extra["x-codelist"]) if "x-codelist" in extra else None))
    return tuple(found)


def _rest(collection: str, item: Values, codelists: Codelists) -> set[str]:
    """Words of everything but name and summary: labels of codes, texts, amounts, who takes part,
    what it yields.
    """
    found: set[str] = set()
    for name, kind, codelist in _fields(collection):
        value = item.get(name)
        if value is None:
            continue
        for one in value if kind == "list" else (value,):
            found |= (
                _label(codelists, codelist, one)
                if codelist
                else _id(one)
                if kind in ("reference", "pointer")
                else _tokens(str(one))
            )
        if kind == "number":  # asked for by what it measures: `ohio capacity`
            found |= _id(name.replace("_", "-"))
    for amount in {item[name] for name in _AMOUNTS if item.get(name)}:
        found |= _amount(amount)
    for name in _UNITS:
        if item.get(name):
            found |= _tokens(item[name]) | unit_words(item[name])
    for old in item.get("previous_ids") or ():
        found |= _id(old)
    for part in (
        *(item.get("parties") or ()),
        *(item.get("subjects") or ()),
        *(item.get("participations") or ())[:_MOST_PARTICIPATIONS],
    ):
        found |= _label(codelists, "party_roles", part["role"]) if part.get("role") else set()
        for key in ("name", "product", "office"):
            if part.get(key):
                found |= _tokens(part[key])
    for output in item.get("outputs") or ():
        found |= _tokens(output["product"]) | unit_words(output.get("unit") or "")
    return found


def _label(codelists: Codelists, codelist: str, value: str) -> set[str]:
    code = codelists[codelist].by_value.get(value)
    return _label_words(code.label if code else "", value)


@lru_cache(maxsize=10_000)
def _label_words(label: str, value: str) -> set[str]:
    return tokens_of(f"{label} {value.replace('_', ' ')}")


@lru_cache(maxsize=32768)
def _id(value: str) -> frozenset[str]:
    """Ids are plain words with hyphens, and no reader means one by writing them together."""
    return frozenset(filter(None, value.split("-")))


def _amount(amount: int) -> set[str]:
    """The figure as digits and as it is spoken: 1250000000 is also `1.25 billion`."""
    found = {str(amount)}
    for scale, word in _SCALES:
        if abs(amount) >= scale and amount * 100 % scale == 0:
            spoken = f"{amount / scale:g}"
            return found | {word, spoken.replace(".", ""), *spoken.split(".")}
    return found
