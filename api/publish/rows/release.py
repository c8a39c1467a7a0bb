"""The release and the rows that announce it, and the fingerprint of what it is built from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.collections.served import FOREVER
from api.collections.served_tables import declarations
from api.publish.resolve.versions import Version, json_text
from api.publish.rows.rows import Row, served_row
from api.publish.seed.read_seed import Seed

_ROOT = Path(__file__).resolve().parent.parent.parent
_BUILDING = ("base", "collections", "publish", "formats")


@dataclass(frozen=True)
class Release:
    """One entry of `seed/releases.yaml`."""

    id: str
    published_at: str
    notes: str
    hash: str | None


def hashed_releases(releases: list[Release]) -> list[Row]:
    """What the releases say of themselves. The hash of the last is only being made."""
    return [
        (one.id, one.published_at, one.notes, "" if one is releases[-1] else one.hash or "")
        for one in releases
    ]


def list_releases(seed: Seed) -> list[Release]:
    """Releases, oldest first; the last is the one being published. Those with faults are left out,
    which the check tells.
    """
    return [
        Release(entry["id"], entry["published_at"], entry["notes"], entry.get("hash"))
        for entry in seed.listing("releases.yaml")
    ]


def release_rows(
    releases: list[Release], current_hash: str, counts: dict[str, int]
) -> Iterator[tuple[str, Row]]:
    """Canonical and served rows of every release."""
    for release in releases:
        current = release is releases[-1]
        item: dict[str, Any] = {
            "id": release.id,
            "hash": current_hash if current else release.hash or "",
            "published_at": release.published_at,
            "notes": release.notes,
            "current": current,
        }
        yield "releases", tuple(item.values())
        item["counts"] = (
            [{"collection": name, "records": number} for name, number in counts.items()]
            if current
            else []
        )
        yield served_row("releases", Version("0001-01-01", FOREVER, item))


def dataset_row(
    release: Release, current_hash: str, built_from: str, days: list[str], counts: dict[str, int]
) -> tuple[str, Row]:
    """The one row that says which release is served."""
    return "dataset", (
        release.id,
        current_hash,
        release.published_at,
        declarations(),
        built_from,
        json_text(days),
        json_text(counts),
    )


def seed_fingerprint(folder: Path) -> str:
    """sha256 over the seed's files and the code that builds from them: an equal one means an equal
    database.
    """
    code = [
        path
        for part in _BUILDING
        for path in sorted((_ROOT / part).rglob("*"))
        if path.suffix in (".py", ".json")
    ]
    migrations = sorted((_ROOT.parent / "migrations" / "versions").glob("*.py"))
    data = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".jsonl"))
    whole = hashlib.sha256()
    for path in (*code, *migrations, *data):
        whole.update(f"{path.name}\x1f{path.stat().st_size}\x1f".encode())
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
