"""The build as a whole: seed in, published release out, or every fault at once and nothing changed.

`publish` is what `pledgebook seed` calls. Raises BuildFaults, and the drivers' errors when the
database cannot be written.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from api.base.database import Target
from api.base.errors import BuildFaults
from api.collections.served_tables import declarations
from api.publish.assemble import rows_of
from api.publish.batches import batches_of
from api.publish.check.citations import citation_faults
from api.publish.check.findings import Findings
from api.publish.progress import SILENT, Progress
from api.publish.rows.content_hash import ContentHash, content_hash
from api.publish.rows.release import (
    dataset_row,
    hashed_releases,
    list_releases,
    release_rows,
    seed_fingerprint,
)
from api.publish.rows.rows import CLAIMS_TABLE
from api.publish.seed.read_seed import Seed
from api.publish.store.writer import Writer, stored_rows, writer


@dataclass(frozen=True)
class Published:
    """What a build came to; `changed` is false where the same release stood there already."""

    release_id: str
    hash: str
    counts: dict[str, int]
    changed: bool
    warnings: tuple[str, ...] = ()  # what an editor should look at


def check_seed(folder: Path, progress: Progress = SILENT) -> Findings:
    """Everything `publish` checks, without a database. Raises BuildFaults; returns warnings."""
    findings = findings_of(Seed(folder), progress)
    if findings.faults:
        raise BuildFaults(findings.faults)
    return findings


def findings_of(seed: Seed, progress: Progress = SILENT, documents: Path | None = None) -> Findings:
    """Every fault and warning of a seed, and where a folder of documents is named, of what it cites
    of them.
    """
    findings = Findings()
    try:
        for _ in rows_of(seed, {}, progress, findings):
            pass
    except BuildFaults as error:  # code lists raise before anything can be checked against them
        findings.add(fault for fault in error.faults if fault not in findings.faults)
    if documents is not None:
        findings.add(citation_faults(seed, documents))
    return findings


def publish(
    target: Target,
    folder: Path,
    progress: Progress = SILENT,
    *,
    force: bool = False,
    is_draft: bool = False,
) -> Published:
    """Publish the seed; an equal release already there is left untouched, unless forced. A draft
    may differ from what was published of former days.
    """
    seed = Seed(folder)
    built_from = seed_fingerprint(folder)
    standing = standing_release(target)
    if standing is not None and standing[2] == built_from and not force:
        return Published(standing[0], standing[1], {}, changed=False)
    counts: dict[str, int] = {}
    findings = Findings(is_draft=is_draft)
    with writer(target, progress) as store:
        days, found = _fill(store, seed, counts, progress, findings)
        release = list_releases(seed)[-1]  # the check has seen that there is one
        for table, row in release_rows(list_releases(seed), found, counts):
            store.write(table, [row])
        table, row = dataset_row(release, found, built_from, days, counts)
        store.write(table, [row])
    return Published(
        release.id, found, counts, changed=True, warnings=tuple(map(str, findings.warnings))
    )


def rebuilt_hash(folder: Path) -> str:
    """The content hash a fresh build has, made in a throw-away file."""
    with (
        TemporaryDirectory() as place,
        writer(Target("sqlite", file=Path(place) / "rebuilt.sqlite")) as store,
    ):
        seed = Seed(folder)
        _, found = _fill(store, seed, {}, SILENT, Findings())
        store.abandon()
        return found


def stored_hash(target: Target) -> str:
    """The content hash of the rows a database holds."""
    return content_hash(
        partial(stored_rows, target),
        (
            (release_id, published_at, notes, "" if current else found)
            for release_id, published_at, notes, found, current in stored_rows(
                target, "releases", ("id", "published_at", "notes", "hash", "current"), ("id",)
            )
        ),
    )


def standing_release(target: Target) -> tuple[str, str, str] | None:
    """Id, hash and fingerprint of the release a database holds; None where it holds none or was
    published by other declarations.
    """
    query = "SELECT release_id, hash, fingerprint, declarations FROM dataset"
    try:
        if target.is_sqlite:
            with closing(sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)) as connection:
                found = connection.execute(query).fetchone()
        else:
            with psycopg.connect(target.dsn) as pg:
                found = pg.execute(query).fetchone()
    except (sqlite3.Error, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return None
    return (found[0], found[1], found[2]) if found and found[3] == declarations() else None


def _fill(
    store: Writer, seed: Seed, counts: dict[str, int], progress: Progress, findings: Findings
) -> tuple[list[str], str]:
    """Write every row but the release's; returns the knowledge days and the content hash."""
    cut, records_taken = ContentHash(), False
    for table, rows in batches_of(seed, store.scratch, counts, progress, findings):
        store.write(table, rows)
        if table == CLAIMS_TABLE:
            if not records_taken:
                cut.add_records(store.read)
                records_taken = True
            cut.add_claims(rows)
    days = sorted({str(record.data["known_from"]) for record in seed.records("documents")})
    return days, cut.hash_with(hashed_releases(list_releases(seed)))
