"""The build where only some records are written otherwise: these, and what reads of them, in place of what stood, and the rest as it was.

What comes of it is what a build of the whole would give. Raises NeedsWhole where that is needed or hardly dearer, and the driver's errors.
"""

from contextlib import closing
from dataclasses import dataclass

from api.build import counts as value_counts
from api.build.affected import Affected, affected
from api.build.amend_record import Amendment
from api.build.amend_search import SearchChanges, shown_version
from api.build.assemble import ORDER, corrections
from api.build.batches import rows_of_versions
from api.build.content_hash import HASHED, SAID, Stretches, hash_of, spans_of
from api.build.cube import TOTALS, Amount, Cube
from api.build.differs import differences
from api.build.former import Former, NeedsWhole
from api.build.index import WHOLES
from api.build.materialise import Context
from api.build.participations import Participations
from api.build.progress import Tell
from api.build.read_seed import Seed
from api.build.release import Fingerprints, Release, dataset_row, read_releases, release_rows
from api.build.rows import version_rows
from api.build.search_rows import release_search_rows
from api.build.store import Amender
from api.resources import DERIVED, PARTY_COLLECTIONS

_DERIVED = tuple(resource.name for resource in DERIVED)


@dataclass(frozen=True, slots=True)
class Amended:
    """What came of it: the hash, living records by collection, and how many records were built."""

    hash: str
    counts: dict[str, int]
    built: int


def amend(store: Amender, seed: Seed, built_from: Fingerprints, tell: Tell) -> Amended:
    """Change the release that stands into that of the seed."""
    if store.query("SELECT code FROM dataset") != [(built_from.code,)]:
        raise NeedsWhole("other code published meanwhile")
    former = Former(store.query)
    new = affected(seed, former, differences(seed, former, tell), tell)
    releases = read_releases(seed)
    for entry in seed.listing("corrections.yaml"):
        collection, _, record_id = str(entry["subject"]).partition("/")
        new.look_up((collection, record_id))
    store.begin()
    with closing(Participations()) as participations:
        change = Amendment(store, former, new, Context(new.index, participations, new.agreements), SearchChanges(store))
        wholes = former.wholes()
        _records(change, tell)
        _parties(change, tell)
        _documents(change)
    _change_totals(change, wholes)
    store.run("DELETE FROM changes_versions WHERE change = ?", ("correction",))
    for table, rows in rows_of_versions(version_rows("changes", corrections(seed, new.index))).items():
        store.put(table, rows)
    counts = _counts(store, new, len(releases))
    content_hash = _hash(change, releases)
    days = store.query("SELECT days FROM dataset")
    _announce(change, releases, content_hash, built_from, counts)
    _count_values(change, anew=store.query("SELECT days FROM dataset") != days)
    return Amended(content_hash, counts, len(new.records) + len(new.gone))


def _records(change: Amendment, tell: Tell) -> None:
    """All but firms, bodies and people, which list where these name them; what is gone goes first, since its parts may be taken over."""
    for key in sorted(change.new.gone):
        change.remove(key)
    records = sorted(change.new.records.items(), key=lambda item: ORDER.index(item[0][0]) if item[0][0] in ORDER else len(ORDER))
    for number, (key, record) in enumerate(records, 1):
        if key[0] not in (*PARTY_COLLECTIONS, "documents"):
            tell("records changed", number)
            change.build(record)


def _parties(change: Amendment, tell: Tell) -> None:
    """Firms, bodies and people that are written otherwise, and those of whose parts one came, went or changed."""
    new = change.new
    built = new.records.keys() | new.gone
    new.load((key for key in change.parties if key not in new.gone), tell)
    for number, (key, record) in enumerate(sorted(new.records.items()), 1):
        if key[0] not in PARTY_COLLECTIONS:
            continue
        tell("parties changed", number)
        for version in change.former.versions(key):
            for part in version.item["participations"]:
                if (part["subject_type"], part["subject_id"]) not in built:
                    change.context.participations.note(key[1], version.valid_from, version.valid_to, part)
        change.build(record)


