"""Every row of a release but its own, one record at a time: what leads a record through the stages
from check to rows.

All faults of the seed are collected and raised at the end as BuildFaults. Claims come as facts, to
be put in order of id.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing

from api.base.errors import BuildFaults, Fault
from api.base.suggest import hint, shown
from api.collections import PARTY_COLLECTIONS, RECORDS
from api.collections.codelists import stored
from api.collections.served import FOREVER
from api.collections.served_tables import CODELISTS_TABLE
from api.collections.tranches import TRANCHES
from api.publish.check.document_files import twin_faults
from api.publish.check.findings import Findings, is_sound
from api.publish.check.records import check_record
from api.publish.check.side_files import side_file_faults
from api.publish.compare.former_days import FormerDays
from api.publish.progress import Progress
from api.publish.record_rows import RecordRows
from api.publish.resolve.participations import Participations
from api.publish.resolve.public_values import public_keys, public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import record_claims
from api.publish.resolve.versions import (
    Context,
    Version,
    rank_spans,
)
from api.publish.rows.amount_facts import Amounts, read_amounts
from api.publish.rows.change_rows import NO_SOURCES, Sources
from api.publish.rows.claim_rows import claim_facts
from api.publish.rows.compared import read_compared
from api.publish.rows.counting import Counting
from api.publish.rows.coverage_rows import Coverage, left_out_texts
from api.publish.rows.exceeds import read_exceeding
from api.publish.rows.release import Release, list_releases
from api.publish.rows.rows import AMOUNTS_TABLE, CLAIM_FACTS, Batch, version_batches
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_quotes import accepted_quotes
from api.publish.rows.search_rows import release_search_rows, search_rows
from api.publish.rows.totals import TOTALS_TABLE, GroupSums
from api.publish.seed.codes import published
from api.publish.seed.index import SEED_COLLECTIONS, Index, build_index
from api.publish.seed.read_seed import RawRecord, Seed
from api.publish.seed.standing import settle

# Tranches, then firms, bodies and people come last, since they list what others say of them.
_LAST = (TRANCHES.name, *PARTY_COLLECTIONS)
ORDER = (*(resource.name for resource in RECORDS if resource.name not in _LAST), *_LAST)


def rows_of(
    seed: Seed,
    counts: dict[str, int],
    progress: Progress,
    findings: Findings,
    sources: Sources = NO_SOURCES,
    coverage: Coverage | None = None,
    *,
    searched: bool = True,
) -> Iterator[Batch]:
    """Everything the seed says, a few rows of one table at a time; `counts` is filled with the
    living records of each collection, `findings` with all that is wrong. `sources` is what changes
    say of documents, `searched` whether search rows are made.
    """
    found, faults = findings, findings.faults
    index = build_index(seed, progress)
    settle(index, seed)
    progress.expect(index.expected())
    can_resolve = _check_surroundings(seed, index, found)
    amounts = read_amounts(index, progress) if can_resolve else Amounts()
    counting = Counting(amounts.facts, index, found)
    sums, former_days = GroupSums(), FormerDays(seed, index, is_draft=found.is_draft)
    with closing(Participations()) as participations:
        context = Context(index, participations, amounts.agreements)
        compared = read_compared(index) if can_resolve else {}
        exceeding = read_exceeding(counting, index)
        made = RecordRows(context, counting, exceeding, compared, sources, found, searched)
        for collection in ORDER:
            for number, record in enumerate(index.orders[collection].records(collection), 1):
                wrong = amounts.faults_of(record, index)
                sound = found.add(wrong) and is_sound(record.located.faults)
                progress(collection, number)
                if sound and can_resolve and index.can_resolve(collection, record.id):
                    for table, rows in resolved_rows(record, made, found):
                        if table == AMOUNTS_TABLE:
                            sums.add(rows)
                        former_days.take(table, rows)
                        if not found.faults:
                            yield table, rows
            counts[collection] = len(index.records[collection])
    for table, rows in _surrounding_rows(seed, index, coverage, searched) if not faults else ():
        former_days.take(table, rows)
        yield table, rows
    totals = list(sums.rows())
    found.add(made.proved.totals(totals))
    found.add(() if faults else former_days.faults())  # faults leave records out
    yield TOTALS_TABLE, totals
    counts |= _other_counts(index, list_releases(seed))
    if faults:
        raise BuildFaults(faults)


def _surrounding_rows(
    seed: Seed, index: Index, coverage: Coverage | None, searched: bool
) -> Iterator[Batch]:
    """The rows of documents, what releases are found by, and the code lists."""
    for record in seed.records("documents"):
        omitted = coverage.left_out.get(record.id, ()) if coverage else ()
        yield from document_rows(record, index, left_out_texts(omitted) if searched else None)
    if searched:
        yield STAGING, list(release_search_rows(list_releases(seed)))
    lists = published(index.codelists, index.used_codes)
    yield CODELISTS_TABLE.name, [(one.name, stored(one)) for one in lists]


def _other_counts(index: Index, releases: list[Release]) -> dict[str, int]:
    claims = sum(index.claims_of.values())
    return {"documents": len(index.documents), "claims": claims, "releases": len(releases)}


def _check_surroundings(seed: Seed, index: Index, found: Findings) -> bool:
    """Check what is no record; whether records can be resolved. They are by the days of documents,
    so with a document or an index that is at fault none is.
    """
    found.add(index.faults)
    for record in seed.records("documents"):
        found.add(record.located.faults)
        found.add(check_record(record, index))
    found.add(twin_faults(seed.records("documents")))
    can_resolve = not found.faults
    found.add(index.unreadable)
    found.add([*side_file_faults(seed, index), *_unknown_folders(seed)])
    return can_resolve


def resolved_rows(record: RawRecord, made: RecordRows, found: Findings) -> Iterator[Batch]:
    """The rows of a record; an error while resolving it is reported like any fault."""
    try:
        yield from made.rows_of(record)
    except Exception as error:  # noqa: BLE001  whatever a seed holds, a check ends in sentences
        message = f"'{record.id}' cannot be resolved: {type(error).__name__}: {shown(str(error))}"
        found.add([record.fault("unexpected", message, mend="report this; the check missed it")])


def _unknown_folders(seed: Seed) -> list[Fault]:
    found = []
    for name in sorted(seed.collections() - set(SEED_COLLECTIONS)):
        declare = (
            f"declare it in api/collections/{name}.py and name it in COLLECTIONS in "
            "api/collections/__init__.py, or remove the folder"
        )
        message = f"'{name}' is no collection of records{hint(name, SEED_COLLECTIONS, declare)}"
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


def document_rows(
    record: RawRecord, index: Index, left_out: Sequence[str] | None
) -> Iterator[Batch]:
    """The versions of one document, and the facts of its claims; `left_out` is what it mentions
    and no claim cites, None where no search rows are made.
    """
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
        values["references"] = [
            {
                "number": one.get("number"),
                "title": one.get("title"),
                "resolvable": one["resolvable"],
            }
            for one in record.data.get("references") or ()
        ]
        if versions:
            versions[-1].valid_to = day
        versions.append(
            Version(day, FOREVER, {key: values.get(key) for key in public_keys("documents")})
        )
    yield from version_batches("documents", versions)
    ranked = rank_spans(claims, resolutions)
    if left_out is not None:
        quotes = accepted_quotes(ranked)
        yield STAGING, search_rows("documents", versions, index.codelists, quotes, left_out)
    yield CLAIM_FACTS, [claim_facts(claim, spans, index) for claim, spans in ranked]
