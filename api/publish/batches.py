"""All rows of a release but its own, in batches of one table each: the stream that a store takes.
Claims come last, by id.

Raises BuildFaults.
"""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from api.collections.served_tables import CLAIMS_INDEX, SERVED
from api.publish.assemble import rows_of
from api.publish.check.findings import Findings
from api.publish.progress import Progress
from api.publish.rows.change_rows import NO_SOURCES, Sources
from api.publish.rows.claim_rows import ExternalSort, claim_rows
from api.publish.rows.claim_words import claim_words
from api.publish.rows.coverage_rows import COVERAGE_TABLE, Coverage
from api.publish.rows.rows import CLAIM_FACTS, CLAIMS_TABLE, Batch, Row
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_vocabulary import Vocabulary
from api.publish.seed.read_seed import Seed

_FULL = 2000  # weight of a batch, about kilobytes
# So few that from facts to stored rows they stay in the processor's own cache: a quarter less time
# for claims.
_CLAIMS = 120
_WITH_BODY = {table.name for table in SERVED.values()}


def batches_of(
    seed: Seed,
    scratch: Path,
    counts: dict[str, int],
    progress: Progress,
    findings: Findings,
    sources: Sources = NO_SOURCES,
    *,
    searched: bool = True,
) -> Iterator[Batch]:
    """Every row the seed comes to. `scratch` has room for what memory does not hold; `counts` is
    filled with living records, `findings` with faults and warnings; `sources` is what changes say
    of documents. Without `searched` no rows of the search indexes are made: no hash and no release
    file has them.
    """
    buffers, vocabulary, coverage = _Buffers(), Vocabulary(), Coverage(seed)
    with _no_collector(), ExternalSort(scratch) as facts:
        for table, rows in rows_of(
            seed, counts, progress, findings, sources, coverage, searched=searched
        ):
            if table == CLAIM_FACTS:
                facts.add(rows)
                coverage.add(rows)
                continue
            if table == STAGING:
                vocabulary.add(rows)
            yield from buffers.add(table, rows)
        for table, rows in vocabulary.rows():
            yield from buffers.add(table, rows)
        yield from buffers.add(COVERAGE_TABLE, list(coverage.rows()))
        yield from buffers.rest()
        claims, done, place = facts.in_order(), 0, 1
        while some := list(islice(claims, _CLAIMS)):
            done += len(some)
            progress("claims", done)
            rows = claim_rows(some, place)
            place += len(rows)
            yield CLAIMS_TABLE, rows
            if searched:
                yield CLAIMS_INDEX, claim_words(some, place - len(rows))
        yield CLAIMS_TABLE, []


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rows form no cycles, and looking for some among a million records takes its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Buffers:
    """Rows held back a table until they fill a batch."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._weights: Counter[str] = Counter()

    def add(self, table: str, rows: list[Row]) -> Iterator[Batch]:
        """Take some rows; gives the batch that they fill, if any."""
        self._rows.setdefault(table, []).extend(rows)
        # Most records take about a kilobyte, but a firm may list thousands of participations in its
        # body.
        self._weights[table] += len(rows) + (
            sum(len(row[-1]) for row in rows) // 2000 if table in _WITH_BODY else 0
        )
        if self._weights[table] >= _FULL:
            del self._weights[table]
            yield table, self._rows.pop(table)

    def rest(self) -> Iterator[Batch]:
        """Whatever is still held."""
        yield from ((table, rows) for table, rows in self._rows.items() if rows)
