"""A large seed is turned into rows by another process: the same rows and the same faults come of it, and its end is noticed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.errors import BuildFaults
from api.publish import batches
from api.publish.ahead import Send, ahead
from api.publish.batches import batches_of
from api.publish.progress import silent
from api.publish.rows.external_sort import Spool
from api.publish.rows.rows import Row
from tests.unit.publish.seeds import SeedFolder, claim


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_LARGE_SEED", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def rows_of(folder: Path, counts: dict[str, int]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for table, rows in batches_of(folder, folder, counts, silent):
        found.setdefault(table, []).extend(rows)
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def test_another_process_makes_the_same_rows(seed: SeedFolder, request: pytest.FixtureRequest) -> None:
    seed.deal()
    counts: dict[str, int] = {}
    here = rows_of(seed.folder, counts)
    request.getfixturevalue("elsewhere")
    others: dict[str, int] = {}
    assert rows_of(seed.folder, others) == here
    assert others == counts


@pytest.mark.usefixtures("elsewhere")
def test_its_faults_arrive_all_at_once(seed: SeedFolder) -> None:
    for name in ("one", "two"):
        seed.record("companies", name, claim("country", value="Atlantis"))
    with pytest.raises(BuildFaults) as raised:
        rows_of(seed.folder, {})
    assert [(fault.file, fault.code) for fault in raised.value.faults] == [
        ("seed/companies/one.yaml", "unknown_code"),
        ("seed/companies/two.yaml", "unknown_code"),
    ]


def test_claims_come_in_order_of_id(seed: SeedFolder) -> None:
    seed.deal()
    claims = [row for table, rows in batches_of(seed.folder, seed.folder, {}, silent) for row in rows if table == "claims_versions"]
    assert [row[0] for row in claims] == list(range(1, len(claims) + 1))
    ids = [row[1] for row in claims]
    assert ids == sorted(ids)
    assert len(ids) > 10


def die(send: Send, first: Any) -> None:
    send(first)
    raise SystemExit(3)


def test_the_end_of_the_other_process_is_noticed() -> None:
    messages: Iterator[Any] = ahead(die, "first")
    assert next(messages) == "first"
    with pytest.raises(RuntimeError, match="ended before its time"):
        next(messages)


def test_a_spool_larger_than_memory_gives_all_back_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.publish.rows.external_sort._MOST_HELD", 10)
    facts = [(f"c-{number * 7919 % 65536:04x}", "value", None, ()) for number in range(95)]
    with Spool(tmp_path) as spool:
        for first in range(0, len(facts), 3):
            spool.add(facts[first : first + 3])
        assert list(spool.in_order()) == sorted(facts)
    assert list(tmp_path.iterdir()) == []
