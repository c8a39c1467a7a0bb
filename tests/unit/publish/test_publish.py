"""Publishing: the same release on both databases and on every run, all or nothing, and what the
rows then hold.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.base.database import Target, parse_target
from api.publish.prove.verify import verify
from api.publish.publish import check_seed, publish, standing_release
from api.publish.store.writer import stored_rows
from tests.unit.publish.seeds import DAYS, SeedFolder, claim, judged

Bodies = Callable[[str], list[dict[str, Any]]]


def sqlite_target(folder: Path) -> Target:
    return Target("sqlite", file=folder / "pledgebook.sqlite")


def bodies(
    target: Target, collection: str, record_id: str
) -> list[tuple[str, str, dict[str, Any]]]:
    rows = stored_rows(
        target,
        f"{collection}_versions",
        ("id", "valid_from", "valid_to", "body"),
        ("id", "valid_from"),
    )
    return [(row[1], row[2], json.loads(row[3])) for row in rows if row[0] == record_id]


def test_versions_follow_the_documents(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    versions = bodies(target, "agreements", "a-deal")
    assert [(start, end) for start, end, _ in versions] == [
        (DAYS["early"], DAYS["middle"]),
        (DAYS["middle"], DAYS["late"]),
        (DAYS["late"], "9999-12-31"),
    ]
    assert [body["status"] for _, _, body in versions] == ["pledged", "pledged", "signed"]
    assert [body["sectors"] for _, _, body in versions] == [[], ["energy"], ["energy"]]
    assert [body["claim_count"] for _, _, body in versions] == [3, 4, 5]


def test_a_firm_lists_where_it_takes_part_from_the_day_that_is_known(
    seed: SeedFolder, tmp_path: Path
) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    before, after = bodies(target, "companies", "acme")
    assert before[2]["participations"] == []
    assert after[0] == DAYS["late"]
    assert [(part["subject_id"], part["role"]) for part in after[2]["participations"]] == [
        ("plant", "developer")
    ]


def test_a_rival_claim_makes_a_conflict_without_any_code(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    claims = [
        claim("amount", number=36_000_000_000, unit="USD"),
        claim("amount", "late", number=40_000_000_000, unit="USD"),
    ]
    seed.record("tranches", "second", *claims)
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    [(_, _, conflict)] = bodies(target, "conflicts", "tranches:second:amount")
    assert (conflict["kind"], conflict["disputed"]) == ("conflict", True)
    assert [side["value_number"] for side in conflict["sides"]] == [36_000_000_000, 40_000_000_000]
    [_, (_, _, record)] = bodies(target, "tranches", "second")
    assert (record["amount"], record["amount_status"], record["conflicts"]) == (
        None,
        "disputed",
        ["amount"],
    )


def test_a_whole_adds_what_its_parts_leave(seed: SeedFolder, tmp_path: Path) -> None:
    packaged = claim("amount_basis", value="packaged")
    seed.record("commitments", "whole", claim("amount", number=490, unit="USD"), packaged)
    seed.record(
        "commitments",
        "part",
        claim("amount", number=332, unit="USD"),
        packaged,
        claim("parent_id", value="whole"),
    )
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    assert bodies(target, "commitments", "whole")[0][2]["amount_usd_counted"] == 158
    assert bodies(target, "commitments", "part")[0][2]["amount_usd_counted"] == 332
    columns = ("id", "amount_usd", "amount_usd_counted", "itemised", "whole_id", "reason")
    # The part comes before its whole in order of id; it is known to lie within it all the same.
    assert list(stored_rows(target, "amount_versions", columns, ("id",))) == [
        ("part", 332, 332, 332, "whole", None),
        ("whole", 490, 158, 0, None, None),
    ]


def test_an_amount_in_another_currency_is_never_converted(seed: SeedFolder, tmp_path: Path) -> None:
    won = claim("amount", number=10_000_000_000_000, unit="KRW", qualifier="about")
    seed.record(
        "projects",
        "refinery",
        won,
        claim("amount_usd", number=6_800_000_000, unit="USD"),
        claim("amount_basis", value="committed"),
    )
    seed.record("projects", "other", won, claim("amount_basis", value="committed"))
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    stated, silent = (
        bodies(target, "projects", "refinery")[0][2],
        bodies(target, "projects", "other")[0][2],
    )
    assert (
        stated["amount"],
        stated["currency"],
        stated["amount_usd"],
        stated["amount_qualifier"],
    ) == (10**13, "KRW", 6_800_000_000, "about")
    assert (silent["amount_usd"], silent["amount_usd_counted"]) == (None, None)


def test_changes_name_the_document_that_brought_them(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    [(_, _, change)] = bodies(target, "changes", f"{DAYS['late']}:agreements:a-deal:status")
    assert (change["before"], change["after"], change["document_id"], change["change"]) == (
        '"pledged"',
        '"signed"',
        "late",
        "document",
    )


def test_a_correction_is_told_apart_from_news(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    entry = {
        "release": "r1",
        "day": "2026-03-01",
        "subject": "projects/plant",
        "field": "status",
        "before": '"agreed"',
        "after": "null",
        "note": "Ours.",
    }
    seed.write("corrections.yaml", [entry])
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    [(_, _, change)] = bodies(target, "changes", "2026-03-01:projects:plant:status:correction")
    assert (change["change"], change["document_id"], change["note"]) == (
        "correction",
        None,
        "Ours.",
    )


def test_a_wording_is_served_once_its_documents_are_known(seed: SeedFolder, tmp_path: Path) -> None:
    names = [
        {"text": "Early name", "documents": ["early"]},
        {"text": "Late name", "documents": ["early", "late"]},
    ]
    seed.record("companies", "acme", claim("aliases", value="Acme"), names=names)
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    assert [body["name"] for _, _, body in bodies(target, "companies", "acme")] == [
        "Early name",
        "Late name",
    ]


def test_moved_and_withdrawn_ids_stand_in_the_register(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    seed.write("projects/ghost.yaml", {"id": "ghost", "withdrawn": "It never was a project."})
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    rows = {
        row[0]: row[1:]
        for row in stored_rows(
            target, "records", ("id", "state", "moved_to", "reason"), ("collection", "id")
        )
    }
    assert rows["old-plant"] == ("moved", "plant", None)
    assert rows["ghost"] == ("withdrawn", None, "It never was a project.")


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
    assert standing[1] == first.hash
    assert verify_stored(target) == first.hash


def verify_stored(target: Target) -> str:
    from api.publish.publish import stored_hash

    return stored_hash(target)


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
    while verify_stored(target) != first.hash and time.monotonic() < deadline:
        time.sleep(0.1)
    assert verify_stored(target) == first.hash
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
    assert verify_stored(target) == first.hash


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


def test_lines_of_json_are_read_like_yaml(seed: SeedFolder) -> None:
    wordings = {
        "names": [{"text": "B", "documents": ["early"]}],
        "summaries": [{"text": "S", "documents": ["early"]}],
    }
    (seed.folder / "companies").mkdir(parents=True)
    lines = [
        {
            "id": name,
            **wordings,
            "claims": [judged(claim("aliases", value=name), "prefer", "more_precise")],
        }
        for name in ("beta", "gamma")
    ]
    (seed.folder / "companies" / "many.jsonl").write_text(
        "\n".join(json.dumps(line) for line in lines), encoding="utf-8"
    )
    check_seed(seed.folder)


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
