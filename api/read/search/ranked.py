"""Search results, best first: tier by tier, in each by stored importance. The index is read only as
far as a page reaches, so a common word costs what a rare one does; hits are counted up to a bound.
Raises InvalidCursor and ReleaseSwitched.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from api.base.errors import InvalidCursor
from api.base.search_words import begins_with_letter
from api.collections.data_warnings import DataWarning
from api.read.database.base import Reading, Row, Snapshot, require_release
from api.read.request.as_of import on
from api.read.request.cursor import After
from api.read.search.statements import (
    claim_position_statement,
    meanings_statement,
    position_statement,
    ranges_statement,
)
from api.read.sql.prepared import padded
from api.read.sql.search_terms import (
    MATCHED_IN,
    MOST_MEANINGS,
    PARTIAL_TIERS,
    UNKNOWN,
    Meanings,
    Spelt,
    Words,
    all_spelt,
    anywhere,
    beginnings,
    partial,
    partial_tiers,
    spelt,
    tiers,
)

MOST_COUNTED = 10_000  # hits; beyond, a total says only that there are more
MOST_MEANINGS_REMEMBERED = 64
_LAST_PLACE = 2**31 - 1
EVERYWHERE = {"first": 1, "last": _LAST_PLACE}  # parameters: positions of all collections
_LAST_CHARACTER = chr(0x10FFFF)


@dataclass(frozen=True, eq=False)
class SearchQuery:
    """What is searched: the words with what they can mean, the positions that are read, the day;
    and how many words a hit may lack.
    """

    words: Words
    meanings: Meanings
    first: int
    last: int
    day: str
    missing: int = 0

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Parameters every statement over the index takes."""
        return {"first": self.first, "last": self.last, **on(self.day)}

    @cached_property
    def tiers(self) -> Sequence[Spelt | None]:
        """The tiers of the search, best first, as statements take them."""
        if self.missing:
            found = all_spelt(partial_tiers(self.words, self.missing))
            return [*[None] * partial_tier(self.missing), *found]
        return all_spelt(tiers(self.words, self.meanings))

    @cached_property
    def anywhere(self) -> Spelt:
        """All hits, as a statement takes them."""
        if self.missing:
            return spelt(partial(self.words, self.missing))
        return spelt(anywhere(self.words, self.meanings))


def partial_tier(missing: int) -> int:
    """The first tier of hits that lack so many words: after all that have every word."""
    return len(MATCHED_IN) + (missing - 1) * PARTIAL_TIERS


class RankedHit(NamedTuple):
    """A row that was found, and the tier it is in. A cursor names it by its tier and the record it
    is: its position is this database's own affair.
    """

    tier: int
    row: Row


@dataclass(frozen=True, eq=False)
class RankedList:
    """What a search is read with: the statement of one tier, which is given whether the page
    continues after a hit, and the one that counts; the parameters of both; and what the total is
    remembered by.
    """

    tier: tuple[Any, ...]
    count: tuple[Any, ...]
    values: Mapping[str, Any]
    key: Hashable


@dataclass(frozen=True, eq=False)
class RankedPage:
    """The hits of a page, whether more follow, the number of ids in filters that exist, the total
    as it is shown, warnings.
    """

    hits: Sequence[RankedHit]
    more: bool
    known: int
    total: int
    warnings: tuple[DataWarning, ...]


async def search_query(
    snapshot: Snapshot, reading: Reading, words: Words, collections: tuple[str, ...], day: str
) -> SearchQuery:
    """A search in some collections. What few words mean is remembered: its pages, filters and
    repetitions ask the same.
    """
    caches, key = snapshot.release.caches, (words, collections, day)
    found: SearchQuery | None = caches.searches.get(key)
    if found is None and collections == ("claims",):
        # Their words are in no vocabulary: a beginning is looked up as it is.
        found = SearchQuery(words, UNKNOWN, 1, _LAST_PLACE, day)
    if found is None:
        if caches.search_ranges is None:
            rows = await reading.fetch(snapshot.statements.get(ranges_statement), {})
            require_release(rows, snapshot.release)
            caches.search_ranges = {
                collection: (first, last)
                for _, collection, first, last in rows
                if collection is not None
            }
        spans = [caches.search_ranges[name] for name in collections if name in caches.search_ranges]
        first, last = (
            min((span[0] for span in spans), default=1),
            max((span[1] for span in spans), default=0),
        )
        found = SearchQuery(words, await meanings(snapshot, reading, words), first, last, day)
        if (
            sum(len(several or ()) + 1 for several in found.meanings.values())
            <= MOST_MEANINGS_REMEMBERED
        ):
            caches.searches.put(key, found)
    return found


