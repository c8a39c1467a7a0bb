"""Search across collections, and suggestions for a search box. Raises InvalidRequest with every
mistake at once, InvalidCursor, ReleaseChanged and Unavailable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from api.base.errors import InvalidCursor, InvalidRequest, ParameterError
from api.base.search_words import plain_words
from api.base.suggest import unknown_word
from api.collections import SEARCHED
from api.collections.data_warnings import DataWarning
from api.read.database.base import Reading, Snapshot, Source, in_one_release
from api.read.release import Release
from api.read.request.as_of import known_day
from api.read.request.cursor import RELEVANCE, After, decode_cursor, encode_cursor, fingerprint
from api.read.request.given import CLOCKS, Given, Items, gather, is_pinned, read_as_of, read_limit
from api.read.request.plan import split_values
from api.read.request.values import parse_whole, parse_words
from api.read.search.left_out import left_out_note
from api.read.search.mistakes import near_words, unknown_words, with_mistakes
from api.read.search.ranked import (
    RankedHit,
    RankedList,
    RankedPage,
    SearchQuery,
    partial_tier,
    ranked_page,
    search_query,
    tier_by_tier,
)
from api.read.search.statements import search_count_statement, search_tier_statement
from api.read.sql.search_terms import (
    MATCHED_IN,
    PARTIAL_TIERS,
    Words,
    all_spelt,
    by_name,
    partial_words,
)

SEARCH_PARAMETERS = ("q", "collection", "limit", "cursor", *CLOCKS)
SUGGEST_PARAMETERS = ("q", "limit", *CLOCKS)
DEFAULT_SUGGESTIONS = 10
MOST_SUGGESTIONS = 50


@dataclass(frozen=True, slots=True, eq=False)
class SearchPlan:
    """What is looked for, in which collections (sorted; all where none is named), from where on, on
    which day.
    """

    words: Words
    collections: tuple[str, ...]
    limit: int
    after: After | None
    as_of: str | None
    day: str
    fingerprint: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record that was found; `matched_in` is a place where the words are, from name over
    summary to anything else. A partial hit lacks some of the words.
    """

    collection: str
    id: str
    name: str | None
    summary: str | None
    aliases: str  # a JSON list: only suggestions look at it
    matched_in: str
    partial: bool
    note: str | None = None  # where no claim cites what was found


@dataclass(frozen=True, slots=True, eq=False)
class SearchAnswer:
    """A page of hits, best first; the total is exact up to a bound. `near` are the words that were
    taken to be meant, if mistakes were forgiven.
    """

    plan: SearchPlan
    release: Release
    hits: Sequence[SearchHit]
    total: int
    next_cursor: str | None
    warnings: tuple[DataWarning, ...]
    near: Mapping[str, Sequence[str]]


def search_plan(items: Items, release: Release) -> SearchPlan:
    """The plan of a search."""
    errors: list[ParameterError] = []
    given = gather(items, SEARCH_PARAMETERS, {"collection"}, errors)
    words = _words(given, errors)
    collections = tuple(_collections(given, errors))
    limit = read_limit(given, errors)
    as_of = read_as_of(given, release, errors)
    if errors:
        raise InvalidRequest(*errors)
    day = known_day(as_of, release) if as_of else release.last_day
    bound = fingerprint("search", words, collections, day)
    pinned = is_pinned(given)
    after = (
        decode_cursor(given["cursor"][0], RELEVANCE, release.printed_hash, bound, pinned=pinned)
        if "cursor" in given
        else None
    )
    return SearchPlan(words, collections, limit, after, as_of, day, bound, pinned)


def suggest_plan(items: Items, release: Release) -> SearchPlan:
    """The plan of suggestions."""
    errors: list[ParameterError] = []
    given = gather(items, SUGGEST_PARAMETERS, (), errors)
    words = _words(given, errors)
    limit: int | ParameterError = (
        parse_whole("limit", given["limit"][0], 1, MOST_SUGGESTIONS)
        if "limit" in given
        else DEFAULT_SUGGESTIONS
    )
    as_of = read_as_of(given, release, errors)
    if isinstance(limit, ParameterError):
        errors.append(limit)
    if errors or isinstance(limit, ParameterError):
        raise InvalidRequest(*errors)
    day = known_day(as_of, release) if as_of else release.last_day
    return SearchPlan(plain_words(words), (), limit, None, as_of, day, "", is_pinned(given))


def _words(given: Given, errors: list[ParameterError]) -> Words:
    missing = ParameterError(
        "q", "missing_value", "'q' says what to look for, for example q=ohio.", ("ohio",)
    )
    found = parse_words("q", given["q"][0]) if "q" in given else missing
    if isinstance(found, ParameterError):
        errors.append(found)
        return ()
    return tuple(found.split(" "))


