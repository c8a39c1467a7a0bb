"""Which records are to be built anew where only some are written otherwise: these, and those that read of them. All are checked.

The index it makes knows what they name and no more. Raises NeedsWhole where only a build of the whole will do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from api.build.assemble import amounts_of_agreements, first_releases
from api.build.check import check_record
from api.build.differs import Differences
from api.build.fields import field_kind, parse_address
from api.build.former import Former, Key, NeedsWhole, spans
from api.build.index import COLLECTIONS, Index, Known, add_record, count_claims
from api.build.materialise import Version
from api.build.progress import Tell
from api.build.read_seed import RawRecord, Seed, record_of
from api.build.told import told_of
from api.resources import PARTY_COLLECTIONS


@dataclass(slots=True)
class Affected:
    """What is to be built anew, with all that is needed for it."""

    seed: Seed
    former: Former
    gone: set[Key]
    first_release: dict[str, str]  # document → the release that first had it
    index: Index = field(default_factory=lambda: Index(records={name: {} for name in COLLECTIONS[:-1]}))
    records: dict[Key, RawRecord] = field(default_factory=dict)
    agreements: dict[str, list[Version]] = field(default_factory=dict)
    _looked_up: set[Key] = field(default_factory=set)

    def add(self, records: Iterable[RawRecord]) -> None:
        """Take some records, what they name, and check them."""
        taken = list(records)
        for record in taken:
            key = (record.collection, record.id)
            self._forget(key)
            self.records[key] = record
            if record.collection == "documents":
                count_claims(self.index, record)
            else:
                add_record(self.index, record)
        for record in taken:
            for key in _named_by(record):
                self.look_up(key)
        if self.index.faults or any(check_record(record, self.index) for record in taken):
            raise NeedsWhole("there are faults")

    def look_up(self, key: Key) -> None:
        """Let the index know a record that is named."""
        collection, record_id = key
        known = self.index.records.get(collection)
        if known is None or record_id in known or key in self.gone or key in self.index.withdrawn:
            return
        told = self.former.told(key)
        if told is None or not told.known_from:
            return
        self._looked_up.add(key)
        known[record_id] = Known(told.known_from, told.names, "")
        if collection in PARTY_COLLECTIONS:
            self.index.party_collections[record_id] = collection
        if told.bases:
            self.index.wholes[key] = list(told.bases)

    def _forget(self, key: Key) -> None:
        """What was looked up of a record that now comes itself."""
        if key in self._looked_up:
            self._looked_up.remove(key)
            del self.index.records[key[0]][key[1]]
            self.index.party_collections.pop(key[1], None)
            self.index.wholes.pop(key, None)

    def load(self, keys: Iterable[Key], tell: Tell) -> None:
        """Take records that are written as before."""
        wanted = {digest: key for key in keys if key not in self.records and (digest := self.former.digest(key))}
        self.add([*_written_so(self.seed, wanted, tell)])


def affected(seed: Seed, former: Former, found: Differences, tell: Tell) -> Affected:
    """Everything to be built anew, but for firms, bodies and people that only take part elsewhere: which of them is known later."""
    if any(collection == "documents" for collection, _ in found.gone):
        raise NeedsWhole("a document is gone")
    new = Affected(seed, former, found.gone, first_releases(seed), agreements=former.agreements())
    for record in seed.records("documents"):
        new.index.documents[record.id] = str(record.data.get("known_from", ""))
        versions = former.versions(("documents", record.id))
        new.index.claims_of[record.id] = versions[-1].item["claim_count"] if versions else 0
    new.add(found.changed.values())
    new.load(_readers(new, found), tell)
    if _amounts_changed(new):
        new.load(former.contested(), tell)
    return new


def _readers(new: Affected, found: Differences) -> set[Key]:
    """Records that show, or count with, what changed of another. Raises NeedsWhole where one names a record that is no more."""
    readers: set[Key] = set()
    for key, record in found.changed.items():
        before, after = new.former.told(key), told_of(record, new.index, new.first_release.get(record.id, ""))
        if before is None or before == after or not before.known_from:
            continue
        if key[0] == "documents":
            raise NeedsWhole("the day of a document changed")
        if not after.known_from:
            _refuse_pointers(key, new, found)
        readers |= new.former.namers(key) | new.former.parts(key)
    for key in found.gone:
        _refuse_pointers(key, new, found)
    return readers


def _refuse_pointers(key: Key, new: Affected, found: Differences) -> None:
    if new.former.pointing_at(key) - found.changed.keys() - found.gone:
        raise NeedsWhole("a record names another that is no more")


def _amounts_changed(new: Affected) -> bool:
    """Bring the amounts of agreements up to date, by which conflicts are weighed; whether one that others can be about changed."""
    changed = amounts_of_agreements((record for (collection, _), record in new.records.items() if collection == "agreements"), new.index)
    differ = any(
        agreement_id in new.agreements and spans(new.agreements[agreement_id], "amount_usd") != spans(versions, "amount_usd")
        for agreement_id, versions in changed.items()
    )
    for collection, record_id in (*new.gone, *new.index.withdrawn):
        if collection == "agreements":
            new.agreements.pop(record_id, None)
    new.agreements |= changed
    return differ


def _named_by(record: RawRecord) -> Iterator[Key]:
    """Every record that the claims of one name."""
    for claim in record.data.get("claims") or ():
        if not isinstance(claim, dict):
            raise NeedsWhole("a claim is none")
        name, value = str(claim.get("field")), str(claim.get("value"))
        kind = field_kind(record.collection, name)
        if name.startswith("parties["):
            party_id = str(parse_address(name).key).partition("/")[0]
            yield from ((collection, party_id) for collection in PARTY_COLLECTIONS)
        elif kind is not None and kind.kind == "reference":
            yield str(kind.collection), value
        elif kind is not None and kind.kind in ("pointer", "subjects"):
            collection, _, record_id = value.partition("/")
            yield collection, record_id


def _written_so(seed: Seed, wanted: dict[str, Any], tell: Tell) -> Iterator[RawRecord]:
    for collection in sorted({key[0] for key in wanted.values()}):
        for number, source in enumerate(seed.sources(collection), 1):
            tell(f"{collection} looked through", number)
            if source.digest in wanted:
                yield record_of(source)
