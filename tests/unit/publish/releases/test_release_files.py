"""A release that was published keeps its id, its time, its notes and its place in the list."""

import gzip
import json
import shutil
from typing import Any

import pytest

from api.base.errors import Fault
from api.publish.publish import findings_of
from api.publish.releases.release_file import content_digest
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder, claim

FIRST = {"id": "r0", "published_at": "2026-11-20T12:00:00Z", "notes": "The first."}
SECOND = {"id": "r1", "published_at": "2026-11-21T12:00:00Z", "notes": "The second."}
HASH, CONTENT = "a" * 64, content_digest([])  # as printed once, and of what the file holds


@pytest.fixture
def published(seed: SeedFolder) -> SeedFolder:
    """Two releases, of which the first has its file."""
    seed.record("companies", "acme", claim("aliases", value="Acme"))
    head = {"kind": "release", "format": 2, **FIRST, "hash": CONTENT, "printed_hash": HASH}
    folder = seed.folder / "releases"
    folder.mkdir()
    with gzip.open(folder / "r0.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")
    return seed


def faults(seed: SeedFolder, *releases: dict[str, Any]) -> list[Fault]:
    seed.write("releases.yaml", releases)
    return findings_of(Seed(seed.folder)).faults


@pytest.mark.parametrize("hashed", [HASH, CONTENT])
def test_what_was_published_may_stay(published: SeedFolder, hashed: str) -> None:
    assert faults(published, FIRST | {"hash": hashed}, SECOND) == []


@pytest.mark.parametrize(
    ("code", "releases"),
    [
        ("unknown_release", [FIRST | {"id": "r0b", "hash": HASH}, SECOND]),
        ("unknown_release", [SECOND]),
        ("missing_key", [FIRST, SECOND]),
        ("published_differs", [FIRST | {"hash": "c" * 64}, SECOND]),
        ("published_differs", [FIRST | {"hash": HASH, "notes": "Another."}, SECOND]),
        ("published_differs", [{**FIRST, "hash": HASH, "published_at": "2026-11-19T12:00:00Z"}]),
        ("not_in_order", [SECOND | {"hash": HASH}, FIRST | {"hash": HASH}]),
        ("unknown_release", [SECOND | {"hash": HASH}, FIRST | {"id": "r2", "hash": HASH}]),
    ],
)
def test_renaming_reordering_or_changing_one_is_told(
    published: SeedFolder, code: str, releases: list[dict[str, Any]]
) -> None:
    found = faults(published, *releases)
    assert code in {one.code for one in found}
    assert all(one.mend and one.line for one in found)


@pytest.mark.parametrize(
    "content",
    [b"", b"no release", gzip.compress(b"[]\n", mtime=0), b"\x1f\x8b\x08"],
    ids=["empty", "text", "a list", "cut off"],
)
def test_a_file_that_is_no_release_is_told(published: SeedFolder, content: bytes) -> None:
    (published.folder / "releases" / "r0.jsonl.gz").write_bytes(content)
    found = faults(published, FIRST | {"hash": HASH}, SECOND)
    assert [(one.code, one.file) for one in found] == [
        ("bad_release_file", "seed/releases/r0.jsonl.gz")
    ]


WORKED_ON = {"published_at": "2026-11-20T13:00:00Z", "notes": "Not yet."}


@pytest.mark.parametrize(
    "entries",
    [
        [FIRST | {"hash": HASH}, SECOND | {"hash": HASH}],
        [FIRST | {"hash": HASH}, WORKED_ON | {"id": "r2"}],
        [WORKED_ON | {"id": "r2"}],
        [WORKED_ON | {"id": "other"}],
    ],
    ids=["no entry", "an entry without hash", "the first one", "the first one, another entry"],
)
def test_a_file_that_a_stopped_release_left_is_told_and_stops_nothing(
    entries: list[dict[str, Any]], published: SeedFolder
) -> None:
    path = published.folder / "releases" / "r0.jsonl.gz"
    if entries[0]["id"] == "r0":
        shutil.copy(path, path.with_name("r2.jsonl.gz"))
    else:
        path.rename(path.with_name("r2.jsonl.gz"))
    head = {"kind": "release", "format": 2, **FIRST, "id": "r2", "hash": CONTENT}
    head |= {"published_at": "2026-11-22T12:00:00Z", "printed_hash": None}
    with gzip.open(path.with_name("r2.jsonl.gz"), "wt", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")
    published.write("releases.yaml", entries)
    findings = findings_of(Seed(published.folder))
    assert findings.faults == []
    assert "unknown_release" in {one.code for one in findings.warnings}
