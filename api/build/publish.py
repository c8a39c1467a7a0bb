"""The build as a whole: seed in, published release out, or every fault at once and nothing changed.

`publish` is what `pledgebook seed` calls. Raises BuildFaults, and the drivers' errors when the database cannot be written.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from api.base.database import Target
from api.base.errors import BuildFaults, Fault
from api.build.check import check_record
from api.build.claim_rows import claim_facts, claim_rows
from api.build.cube import Cube
from api.build.disagree import changes, conflicts
from api.build.documents import document_rows
from api.build.index import COLLECTIONS, Index, build_index
from api.build.materialise import Context, Version, materialise
from api.build.read_seed import RawRecord, Seed
from api.build.release import content_hash, dataset_row, fingerprint, read_releases, release_rows
from api.build.rows import Row, amount_rows, canonical_rows, list_rows, register_rows, served_row, withdrawn_row
from api.build.search_index import STAGING
from api.build.search_rows import Vocabulary, release_search_rows, search_row
from api.build.spool import Spool
from api.build.store import Writer, stored_rows, writer
from api.build.to_claims import to_claims
from api.resources import PARTY_COLLECTIONS, RECORDS
from api.resources.served import FOREVER

# Firms, bodies and people come last, since they list where all others name them.
_ORDER = (*(resource.name for resource in RECORDS if resource.name not in PARTY_COLLECTIONS), *PARTY_COLLECTIONS)

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Published:
    """What a build came to; `changed` is false where the same release stood there already."""

    release_id: str
    hash: str
    counts: dict[str, int]
    changed: bool


def check_seed(folder: Path, progress: Progress = lambda collection, number: None) -> None:
    """Everything `publish` checks, without a database. Raises BuildFaults."""
    for _ in _rows(Seed(folder), {}, progress):
        pass


def publish(target: Target, folder: Path, progress: Progress = lambda collection, number: None, *, force: bool = False) -> Published:
    """Publish the seed. An equal release already there is left untouched, unless forced."""
    seed = Seed(folder)
    release, print_ = read_releases(seed)[-1], fingerprint(folder)
    standing = standing_release(target)
    if standing is not None and standing[2] == print_ and not force:
        return Published(standing[0], standing[1], {}, changed=False)
    counts: dict[str, int] = {}
    with writer(target) as store:
        days = _fill(store, seed, counts, progress)
        found = content_hash(store.read, [one.said for one in read_releases(seed)])
        for table, row in release_rows(read_releases(seed), found, counts):
            store.add(table, row)
        store.add(*dataset_row(release, found, print_, days, counts))
    return Published(release.id, found, counts, changed=True)


def rebuilt_hash(folder: Path) -> str:
    """The content hash a fresh build has, made in a throw-away file."""
    with TemporaryDirectory() as place, writer(Target("sqlite", path=Path(place) / "rebuilt.sqlite")) as store:
        seed = Seed(folder)
        _fill(store, seed, {}, lambda collection, number: None)
        store.abandon()
        return content_hash(store.read, [one.said for one in read_releases(seed)])


def stored_hash(target: Target) -> str:
    """The content hash of the rows a database holds."""
    return content_hash(partial(stored_rows, target), stored_rows(target, "releases", ("id", "published_at", "notes"), ("id",)))


def standing_release(target: Target) -> tuple[str, str, str] | None:
    """Id, hash and fingerprint of the release a database holds; None where it holds none or cannot be read."""
    query = "SELECT release_id, hash, fingerprint FROM dataset"
    try:
        if target.is_sqlite:
            connection = sqlite3.connect(f"file:{target.file}?mode=ro", uri=True)
            try:
                found = connection.execute(query).fetchone()
            finally:
                connection.close()
        else:
            with psycopg.connect(target.dsn or "") as pg:
                found = pg.execute(query).fetchone()
    except (sqlite3.Error, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return None
    return (found[0], found[1], found[2]) if found else None


def _fill(store: Writer, seed: Seed, counts: dict[str, int], progress: Progress) -> list[str]:
    """Write every row but the release's; returns the knowledge days."""
    spool, vocabulary = Spool(store.scratch), Vocabulary()
    for table, row in _rows(seed, counts, progress):
        if table == "claims":
            spool.add(row)
            continue
        if table == STAGING:
            vocabulary.add(row)
        store.add(table, row)
    for table, row in vocabulary.rows():
        store.add(table, row)
    for facts in spool.in_order():
        for table, row in claim_rows(facts):
            store.add(table, row)
    store.register_claims()
    return sorted({str(record.data["known_from"]) for record in seed.records("documents")})


