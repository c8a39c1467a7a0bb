"""Publishing only what changed: the same rows as a build of the whole gives, whatever was edited, and the whole where that is needed."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.base.database import Target, parse_target
from api.base.errors import BuildFaults
from api.build import claim_rows
from api.build.amend_sqlite import SqliteAmender
from api.build.publish import Published, publish, standing_release
from tests.asking import asking
from tests.databases import sqlite_url
from tests.unit.build.alike import contents
from tests.unit.build.seeds import DAYS, SeedFolder, claim


@pytest.fixture
def deals(seed: SeedFolder) -> SeedFolder:
    """A small whole, with a record of each way in which records read of others."""
    seed.deal()
    seed.record("companies", "beta", claim("kind", value="energy"), name="Beta")
    seed.record(
        "commitments",
        "package",
        claim("agreement_id", value="a-deal"),
        claim("amount", number=9, unit="USD"),
        claim("amount_basis", value="packaged"),
    )
    part = (claim("commitment_id", value="package"), claim("amount", number=4, unit="USD"), claim("amount_basis", value="packaged"))
    seed.record("projects", "part", *part, claim("parties[beta/supplier].amount", number=3, unit="USD"), name="Part")
    seed.record("projects", "quiet", claim("status", value="agreed"), name="Quiet")
    seed.record("events", "talks", claim("subjects", value="projects/quiet"), claim("parties[acme].role", value="participant"))
    seed.record(
        "terms",
        "split",
        claim("agreement_id", value="a-deal"),
        claim("value", number=90, unit="percent"),
        claim("value", "middle", number=50, unit="percent"),
    )
    return seed


def built(published: Published) -> int | None:
    assert published.changed
    return published.built


def test_one_record_written_otherwise_is_all_that_is_built(deals: SeedFolder, database_url: str, whole: Callable[[Path], dict[str, Any]]) -> None:
    target = parse_target(database_url)
    publish(target, deals.folder)
    deals.record("projects", "quiet", claim("status", value="launched"), name="Quiet")
    assert built(publish(target, deals.folder)) == 1
    assert contents(target) == whole(deals.folder)
    assert not publish(target, deals.folder).changed


EDITS: dict[str, tuple[Callable[[SeedFolder], None], int]] = {
    # What is edited, and how many records are built: the one, and those that read of it.
    "a firm's name is shown by the records it takes part in": (
        lambda seed: seed.record("companies", "acme", claim("aliases", value="Acmé"), name="Acme Works"),
        3,
    ),
    "a project's name is shown by what is about it": (lambda seed: seed.record("projects", "quiet", claim("status", value="agreed"), name="Loud"), 2),
    "a new part is listed by the firm": (
        lambda seed: seed.record("projects", "quiet", claim("parties[beta].role", value="investor"), name="Quiet"),
        2,
    ),
    "an amount of another basis is no whole any more": (
        lambda seed: seed.record("commitments", "package", claim("agreement_id", value="a-deal"), claim("amount", number=9, unit="USD")),
        2,
    ),
    "an agreement's amount weighs the conflicts about it": (
        lambda seed: seed.record("agreements", "a-deal", claim("amount", number=7, unit="USD"), claim("status", "late", value="signed")),
        2,
    ),
    "a record is new": (lambda seed: seed.record("projects", "newer", claim("agreement_id", value="a-deal"), name="Newer"), 1),
    "a record is gone": (lambda seed: (seed.folder / "terms" / "split.yaml").unlink(), 1),
    "a record is withdrawn": (lambda seed: seed.record("terms", "split", withdrawn="It was none."), 1),
    "a document is new and nobody cites it": (lambda seed: seed.document("latest", "2026-03-01"), 1),
    "a release is new": (
        lambda seed: seed.write(
            "releases.yaml",
            [
                {"id": "r1", "published_at": "2026-11-21T12:00:00Z", "notes": "First.", "hash": "5f" * 32},
                {"id": "r2", "published_at": "2026-12-01T12:00:00Z", "notes": "Second."},
            ],
        ),
        0,
    ),
    "a mistake of ours is mended": (
        lambda seed: seed.write(
            "corrections.yaml",
            [
                {
                    "release": "r1",
                    "day": DAYS["late"],
                    "subject": "projects/quiet",
                    "field": "status",
                    "before": '"agreed"',
                    "after": None,
                    "note": "Ours.",
                }
            ],
        ),
        0,
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_reads_of_it_is_built_too(name: str, deals: SeedFolder, tmp_path: Path, whole: Callable[[Path], dict[str, Any]]) -> None:
    edit, number = EDITS[name]
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    edit(deals)
    assert built(publish(target, deals.folder)) == number
    assert contents(target) == whole(deals.folder)


def many(seed: SeedFolder, number: int) -> None:
    for one in range(number):
        seed.record("projects", f"many-{one}", claim("status", value="agreed"))


NEED_THE_WHOLE: dict[str, tuple[Callable[[SeedFolder], Any], str]] = {
    # What is edited, and the reason that is told.
    "the day of a document": (lambda seed: seed.document("late", "2026-03-01"), "the day of a document changed"),
    "a firm withdrawn that takes part": (
        lambda seed: seed.record("companies", "acme", withdrawn="It was none."),
        "a record names another that is no more",
    ),
    "more than a few records": (lambda seed: many(seed, 201), "too much is written otherwise"),
}


@pytest.mark.parametrize("name", NEED_THE_WHOLE)
def test_the_whole_is_built_where_it_must(name: str, deals: SeedFolder, tmp_path: Path, whole: Callable[[Path], dict[str, Any]]) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    edit, reason = NEED_THE_WHOLE[name]
    edit(deals)
    published = publish(target, deals.folder)
    assert (built(published), published.whole_since) == (None, reason)
    assert contents(target) == whole(deals.folder)


FAULTS: dict[str, tuple[Callable[[SeedFolder], Any], str]] = {
    "an unknown code": (lambda seed: seed.record("projects", "quiet", claim("status", value="asleep")), "unknown_code"),
    "a record gone that another names": (lambda seed: (seed.folder / "agreements" / "a-deal.yaml").unlink(), "dangling_reference"),
    "a document gone": (lambda seed: (seed.folder / "documents" / "middle.yaml").unlink(), "dangling_reference"),
    "an id used twice": (
        lambda seed: (seed.folder / "projects" / "more.jsonl").write_text(json.dumps({"id": "quiet", "names": [], "claims": []}) + "\n"),
        "duplicate_id",
    ),
    "a previous id that lives": (
        lambda seed: seed.record("projects", "newer", claim("status", value="agreed"), previous_ids=["quiet"]),
        "duplicate_id",
    ),
    "a previous id of two": (
        lambda seed: seed.record("projects", "newer", claim("status", value="agreed"), previous_ids=["old-plant"]),
        "duplicate_id",
    ),
    "a line repeated": (
        lambda seed: (seed.folder / "projects" / "more.jsonl").write_text(2 * (json.dumps({"id": "twice", "names": [], "claims": []}) + "\n")),
        "duplicate_id",
    ),
    "no YAML": (lambda seed: (seed.folder / "projects" / "quiet.yaml").write_text("{"), "not_yaml"),
    "a folder of no collection": (lambda seed: seed.write("planets/mars.yaml", {"id": "mars"}), "unknown_collection"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_told_in_full_and_nothing_changes(name: str, deals: SeedFolder, tmp_path: Path) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    stood, before = standing_release(target), contents(target)
    edit, code = FAULTS[name]
    edit(deals)
    with pytest.raises(BuildFaults) as raised:
        publish(target, deals.folder)
    assert code in {fault.code for fault in raised.value.faults}
    assert (standing_release(target), contents(target)) == (stood, before)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


def test_an_id_that_moves_leads_to_the_new_one(deals: SeedFolder, database_url: str, whole: Callable[[Path], dict[str, Any]]) -> None:
    target = parse_target(database_url)
    publish(target, deals.folder)
    (deals.folder / "terms" / "split.yaml").unlink()
    deals.record("terms", "share", claim("agreement_id", value="a-deal"), previous_ids=["split"])
    assert built(publish(target, deals.folder)) == 2
    assert contents(target) == whole(deals.folder)


def test_room_is_made_in_the_search_index_for_records_one_after_another(
    deals: SeedFolder, tmp_path: Path, whole: Callable[[Path], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("claim_rows", "batches"):
        monkeypatch.setattr(f"api.build.{module}.PLACES_APART", 2**20)  # of claims there is room enough
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    for first in (0, 70, 140):
        for number in range(first, first + 70):  # each of them between the former and the one that stands
            deals.record("projects", f"qu-{number:03}", claim("status", value="agreed"), name=f"Row {number}")
        assert built(publish(target, deals.folder)) == 70
    assert contents(target) == whole(deals.folder)


def test_where_no_place_is_left_between_claims_the_whole_is_built(deals: SeedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    with monkeypatch.context() as patched:
        for module in ("claim_rows", "batches"):
            patched.setattr(f"api.build.{module}.PLACES_APART", 1)
        publish(target, deals.folder)
    deals.record("projects", "quiet", claim("status", value="launched"), claim("sector", value="energy"), claim("country", value="US"), name="Quiet")
    assert built(publish(target, deals.folder)) is None
    assert claim_rows.PLACES_APART > 1


def test_another_release_published_meanwhile_is_not_written_over_with_an_older_one(
    deals: SeedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    deals.record("projects", "quiet", claim("status", value="launched"), name="Quiet")
    begin = SqliteAmender.begin

    def late(self: SqliteAmender) -> None:
        monkeypatch.undo()
        publish(target, deals.folder, force=True)
        begin(self)

    monkeypatch.setattr(SqliteAmender, "begin", late)
    assert built(publish(target, deals.folder)) is None


def test_rows_of_other_code_are_not_built_upon(deals: SeedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    publish(target, deals.folder)
    stood = standing_release(target)
    with sqlite3.connect(target.file) as connection:  # published by another process just after this one looked
        connection.execute("UPDATE dataset SET code = 'other'")
    connection.close()
    deals.record("projects", "quiet", claim("status", value="launched"), name="Quiet")
    with monkeypatch.context() as patched:
        patched.setattr("api.build.publish.standing_release", lambda _: stood)
        assert built(publish(target, deals.folder)) is None


ADDRESSES = (
    "/v1/search?q=a&limit=2",
    "/v1/projects?q=qu&limit=2",
    "/v1/claims?q=a&limit=3",
    "/v1/claims?limit=3",
    "/v1/claims?sort=-field&limit=4",
    "/v1/projects?status=agreed&limit=2",
    "/v1/totals?basis=packaged",
    "/v1/changes",
    "/v1/projects.csv",
)


def test_a_server_cannot_tell_how_its_release_came_about(deals: SeedFolder, tmp_path: Path) -> None:
    amended, whole = sqlite_url(tmp_path / "amended.sqlite"), sqlite_url(tmp_path / "whole.sqlite")
    publish(parse_target(amended), deals.folder)
    for number in range(9):
        deals.record("projects", f"qu-{number}", claim("status", value="agreed"), claim("sector", value="energy"), name=f"Row {number}")
        assert built(publish(parse_target(amended), deals.folder)) == 1
    publish(parse_target(whole), deals.folder)
    with asking(amended) as one, asking(whole) as other:
        for address in ADDRESSES:
            pages = 0
            following: str | None = address
            while following:  # the cursor of the one is taken to the other
                answers = [server.get(following) for server in (one, other)]
                assert answers[0].status_code == 200, answers[0].text
                assert (answers[0].content, answers[0].headers["etag"]) == (answers[1].content, answers[1].headers["etag"]), following
                following = None if ".csv" in address or "totals" in address else answers[0].json()["links"]["next"]
                pages += 1
            assert pages > 1 or "limit" not in address, address
