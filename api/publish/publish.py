"""The build as a whole: seed in, published release out, or every fault at once and nothing changed.

`publish` is what `pledgebook seed` calls. Raises BuildFaults, and the drivers' errors when the
database cannot be written.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import orjson
import psycopg

from api.base.database import Target
from api.base.errors import BuildFaults
from api.collections.served_tables import declarations
from api.publish.assemble import rows_of
from api.publish.batches import batches_of
from api.publish.check.citations import citation_faults
from api.publish.check.findings import Findings
from api.publish.compare.change_collector import ChangeCollector
from api.publish.progress import SILENT, Progress
from api.publish.releases.release_file import content_lines
from api.publish.resolve.outcomes import Values
from api.publish.rows.content_hash import ContentHash, content_hash
from api.publish.rows.release import (
    Release,
    dataset_row,
    hashed_releases,
    list_releases,
    release_item,
    release_rows,
    seed_fingerprint,
    working_release,
)
from api.publish.rows.rows import CLAIMS_TABLE
from api.publish.seed.read_seed import Seed
from api.publish.store.sqlite import SqliteWriter
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
    working: Release | None = None,
) -> Published:
    """Publish the seed; an equal release already there is left untouched, unless forced. What
    equals no published release is served as `working`: by default as the register says.
    """
    seed = Seed(folder)
    built_from = seed_fingerprint(folder)
    standing = standing_release(target)
    if standing is not None and standing.built_from == built_from and not force:
        return Published(standing.release_id, standing.release_hash, {}, changed=False)
    findings = Findings()
    with writer(target, progress) as store:
        built = _fill(store, seed, progress, findings, working)
        for table, row in release_rows(built.items):
            store.write(table, [row])
        current, state, counts = built.current, built.state, built.counts
        table, row = dataset_row(current, state, built_from, built.days, counts)
        store.write(table, [row])
    warnings = tuple(map(str, findings.warnings))
    return Published(current.id, current.hash or state, counts, changed=True, warnings=warnings)


def rebuilt_hash(folder: Path) -> str:
    """The content hash a fresh build has, made in a throw-away file."""
    with (
        TemporaryDirectory() as place,
        SqliteWriter(
            Target("sqlite", file=Path(place) / "rebuilt.sqlite"), SILENT, for_reading=True
        ) as store,
    ):
        built = _fill(store, Seed(folder), SILENT, Findings(), searched=False)
        store.abandon()
        return built.state


def stored_hash(target: Target) -> str:
    """The content hash of the rows a database holds."""
    ((state,),) = stored_rows(target, "dataset", ("hash",), ("release_id",))
    bodies = stored_rows(target, "releases_versions", ("body",), ("id",))
    items = [orjson.loads(body) for (body,) in bodies]
    return content_hash(partial(stored_rows, target), hashed_releases(items, state))


class Standing(NamedTuple):
    """The release a database holds: its id, the hash it is known by, that of all rows, and the
    fingerprint of the seed and the code it was built from.
    """

    release_id: str
    release_hash: str
    rows_hash: str
    built_from: str


def standing_release(target: Target) -> Standing | None:
    """The release a database holds; None where it holds none or was published by other
    declarations.
    """
    query = "SELECT release_id, release_hash, hash, fingerprint, declarations FROM dataset"
    try:
        if target.is_sqlite:
            with closing(sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)) as connection:
                found = connection.execute(query).fetchone()
        else:
            with psycopg.connect(target.dsn) as pg:
                found = pg.execute(query).fetchone()
    except (sqlite3.Error, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return None
    return Standing(*found[:4]) if found and found[4] == declarations() else None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in the seed as the lines of a release file, and the release it is."""

    release: Release
    lines: list[bytes]


def content_of(
    folder: Path, progress: Progress = SILENT, working: Release | None = None
) -> Content:
    """Build the seed in a throw-away database; raises BuildFaults."""
    with (
        TemporaryDirectory() as place,
        # Without the migrations, a third of the time.
        SqliteWriter(
            Target("sqlite", file=Path(place) / "built.sqlite"), progress, for_reading=True
        ) as store,
    ):
        found = Findings(is_draft=True)
        built = _fill(store, Seed(folder), progress, found, working, searched=False)
        lines = list(content_lines(store.read, built.days, built.counts))
        store.abandon()
        return Content(built.current, lines)


@dataclass(frozen=True, slots=True)
class _Built:
    """What was written: the releases as they are served, which one is current, the knowledge days,
    the counts, and the hash of it all.
    """

    items: list[Values]
    current: Release
    days: list[str]
    counts: dict[str, int]
    state: str


def _fill(
    store: Writer,
    seed: Seed,
    progress: Progress,
    findings: Findings,
    working: Release | None = None,
    *,
    searched: bool = True,
) -> _Built:
    """Write every row but those of releases, and where it is not `searched`, of search."""
    register, counts, cut = list_releases(seed), dict[str, int](), ContentHash()
    working = working or working_release(register)
    changes = ChangeCollector(seed, register, working)
    sources = changes.sources
    batches = batches_of(
        seed, store.scratch, counts, progress, findings, sources, searched=searched
    )
    for table, rows in batches:
        for written, some in changes.rows_to_write(table, rows):
            store.write(written, some)
        if table == CLAIMS_TABLE:
            cut.add_claims(rows)
    days = sorted({str(record.data["known_from"]) for record in seed.records("documents")})
    current = changes.finish(content_lines(store.read, days, counts))
    for table, rows in changes.batches():
        store.write(table, rows)
    releases = [*(one for one in register if one.id != working.id), working]
    releases = releases if current.id == working.id else register
    counts["releases"] = len(releases)
    cut.add_records(store.read)
    state = cut.hash_with(hashed_releases([release_item(one, current) for one in releases]))
    if current.hash is None:
        brought = changes.brought(store.read)
        current = replace(current, hash=state, counts=counts, brought=brought)
    items = [release_item(current if one.id == current.id else one, current) for one in releases]
    return _Built(items, current, days, counts, state)
