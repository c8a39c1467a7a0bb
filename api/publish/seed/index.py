"""What the build must know of all records at once: which ids exist, since when, under which names,
and who takes part where.

Filled in a first pass over the seed, so that the second can take one record at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from api.base.errors import Fault
from api.collections import MODELS, PARTY_COLLECTIONS, RECORDS, WHOLES
from api.collections.codelists import Codelists
from api.publish.progress import SILENT, Progress
from api.publish.seed.claimable import claimable, pointers_of
from api.publish.seed.codes import read_codelists
from api.publish.seed.order import SeedOrder
from api.publish.seed.read_seed import RawRecord, Seed
from api.publish.seed.related import NamedBy, Place, called, naming_text, note_named
from api.publish.seed.wordings import published_from, wording_on, wordings

SEED_COLLECTIONS = (*(resource.name for resource in RECORDS), "documents")
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


Links = dict[str, set[str]]


@dataclass(slots=True)
class Index:
    """Every id of the seed."""

    documents: dict[str, str] = field(default_factory=dict)  # id → first knowledge day
    published_from: dict[str, str] = field(
        default_factory=dict
    )  # id of a document → first day on which it can have been published, where one is known
    urls: dict[str, str] = field(default_factory=dict)  # id of a document → its public address
    kinds: dict[str, str] = field(default_factory=dict)  # id of a document → what sort it is
    records: dict[str, dict[str, Known]] = field(default_factory=dict)
    withdrawn: dict[tuple[str, str], str] = field(default_factory=dict)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)
    party_collections: dict[str, str] = field(default_factory=dict)
    claims_of: dict[str, int] = field(default_factory=dict)  # document id → claims read out of it
    counts: dict[str, int] = field(default_factory=dict)  # collection → records, withdrawn ones too
    orders: dict[str, SeedOrder] = field(default_factory=dict)  # collection → records by id
    named: set[str] = field(default_factory=set)  # `collection/id` that others call by name
    links: dict[tuple[str, str], Links] = field(
        default_factory=dict
    )  # (collection, id) of wholes → what they name in a field that holds one id
    faults: list[Fault] = field(default_factory=list)  # of ids: nothing can be resolved with them
    unreadable: list[Fault] = field(default_factory=list)  # of what is written, and warnings
    codelists: Codelists = field(default_factory=dict)
    used_codes: dict[str, set[str]] = field(default_factory=dict)  # standard's list → codes in use
    pointed: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # (collection, id) → the earliest day on which a record points at it
    compared: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    named_by: NamedBy = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)  # `collection/id` → names, aliases, labels

    def exists(self, collection: str, record_id: str) -> bool:
        """Whether a living record has this id."""
        return record_id in (
            self.documents if collection == "documents" else self.records.get(collection, {})
        )

    def known_from(self, collection: str, record_id: str) -> str | None:
        """The first day on which a record is known; None for an id that no record has."""
        known = self.records.get(collection, {}).get(record_id)
        return known.known_from if known else None

    def can_resolve(self, collection: str, record_id: str) -> bool:
        """Whether a day is known from which the record is, or a reason for which it is not."""
        known = self.records[collection].get(record_id)
        return known.known_from != "" if known else (collection, record_id) in self.withdrawn

    def name_of(self, collection: str, record_id: str, day: str) -> str | None:
        """The name served on that day."""
        known = self.records.get(collection, {}).get(record_id)
        return wording_on(known.names, day) if known else None

    def collection_of(self, party_id: str) -> str:
        """The collection of a firm, body or person; `companies` where the id is unknown (the check
        reports that).
        """
        return self.party_collections.get(party_id, PARTY_COLLECTIONS[0])

    def kinds_of(self, document_ids: Iterable[str]) -> list[str]:
        """What sorts of source documents are, in order."""
        return sorted({self.kinds[one] for one in document_ids if one in self.kinds})

    def texts_naming(self, places: Iterable[Place]) -> list[str]:
        """What the records at these places say."""
        named = [(SEED_COLLECTIONS[collection], place) for collection, place in places]
        return [naming_text(self.orders[name].record(name, place)) for name, place in named]

    def expected(self) -> dict[str, int]:
        """How much there is to do in each task whose progress is shown."""
        amounts = {f"amounts of {name}": number for name, number in self.counts.items()}
        return self.counts | amounts | {"claims": sum(self.claims_of.values())}

    def name_days(self, collection: str, record_id: str) -> set[str]:
        """Days on which the record's name changes."""
        known = self.records.get(collection, {}).get(record_id)
        return {day for day, _ in known.names} if known else set()