def _collections(given: Given, errors: list[ParameterError]) -> Iterable[str]:
    asked = set(split_values("collection", given.get("collection", ()), errors))
    for name in sorted(asked - set(SEARCHED)):
        sentence, others = (
            f"'{name[:60]}' is no collection that is searched",
            f"searched are {', '.join(SEARCHED)}.",
        )
        errors.append(unknown_word("collection", "unknown_value", sentence, name, SEARCHED, others))
    return sorted(asked)


async def read_search(source: Source, items: Items) -> SearchAnswer:
    """A page of hits."""

    async def work(snapshot: Snapshot) -> SearchAnswer:
        plan, release = search_plan(items, snapshot.release), snapshot.release
        async with snapshot.reading(several=True) as reading:
            query = await search_query(
                snapshot, reading, plan.words, plan.collections or SEARCHED, plan.day
            )
            page = await _most_words(snapshot, reading, plan, query)
            lacking = not page.hits or page.hits[0].tier >= partial_tier(1)
            asks = lacking and not plan.pinned  # what names its release stays as it was
            unknown = await unknown_words(snapshot, reading, query) if asks else ()
            hits = [await _with_note(snapshot, reading, plan, _hit(one)) for one in page.hits]
        cursor = None
        if page.more:
            place = f"{page.hits[-1].tier}/{hits[-1].collection}/{hits[-1].id}"
            cursor = encode_cursor(
                RELEVANCE, release.printed_hash, plan.fingerprint, place, hits[-1].id
            )
        warnings = (*page.warnings, *unknown)
        return SearchAnswer(plan, release, hits, page.total, cursor, warnings, {})

    return await in_one_release(source, work)


async def _with_note(
    snapshot: Snapshot, reading: Reading, plan: SearchPlan, hit: SearchHit
) -> SearchHit:
    if hit.matched_in != "left_out":
        return hit
    return replace(hit, note=await left_out_note(snapshot, reading, hit.id, plan.words))


async def _most_words(
    snapshot: Snapshot, reading: Reading, plan: SearchPlan, query: SearchQuery
) -> RankedPage:
    """A page of the records that have every word; where none has, of those that have most."""
    narrowed = len(plan.collections)
    values = {f"collection_{place}": name for place, name in enumerate(plan.collections)}
    whole = plan.day == snapshot.release.last_day and not narrowed
    asked = partial_words(plan.words)
    missing = _missing(plan, len(asked))
    while True:
        ranked = RankedList(
            (search_tier_statement, narrowed),
            (search_count_statement, narrowed, whole),
            values,
            ("hits", plan.words, plan.collections, plan.day, missing),
        )
        part = replace(query, missing=missing)
        page = await ranked_page(snapshot, reading, part, ranked, plan.after, plan.limit)
        if page.hits or plan.after or missing + 1 >= len(asked):
            break
        missing += 1
    if not missing or not page.hits:
        return page
    said = (
        f"No record has every word of q; these have {len(asked) - missing} of the "
        f"{len(asked)} that were looked for: {', '.join(' '.join(one) for one in asked)}."
    )
    return replace(page, warnings=(DataWarning("partial", said), *page.warnings))


def _missing(plan: SearchPlan, words: int) -> int:
    """How many words the hits of the page before lack, as its cursor says."""
    tier = str(plan.after.key).partition("/")[0] if plan.after else ""
    missing = (int(tier) - partial_tier(0)) // PARTIAL_TIERS if tier.isdecimal() else 0
    if missing >= max(words, 1):
        raise InvalidCursor("The cursor is damaged; start again without a cursor.")
    return max(missing, 0)


async def read_suggestions(source: Source, items: Items) -> SearchAnswer:
    """The first records whose names have the words; where none has, those that have words spelt
    much the same.
    """

    async def work(snapshot: Snapshot) -> SearchAnswer:
        plan = suggest_plan(items, snapshot.release)
        near: Mapping[str, Sequence[str]] = {}
        ranked = RankedList((search_tier_statement, 0), (), {}, None)
        async with snapshot.reading(several=True) as reading:
            query = await search_query(snapshot, reading, plan.words, SEARCHED, plan.day)
            levels = all_spelt(by_name(plan.words, query.meanings))
            _, found = await tier_by_tier(
                snapshot, reading, query, levels, ranked, None, plan.limit, plan.limit
            )
            if not found:
                near = await near_words(snapshot, reading, plan.words)
                levels = all_spelt(with_mistakes(plan.words, query.meanings, near))
                _, found = await tier_by_tier(
                    snapshot, reading, query, levels, ranked, None, plan.limit, plan.limit
                )
        hits = [_hit(RankedHit(0, one.row)) for one in found]
        return SearchAnswer(plan, snapshot.release, hits, len(hits), None, (), near)

    return await in_one_release(source, work)


def _hit(hit: RankedHit) -> SearchHit:
    _, _, _, record_id, collection, name, summary, aliases = hit.row
    partial = hit.tier >= partial_tier(1)
    matched_in = "other" if partial else MATCHED_IN[hit.tier]
    return SearchHit(collection, record_id, name, summary, aliases, matched_in, partial)
