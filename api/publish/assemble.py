"""Every row of a release but its own, one record at a time: what leads a record through the stages
from check to rows.

All faults of the seed are collected and raised at the end as BuildFaults. Claims come as facts, to
be put in order of id.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from api.base.errors import BuildFaults, Fault
from api.base.suggest import hint
from api.collections import PARTY_COLLECTIONS, RECORDS, SEARCHED
from api.collections.codelists import stored
from api.collections.served import FOREVER
from api.collections.served_tables import CODELISTS_TABLE
from api.publish.check.records import check_record
from api.publish.progress import Progress
from api.publish.resolve.conflicts import changes, conflicts
from api.publish.resolve.faults import reopened_fields, resolution_faults
from api.publish.resolve.participations import Participations
from api.publish.resolve.public_values import public_keys, public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import record_claims
from api.publish.resolve.versions import (
    Context,
    ResolvedRecord,
    Version,
    rank_spans,
    resolve_record,
)
from api.publish.rows.amount_facts import Amounts, Key, read_amounts
from api.publish.rows.amount_rows import amount_rows
from api.publish.rows.claim_rows import claim_facts
from api.publish.rows.counting import Counting, with_counted
from api.publish.rows.exceeds import excess_conflict, read_exceeding
from api.publish.rows.invariants import Invariants
from api.publish.rows.release import read_releases
from api.publish.rows.rows import AMOUNTS_TABLE, CLAIM_FACTS, Batch, version_batches
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_rows import release_search_rows, search_rows
from api.publish.rows.totals import TOTALS_TABLE, GroupSums
from api.publish.seed.codes import published
from api.publish.seed.index import COLLECTIONS, Index, build_index
from api.publish.seed.read_seed import RawRecord, Seed
from api.publish.seed.standing import settle

# Firms, bodies and people come last, since they list where all others name them.
ORDER = (
    *(resource.name for resource in RECORDS if resource.name not in PARTY_COLLECTIONS),
    *PARTY_COLLECTIONS,
)


def rows_of(
    seed: Seed, counts: dict[str, int], progress: Progress, warnings: list[str]
) -> Iterator[Batch]:
    """Everything the seed says, a few rows of one table at a time; `counts` is filled with the
    living records of each collection, `warnings` with what an editor should look at.
    """
    index = build_index(seed, progress)
    settle(index, seed)
    progress.expect(index.counts | {"claims": sum(index.claims_of.values())})
    # Records are resolved by the days of documents, so with a document or an index that is at fault
    # none is.
    basic = [
        *index.faults,
        *(fault for record in seed.records("documents") for fault in check_record(record, index)),
    ]
    faults = [*basic, *_unknown_folders(seed), *_bad_corrections(seed)]
    releases = read_releases(seed)
    first_release = first_releases(seed)
    amounts = read_amounts(index) if not basic else Amounts()
    counting = Counting(amounts.facts, index, faults, warnings)
    sums = GroupSums()
    with closing(Participations()) as participations:
        context = Context(index, participations, amounts.agreements)
        made = RecordRows(
            context, counting, read_exceeding(counting, index), first_release, faults, warnings
        )
        for collection in ORDER:
            for number, record in enumerate(index.orders.pop(collection).records(collection), 1):
                found = check_record(record, index)
                faults += found
                progress(collection, number)
                if not found and not basic:
                    for table, rows in made.rows_of(record):
                        if table == AMOUNTS_TABLE:
                            sums.add(rows)
                        if not faults:
                            yield table, rows
            counts[collection] = len(index.records[collection])
    for record in seed.records("documents") if not faults else ():
        yield from document_rows(record, index)
    for correction in corrections(seed, index) if not faults else ():
        yield from version_batches("changes", [correction])
    totals = list(sums.rows())
    faults += made.proved.totals(totals)
    yield TOTALS_TABLE, totals
    yield STAGING, list(release_search_rows(releases))
    lists = published(index.codelists, index.used_codes) if not faults else ()
    yield CODELISTS_TABLE.name, [(one.name, stored(one)) for one in lists]
    counts |= {
        "documents": len(index.documents),
        "claims": sum(index.claims_of.values()),
        "releases": len(releases),
    }
    if faults:
        raise BuildFaults(faults)


def first_releases(seed: Seed) -> dict[str, str]:
    """Document → the release that first had it."""
    first = read_releases(seed)[0].id
    return {
        record.id: str(record.data.get("release", first)) for record in seed.records("documents")
    }


@dataclass
class RecordRows:
    """Makes everything that comes of one checked record after another; what only shows when it is
    resolved is added to the faults.
    """

    context: Context
    counting: Counting
    exceeding: Mapping[Key, ResolvedRecord]
    first_release: dict[str, str]
    faults: list[Fault]
    warnings: list[str]
    proved: Invariants = field(init=False)

    def __post_init__(self) -> None:
        self.proved = Invariants(self.context.index)

    def rows_of(self, record: RawRecord) -> Iterator[Batch]:
        """All rows of a record, table by table."""
        if record.data.get("withdrawn"):
            reason = str(record.data["withdrawn"])
            yield "records", [(record.collection, record.id, "withdrawn", None, None, reason)]
            return
        found = self._resolved(record)
        if found is None:
            return
        key = record.collection, record.id
        spans = self.counting.of(key)
        if "amount_usd_counted" in public_keys(record.collection):
            found.versions = with_counted(found.versions, spans)
        self.faults += self.proved.record(found)
        yield from version_batches(record.collection, found.versions)
        if record.collection in SEARCHED:
            yield (
                STAGING,
                search_rows(record.collection, found.versions, self.context.index.codelists),
            )
        urls = self.context.index.urls
        yield CLAIM_FACTS, [claim_facts(claim, ranks, urls) for claim, ranks in found.claims]
        yield AMOUNTS_TABLE, list(amount_rows(key, found.versions, spans))
        for versions in conflicts(found, self.context):
            yield from version_batches("conflicts", versions)
        yield from version_batches("conflicts", excess_conflict(key, spans, self.exceeding))
        for change in changes(found, self.first_release, self.context.index.documents):
            yield from version_batches("changes", [Version(change["day"], FOREVER, change)])

    def _resolved(self, record: RawRecord) -> ResolvedRecord | None:
        """The record resolved; None where it is at fault."""
        claims = record_claims(record, self.context.index)
        ids = [claim.id for claim in claims]
        for number, claim in enumerate(claims if len(set(ids)) < len(ids) else ()):
            if ids.index(claim.id) < number:
                message = f"the same claim on '{claim.field}' stands here twice"
                self.faults.append(record.fault("duplicate_claim", message, claim=number))
                return None
        found = resolve_record(record, claims, self.context)
        if unresolved := list(resolution_faults(found)):
            self.faults += unresolved
            return None
        self.warnings += reopened_fields(found)
        return found


def corrections(seed: Seed, index: Index) -> Iterator[Version]:
    """Mistakes of ours that were mended, as changes of their own kind."""
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
        yield Version(str(entry["day"]), FOREVER, change)


def _bad_corrections(seed: Seed) -> Iterator[Fault]:
    needed = ("subject", "day", "field", "release")
    for number, entry in enumerate(seed.listing("corrections.yaml"), 1):
        if missing := [key for key in needed if not entry.get(key)]:
            message = f"correction {number} needs {', '.join(missing)}; `subject` is collection/id"
            yield Fault("seed/corrections.yaml", 1, "missing_key", message)


def _unknown_folders(seed: Seed) -> list[Fault]:
    found = []
    for name in sorted(seed.collections() - set(COLLECTIONS)):
        declare = (
            f"declare it in api/collections/{name}.py and name it in COLLECTIONS in "
            "api/collections/__init__.py, or remove the folder"
        )
        message = f"'{name}' is no collection of records{hint(name, COLLECTIONS, declare)}"
        found.append(Fault(f"seed/{name}", 1, "unknown_collection", message))
    return found


_TYPED = (
    "file_name",
    "sha256",
    "known_from",
    "known_from_basis",
    "known_from_confidence",
    "published_basis",
)
# Looked up rather than claimed; where the file does not give one, claims do.
_LOCATED = ("title", "publisher", "url", "archive_url", "kind", "number", "located_basis")


def document_rows(record: RawRecord, index: Index) -> Iterator[Batch]:
    """The versions of one document, and the facts of its claims."""
    claims = record_claims(record, index)
    known_from = index.documents[record.id]
    days = sorted(
        {known_from} | {claim.known_from for claim in claims if claim.known_from > known_from}
    )
    resolutions = [(day, resolve(claims, day)) for day in days]
    versions: list[Version] = []
    for day, resolution in resolutions:
        values = public_values(record, resolution, day, index.name_of, index.collection_of)
        values |= {key: record.data.get(key) for key in _TYPED} | {
            "id": record.id,
            "claim_count": index.claims_of[record.id],
        }
        values |= {key: record.data[key] for key in _LOCATED if record.data.get(key)}
        values["relays"] = sorted({*values["relays"], *(record.data.get("relays") or ())})
        if versions:
            versions[-1].valid_to = day
        versions.append(
            Version(day, FOREVER, {key: values.get(key) for key in public_keys("documents")})
        )
    yield from version_batches("documents", versions)
    yield STAGING, search_rows("documents", versions, index.codelists)
    yield (
        CLAIM_FACTS,
        [claim_facts(claim, spans, index.urls) for claim, spans in rank_spans(claims, resolutions)],
    )
