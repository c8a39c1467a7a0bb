"""All rows of a release but its own, in batches of one table each: the stream that a store takes. Claims come last, in order of id.

A large seed is turned into rows by a process of its own, so that making and storing them share two cores. Raises BuildFaults.
"""

import gc
import os
from collections.abc import Iterator
from dataclasses import astuple
from itertools import chain
from pathlib import Path

from api.base.errors import BuildFaults, Fault
from api.build.ahead import Send, ahead
from api.build.assemble import rows_of
from api.build.claim_rows import claim_rows
from api.build.progress import Progress, Tell
from api.build.read_seed import Seed
from api.build.rows import Row
from api.build.search_index import STAGING
from api.build.search_rows import Vocabulary
from api.build.spool import Spool

Batch = tuple[str, list[Row]]

_MOST_ROWS = 2000
_MOST_TEXT = 2_000_000  # characters of finished JSON: a firm may list thousands of participations
_LARGE_SEED = 32_000_000  # bytes from which a second process is worth its start
_BODY = 3  # place of the JSON in rows of served tables


def batches_of(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """Every row the seed comes to. `scratch` has room for what cannot stay in memory; `counts` is filled with living records."""
    size = sum(path.stat().st_size for path in folder.glob("*/*.jsonl"))
    if size < _LARGE_SEED or (os.cpu_count() or 1) < 2:
        yield from batches_here(folder, scratch, counts, tell)
        return
    for kind, *content in ahead(_send_batches, folder, scratch, tell.every_seconds if isinstance(tell, Progress) else None):
        if kind == "rows":
            yield content[0], content[1]
        elif kind == "line" and isinstance(tell, Progress):
            tell.show(content[0])
        elif kind == "counts":
            counts |= content[0]
        elif kind == "faults":
            raise BuildFaults([Fault(*fault) for fault in content[0]])


def _send_batches(send: Send, folder: Path, scratch: Path, every_seconds: float | None) -> None:
    """What the other process does."""
    gc.disable()  # rows form no cycles, and looking for some among a million records takes its time
    counts: dict[str, int] = {}
    tell = Progress(lambda text: send(("line", text)), every_seconds or float("inf"))
    try:
        for table, rows in batches_here(folder, scratch, counts, tell):
            send(("rows", table, rows))
    except BuildFaults as error:
        send(("faults", [astuple(fault) for fault in error.faults]))
    send(("counts", counts))


def batches_here(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """The same, made in this process."""
    held, spool, vocabulary = _Held(), Spool(scratch), Vocabulary()
    for table, row in rows_of(Seed(folder), counts, tell):
        if table == "claims":
            spool.add(row)
            continue
        if table == STAGING:
            vocabulary.add(row)
        yield from held.add(table, row)
    for table, row in chain(vocabulary.rows(), _claims(spool, tell)):
        yield from held.add(table, row)
    yield from held.rest()


def _claims(spool: Spool, tell: Tell) -> Iterator[tuple[str, Row]]:
    for number, facts in enumerate(spool.in_order(), 1):
        tell("claims", number)
        yield from claim_rows(facts)


class _Held:
    """Rows held back a table until they fill a batch."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._text: dict[str, int] = {}

    def add(self, table: str, row: Row) -> Iterator[Batch]:
        """Take one row; gives the batch that it fills, if any."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if table.endswith("_versions") and isinstance(row[_BODY], str):
            self._text[table] = self._text.get(table, 0) + len(row[_BODY])
        if len(rows) >= _MOST_ROWS or self._text.get(table, 0) >= _MOST_TEXT:
            self._rows[table], self._text[table] = [], 0
            yield table, rows

    def rest(self) -> Iterator[Batch]:
        """Whatever is still held."""
        yield from ((table, rows) for table, rows in self._rows.items() if rows)
