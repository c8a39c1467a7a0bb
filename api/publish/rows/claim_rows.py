"""Claims: with their ranks over time they become facts, which an external merge sort puts in order
of id, and facts become rows.

Rows that arrive in the order of their key fill tables and indexes from left to right, which keeps a
load linear in its size. Facts are plain tuples, small and quickly written to disk. Raises OSError
when the disk is full.
"""

import marshal
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Self

from api.base.text_fragment import fragment_url
from api.collections.claims import CLAIMS
from api.collections.served import filter_columns
from api.publish.resolve.public_values import public_keys
from api.publish.resolve.spans import LOWER, UPPER
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import RankSpans, json_text
from api.publish.rows.rows import Row, column_keys, span_of
from api.publish.seed.index import Index

# The id, the other public values in their order as far as no rank, and (valid_from, valid_to,
# (rank, reason, note, because, over)) of each rank.
Facts = tuple[Any, ...]

# What `served_row` reads off the declarations, as places in the public values: there are too many
# claims to make a record of each.
_KEYS = public_keys("claims")
_TESTED = tuple(map(_KEYS.index, filter_columns(CLAIMS)))
_SORTS = tuple(
    (_KEYS.index(sort.column), _KEYS.index(sort.then) if sort.then else None, column_keys(sort))
    for sort in CLAIMS.sorts
    if sort.column != "id"
)


def claim_facts(claim: Claim, spans: RankSpans, index: Index) -> Facts:
    """What the rows of a claim hold; the index has address and kind of its document."""
    number, qualifier = claim.number, claim.qualifier
    url = index.urls.get(claim.document_id)
    link = fragment_url(url, claim.quote, claim.prefix, claim.suffix) if url else None
    return (
        *claim[:6],
        number if qualifier in LOWER else claim.minimum,
        number if qualifier in UPPER else claim.maximum,
        *claim[8:18],
        link,
        claim.source_url_unique if url else None,
        index.kinds.get(claim.document_id),
        *claim[19:25],
        tuple(
            [
                (valid_from, valid_to, (rank.rank, rank.reason, rank.note, rank.because, rank.over))
                for valid_from, valid_to, rank in spans
            ]
        ),
    )


def claim_rows(claims: Sequence[Facts], place: int) -> list[Row]:
    """The served rows of some claims, one for each rank over time, numbered from `place` on. Made
    column by column, for the same reason.
    """
    values = [facts[:-1] + rank for facts in claims for _, _, rank in facts[-1]]
    spans = [
        span_of(valid_from, valid_to) for facts in claims for valid_from, valid_to, _ in facts[-1]
    ]
    columns = list(zip(*values, strict=True))
    if not columns:
        return []
    keys: list[Sequence[Any]] = []
    for column, then, keys_of_column in _SORTS:
        keys += (
            keys_of_column(columns[column])
            if then is None
            else keys_of_column(columns[column], columns[then])
        )
    bodies = [json_text(dict(zip(_KEYS, said, strict=True))) for said in values]
    places = range(place, place + len(values))
    tested = (columns[column] for column in _TESTED)
    return list(
        zip(places, columns[0], *zip(*spans, strict=True), *tested, *keys, bodies, strict=True)
    )


_MOST_HELD = 40_000  # claims, about 70 MB
_id = itemgetter(0)
_DIGITS = slice(2, 4)  # of the id `c-0f1e…`: 256 buckets


class ExternalSort:
    """Takes facts of claims, then gives them back in order of id, once. A context: left, nothing of
    it stays on disk.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: defaultdict[str, list[Facts]] = defaultdict(list)
        self._count = 0
        self._file: IO[bytes] | None = None
        self._written: dict[
            str, list[tuple[int, int]]
        ] = {}  # bucket → offset and length of each part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, claims: list[Facts]) -> None:
        """Take some claims."""
        for facts in claims:
            self._held[facts[0][_DIGITS]].append(facts)
        self._count += len(claims)
        if self._count >= _MOST_HELD:
            self._write()

    def in_order(self) -> Iterator[Facts]:
        """Every claim taken, by id; they are given away as they are read."""
        for bucket in sorted(self._held.keys() | self._written.keys()):
            found = self._held.pop(bucket, [])
            for offset, length in self._written.get(bucket, ()):
                found += self._read(offset, length)
            found.sort(key=_id)
            yield from found

    def _write(self) -> None:
        if self._file is None:
            # Open as long as the sort lasts.
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115
        for bucket, held in self._held.items():
            part = marshal.dumps(held)
            self._written.setdefault(bucket, []).append((self._file.tell(), len(part)))
            self._file.write(part)
        self._held.clear()
        self._count = 0

    def _read(self, offset: int, length: int) -> list[Facts]:
        assert self._file is not None
        self._file.seek(offset)
        found: list[Facts] = marshal.loads(self._file.read(length))
        return found
