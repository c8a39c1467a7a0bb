"""All rows of a release but its own, in batches of one table each: the stream that a store takes. Claims come last, in order of id.

A large seed is turned into rows by a process of its own, so that making and storing them share two cores. Raises BuildFaults.
"""

import gc
import os
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from api.base.errors import BuildFaults, Fault
from api.build.ahead import Send, ahead
from api.build.assemble import rows_of
from api.build.claim_rows import claim_rows
from api.build.materialise import Version
from api.build.progress import Progress, Tell
from api.build.read_seed import Seed
from api.build.rows import VERSIONS, Row, served_row
from api.build.search_index import STAGING
from api.build.search_rows import Vocabulary, search_row
from api.build.spool import Spool

Batch = tuple[str, list[Row]]

_FULL = 2000  # weight of a batch, about kilobytes
_LARGE_SEED = 32_000_000  # bytes from which a second process is worth its start
_BODY = -1  # place of the item in a version, and of its JSON in rows of served tables


def batches_of(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """Every row the seed comes to. `scratch` has room for what cannot stay in memory; `counts` is filled with living records."""
    size = sum(path.stat().st_size for path in folder.glob("*/*.jsonl"))
    make = _batches_here if size < _LARGE_SEED or (os.cpu_count() or 1) < 2 else _batches_from_elsewhere
    held, vocabulary = _Held(), Vocabulary()
    for table, rows in make(folder, scratch, counts, tell):
        if table == VERSIONS:
            yield from _served(rows, held, vocabulary)
            continue
        if table == STAGING:
            for row in rows:
                vocabulary.add(row)
        yield table, rows
    for table, row in vocabulary.rows():
        yield from held.add(table, row)
    yield from held.rest()


def _served(versions: list[Row], held: "_Held", vocabulary: Vocabulary) -> Iterator[Batch]:
    """What is served and searched of versions."""
    for collection, valid_from, valid_to, item in versions:
        version = Version(valid_from, valid_to, item)
        yield from held.add(*served_row(collection, version))
        table, row = search_row(collection, version)
        vocabulary.add(row)
        yield from held.add(table, row)


def _batches_from_elsewhere(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """What another process makes."""
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
        for table, rows in _batches_here(folder, scratch, counts, tell):
            send(("rows", table, rows))
    except BuildFaults as error:
        send(("faults", [astuple(fault) for fault in error.faults]))
    send(("counts", counts))


def _batches_here(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """Rows, versions in place of what is served of them, and claims in order, made in this process."""
    held = _Held()
    with Spool(scratch) as spool:
        for table, row in rows_of(Seed(folder), counts, tell):
            if table == "claims":
                spool.add(row)
            else:
                yield from held.add(table, row)
        place = 0
        for number, facts in enumerate(spool.in_order(), 1):
            tell("claims", number)
            for table, row in claim_rows(facts):
                place += 1
                yield from held.add(table, (place, *row))
    yield from held.rest()


class _Held:
    """Rows held back a table until they fill a batch."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._weights: dict[str, int] = {}

    def add(self, table: str, row: Row) -> Iterator[Batch]:
        """Take one row; gives the batch that it fills, if any."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        weight = self._weights.get(table, 0) + _weight(table, row)
        self._weights[table] = weight
        if weight >= _FULL:
            self._rows[table], self._weights[table] = [], 0
            yield table, rows

    def rest(self) -> Iterator[Batch]:
        """Whatever is still held."""
        yield from ((table, rows) for table, rows in self._rows.items() if rows)


def _weight(table: str, row: Row) -> int:
    """About how many kilobytes a row takes: most take one, but a firm may list thousands of participations."""
    if table == VERSIONS:
        return 1 + len(row[_BODY].get("participations") or ()) // 4
    body = row[_BODY]
    return 1 + len(body) // 1000 if isinstance(body, str) else 1
