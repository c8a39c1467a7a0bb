"""The rows of one record: what leads a checked record through resolving, counting and the
invariants. What only shows when it is resolved is added to the findings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from api.collections import SEARCHED
from api.collections.served import FOREVER
from api.collections.tranches import TRANCHES
from api.publish.check.findings import Findings
from api.publish.resolve.conflicts import changes, conflicts
from api.publish.resolve.faults import reopened_fields, resolution_faults
from api.publish.resolve.outcomes import Values
from api.publish.resolve.project_lists import listed_in, with_projects
from api.publish.resolve.to_claims import record_claims
from api.publish.resolve.versions import Context, ResolvedRecord, Version, resolve_record
from api.publish.rows.amount_facts import WITH_AMOUNTS, Key, amount_facts
from api.publish.rows.amount_rows import amount_rows
from api.publish.rows.change_rows import Sources, change_row
from api.publish.rows.claim_rows import claim_facts
from api.publish.rows.compared import related_conflicts
from api.publish.rows.counting import Counting, Span, with_counted
from api.publish.rows.exceeds import excess_conflict
from api.publish.rows.invariants import Invariants
from api.publish.rows.rows import AMOUNTS_TABLE, CLAIM_FACTS, Batch, version_batches
from api.publish.rows.search_index import STAGING
from api.publish.rows.search_quotes import accepted_quotes
from api.publish.rows.search_rows import search_rows
from api.publish.seed.read_seed import RawRecord


@dataclass
class RecordRows:
    """Makes everything that comes of one checked record after another; what only shows when it is
    resolved is added to the faults.
    """

    context: Context
    counting: Counting
    exceeding: Mapping[Key, ResolvedRecord]
    compared: Mapping[Key, ResolvedRecord]
    sources: Sources
    findings: Findings
    searched: bool = True
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
        spans = list[Span]()
        if record.collection in WITH_AMOUNTS:
            facts = amount_facts(found, self.context.index.documents)
            spans = self.counting.alone(key, facts)
            found.versions = with_counted(found.versions, spans)
        for tranche, since, until, entry in listed_in(record.collection, found.versions):
            self.context.participations.note(tranche, since, until, entry)
        if record.collection == TRANCHES.name:
            listed = self.context.participations.of("/".join(key))
            found.versions = with_projects(found.versions, listed)
        self.findings.add(self.proved.record(found))
        yield from version_batches(record.collection, found.versions)
        if self.searched and record.collection in SEARCHED:
            yield (
                STAGING,
                search_rows(
                    record.collection,
                    found.versions,
                    self.context.index.codelists,
                    accepted_quotes(found.claims),
                ),
            )
        index = self.context.index
        yield CLAIM_FACTS, [claim_facts(claim, ranks, index) for claim, ranks in found.claims]
        yield AMOUNTS_TABLE, list(amount_rows(key, found.versions, spans))
        for versions in conflicts(found, self.context):
            yield from version_batches("conflicts", versions)
        yield from version_batches("conflicts", excess_conflict(key, spans, self.exceeding, index))
        for versions in related_conflicts(key, self.compared, self.context.index):
            yield from version_batches("conflicts", versions)
        for what in changes(found, self.context.index.documents):
            change = self._change(what)
            yield from version_batches("changes", [Version(change["day"], FOREVER, change)])

    def _change(self, what: Values) -> Values:
        document, codelists = what["document_id"], self.context.index.codelists
        title = self.sources.titles.get(document)
        return change_row(what, self.sources.release_of(document), codelists, title)

    def _resolved(self, record: RawRecord) -> ResolvedRecord | None:
        """The record resolved; None where it is at fault."""
        claims = record_claims(record, self.context.index)
        ids = [claim.id for claim in claims]
        for number, claim in enumerate(claims if len(set(ids)) < len(ids) else ()):
            if ids.index(claim.id) < number:
                message = f"the same claim on '{claim.field}' stands here twice"
                self.findings.add([record.fault("duplicate_claim", message, claim=number)])
                return None
        found = resolve_record(record, claims, self.context)
        if not self.findings.add(resolution_faults(found)):
            return None
        self.findings.add(reopened_fields(found))
        return found