def build_index(seed: Seed, progress: Progress = SILENT) -> Index:
    """First pass. Duplicate ids and records without any usable claim are reported in `faults`."""
    index = Index(codelists=read_codelists(seed))
    index.used_codes = {one.name: set() for one in index.codelists.values() if one.standard}
    for record in seed.records("documents"):
        if record.id in index.documents:
            index.faults.append(
                record.fault(
                    "duplicate_id", f"the document id '{record.id}' is used twice", key="id"
                )
            )
        index.documents[record.id] = str(record.data.get("known_from", ""))
        index.claims_of[record.id] = 0
        if day := published_from(record):
            index.published_from[record.id] = day
        for known, key in ((index.urls, "url"), (index.kinds, "kind")):
            if isinstance(record.data.get(key), str):
                known[record.id] = record.data[key]
    for record in seed.records("documents"):
        count_claims(index, record)
    index.counts |= {"documents": len(index.documents)}
    for name in sorted(SEED_COLLECTIONS[:-1], key=lambda name: name not in _NAMING):
        index.records[name] = {}
        order = index.orders[name] = SeedOrder(seed.folder)
        for number, record in enumerate(seed.records(name), 1):
            progress(f"{name} found", number)
            index.unreadable += record.located.faults
            if record.located.whole:
                note_named(index.named_by, record, SEED_COLLECTIONS.index(name), len(order))
                order.note(record)
            if record.id:
                _add_record(index, record)
            index.counts[name] = number
    for (collection, old), new in index.moved.items():
        if index.exists(collection, old):
            file = index.records[collection][new].file
            message = f"the previous id '{old}' is still the id of another record"
            index.faults.append(Fault(file, 1, "duplicate_id", message))
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
        document = claim["document"]
        if document not in index.claims_of:
            continue
        index.claims_of[document] += 1
        day = index.documents[document]
        if (first is None or day < first) and not _is_about_another(claim, index):
            first = day
    return first


def _is_about_another(claim: dict[str, Any], index: Index) -> bool:
    """Whether an editor judged so, and on nothing that was known only later."""
    judgement = claim.get("judgement")
    if not isinstance(judgement, dict) or judgement.get("reason") != "not_about_this":
        return False
    day = index.documents[claim["document"]]
    because = judgement.get("because")
    names = because if isinstance(because, list) else []
    return all(index.documents.get(name, "") <= day for name in names)


def _note_pointer(index: Index, collection: str, claim: dict[str, Any]) -> None:
    """Note what a claim points at, unless it is known by then."""
    target = pointers_of(collection).get(str(claim.get("field")))
    day = index.documents.get(str(claim.get("document")))
    if target is None or day is None:
        return
    named, _, record_id = str(claim.get("value")).rpartition("/")
    key = (target or named, record_id)
    known = index.known_from(*key)
    if known is None or known > day:
        index.pointed[key] = min(day, index.pointed.get(key, day))


@cache
def _linking(collection: str) -> frozenset[str]:
    """Fields that hold the id of a record of the same collection, and of wholes that of a whole."""
    among = {collection, *(WHOLES if collection in WHOLES else ())}
    kinds = claimable(collection).items()
    return frozenset(name for name, kind in kinds if kind.collection in among)


def _is_rejected(claim: dict[str, Any]) -> bool:
    return bool((claim.get("judgement") or {}).get("verdict") == "reject")


def _note_claims(index: Index, record: RawRecord) -> None:
    """Note what other records need of the claims of this one: its whole, whom it names."""
    linking, pointers = _linking(record.collection), pointers_of(record.collection)
    for claim in record.data.get("claims") or ():
        if claim["field"] in linking and not _is_rejected(claim):
            links = index.links.setdefault((record.collection, record.id), {})
            links.setdefault(claim["field"], set()).add(str(claim.get("value")))
        if str(claim.get("field")) in pointers:
            _note_pointer(index, record.collection, claim)
        elif claim.get("field") == "subjects" and record.collection in _NAMING:
            index.named.add(str(claim.get("value")))


def _add_record(index: Index, record: RawRecord) -> None:
    known_from = count_claims(index, record)
    names = wordings(record, "names", index.documents)
    if known_from is not None and names:  # no record is served without a name
        known_from = max(known_from, min(day for day, _ in names))
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
        if any(not fault.warning for fault in record.located.faults):
            records[record_id] = Known("", (), record.file)
            return  # its claims may be among what could not be read
        message = (
            f"'{record_id}' has no claim with a known document; every record rests on at least one"
        )
        index.unreadable.append(record.fault("no_claims", message))
        known_from = ""
    if compared := record.data.get("compared"):
        index.compared[record.collection, record_id] = compared
    path = f"{record.collection}/{record_id}"
    if record.collection in (*PARTY_COLLECTIONS, *WHOLES, *_NAMING) or path in index.named:
        index.called[path] = called(record)
    # Of a million projects hardly one is called by name, and their names alone would fill the
    # memory.
    if record.collection in (*PARTY_COLLECTIONS, *_NAMING) or path in index.named:
        records[record_id] = Known(known_from, names, record.file)
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
