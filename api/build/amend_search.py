"""The search index brought up to date where only some records changed: positions keep the order of importance, and room is made where there is none.

The words a position is found by are no longer stored when they are to be removed; they are made again from the version that stands there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from api.base.search_words import NAME, REST, SUMMARY, begins_with_letter
from api.build.former import Key, NeedsWhole
from api.build.materialise import Version
from api.build.rows import Row
from api.build.search_index import POSITIONS_APART, STAGING_COLUMNS
from api.build.search_rows import importance, place_of, release_shown, search_rows, spelling_rows
from api.build.store import Amender
from api.resources import SEARCHED
from api.resources.served import FOREVER

_DOCUMENTS = "search_documents"
_COLLECTION, _FROM, _UNTIL, _WORDS, _EXACT = (STAGING_COLUMNS.index(name) for name in ("collection", "valid_from", "valid_to", "words", "exact"))
_SHOWN = slice(_COLLECTION, _WORDS)  # as `search_documents` has it, after the position
_LAST_POSITION = 2**31 - 1
_MOVED = 32  # records moved on either side where room is to be made, at first

# What orders positions: importance, id and first day, as far as the collection does not decide already.
Place = tuple[Any, ...]


def shown_version(collection: str, valid_from: str, valid_to: str, item: dict[str, Any]) -> Version:
    """A version as search sees it."""
    return Version(valid_from, valid_to, release_shown(item) if collection == "releases" else item)


class SearchChanges:
    """Takes records out of the index and puts others in; `settle` then brings the vocabulary and the ranges up to date."""

    def __init__(self, store: Amender) -> None:
        self._store = store
        self._left: set[str] = set()
        self._came: set[str] = set()

    def replace(self, key: Key, former: Iterable[Version], rows: list[Row]) -> None:
        """Put the rows of a record in place of those made of its former versions."""
        collection, record_id = key
        before = search_rows(collection, former)
        if list(map(_compared, before)) == list(map(_compared, rows)):
            return
        positions = self._positions(key)
        for row in before:
            self._store.remove_words(positions[row[_FROM]], _words(row))
            self._left.update(row[_WORDS].split())
        self._store.run(f"DELETE FROM {_DOCUMENTS} WHERE collection = ? AND id = ?", key)
        for row in rows:
            place = (*row[:_COLLECTION], record_id, row[_FROM])
            before_it, after_it = self._room(place)
            self._put(_between(before_it, after_it, row[_UNTIL]), row)
            self._came.update(row[_WORDS].split())

    def settle(self) -> None:
        """Words that came and went, and where the collections begin and end."""
        self._store.put("search_words", [(word,) for word in sorted({token[1:] for token in self._came})])
        for token in sorted(self._came):
            if token[0] == NAME:
                self._store.put("search_spellings", spelling_rows(token[1:]))
        for token in sorted(self._left - self._came):
            self._leave(token[1:])
        self._store.run("DELETE FROM search_ranges")
        self._store.put("search_ranges", list(self._ranges()))

    def _leave(self, word: str) -> None:
        classes = [letter for letter in (NAME, SUMMARY, REST) if self._store.is_found(letter + word)]
        if NAME not in classes:
            for spelling in spelling_rows(word):
                self._store.run("DELETE FROM search_spellings WHERE spelling = ? AND word = ?", spelling)
        if not classes and begins_with_letter(word):
            self._store.run("DELETE FROM search_words WHERE word = ?", (word,))

    def _ranges(self) -> Iterator[Row]:
        """Collection, first and last position; those of one collection lie together."""
        for collection in SEARCHED:
            first, last = self._edge(place_of(collection)), self._edge(place_of(collection) + 1)
            found = self._store.query(f"SELECT min(position), max(position) FROM {_DOCUMENTS} WHERE position > ? AND position <= ?", (first, last))
            if found[0][0] is not None:
                yield collection, *found[0]

    def _edge(self, place: int) -> int:
        """The last position before a collection."""
        return self._last_before((place,))

    def _positions(self, key: Key) -> dict[str, int]:
        rows = self._store.query(f"SELECT valid_from, position FROM {_DOCUMENTS} WHERE collection = ? AND id = ?", key)
        return dict(rows)

    def _last_before(self, place: Place) -> int:
        """The last position whose record comes before the place, 0 where none does: found by halving."""
        low, high = 0, self._store.query(f"SELECT coalesce(max(position), 0) FROM {_DOCUMENTS}")[0][0]
        while low < high:
            middle = (low + high) // 2
            rows = self._store.query(
                f"SELECT position, collection, id, valid_from FROM {_DOCUMENTS} WHERE position > ? ORDER BY position LIMIT 1", (middle,)
            )
            if rows and self._stands_before(rows[0][1:], place):
                low = rows[0][0]
            else:
                high = middle
        return low

    def _stands_before(self, stored: Row, place: Place) -> Any:
        collection, record_id, valid_from = stored
        if place_of(collection) != place[0] or len(place) == 1:
            return place_of(collection) < place[0]
        item = self._version(collection, record_id, valid_from).item
        stands = (*importance(collection, item), record_id, valid_from)
        return bool(stands < place)

    def _version(self, collection: str, record_id: str, valid_from: str) -> Version:
        rows = self._store.query(f'SELECT valid_to, body FROM "{collection}_versions" WHERE id = ? AND valid_from = ?', (record_id, valid_from))
        return shown_version(collection, valid_from, rows[0][0], orjson.loads(rows[0][1]))

    def _room(self, place: Place) -> tuple[int, int]:
        """The positions between which a place lies, with room for one more."""
        moved = _MOVED
        while True:
            before = self._last_before(place)
            after = self._next(before)
            if _steps(before, after) > 1:
                return before, after
            self._spread(before, moved)
            moved *= 2

    def _next(self, position: int) -> int:
        rows = self._store.query(f"SELECT min(position) FROM {_DOCUMENTS} WHERE position > ?", (position,))
        found: int | None = rows[0][0]
        return position - position % 2 + 2 * POSITIONS_APART if found is None else found

    def _spread(self, position: int, size: int) -> None:
        """Let the records around a position lie as far from each other as they can, if they have room at all. Raises NeedsWhole at the end."""
        names = f"SELECT position, collection, id, valid_from FROM {_DOCUMENTS}"
        below = self._store.query(f"{names} WHERE position <= ? ORDER BY position DESC LIMIT ?", (position, size + 1))
        above = self._store.query(f"{names} WHERE position > ? ORDER BY position LIMIT ?", (position, size))
        first = below.pop()[0] if len(below) > size else 0
        standing = [*reversed(below), *above]
        last = self._next(standing[-1][0])
        if len(above) < size:  # beyond the last one there is room without end
            last = max(last, 2 * (first // 2 + (len(standing) + 1) * POSITIONS_APART // 2))
        if last > _LAST_POSITION:
            raise NeedsWhole("no room is left in the search index")
        if _steps(first, last) <= 2 * len(standing):
            return
        rows = []
        for old, *stored in standing:
            [row] = search_rows(stored[0], [self._version(*stored)])
            self._store.remove_words(old, _words(row))
            self._store.run(f"DELETE FROM {_DOCUMENTS} WHERE position = ?", (old,))
            rows.append(row)
        for number, row in enumerate(rows, 1):
            step = (first // 2) + _steps(first, last) * number // (len(rows) + 1)
            self._put(2 * step + int(row[_UNTIL] != FOREVER), row)

    def _put(self, position: int, row: Row) -> None:
        self._store.put(_DOCUMENTS, [(position, *row[_SHOWN])])
        self._store.add_words(position, _words(row))


def _steps(before: int, after: int) -> int:
    """How many steps apart two positions are; a step has room for one record, at its even position or, superseded, its odd one."""
    return after // 2 - before // 2


def _between(before: int, after: int, valid_to: str) -> int:
    return 2 * (before // 2 + _steps(before, after) // 2) + int(valid_to != FOREVER)


def _words(row: Row) -> str:
    return f"{row[_WORDS]} {row[_EXACT]}"


def _compared(row: Row) -> Row:
    """The row, with its words in whatever order they came."""
    return (*row[:_WORDS], sorted(row[_WORDS].split()), sorted(row[_EXACT].split()))
