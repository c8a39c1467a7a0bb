"""`pledgebook release`: a file and an entry that never change, written together or not at all."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from api import cli
from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.releases import register
from api.publish.releases.published import newest_published, read_published, release_path
from api.publish.releases.release_file import content_digest
from api.publish.rows.release import list_releases
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder, bodies, claim, sqlite_target

COMMENTED = "# Written by `pledgebook release`.\n"
NEXT = '- id: next\n  published_at: "2026-11-21T11:00:00Z"\n  notes: >-\n    Not\n    yet.\n'
TIMES = {"r1": "2026-11-21T12:00:00Z", "r2": "2026-11-22T12:00:00Z", "r3": "2026-11-23T12:00:00Z"}


@pytest.fixture
def folder(seed: SeedFolder) -> Path:
    """A small whole that was never published."""
    seed.deal()
    (seed.folder / "releases.yaml").write_text(COMMENTED + NEXT, encoding="utf-8")
    return seed.folder


def release(folder: Path, name: str, *more: str) -> int:
    asked = ["release", name, "--seed", str(folder), "--notes", f"Notes of {name}: “new”."]
    return cli.main([*asked, "--published-at", TIMES[name], "--yes", *more])


def entries(folder: Path) -> list[dict[str, Any]]:
    return Seed(folder).listing("releases.yaml")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "releases").iterdir())


def test_it_writes_the_file_and_the_entry(folder: Path, database_url: str) -> None:
    assert release(folder, "r1") == 0
    (entry,) = entries(folder)
    assert (folder / "releases.yaml").read_text(encoding="utf-8").startswith(COMMENTED)
    lines = gzip.decompress((folder / "releases" / "r1.jsonl.gz").read_bytes()).splitlines(True)
    assert entry["hash"] == content_digest(lines[1:])
    assert entry["counts"]["projects"] == 1
    assert entry["brought"]["records_added"] == 4
    target = parse_target(database_url)
    published = publish(target, folder)
    assert (published.release_id, published.hash) == ("r1", entry["hash"])
    ((_, _, item),) = bodies(target, "releases", "r1")
    assert (item["hash"], item["current"], item["notes"]) == (
        entry["hash"],
        True,
        "Notes of r1: “new”.",
    )


def test_a_second_one_keeps_the_rest_of_the_register(folder: Path) -> None:
    release(folder, "r1")
    first = (folder / "releases.yaml").read_bytes() + b"\n# A comment of ours.\n"
    (folder / "releases.yaml").write_bytes(first)
    SeedFolder.record(of(folder), "companies", "beta", claim("aliases", value="Beta"))
    assert release(folder, "r2") == 3
    assert (folder / "releases.yaml").read_bytes() == first
    assert release(folder, "r2", "--accept") == 0
    assert (folder / "releases.yaml").read_bytes().startswith(first)
    assert [one["id"] for one in entries(folder)] == ["r1", "r2"]
    assert entries(folder)[1]["previous_id"] == "r1"
    assert files(folder) == ["r1.jsonl.gz", "r2.jsonl.gz"]


def of(folder: Path) -> SeedFolder:
    """The folder to be written on, as it stands."""
    seed = object.__new__(SeedFolder)
    seed.folder = folder
    return seed


def test_what_is_being_worked_on_gives_way(folder: Path) -> None:
    release(folder, "r1")
    text = (folder / "releases.yaml").read_text(encoding="utf-8")
    draft = NEXT.replace("T11", "T13")
    (folder / "releases.yaml").write_text(text + draft + "# The end.\n", encoding="utf-8")
    of(folder).record("companies", "beta", claim("aliases", value="Beta"))
    assert release(folder, "r2", "--accept") == 0
    assert [one["id"] for one in entries(folder)] == ["r1", "r2"]
    now = (folder / "releases.yaml").read_text(encoding="utf-8")
    assert now.startswith(text + "# The end.\n")


def test_the_same_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(folder, "r1")
    before = (folder / "releases.yaml").read_bytes(), release_path(folder, "r1").read_bytes()
    assert release(folder, "r1") == 0
    assert "already; nothing changed" in capsys.readouterr().out
    assert release(folder, "r2") == 1
    assert "What stands in the seed is release r1" in capsys.readouterr().err
    assert before == (
        (folder / "releases.yaml").read_bytes(),
        release_path(folder, "r1").read_bytes(),
    )


def test_other_content_under_its_id_is_refused_and_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(folder, "r1")
    before = (folder / "releases.yaml").read_bytes(), release_path(folder, "r1").read_bytes()
    of(folder).record("companies", "acme", claim("aliases", value="Other"), name="Acmé")
    capsys.readouterr()
    assert release(folder, "r1", "--accept") == 1
    said = capsys.readouterr()
    assert "companies/acme `aliases`" in said.out
    assert "never changes" in said.err
    assert before == (
        (folder / "releases.yaml").read_bytes(),
        release_path(folder, "r1").read_bytes(),
    )


def test_killed_before_the_entry_nothing_counts_and_a_rerun_mends_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(folder, "r1")
    of(folder).record("companies", "beta", claim("aliases", value="Beta"))

    def killed(path: Path, content: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(register, "write_whole", killed)
        with pytest.raises(KeyboardInterrupt):
            release(folder, "r2", "--accept")
    assert files(folder) == ["r1.jsonl.gz", "r2.jsonl.gz"]
    assert publish(sqlite_target(tmp_path), folder).release_id == "draft"
    of(folder).record("companies", "gamma", claim("aliases", value="Gamma"))
    assert release(folder, "r2", "--accept") == 0
    newest = newest_published(folder, list_releases(Seed(folder)))
    assert newest is not None
    assert newest.release.id == "r2"
    assert publish(sqlite_target(tmp_path), folder).release_id == "r2"


def test_a_release_that_stands_is_told_by_its_own_hash(folder: Path, database_url: str) -> None:
    release(folder, "r1")
    target = parse_target(database_url)
    made = publish(target, folder)
    again = publish(target, folder)
    assert (made.changed, again.changed) == (True, False)
    assert made.hash == again.hash == entries(folder)[0]["hash"]


def test_nothing_is_published_without_a_yes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["release", "r1", "--seed", str(folder), "--notes", "First.", "--published-at"]
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert cli.main([*asked, TIMES["r1"]]) == 1
    assert [one["id"] for one in entries(folder)] == ["next"]
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    assert cli.main([*asked, TIMES["r1"]]) == 0


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("draft", {}, "has a meaning of its own"),
        ("no such", {}, "no id of a release"),
        ("r9", {"--published-at": "yesterday"}, "no time in UTC"),
        ("r9", {"--published-at": "2999-01-01T00:00:00Z"}, "still to come"),
        ("r9", {"--published-at": "2026-11-21T12:00:00Z"}, "is not after"),
    ],
)
def test_what_no_release_can_be_is_refused(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    more: dict[str, str],
    said: str,
) -> None:
    release(folder, "r1")
    of(folder).record("companies", "beta", claim("aliases", value="Beta"))
    given = {"--seed": str(folder), "--notes": "A.", "--published-at": TIMES["r2"]} | more
    words = [part for pair in given.items() for part in pair]
    assert cli.main(["release", name, "--yes", "--accept", *words]) == 1
    assert said in capsys.readouterr().err
    assert [one["id"] for one in entries(folder)] == ["r1"]


def test_a_withdrawn_one_keeps_its_hash_and_reason(folder: Path, database_url: str) -> None:
    release(folder, "r1")
    of(folder).record("companies", "beta", claim("aliases", value="Beta"))
    release(folder, "r2", "--accept")
    former = entries(folder)[1]
    asked = ["release", "r2", "--seed", str(folder), "--withdraw"]
    assert cli.main(asked) == 2
    assert cli.main([*asked, "--reason", "Quotes too much."]) == 0
    assert cli.main([*asked, "--reason", "Once more."]) == 0
    entry = entries(folder)[1]
    assert {key: entry[key] for key in former} == former
    assert entry["withdrawn_reason"] == "Quotes too much."
    assert files(folder) == ["r1.jsonl.gz"]
    assert release(folder, "r2", "--accept") == 1
    target = parse_target(database_url)
    assert publish(target, folder).release_id == "draft"
    ((_, _, item),) = bodies(target, "releases", "r2")
    assert (item["hash"], item["withdrawn_reason"], item["current"]) == (
        former["hash"],
        "Quotes too much.",
        False,
    )
    assert item["withdrawn_on"] == entry["withdrawn_on"]
    ((_, _, draft),) = bodies(target, "releases", "draft")
    assert draft["previous_id"] == "r1"
    assert cli.main([*asked[:1], "r9", *asked[2:], "--reason", "x"]) == 1


def test_a_file_that_was_changed_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(folder, "r1")
    path = release_path(folder, "r1")
    first, *rest = gzip.decompress(path.read_bytes()).splitlines(True)
    path.write_bytes(gzip.compress(b"".join([first, *rest[:-1]])))
    assert cli.main(["diff", "--seed", str(folder)]) == 1
    assert "was changed" in capsys.readouterr().err
    head = json.loads(first) | {"hash": content_digest(rest[:-1])}
    lines = [json.dumps(head).encode() + b"\n", *rest[:-1]]
    path.write_bytes(gzip.compress(b"".join(lines)))
    assert cli.main(["diff", "--seed", str(folder)]) == 1
    assert "the register names" in capsys.readouterr().err
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF  # a disk that forgets a byte
    for damaged in (content, content[:40], b"\x1f\x8b\x08" + bytes(30)):
        path.write_bytes(damaged)
        assert cli.main(["diff", "--seed", str(folder)]) == 1
        assert "restore the file from version control" in capsys.readouterr().err


def test_every_release_stays_in_the_register(folder: Path, database_url: str) -> None:
    for number, name in enumerate(("r1", "r2", "r3")):
        of(folder).record("companies", f"firm-{number}", claim("aliases", value=f"F{number}"))
        assert release(folder, name, "--accept") == 0
    target = parse_target(database_url)
    assert publish(target, folder).release_id == "r3"
    for name, number in (("r1", 2), ("r2", 3), ("r3", 4)):
        ((_, _, item),) = bodies(target, "releases", name)
        counts = {one["collection"]: one["records"] for one in item["counts"]}
        assert counts["companies"] == number
        published = read_published(
            folder, next(r for r in list_releases(Seed(folder)) if r.id == name)
        )
        assert item["hash"] == published.release.hash


def test_a_register_of_another_style_is_left_alone(seed: SeedFolder) -> None:
    seed.deal()
    before = (seed.folder / "releases.yaml").read_bytes()
    assert release(seed.folder, "r2") == 1
    assert (seed.folder / "releases.yaml").read_bytes() == before
