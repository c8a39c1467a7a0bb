"""What the build must know of all records at once: which ids exist, since when, under which names,
and who takes part where.

Filled in a first pass over the seed, so that the second can take one record at a time.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from api.base.errors import Fault
from api.collections import MODELS, PARTY_COLLECTIONS, RECORDS, WHOLES
from api.publish.progress import SILENT, Progress
from api.publish.seed.read_seed import RawRecord, Seed, SeedOrder

COLLECTIONS = (*(resource.name for resource in RECORDS), "documents")
# Collections whose records call those they are about by name; they are read first.
_NAMING = tuple(
    resource.name for resource in RECORDS if "subjects" in MODELS[resource.name].model_fields
)


@dataclass(frozen=True, slots=True)
class Known:
    """One record of the index: first knowledge day, its wordings as (day from which it is served,
    text) where others name it, its file.
    """

    known_from: str
    names: tuple[tuple[str, str], ...]
    file: str


@dataclass(slots=True)
class Index:
    """Every id of the seed."""

    documents: dict[str, str] = field(default_factory=dict)  # id → first knowledge day
    records: dict[str, dict[str, Known]] = field(default_factory=dict)
    withdrawn: dict[tuple[str, str], str] = field(default_factory=dict)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)
    party_collections: dict[str, str] = field(default_factory=dict)
    wholes: dict[tuple[str, str], list[tuple[str, str]]] = field(
        default_factory=dict
    )  # (collection, id) → (day, basis) of its amount
    claims_of: dict[str, int] = field(default_factory=dict)  # document id → claims read out of it
    counts: dict[str, int] = field(
        default_factory=dict
    )  # collection → records read, withdrawn ones too
    orders: dict[str, SeedOrder] = field(
        default_factory=dict
    )  # collection → its records in order of id
    named: set[str] = field(
        default_factory=set
    )  # `collection/id` of records that subjects and corrections call by name
    faults: list[Fault] = field(default_factory=list)

    def exists(self, collection: str, record_id: str) -> bool:
        """Whether a living record has this id."""
        return record_id in (
            self.documents if collection == "documents" else self.records.get(collection, {})
        )

    def name_of(self, collection: str, record_id: str, day: str) -> str | None:
        """The name served on that day."""
        known = self.records.get(collection, {}).get(record_id)
        return wording_on(known.names, day) if known else None

    def collection_of(self, party_id: str) -> str:
        """The collection of a firm, body or person; `companies` where the id is unknown (the check
        reports that).
        """
        return self.party_collections.get(party_id, PARTY_COLLECTIONS[0])

    def name_days(self, collection: str, record_id: str) -> set[str]:
        """Days on which the record's name changes."""
        known = self.records.get(collection, {}).get(record_id)
        return {day for day, _ in known.names} if known else set()


def wording_on(wordings: tuple[tuple[str, str], ...], day: str) -> str | None:
    """The last wording whose documents are all known on that day."""
    served = None
    for from_day, text in wordings:
        if from_day <= day:
            served = text
    return served