def _documents(change: Amendment) -> None:
    """Documents that are written otherwise, and those out of which more or fewer claims were read."""
    new = change.new
    for key in new.records:
        if key[0] == "documents":  # of all, before one is built that counts them
            change.leave_claims(change.former.claims(key))
    for record in new.seed.records("documents"):
        key = ("documents", record.id)
        versions = change.former.versions(key)
        if key in new.records or not versions or versions[-1].item["claim_count"] != new.index.claims_of[record.id]:
            change.build(record)


def _change_totals(change: Amendment, wholes: list[Amount]) -> None:
    """The sums without what left and with what came. Where a whole changed, its other parts leave and come with it."""
    store, former = change.store, change.former
    left, came = set(change.left), set(change.came)
    if left == came:
        return
    changed_wholes = {(amount.collection, amount.id) for amount in left ^ came if amount.collection in WHOLES}
    anew = {(amount.collection, amount.id) for amount in (*left, *came)}
    parts = [part for whole in changed_wholes for part in former.parts_counted_in(whole) if (part.collection, part.id) not in anew]
    cube = Cube()
    cube.restore(former.totals())
    cube.change([*change.left, *parts], wholes, -1)
    cube.change([*change.came, *parts], former.wholes(), 1)
    store.run(f"DELETE FROM {TOTALS}")
    store.put(TOTALS, list(cube.sums()))


def _counts(store: Amender, new: Affected, releases: int) -> dict[str, int]:
    """Living records by collection, in the order in which a whole build comes upon them."""
    living: dict[str, int] = dict(store.query("SELECT collection, count(*) FROM records WHERE state = 'live' GROUP BY collection"))
    claims = sum(new.index.claims_of.values())
    return {collection: living.get(collection, 0) for collection in (*ORDER, "documents")} | {"claims": claims, "releases": releases}


def _hash(change: Amendment, releases: list[Release]) -> str:
    """Cut anew what changed, and put the hash of the release together."""
    store = change.store
    for collection, ids in change.touched.items():
        firsts = [first for (first,) in store.query("SELECT first FROM hash_parts WHERE collection = ? ORDER BY first", (collection,))]
        for first, following in spans_of(ids, change.gone[collection], firsts):
            upto, values = (" AND {} < ?", (first, following)) if following is not None else ("", (first,))
            cut = Stretches(first)
            cut.take(store.read(f"{collection}_versions", SAID, ("id", "valid_from"), f"id >= ?{upto.format('id')}", values))
            store.run(f"DELETE FROM hash_parts WHERE collection = ? AND first >= ?{upto.format('first')}", (collection, *values))
            store.put("hash_parts", [(collection, *stretch) for stretch in cut.end()])
    parts = {
        collection: [
            (first, digest)
            for first, digest in store.query("SELECT first, digest FROM hash_parts WHERE collection = ? ORDER BY first", (collection,))
        ]
        for collection in HASHED
    }
    return hash_of((release.said for release in releases), parts)


def _announce(change: Amendment, releases: list[Release], content_hash: str, built_from: Fingerprints, counts: dict[str, int]) -> None:
    """The rows of the release, and the vocabulary of search, which its notes are part of."""
    store = change.store
    former = {key: change.former.versions(key) for (release_id,) in store.query("SELECT id FROM releases") for key in [("releases", release_id)]}
    for table in ("releases", "releases_versions", "dataset"):
        store.run(f"DELETE FROM {table}")
    for table, row in release_rows(releases, content_hash, counts):
        store.put(table, [row])
    found_by = {("releases", release.id): row for release, row in zip(releases, release_search_rows(releases), strict=True)}
    for key in sorted(former.keys() | found_by.keys()):
        shown = [shown_version("releases", one.valid_from, one.valid_to, one.item) for one in former.get(key, [])]
        change.search.replace(key, shown, [found_by[key]] if key in found_by else [])
    change.search.settle()
    days = sorted(set(change.new.index.documents.values()))
    table, row = dataset_row(releases[-1], content_hash, built_from, days, counts)
    store.put(table, [row])


def _count_values(change: Amendment, *, anew: bool) -> None:
    """What filters compare is counted again where rows changed; everywhere where the days by which it is counted changed."""
    collections = value_counts.COLLECTIONS if anew else (*change.touched, *_DERIVED, "releases")
    for collection in collections:
        change.store.run(f"DELETE FROM {value_counts.TABLE} WHERE collection = ?", (collection,))
    change.store.put(value_counts.TABLE, value_counts.count_rows(change.store.query, collections))