async def meanings(snapshot: Snapshot, reading: Reading, words: Words) -> Meanings:
    """What each beginning of a word can be: its words where they are few. Naming them lets the
    index be read in order from the start.
    """
    asked = [word for word in beginnings(words) if begins_with_letter(word)]
    if not asked:
        return {}
    slots = padded(tuple(asked))
    values = {f"first_{place}": word for place, word in enumerate(slots)}
    values |= {f"last_{place}": word + _LAST_CHARACTER for place, word in enumerate(slots)}
    found: dict[str, list[str]] = {word: [] for word in asked}
    for place, word in await reading.fetch(
        snapshot.statements.get(meanings_statement, len(slots)), values
    ):
        if place < len(asked):
            found[asked[place]].append(word)
    return {
        word: sorted(several) if len(several) <= MOST_MEANINGS else None
        for word, several in found.items()
    }


async def ranked_page(
    snapshot: Snapshot,
    reading: Reading,
    query: SearchQuery,
    ranked: RankedList,
    after: After | None,
    limit: int,
) -> RankedPage:
    """A page, best first. The total is exact up to a bound, and says so beyond."""
    totals = snapshot.release.caches.totals
    total, most = totals.get(ranked.key), limit + 1
    # Where the hits of a first page were counted before, no tier is read after the last of them.
    enough = most if after or total is None or total > MOST_COUNTED else min(most, total)
    known, hits = await tier_by_tier(
        snapshot, reading, query, query.tiers, ranked, after, most, enough
    )
    if total is None and len(hits) <= limit and after is None:
        total = len(hits)
    elif total is None:
        asked = {**ranked.values, **query.values, **query.anywhere, "most": MOST_COUNTED + 1}
        total = int((await reading.fetch(snapshot.statements.get(*ranked.count), asked))[0][0])
    totals.put(ranked.key, total)
    warnings: tuple[DataWarning, ...] = ()
    if total > MOST_COUNTED:
        said = (
            f"More than {MOST_COUNTED} records match; page.total counts no further. "
            "The pages go on to the last."
        )
        total, warnings = MOST_COUNTED, (DataWarning("total_capped", said),)
    return RankedPage(hits[:limit], len(hits) > limit, known, total, warnings)


async def tier_by_tier(
    snapshot: Snapshot,
    reading: Reading,
    query: SearchQuery,
    levels: Sequence[Spelt | None],
    ranked: RankedList,
    after: After | None,
    most: int,
    enough: int,
) -> tuple[int, list[RankedHit]]:
    """The number of known ids, and the next hits, best first; `levels` are the tiers, and none is
    read after `enough` hits.

    The statement of a tier gives a row with hash and number of known ids, and rows with position,
    id and more; each has null where the other has columns.
    """
    start, place = await _resume(snapshot, reading, after, query) if after else (0, 0)
    found: list[RankedHit] = []
    known = 0
    for tier, expression in enumerate(levels):
        if tier < start or expression is None:
            continue
        resumed = after is not None and tier == start
        more = {"after_position": place, "after_id": after.id} if after and resumed else {}
        asked = {**ranked.values, **query.values, **more, **expression, "most": most - len(found)}
        rows = await reading.fetch(snapshot.statements.get(*ranked.tier, resumed), asked)
        head = [row for row in rows if row[2] is None]
        require_release(head, snapshot.release)
        known = head[0][1]
        found += [
            RankedHit(tier, row)
            for row in sorted((row for row in rows if row[2] is not None), key=itemgetter(2, 3))
        ]
        if len(found) >= enough:
            break
    return known, found


async def _resume(
    snapshot: Snapshot, reading: Reading, after: After, query: SearchQuery
) -> tuple[int, int]:
    """Tier and position of the hit that a cursor names; raises InvalidCursor for one that no hit
    has.
    """
    tier, _, record = str(after.key).partition("/")
    collection, _, record_id = record.partition("/")
    values = {"collection": collection, "id": record_id, **on(query.day)}
    statement = position_statement
    if collection == "claims":
        statement, values = claim_position_statement, {"id": record_id, **on(query.day)}
    rows = await reading.fetch(snapshot.statements.get(statement), values)
    require_release(rows, snapshot.release)
    if not tier.isdecimal() or rows[0][1] is None:
        raise InvalidCursor(
            "The cursor is damaged; take `links.next` as it stands, or start again without a "
            "cursor."
        )
    return int(tier), rows[0][1]
