"""A release is published whole or not at all, the same on both databases, and verified."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from api.base.database import parse_target
from api.publish.prove.verify import verify
from api.publish.publish import publish, standing_release, stored_hash
from tests.unit.publish.seeds import SeedFolder, bodies, claim, sqlite_target


def test_both_databases_hold_the_same_release(
    seed: SeedFolder, tmp_path: Path, postgres_url: str
) -> None:
    seed.deal()
    sqlite, postgres = sqlite_target(tmp_path), parse_target(postgres_url)
    assert publish(sqlite, seed.folder).hash == publish(postgres, seed.folder).hash
    for target in (sqlite, postgres):
        assert verify(target, seed.folder, None).faults == []


def test_seeding_twice_changes_nothing(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    assert publish(target, seed.folder).changed
    before = (target.file.stat().st_ino, target.file.stat().st_mtime_ns)
    assert not publish(target, seed.folder).changed
    assert (target.file.stat().st_ino, target.file.stat().st_mtime_ns) == before


def test_a_new_seed_replaces_all_rows_on_both_databases(
    seed: SeedFolder, database_url: str
) -> None:
    seed.deal()
    target = parse_target(database_url)
    first = publish(target, seed.folder)
    seed.record("companies", "beta", claim("aliases", value="Beta"))
    second = publish(target, seed.folder)
    assert second.changed
    assert second.hash != first.hash
    assert (second.counts["companies"], len(bodies(target, "companies", "acme"))) == (2, 2)


def test_a_release_with_another_name_has_another_hash(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    first = publish(sqlite_target(tmp_path), seed.folder)
    seed.write(
        "releases.yaml",
        [{"id": "r1", "published_at": "2026-11-21T12:00:00Z", "notes": "Other words."}],
    )
    assert publish(sqlite_target(tmp_path), seed.folder).hash != first.hash
    assert verify(sqlite_target(tmp_path), seed.folder, None).faults == []


def test_a_fault_leaves_the_former_release(seed: SeedFolder, database_url: str) -> None:
    seed.deal()
    target = parse_target(database_url)
    first = publish(target, seed.folder)
    seed.record("companies", "beta", claim("country", value="Atlantis"))
    with pytest.raises(Exception, match="Atlantis"):
        publish(target, seed.folder)
    standing = standing_release(target)
    assert standing is not None
    assert standing.release_hash == first.hash
    assert stored_hash(target) == first.hash


_KILLED = """
import os, signal, sys
from pathlib import Path
from api.base.database import parse_target
from api.publish.progress import Progress
from api.publish.publish import publish
class Stop(Progress):
    def __call__(self, task, number):
        if task == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)
target, folder, force = parse_target(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "projects"
publish(target, folder, Stop(print, 60), force=force)
"""


def test_a_killed_build_leaves_the_former_release(
    seed: SeedFolder, database_url: str, tmp_path: Path
) -> None:
    seed.deal()
    target = parse_target(database_url)
    first = publish(target, seed.folder)
    seed.record("companies", "beta", claim("aliases", value="Beta"))
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, database_url, str(seed.folder), "projects"], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30  # PostgreSQL needs a moment to notice that its client is gone
    while stored_hash(target) != first.hash and time.monotonic() < deadline:
        time.sleep(0.1)
    assert stored_hash(target) == first.hash
    assert publish(target, seed.folder).counts["companies"] == 2
    if target.is_sqlite:
        assert [
            path.name for path in target.file.parent.iterdir() if path.name.endswith(".new")
        ] == []


def test_a_full_disk_leaves_the_former_release(
    seed: SeedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    first = publish(target, seed.folder)
    seed.record("companies", "beta", claim("aliases", value="Beta"))

    def refuse(source: object, goal: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="No space left"):
            publish(target, seed.folder)
    assert stored_hash(target) == first.hash


def test_verify_notices_a_changed_database(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    with sqlite3.connect(target.file) as connection:
        connection.execute(
            "UPDATE agreements_versions SET body = replace(body, '550000000000', '500000000000')"
        )
    connection.close()
    [fault] = verify(target, seed.folder, None).faults
    assert "the database was changed" in fault


def test_verify_notices_a_changed_seed(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    seed.record("companies", "beta", claim("aliases", value="Beta"))
    differs, added = verify(target, seed.folder, None).faults
    assert "The seed gives the hash" in differs
    assert "on `aliases` in seed/companies/beta.yaml is in the seed but not in the release" in added


def test_verify_names_a_claim_that_was_taken_away(seed: SeedFolder, tmp_path: Path) -> None:
    seed.record(
        "agreements", "a-deal", claim("kind", value="framework"), claim("status", value="signed")
    )
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    seed.record("agreements", "a-deal", claim("kind", value="framework"))
    _, gone = verify(target, seed.folder, None).faults
    assert (
        "on `status` of agreements/a-deal (early line 1: 'as told') is in the release but not in "
        "the seed" in gone
    )


def test_a_postgres_reader_sees_one_release_or_the_other(
    seed: SeedFolder, postgres_url: str
) -> None:
    seed.deal()
    target = parse_target(postgres_url)
    publish(target, seed.folder)
    with psycopg.connect(postgres_url) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        before = reader.execute("SELECT count(*) FROM companies_versions").fetchone()
        seed.record("companies", "beta", claim("aliases", value="Beta"))
        publish(target, seed.folder)
        assert reader.execute("SELECT count(*) FROM companies_versions").fetchone() == before
