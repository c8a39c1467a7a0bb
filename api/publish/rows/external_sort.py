"""Claims in order of id, in whatever order their records came: few stay in memory, many lie in buckets on disk meanwhile.

Rows that arrive in the order of their key fill tables and indexes from left to right, which keeps a load linear in its size. An id is a
hash, so its first digits divide the claims into buckets of one size. Raises OSError when the disk is full.
"""

import marshal
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self

from api.publish.rows.claim_rows import Facts

_MOST_HELD = 100_000  # claims, about 70 MB
_id = itemgetter(0)
_DIGITS = slice(2, 4)  # of the id `c-0f1e…`: 256 buckets


class ExternalSort:
    """Takes facts of claims, then gives them back in order of id, once. A context: left, nothing of it stays on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: defaultdict[str, list[Facts]] = defaultdict(list)
        self._count = 0
        self._file: IO[bytes] | None = None
        self._written: dict[str, list[tuple[int, int]]] = {}  # bucket → offset and length of each part

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
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 (open as long as the sort lasts)
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
