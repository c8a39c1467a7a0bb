"""Turns the raw parameters of a request into one typed plan, from the declarations and the release
alone. Pure; raises InvalidRequest with every mistake at once, then InvalidCursor or ReleaseChanged.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import unknown_word
from api.collections import ALL
from api.collections.claims import CLAIMS
from api.collections.declare import Collection, Filter, Include, Sort
from api.collections.every_list import BY_ID, SEARCH
from api.formats import selectors
from api.read.release import Release
from api.read.request.as_of import known_day
from api.read.request.cursor import RELEVANCE, After, Ordering, decode_cursor, fingerprint
from api.read.request.given import (
    CLOCKS,
    Given,
    Items,
    gather,
    is_pinned,
    read_as_of,
    read_limit,
)
from api.read.request.values import ParameterValue, parse_value

_VALUE = re.compile(r'(?:^|(?<=,))(?:"([^"]*)"(?=,|$)|([^,]*))')
MOST_VALUES = 100  # values of one parameter


# Filters whose values are ids of any collection.
POINTERS = frozenset({"subject_id", "holder_id", "affiliation_id", "party_id"})
# Made of the claim itself, and no related records.
SELECTORS = Include(selectors.SELECTORS_KEY, CLAIMS.name)


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter with the values it was given."""

    filter: Filter
    values: tuple[ParameterValue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ParameterSpec:
    """What an endpoint can be asked: the parameters it takes, by name."""

    resource: Collection
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Sort]
    includes: Mapping[str, Include]
    default_sort: str
    names: tuple[str, ...]
    several: frozenset[str] = frozenset({"include"})  # those that take many values
    ranked: bool = False  # without a sort key, a search shows first what fits best


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A request that can be answered. `as_of` is the day asked for, if any; `day` the knowledge day
    to read; `pinned` where it names its release.
    """

    resource: Collection
    tests: tuple[Condition, ...]
    ordering: Ordering
    limit: int
    after: After | None
    include: tuple[Include, ...]
    as_of: str | None
    day: str
    fingerprint: str  # what a cursor is bound to; empty where there are no pages
    pinned: bool


def list_spec(
    resource: Collection, *, without: Sequence[str] = (), default_sort: str | None = None
) -> ParameterSpec:
    """Everything a list of the resource takes; `without` leaves out parameters that the path
    already answers.
    """
    every = (SEARCH, BY_ID, *resource.filters)
    filters = {filter_.name: filter_ for filter_ in every if filter_.name not in without}
    includes = _includes_of(resource)
    names = (*filters, "sort", "limit", "cursor", *(("include",) if includes else ()), *CLOCKS)
    sorts = {sort.name: sort for sort in resource.sorts}
    several = frozenset({"include"} | {name for name, filter_ in filters.items() if filter_.many})
    return ParameterSpec(
        resource,
        filters,
        sorts,
        includes,
        default_sort or resource.default_sort,
        names,
        several,
        ranked="q" in filters,
    )


def _includes_of(resource: Collection) -> dict[str, Include]:
    """What JSON can include: related records and, of claims, their selectors."""
    declared = {include.name: include for include in resource.includes}
    return declared | {SELECTORS.name: SELECTORS} if resource is CLAIMS else declared


def record_spec(resource: Collection, *, day_alone: bool = False) -> ParameterSpec:
    """What one record takes, or an answer that takes only a knowledge day."""
    includes = {} if day_alone else _includes_of(resource)
    names = (*(("include",) if includes else ()), *CLOCKS)
    return ParameterSpec(
        resource,
        {},
        {sort.name: sort for sort in resource.sorts},
        includes,
        resource.default_sort,
        names,
    )


# For answers that are about no one collection.
DAY_ONLY = record_spec(ALL[0], day_alone=True)


def make_plan(
    spec: ParameterSpec, items: Items, release: Release, fixed: tuple[Condition, ...] = ()
) -> Plan:
    """The plan of a request; `fixed` are tests that the path brings along. Without either, a
    release has one plan for an endpoint.
    """
    if items or fixed:
        return _plan(spec, items, release, fixed)
    plan: Plan | None = release.caches.plans.get(spec)
    if plan is None:
        plan = _plan(spec, items, release, fixed)
        release.caches.plans.put(spec, plan)
    return plan


def _plan(
    spec: ParameterSpec, items: Items, release: Release, fixed: tuple[Condition, ...]
) -> Plan:
    errors: list[ParameterError] = []
    given = gather(items, spec.names, spec.several, errors)
    tests = fixed + tuple(_tests(spec, given, release, errors))
    ordering = _ordering(spec, given, errors)
    limit = read_limit(given, errors)
    include = tuple(_includes(spec, given, errors))
    as_of = read_as_of(given, release, errors)
    if errors:
        raise InvalidRequest(*errors)
    day = known_day(as_of, release) if as_of else release.last_day
    bound = ""
    if "cursor" in spec.names:
        bound = fingerprint(
            [
                spec.resource.name,
                ordering.text,
                day,
                [[test.filter.name, test.values] for test in tests],
            ]
        )
    pinned = is_pinned(given)
    after = (
        decode_cursor(given["cursor"][0], ordering, release.printed_hash, bound, pinned=pinned)
        if "cursor" in given
        else None
    )
    return Plan(spec.resource, tests, ordering, limit, after, include, as_of, day, bound, pinned)


def split_values(name: str, texts: Sequence[str], errors: list[ParameterError]) -> list[str]:
    """The values of a list parameter: commas and repetition mean the same, nothing is no value."""
    values = [value for text in texts for value in values_of(text) if value]
    if len(values) > MOST_VALUES:
        errors.append(
            ParameterError(
                name, "too_many_values", f"'{name}' takes at most {MOST_VALUES} values at once."
            )
        )
        return []
    return list(dict.fromkeys(values))


def values_of(text: str) -> list[str]:
    """Values parted by commas; one in double quotes may have commas itself."""
    if '"' not in text:
        return text.split(",")
    return [whole or bare for whole, bare in _VALUE.findall(text)]


def _tests(
    spec: ParameterSpec, given: Given, release: Release, errors: list[ParameterError]
) -> Iterable[Condition]:
    for name in sorted(spec.filters.keys() & given.keys()):
        filter_, texts = spec.filters[name], given[name]
        found: list[ParameterValue] = []
        for text in split_values(name, texts, errors) if filter_.many else texts:
            value = parse_value(filter_, text, release.codelists)
            if isinstance(value, ParameterError):
                errors.append(value)
            else:
                found.append(_current_id(spec, filter_, value, release))
        if found:
            # Sorted, so that the order in which values were given makes no difference.
            values = tuple(sorted(set(found), key=str)) if filter_.many else tuple(found)
            yield Condition(filter_, values)


def _current_id(
    spec: ParameterSpec, filter_: Filter, value: ParameterValue, release: Release
) -> ParameterValue:
    """The current id of a record for a previous one; any other value as it is."""
    if not isinstance(value, str):
        return value
    if filter_.name in POINTERS:  # whatever collection it points at
        return next((ids[value] for ids in release.moved.values() if value in ids), value)
    collection = spec.resource.name if filter_ is BY_ID else filter_.collection
    return release.moved.get(collection or "", {}).get(value, value)


def _ordering(spec: ParameterSpec, given: Given, errors: list[ParameterError]) -> Ordering:
    if spec.ranked and "q" in given and "sort" not in given:
        return RELEVANCE
    text = given["sort"][0] if "sort" in given else spec.default_sort
    sort = spec.sorts.get(text.removeprefix("-"))
    if sort is None:
        choices = [choice for name in spec.sorts for choice in (name, f"-{name}")]
        takes = f"it takes {', '.join(spec.sorts)}, each also with '-' for descending."
        errors.append(
            unknown_word(
                "sort", "unknown_sort", f"'{text[:60]}' is no sort key here", text, choices, takes
            )
        )
        sort = next(iter(spec.sorts.values()))
    return Ordering(sort, text.startswith("-"))


def _includes(spec: ParameterSpec, given: Given, errors: list[ParameterError]) -> Iterable[Include]:
    asked = split_values("include", given.get("include", ()), errors)
    for name in asked:
        if name not in spec.includes:
            takes = f"it takes {', '.join(spec.includes)}."
            errors.append(
                unknown_word(
                    "include",
                    "unknown_include",
                    f"'{name[:60]}' cannot be included here",
                    name,
                    spec.includes,
                    takes,
                )
            )
    return [include for name, include in spec.includes.items() if name in asked]


_BY_NAME = {filter_.name: filter_ for filter_ in CLAIMS.filters}

# By field and then rank.
OF_CLAIMS = list_spec(
    CLAIMS,
    without=("q", "id", "subject_type", "subject_type_not", "subject_id"),
    default_sort="field",
)


def claims_of(resource: Collection, record_id: str) -> tuple[Condition, ...]:
    """The tests that keep the claims on one record."""
    return (
        Condition(_BY_NAME["subject_type"], (resource.name,)),
        Condition(_BY_NAME["subject_id"], (record_id,)),
    )
