"""Tenth stage of the build: the release: a content hash that is equal on every database and run, and the rows that announce it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from api.base.errors import BuildFaults, Fault
from api.build.materialise import Version, json_text
from api.build.read_seed import Seed
from api.build.rows import CLAIMS, Row, columns_of, served_row
from api.resources import RECORDS
from api.resources.served import FOREVER

_HASHED = (*(resource.name for resource in RECORDS), "documents")
_ROOT = Path(__file__).resolve().parent.parent
_BUILDING = ("base", "resources", "schema", "build", "formats")


@dataclass(frozen=True)
class Release:
    """One entry of `seed/releases.yaml`."""

    id: str
    published_at: str
    notes: str
    hash: str | None

    @property
    def said(self) -> Row:
        """What it says of itself."""
        return self.id, self.published_at, self.notes


def read_releases(seed: Seed) -> list[Release]:
    """Releases, oldest first; the last is the one being published. Raises BuildFaults when there is none."""
    found = []
    for entry in seed.listing("releases.yaml"):
        missing = [key for key in ("id", "published_at", "notes") if not entry.get(key)]
        if missing:
            raise BuildFaults([Fault("seed/releases.yaml", 1, "missing_key", f"every release needs {', '.join(missing)}")])
        found.append(Release(str(entry["id"]), str(entry["published_at"]), str(entry["notes"]), entry.get("hash")))
    if not found:
        raise BuildFaults([Fault("seed/releases.yaml", 1, "missing_release", "name at least one release: id, published_at, notes")])
    return found


# Reads columns of a table in the order of other columns.
Read = Callable[[str, tuple[str, ...], tuple[str, ...]], Iterator[Row]]
_SAID = ("id", "valid_from", "valid_to", "body")


class ContentHash:
    """sha256 over canonical records and claims with all their versions, in order of id.

    The releases (id, published_at, notes) are in it too, since every answer names them: no two that differ share a hash.
    """

    def __init__(self, releases: Iterable[Row]) -> None:
        self._whole = hashlib.sha256()
        self._take(sorted(releases))

    def add_records(self, read: Read) -> None:
        """Take all that claims are made on; `read` gives a table's rows in order."""
        for collection in _HASHED:
            self._whole.update(f"{collection}\n".encode())
            self._take(read(f"{collection}_versions", _SAID, ("id", "valid_from")))
        self._whole.update(b"claims\n")

    def add_claims(self, rows: Iterable[Row]) -> None:
        """Take served rows of claims, which come after the records and in order: those of a large build are not read again."""
        self._take(map(_said_of_claim, rows))

    def hexdigest(self) -> str:
        """The hash of all that was taken."""
        return self._whole.hexdigest()

    def _take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._whole.update("\x1f".join(row).encode())
            self._whole.update(b"\n")


_said_of_claim = itemgetter(*map(columns_of(CLAIMS).index, _SAID))


def content_hash(read: Read, releases: Iterable[Row]) -> str:
    """The hash of rows that are stored."""
    found = ContentHash(releases)
    found.add_records(read)
    found.add_claims(read(CLAIMS, columns_of(CLAIMS), ("place",)))
    return found.hexdigest()


def release_rows(releases: list[Release], current_hash: str, counts: dict[str, int]) -> Iterator[tuple[str, Row]]:
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
        item["counts"] = [{"collection": name, "records": number} for name, number in counts.items()] if current else []
        yield served_row("releases", Version("0001-01-01", FOREVER, item))


def dataset_row(release: Release, current_hash: str, fingerprint: str, days: list[str], counts: dict[str, int]) -> tuple[str, Row]:
    """The one row that says which release is served."""
    return "dataset", (release.id, current_hash, release.published_at, fingerprint, json_text(days), json_text(counts))


def fingerprint(folder: Path) -> str:
    """sha256 over the seed's files and the code that builds from them: an equal one means an equal database."""
    whole = hashlib.sha256()
    code = [path for part in _BUILDING for path in sorted((_ROOT / part).rglob("*.py"))]
    migrations = sorted((_ROOT.parent / "migrations" / "versions").glob("*.py"))
    data = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".jsonl"))
    for path in (*code, *migrations, *data):
        whole.update(f"{path.name}\x1f{path.stat().st_size}\x1f".encode())
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
