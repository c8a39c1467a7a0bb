"""What the release that stands says of records, asked by a build that changes only some of them. Reads, never writes.

Raises NeedsWhole where the answer is that only a build of the whole will do, and the driver's errors.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import orjson

from api.build.cube import TOTALS, Amount
from api.build.fields import claimable
from api.build.index import WHOLES
from api.build.materialise import Version
from api.build.rows import AMOUNTS, CLAIMS, Row, columns_of
from api.build.told import Told, told_from
from api.resources import PARTY_COLLECTIONS, RECORDS
from api.resources.served import filter_columns

Key = tuple[str, str]  # collection and id
# Rows of a statement with its values, each marked by a question mark.
Query = Callable[[str, Sequence[Any]], list[Row]]
# Fields by which a record lies in the whole of which it states a part → the collection of the whole, none where it is the record's own.
_WITHIN = {"tranche_id": "tranches", "commitment_id": "commitments", "parent_id": None}


class NeedsWhole(Exception):
    """Changing the former release will not do, or is not worth it: the whole is to be built. Says why."""


class Former:
    """The release that stands."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def written(self) -> set[str]:
        """Digests of all records as they were written."""
        return {digest for (digest,) in self._query("SELECT written FROM seed_records", ())}

    def written_as(self, digests: set[str]) -> dict[Key, str]:
        """Records that were written so."""
        rows = self._query("SELECT collection, id, written FROM seed_records", ()) if digests else []
        return {(collection, record_id): written for collection, record_id, written in rows if written in digests}

    def digest(self, key: Key) -> str | None:
        """How a record was written."""
        rows = self._query("SELECT written FROM seed_records WHERE collection = ? AND id = ?", key)
        return rows[0][0] if rows else None

    def told(self, key: Key) -> Told | None:
        """What others read of a record; None where there was none."""
        rows = self._query("SELECT told FROM seed_records WHERE collection = ? AND id = ?", key)
        return told_from(rows[0][0]) if rows else None

    def state(self, key: Key) -> tuple[str, str | None] | None:
        """Whether an id is live, moved or withdrawn, and where it moved to."""
        rows = self._query("SELECT state, moved_to FROM records WHERE collection = ? AND id = ?", key)
        return (rows[0][0], rows[0][1]) if rows else None

    def versions(self, key: Key) -> list[Version]:
        """Every version of a record."""
        statement = f'SELECT valid_from, valid_to, body FROM "{key[0]}_versions" WHERE id = ? ORDER BY valid_from'
        return [Version(valid_from, valid_to, orjson.loads(body)) for valid_from, valid_to, body in self._query(statement, key[1:])]

    def claims(self, key: Key) -> list[Row]:
        """Served rows of the claims on a record."""
        return self._rows(CLAIMS, "subject_type = ? AND subject_id = ? ORDER BY place", key)

    def amounts(self, key: Key) -> list[Amount]:
        """Amounts of a record over time."""
        return [Amount._make(row) for row in self._rows(AMOUNTS, "collection = ? AND id = ?", key)]

    def wholes(self) -> list[Amount]:
        """Amounts of which others may state parts."""
        marks = ", ".join("?" * len(WHOLES))
        return [Amount._make(row) for row in self._rows(AMOUNTS, f"collection IN ({marks})", WHOLES)]

    def parts_counted_in(self, whole: Key) -> list[Amount]:
        """Amounts that are parts of a whole."""
        return [Amount._make(row) for row in self._rows(AMOUNTS, "whole_collection = ? AND whole_id = ?", whole)]

    def totals(self) -> list[Row]:
        """The sums of all amounts."""
        return self._rows(TOTALS, "1 = 1", ())

    def agreements(self) -> dict[str, list[Version]]:
        """Versions of every agreement."""
        rows = self._query("SELECT id, valid_from, valid_to, body FROM agreements_versions ORDER BY id, valid_from", ())
        found: dict[str, list[Version]] = {}
        for record_id, valid_from, valid_to, body in rows:
            found.setdefault(record_id, []).append(Version(valid_from, valid_to, orjson.loads(body)))
        return found

    def contested(self) -> set[Key]:
        """Records on which documents disagree."""
        return self._keys("SELECT DISTINCT subject_type, subject_id FROM conflicts_versions", ())

    def namers(self, key: Key) -> set[Key]:
        """Records that show the name of this one: those it takes part in, and those about it."""
        about = set(self._claiming("subjects", {"/".join(key)}))
        if key[0] not in PARTY_COLLECTIONS:
            return about
        # Addresses of its parts, `parties[id].role` and `parties[id/developer].amount`: texts from the one to before the other.
        spans = ((f"parties[{key[1]}].", f"parties[{key[1]}]/"), (f"parties[{key[1]}/", f"parties[{key[1]}0"))
        statement = f"SELECT DISTINCT subject_type, subject_id FROM {CLAIMS} WHERE field >= ? AND field < ?"
        return about.union(*(self._keys(statement, span) for span in spans))

    def parts(self, key: Key) -> set[Key]:
        """Records whose amount may lie within that of this one."""
        found: set[Key] = set()
        for resource in RECORDS if key[0] in WHOLES else ():
            for field, collection in _WITHIN.items():
                if field in filter_columns(resource) and (collection or resource.name) == key[0]:
                    statement = f'SELECT DISTINCT id FROM "{resource.name}_versions" WHERE {field} = ?'
                    found |= {(resource.name, record_id) for (record_id,) in self._query(statement, key[1:])}
        return found

    def pointing_at(self, key: Key) -> set[Key]:
        """Records of which some claim names this one in any way."""
        found = self.namers(key)
        for field in _pointers_to(key[0]):
            found.update(self._claiming(field, {key[1], "/".join(key)}))
        return found

    def _claiming(self, field: str, values: set[str]) -> Iterator[Key]:
        for collection, record_id, body in self._query(f"SELECT subject_type, subject_id, body FROM {CLAIMS} WHERE field = ?", (field,)):
            if orjson.loads(body)["value"] in values:
                yield collection, record_id

    def _keys(self, statement: str, values: Sequence[Any]) -> set[Key]:
        return {(collection, record_id) for collection, record_id in self._query(statement, values)}

    def _rows(self, table: str, condition: str, values: Sequence[Any]) -> list[Row]:
        names = ", ".join(f'"{column}"' for column in columns_of(table))
        return self._query(f'SELECT {names} FROM "{table}" WHERE {condition}', values)


@cache
def _pointers_to(collection: str) -> tuple[str, ...]:
    """Fields by which records can point at one of a collection."""
    kinds = [(field, kind) for resource in RECORDS for field, kind in claimable(resource.name).items()]
    found = {field for field, kind in kinds if kind.kind == "pointer" or (kind.kind == "reference" and kind.collection == collection)}
    return tuple(sorted(found))


def spans(versions: Iterable[Version], field: str) -> list[tuple[str, str, Any]]:
    """The values of a field over time, each as long as it lasts."""
    found: list[tuple[str, str, Any]] = []
    for version in versions:
        value = version.item[field]
        if found and found[-1][1:] == (version.valid_from, value):
            found[-1] = (found[-1][0], version.valid_to, value)
        else:
            found.append((version.valid_from, version.valid_to, value))
    return found
