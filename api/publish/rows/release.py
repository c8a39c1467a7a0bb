"""The release and the rows that announce it, and the fingerprint of what it is built from."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.collections.served import FOREVER
from api.collections.served_tables import declarations
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Version, json_text
from api.publish.rows.rows import Row, columns_of, served_row
from api.publish.seed.read_seed import Seed

_ROOT = Path(__file__).resolve().parent.parent.parent
_BUILDING = ("base", "collections", "publish", "formats")


DRAFT_ID = "draft"  # what stands in the seed and equals no published release
_BROUGHT = ("records_added", "values_changed", "corrections", "records_withdrawn")


@dataclass(frozen=True)
class Release:
    """One entry of `seed/releases.yaml`, or the draft. Only a published one has a hash, what it
    `brought`, and the counts of its collections.
    """

    id: str
    published_at: str
    notes: str
    hash: str | None = None
    previous_id: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    brought: Mapping[str, int] = field(default_factory=dict)
    withdrawn_on: str | None = None
    withdrawn_reason: str | None = None


def list_releases(seed: Seed) -> list[Release]:
    """The entries of the register, oldest first; those with faults are left out, which the check
    tells.
    """
    return [
        Release(**{name: entry[name] for name in _ENTRY if entry.get(name) is not None})
        for entry in seed.listing("releases.yaml")
    ]


_ENTRY = tuple(one.name for one in fields(Release))


def working_release(releases: Sequence[Release]) -> Release:
    """What the seed is served as where it equals no published release: the last entry of the
    register where that has no hash yet, else the draft. A draft has no time of its own: it comes a
    second after the last release.
    """
    if releases and releases[-1].hash is None:
        return releases[-1]
    last = releases[-1] if releases else None
    after = datetime.fromisoformat(last.published_at) if last else datetime(1970, 1, 1, tzinfo=UTC)
    time = (after + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    standing = [one.id for one in releases if one.withdrawn_on is None]
    return Release(
        DRAFT_ID,
        time,
        "Not published: what stands in seed/ differs from the last release.",
        previous_id=standing[-1] if standing else None,
    )


def release_item(release: Release, current: Release) -> Values:
    """A release as it is served."""
    return {
        "id": release.id,
        "hash": release.hash or "",
        "published_at": release.published_at,
        "notes": release.notes,
        "current": release.id == current.id,
        "previous_id": release.previous_id,
        "withdrawn_on": release.withdrawn_on,
        "withdrawn_reason": release.withdrawn_reason,
        **{name: release.brought.get(name) for name in _BROUGHT},
        "counts": [
            {"collection": name, "records": number} for name, number in release.counts.items()
        ],
    }


def hashed_releases(items: Iterable[Values], state: str = "") -> list[Row]:
    """All that is served of releases, as the hash covers it. Of one that is only being made, whose
    hash is that of the `state` or none yet, hash and figures follow from the rest.
    """
    made = dict.fromkeys(("hash", "counts", *_BROUGHT))
    return [
        (one["id"], json_text(one | made if one["hash"] in ("", state) else one)) for one in items
    ]


def release_rows(items: Iterable[Values]) -> Iterator[tuple[str, Row]]:
    """Canonical and served rows of every release."""
    for item in items:
        yield "releases", tuple(item[name] for name in columns_of("releases"))
        yield served_row("releases", Version("0001-01-01", FOREVER, item))


def dataset_row(
    release: Release, state: str, built_from: str, days: list[str], counts: Mapping[str, int]
) -> tuple[str, Row]:
    """The one row that says which release is served; `state` is the hash of all rows, those of the
    register too.
    """
    return "dataset", (
        release.id,
        state,
        release.hash or state,
        release.published_at,
        declarations(),
        built_from,
        json_text(days),
        json_text(dict(counts)),
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
    data = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".jsonl", ".gz"))
    whole = hashlib.sha256()
    for path in (*code, *migrations, *data):
        whole.update(f"{path.name}\x1f{path.stat().st_size}\x1f".encode())
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