def wordings(record: RawRecord, key: str, documents: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The record's names or summaries as (day from which it is served, text), in the order
    written.
    """
    found = []
    for entry in record.data.get(key) or ():
        days = (
            [documents[name] for name in entry.get("documents") or () if name in documents]
            if isinstance(entry, dict)
            else []
        )
        if days:
            found.append((max(days), str(entry.get("text", ""))))
    return tuple(found)


def build_index(seed: Seed, progress: Progress = SILENT) -> Index:
    """First pass. Duplicate ids and records without any usable claim are reported in `faults`."""
    index = Index()
    for record in seed.records("documents"):
        if record.id in index.documents:
            index.faults.append(
                record.fault(
                    "duplicate_id", f"the document id '{record.id}' is used twice", key="id"
                )
            )
        index.documents[record.id] = str(record.data.get("known_from", ""))
        index.claims_of[record.id] = 0
    for record in seed.records("documents"):
        count_claims(index, record)
    index.counts |= {"documents": len(index.documents)}
    index.named |= {str(entry.get("subject")) for entry in seed.listing("corrections.yaml")}
    for name in sorted(COLLECTIONS[:-1], key=lambda name: name not in _NAMING):
        index.records[name] = {}
        order = index.orders[name] = SeedOrder(seed.folder)
        for number, record in enumerate(seed.records(name), 1):
            progress(f"{name} found", number)
            _add_record(index, record)
            order.note(record)
            index.counts[name] = number
    for (collection, old), new in index.moved.items():
        if index.exists(collection, old):
            file = index.records[collection][new].file
            index.faults.append(
                Fault(
                    file,
                    1,
                    "duplicate_id",
                    f"the previous id '{old}' is still the id of another record",
                )
            )
    return index


@lru_cache(maxsize=256)
def _unnamed(known_from: str, file: str) -> Known:
    """What is known of a record that nobody calls by name: one object for all that became known
    alike.
    """
    return Known(known_from, (), file)


def count_claims(index: Index, record: RawRecord) -> str | None:
    """Count the claims of a record by document; returns its first knowledge day, None where it has
    no usable claim.
    """
    first = None
    for claim in record.data.get("claims") or ():
        document = claim.get("document") if isinstance(claim, dict) else None
        if document not in index.claims_of:
            continue
        index.claims_of[document] += 1
        day = index.documents[document]
        if (first is None or day < first) and (claim.get("judgement") or {}).get(
            "reason"
        ) != "not_about_this":
            first = day
    return first


def _note_claims(index: Index, record: RawRecord) -> None:
    """Since when a record states the whole of a basis, and which records it names as subjects."""
    for claim in record.data.get("claims") or ():
        if not isinstance(claim, dict):
            continue
        if (
            claim.get("field") == "amount_basis"
            and record.collection in WHOLES
            and claim.get("document") in index.documents
        ):
            # From this day on it carries an amount of the basis, and its parts are known to lie
            # within it.
            noted = index.wholes.setdefault((record.collection, record.id), [])
            noted.append((index.documents[claim["document"]], str(claim.get("value"))))
        elif claim.get("field") == "subjects" and record.collection in _NAMING:
            index.named.add(str(claim.get("value")))


def _add_record(index: Index, record: RawRecord) -> None:
    known_from = count_claims(index, record)
    _note_claims(index, record)
    records, record_id = index.records[record.collection], record.id
    if record_id in records or (record.collection, record_id) in index.withdrawn:
        index.faults.append(
            record.fault(
                "duplicate_id",
                f"the id '{record_id}' is used twice in {record.collection}",
                key="id",
            )
        )
        return
    if record.collection in PARTY_COLLECTIONS:
        if record_id in index.party_collections:
            other = index.party_collections[record_id]
            index.faults.append(
                record.fault(
                    "duplicate_id", f"the id '{record_id}' is already used in {other}", key="id"
                )
            )
        index.party_collections[record_id] = record.collection
    if record.data.get("withdrawn"):
        index.withdrawn[(record.collection, record_id)] = str(record.data["withdrawn"])
        return
    if known_from is None:
        index.faults.append(
            record.fault(
                "no_claims",
                f"'{record_id}' has no claim with a known document; every record rests on at "
                "least one",
            )
        )
        known_from = ""
    # Of a million projects hardly one is called by name, and their names alone would fill the
    # memory.
    if (
        record.collection in (*PARTY_COLLECTIONS, *_NAMING)
        or f"{record.collection}/{record_id}" in index.named
    ):
        records[record_id] = Known(
            known_from, wordings(record, "names", index.documents), record.file
        )
    else:
        records[record_id] = _unnamed(known_from, record.file)
    _note_previous_ids(index, record)


def _note_previous_ids(index: Index, record: RawRecord) -> None:
    for old in map(str, record.data.get("previous_ids") or ()):
        if (other := index.moved.setdefault((record.collection, old), record.id)) != record.id:
            index.faults.append(
                record.fault(
                    "duplicate_id",
                    f"the previous id '{old}' is one of '{other}' too",
                    key="previous_ids",
                )
            )
