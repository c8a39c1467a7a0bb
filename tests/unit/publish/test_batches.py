"""The stream of rows that a store takes: claims in order of id, every table whole, and an external
sort that gives back what it took.
"""

from pathlib import Path

import pytest

from api.collections.served_tables import CLAIMS_INDEX
from api.publish.batches import batches_of
from api.publish.check.findings import Findings
from api.publish.progress import SILENT
from api.publish.rows.claim_rows import ExternalSort
from api.publish.rows.rows import Row
from api.publish.rows.search_index import STAGING
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder


def rows_of(folder: Path, counts: dict[str, int], *, searched: bool = True) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    batches = batches_of(Seed(folder), folder, counts, SILENT, Findings(), searched=searched)
    for table, rows in batches:
        found.setdefault(table, []).extend(rows)
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def test_batches_of_any_size_hold_the_same_rows(
    seed: SeedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed.deal()
    counts: dict[str, int] = {}
    whole = rows_of(seed.folder, counts)
    assert counts["claims"] > 10
    monkeypatch.setattr("api.publish.batches._FULL", 1)
    monkeypatch.setattr("api.publish.batches._CLAIMS", 1)
    assert rows_of(seed.folder, {}) == whole


def test_what_is_not_searched_has_all_rows_but_those_of_search(seed: SeedFolder) -> None:
    seed.deal()
    counts: dict[str, int] = {}
    whole = rows_of(seed.folder, {})
    words = {name for name in whole if "search" in name}
    assert {STAGING, CLAIMS_INDEX} <= words
    assert rows_of(seed.folder, counts, searched=False) == {
        name: rows for name, rows in whole.items() if name not in words
    }
    assert counts["claims"] > 10


def test_claims_come_in_order_of_id(seed: SeedFolder) -> None:
    seed.deal()
    claims = [
        row
        for table, rows in batches_of(Seed(seed.folder), seed.folder, {}, SILENT, Findings())
        for row in rows
        if table == "claims_versions"
    ]
    assert [row[0] for row in claims] == list(range(1, len(claims) + 1))
    ids = [row[1] for row in claims]
    assert ids == sorted(ids)
    assert len(ids) > 10


def test_a_sort_larger_than_memory_gives_all_back_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.publish.rows.claim_rows._MOST_HELD", 10)
    facts = [(f"c-{number * 7919 % 65536:04x}", "value", None, ()) for number in range(95)]
    with ExternalSort(tmp_path) as claims:
        for first in range(0, len(facts), 3):
            claims.add(facts[first : first + 3])
        assert list(claims.in_order()) == sorted(facts)
    assert list(tmp_path.iterdir()) == []