def _rows(seed: Seed, counts: dict[str, int], progress: Progress) -> Iterator[tuple[str, Row]]:
    """Every row of the release, one record at a time. All faults are collected before BuildFaults is raised at the end."""
    index = build_index(seed)
    faults = [*index.faults, *_unknown_folders(seed)]
    releases = read_releases(seed)
    first_release = {record.id: str(record.data.get("release", releases[0].id)) for record in seed.records("documents")}
    context, cube = Context(index), Cube()
    for collection in _ORDER:
        for number, record in enumerate(seed.records(collection), 1):
            found = check_record(record, index)
            faults += found
            progress(collection, number)
            if record.data.get("withdrawn"):
                yield withdrawn_row(collection, record.id, str(record.data["withdrawn"]))
            elif not found and not faults:
                yield from _record_rows(record, context, first_release, cube, faults)
        counts[collection] = len(index.records[collection])
    for record in seed.records("documents"):
        faults += (found := check_record(record, index))
        if not found and not faults:
            yield from document_rows(record, index)
    yield from cube.rows()
    yield from _correction_rows(seed, index)
    yield from release_search_rows(releases)
    counts |= {"documents": len(index.documents), "claims": sum(index.claims_of.values()), "releases": len(releases)}
    if faults:
        raise BuildFaults(faults)


def _record_rows(
    record: RawRecord,
    context: Context,
    first_release: dict[str, str],
    cube: Cube,
    faults: list[Fault],
) -> Iterator[tuple[str, Row]]:
    claims = to_claims(record, context.index.documents)
    ids = [claim.id for claim in claims]
    for number, claim in enumerate(claims if len(set(ids)) < len(ids) else ()):
        if ids.index(claim.id) < number:
            faults.append(record.fault("duplicate_claim", f"the same claim on '{claim.field}' stands here twice", claim=number))
            return
    found = materialise(record, claims, context)
    for day, resolution in found.days:
        for claim in resolution.ties:
            message = f"two preferred claims on '{claim.field}' say different values on {day}; keep one preference"
            faults.append(record.fault("two_accepted_values", message, claim=ids.index(claim.id)))
    for version in found.versions:
        yield served_row(record.collection, version)
        yield search_row(record.collection, version)
    yield from list_rows(record.collection, found.versions)
    yield from canonical_rows(found)
    yield from register_rows(record.collection, record.id, found.versions[0].valid_from, found.versions[-1].item["previous_ids"])
    for claim, spans in found.claims:
        yield "claims", claim_facts(claim, spans)
    for table, row in amount_rows(found, context.index):
        cube.add(row)
        yield table, row
    for conflict in conflicts(found, context):
        yield served_row("conflicts", conflict)
        yield from list_rows("conflicts", [conflict])
    for change in changes(found, first_release, context.index.documents):
        yield served_row("changes", Version(change["day"], FOREVER, change))


def _correction_rows(seed: Seed, index: Index) -> Iterator[tuple[str, Row]]:
    """Mistakes of ours, told apart from news."""
    for entry in seed.listing("corrections.yaml"):
        collection, _, record_id = str(entry["subject"]).partition("/")
        change = {
            "id": f"{entry['day']}:{collection}:{record_id}:{entry['field']}:correction",
            "day": entry["day"],
            "release": str(entry["release"]),
            "change": "correction",
            "subject_type": collection,
            "subject_id": record_id,
            "subject_name": index.name_of(collection, record_id, FOREVER),
            "field": entry["field"],
            "before": entry.get("before"),
            "after": entry.get("after"),
            "document_id": None,
            "note": entry.get("note"),
        }
        yield served_row("changes", Version(str(entry["day"]), FOREVER, change))


def _unknown_folders(seed: Seed) -> list[Fault]:
    unknown = seed.collections() - set(COLLECTIONS)
    return [Fault(f"seed/{name}", 1, "unknown_collection", f"'{name}' is no collection of records") for name in sorted(unknown)]
