"""One record built anew in place of what stood of it, in every table, with what others then must know: sums, words, parts, claims of documents.

Raises NeedsWhole where only a build of the whole will do, and the driver's errors.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.base.errors import Fault
from api.build.affected import Affected
from api.build.amend_claims import change_claims
from api.build.amend_search import SearchChanges
from api.build.assemble import rows_of_record
from api.build.batches import rows_of_versions
from api.build.cube import Amount
from api.build.documents import document_rows
from api.build.former import Former, Key, NeedsWhole
from api.build.materialise import Context, Version, parts_told
from api.build.read_seed import RawRecord
from api.build.rows import AMOUNTS, CLAIM_FACTS, CLAIMS, VERSIONS, Batch, Row, columns_of
from api.build.search_index import STAGING
from api.build.store import Amender
from api.build.told import told_of, told_row
from api.resources import DERIVED

_ID, _DOCUMENT = (columns_of(CLAIMS).index(name) for name in ("id", "document_id"))
# Tables with rows of a record, and the columns that name it.
_OF_RECORD = (
    ("parties", "subject_type = ? AND subject_id = ?"),
    ("record_labels", "collection = ? AND id = ?"),
    ("list_values", "collection = ? AND id = ?"),
    (AMOUNTS, "collection = ? AND id = ?"),
    ("records", "collection = ? AND moved_to = ?"),
)
_OF_COLLECTION = {"events": "DELETE FROM event_subjects WHERE event_id = ?", "projects": "DELETE FROM project_outputs WHERE project_id = ?"}


@dataclass(slots=True)
class Amendment:
    """What is being changed, and what came of it so far."""

    store: Amender
    former: Former
    new: Affected
    context: Context
    search: SearchChanges
    touched: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # collection → ids whose rows differ
    gone: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # collection → ids that have no rows any more
    left: list[Amount] = field(default_factory=list)
    came: list[Amount] = field(default_factory=list)
    parties: set[Key] = field(default_factory=set)  # those of which a part came, went or changed

    def build(self, record: RawRecord) -> None:
        """Put a record in place of what stood of it."""
        faults: list[Fault] = []
        if record.collection == "documents":
            batches = [*document_rows(record, self.new.index), told_row(record, told_of(record, self.new.index, self.new.first_release[record.id]))]
        else:
            batches = list(rows_of_record(record, self.context, self.new.first_release, faults))
        if faults:
            raise NeedsWhole("there are faults")
        self._replace((record.collection, record.id), batches)

    def remove(self, key: Key) -> None:
        """Take a record away."""
        self._replace(key, [])
        self.store.run("DELETE FROM records WHERE collection = ? AND id = ?", key)
        self.store.run("DELETE FROM seed_records WHERE collection = ? AND id = ?", key)

    def leave_claims(self, rows: Iterable[Row]) -> None:
        """Take served claims off the counts of their documents."""
        for document_id in {row[_ID]: row[_DOCUMENT] for row in rows}.values():
            self.new.index.claims_of[document_id] -= 1

    def _replace(self, key: Key, batches: Iterable[Batch]) -> None:
        by_table: defaultdict[str, list[Row]] = defaultdict(list)
        for table, rows in batches:
            by_table[table] += rows
        before, said = self.former.versions(key), self.former.claims(key)
        versions = by_table.pop(VERSIONS, [])
        after = [Version(*version[1:]) for version in versions if version[0] == key[0]]
        facts = by_table.pop(CLAIM_FACTS, [])
        self._note(key, before, after)
        if key[0] != "documents":
            self.leave_claims(said)
        self.left += self.former.amounts(key)
        self.came += map(Amount._make, by_table.get(AMOUNTS, []))
        self._clear(key, whole=not after)
        served = rows_of_versions(versions)
        found_by = served.pop(STAGING, [])
        for table, rows in (*by_table.items(), *served.items()):
            self.store.put(table, rows)
        self.search.replace(key, before, found_by)
        changed = change_claims(self.store, said, facts)
        self.touched["claims"] |= changed
        self.gone["claims"] |= changed - {one[0] for one in facts}

    def _note(self, key: Key, before: list[Version], after: list[Version]) -> None:
        collection, record_id = key
        if before != after:
            self.touched[collection].add(record_id)
        if not after:
            self.gone[collection].add(record_id)
        told = [_by_party(collection, record_id, versions) for versions in (before, after)]
        for party_id in told[0].keys() | told[1].keys():
            if told[0].get(party_id) != told[1].get(party_id):
                self.parties.add((_collection_of(party_id, (*after, *before)), party_id))

    def _clear(self, key: Key, *, whole: bool) -> None:
        """Delete all rows of a record but those that others point at, which are written over; these too where it is no more."""
        collection, record_id = key
        for name in (resource.name for resource in DERIVED):
            for derived_id in self._derived(name, key):
                self.store.run("DELETE FROM list_values WHERE collection = ? AND id = ?", (name, derived_id))
            self.store.run(f'DELETE FROM "{name}_versions" WHERE subject_type = ? AND subject_id = ?', key)
        for table, condition in _OF_RECORD:
            self.store.run(f'DELETE FROM "{table}" WHERE {condition}', key)
        self.store.run(f'DELETE FROM "{collection}_versions" WHERE id = ?', (record_id,))
        if collection in _OF_COLLECTION:
            self.store.run(_OF_COLLECTION[collection], (record_id,))
        if whole:
            self.store.run(f'DELETE FROM "{collection}" WHERE id = ?', (record_id,))

    def _derived(self, name: str, key: Key) -> Iterator[str]:
        for (derived_id,) in self.store.query(f'SELECT DISTINCT id FROM "{name}_versions" WHERE subject_type = ? AND subject_id = ?', key):
            yield derived_id


def _by_party(collection: str, record_id: str, versions: list[Version]) -> dict[str, list[object]]:
    """What the versions of a record tell each of its parties."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    for party_id, *part in parts_told(collection, record_id, versions):
        found[party_id].append(part)
    return found


def _collection_of(party_id: str, versions: Iterable[Version]) -> str:
    parties = (party for version in versions for party in version.item.get("parties") or ())
    return str(next(party["party_type"] for party in parties if party["party_id"] == party_id))
