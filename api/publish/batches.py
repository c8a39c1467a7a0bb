"""All rows of a release but its own, in batches of one table each: the stream that a store takes. Claims come last, in order of id.

A large seed is turned into rows by a process of its own, so that making and storing them share two cores. Raises BuildFaults.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from itertools import groupby, islice
from pathlib import Path

from api.base.errors import BuildFaults, Fault
from api.collections import SEARCHED
from api.publish.ahead import Send, ahead
from api.publish.assemble import rows_of
from api.publish.progress import Progress, Tell
from api.publish.resolve.versions import Version
from api.publish.rows.claim_rows import claim_rows
from api.publish.rows.external_sort import Spool
from api.publish.rows.rows import AMOUNTS, CLAIM_FACTS, CLAIMS, VERSIONS, Batch, Row, canonical_rows, list_rows, served_row
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_rows import Vocabulary, search_rows
from api.publish.rows.totals import TOTALS, Cube
from api.publish.seed.index import COLLECTIONS
from api.publish.seed.read_seed import Seed

_FULL = 2000  # weight of a batch, about kilobytes
# So few that from facts to stored rows they stay in the processor's own cache: that takes a quarter off the time for claims.
_CLAIMS = 120
_LARGE_SEED = 32_000_000  # bytes from which a second process is worth its start


def batches_of(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """Every row the seed comes to. `scratch` has room for what cannot stay in memory; `counts` is filled with living records."""
    size = sum(path.stat().st_size for path in folder.glob("*/*.jsonl"))
    make = _batches_here if size < _LARGE_SEED or (os.cpu_count() or 1) < 2 else _batches_from_elsewhere
    made = make(folder, scratch, counts, tell)
    held, vocabulary, cube = _Held(), Vocabulary(), Cube()
    claims: list[Row] = []
    for table, rows in made:
        if table == CLAIMS:
            claims = rows
            break
        for served, found in rows_of_versions(rows).items() if table == VERSIONS else [(table, rows)]:
            if served == STAGING:
                vocabulary.add(found)
            elif served == AMOUNTS:
                cube.add(found)
            yield served, found
    for table, rows in (*vocabulary.rows(), (TOTALS, list(cube.rows()))):
        yield from held.add(table, rows)
    yield from held.rest()
    yield CLAIMS, claims
    yield from made


def rows_of_versions(versions: list[Row]) -> dict[str, list[Row]]:
    """Rows by table of what is stored, served and searched of versions, which come record by record."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for (collection, _), group in groupby(versions, _record_of):
        states = [Version(valid_from, valid_to, item) for _, valid_from, valid_to, item in group]
        for table, rows in canonical_rows(collection, states) if collection in COLLECTIONS else ():
            found[table] += rows
        found["list_values"] += list_rows(collection, states)
        for state in states:
            table, row = served_row(collection, state)
            found[table].append(row)
        if collection in SEARCHED:
            found[STAGING] += search_rows(collection, states)
    return {table: rows for table, rows in found.items() if rows}


def _record_of(version: Row) -> tuple[str, str]:
    return version[0], version[-1]["id"]


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rows form no cycles, and looking for some among a million records takes its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _batches_from_elsewhere(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """What another process makes."""
    with _no_collector():
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
    counts: dict[str, int] = {}
    tell = Progress(lambda text: send(("line", text)), every_seconds or float("inf"))
    try:
        with _no_collector():
            for table, rows in _batches_here(folder, scratch, counts, tell):
                send(("rows", table, rows))
    except BuildFaults as error:
        send(("faults", [astuple(fault) for fault in error.faults]))
    send(("counts", counts))


def _batches_here(folder: Path, scratch: Path, counts: dict[str, int], tell: Tell) -> Iterator[Batch]:
    """Rows, versions in place of what is served of them, and then claims in order, made in this process."""
    held = _Held()
    with Spool(scratch) as spool:
        for table, rows in rows_of(Seed(folder), counts, tell):
            if table == CLAIM_FACTS:
                spool.add(rows)
            elif rows:
                yield from held.add(table, rows)
        yield from held.rest()
        place = 1
        claims = enumerate(spool.in_order(), 1)
        while some := list(islice(claims, _CLAIMS)):
            rows = claim_rows([facts for _, facts in some], place)
            place += len(rows)
            tell("claims", some[-1][0])
            yield CLAIMS, rows
        yield CLAIMS, []


class _Held:
    """Rows held back a table until they fill a batch."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._weights: dict[str, int] = {}

    def add(self, table: str, rows: list[Row]) -> Iterator[Batch]:
        """Take some rows; gives the batch that they fill, if any."""
        held = self._rows.setdefault(table, [])
        held += rows
        weight = self._weights.get(table, 0) + (sum(map(_weight, rows)) if table == VERSIONS else len(rows))
        self._weights[table] = weight
        if weight >= _FULL:
            self._rows[table], self._weights[table] = [], 0
            yield table, held

    def rest(self) -> Iterator[Batch]:
        """Whatever is still held."""
        yield from ((table, rows) for table, rows in self._rows.items() if rows)


def _weight(version: Row) -> int:
    """About how many kilobytes a version takes: most take one, but a firm may list thousands of participations."""
    return 1 + len(version[-1].get("participations") or ()) // 4
