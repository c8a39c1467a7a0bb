"""The content hash of a release, equal on every database and run.

It is made of the digests of stretches of rows in order of id; where a stretch begins, the id alone
decides. Pure.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from zlib import crc32

from api.collections import RECORDS
from api.publish.rows.rows import AMOUNTS_TABLE, CLAIMS_TABLE, Row, columns_of

# In this order; claims, by far the most, come last.
HASHED = (*(resource.name for resource in RECORDS), "documents", "claims")
SAID = ("id", "valid_from", "valid_to", "body")
# What is served beside them: which ids moved or were withdrawn and why, what documents disagree on,
# what changed, what documents mention, and the amounts behind the totals with the reasons why some
# are not counted.
BESIDE = (
    ("records", ("id", "collection", "state", "moved_to", "reason"), ("collection", "id")),
    ("conflicts_versions", SAID, ("id", "valid_from")),
    ("changes_versions", SAID, ("id", "valid_from")),
    ("coverage", ("document_id", "place", "body"), ("document_id", "place")),
    (AMOUNTS_TABLE, ("id", *columns_of(AMOUNTS_TABLE)), ("collection", "id", "valid_from")),
)
_IDS = 128  # of a stretch, on the average
Stretch = tuple[str, str]  # first id, empty for the first stretch of a collection, and digest
# Reads columns of a table in the order of other columns.
Read = Callable[[str, tuple[str, ...], tuple[str, ...]], Iterator[Row]]
_said_of_claim = itemgetter(*map(columns_of(CLAIMS_TABLE).index, SAID))


class Stretches:
    """Cuts rows that come in order of id into stretches."""

    def __init__(self) -> None:
        self._first = self._last = ""
        self._lines: list[str] = []
        self._done: list[Stretch] = []

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows of (id, valid_from, valid_to, body)."""
        for row in rows:
            record_id = row[0]
            if record_id != self._last:
                self._last = record_id
                if crc32(record_id.encode()) % _IDS == 0:
                    self._close(record_id)
            self._lines.append("\x1f".join(["" if one is None else str(one) for one in row]))

    def end(self) -> list[Stretch]:
        """All stretches, the last one closed."""
        self._close("")
        return self._done

    def _close(self, following: str) -> None:
        self._done.append(
            (self._first, hashlib.sha256("\n".join(self._lines).encode()).hexdigest())
        )
        self._first, self._lines = following, []


class ContentHash:
    """The stretches of a whole build, taken while it is written."""

    def __init__(self) -> None:
        self.stretches: dict[str, list[Stretch]] = {}
        self._claims = Stretches()
        self._codelists: list[Row] = []

    def add_records(self, read: Read) -> None:
        """Take all but claims; `read` gives a table's rows in order."""
        self._codelists = list(read("codelists", ("name", "body"), ("name",)))
        for collection in HASHED[:-1]:
            cut = Stretches()
            cut.take(read(f"{collection}_versions", SAID, ("id", "valid_from")))
            self.stretches[collection] = cut.end()
        for table, columns, order in BESIDE:
            cut = Stretches()
            cut.take(read(table, columns, order))
            self.stretches[table] = cut.end()

    def add_claims(self, rows: Iterable[Row]) -> None:
        """Take served rows of claims, which come in order: those of a large build are not read
        again.
        """
        self._claims.take(map(_said_of_claim, rows))

    def hash_with(self, releases: Iterable[Row]) -> str:
        """The hash of a release, 64 hex digits: of all that was taken, and of what the releases say
        of themselves. Whatever an address serves is in it, so that its validators change with it.
        """
        whole = hashlib.sha256()
        stretches = self.stretches | {"claims": self._claims.end()}
        for collection, rows in (
            ("releases", sorted(releases)),
            ("codelists", self._codelists),
            *((table, stretches[table]) for table, _, _ in BESIDE),
            *((collection, stretches[collection]) for collection in HASHED),
        ):
            whole.update(f"{collection}\n".encode())
            for row in rows:
                whole.update("\x1f".join(row).encode() + b"\n")
        return whole.hexdigest()


def content_hash(read: Read, releases: Iterable[Row]) -> str:
    """The hash of rows that are stored."""
    found = ContentHash()
    found.add_records(read)
    found.add_claims(read(CLAIMS_TABLE, columns_of(CLAIMS_TABLE), ("place",)))
    return found.hash_with(releases)
