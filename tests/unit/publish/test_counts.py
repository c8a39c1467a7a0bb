"""What a published seed holds of counts made beforehand: how many records share a value, for as long as they do, on both databases."""

from typing import Any

import pytest

from api.base.database import Target, parse_target
from api.publish.publish import publish
from api.publish.rows import counts
from api.publish.store.writer import stored_rows
from tests.unit.publish.seeds import DAYS, SeedFolder, claim


def test_what_records_share_is_counted_over_knowledge_time(seed: SeedFolder, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MANY", 1)
    target = parse_target(database_url)
    seed.deal()
    publish(target, seed.folder)
    early, middle, late, end = *(DAYS[name] for name in ("early", "middle", "late")), "9999-12-31"
    assert numbers(target, "agreements", "") == [("", early, end, 1)]
    assert numbers(target, "agreements", "status") == [("pledged", early, late, 1), ("signed", late, end, 1)]
    assert numbers(target, "agreements", "no parent_id") == [("", early, end, 1)]
    assert numbers(target, "agreements", "document_ids") == [("early", early, end, 1), ("late", late, end, 1), ("middle", middle, end, 1)]
    assert numbers(target, "projects", "agreement_id") == [("a-deal", late, end, 1)]
    assert {row[1:3] for row in numbers(target, "claims", "document_id")} == {(late, end)}  # of many rows, those of the latest day
    seed.record("agreements", "another", claim("status", "middle", value="pledged"))
    publish(target, seed.folder)
    assert numbers(target, "agreements", "status") == [
        ("pledged", early, middle, 1),
        ("pledged", middle, late, 2),
        ("pledged", late, end, 1),
        ("signed", late, end, 1),
    ]
    monkeypatch.setattr(counts, "MOST_DAYS", 2)
    publish(target, seed.folder, force=True)
    assert [row[:3] for row in numbers(target, "agreements", "status")] == [("pledged", middle, late), ("pledged", late, end), ("signed", late, end)]


def numbers(target: Target, collection: str, columns: str) -> list[tuple[Any, ...]]:
    rows = stored_rows(target, counts.TABLE, ("collection", "columns", "value", "valid_from", "valid_to", "records"), ("value", "valid_from"))
    return [row[2:] for row in rows if row[:2] == (collection, columns)]
