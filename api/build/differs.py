"""Which records of the seed are written otherwise than those the standing release was built from. A digest of each decides; few are read.

Raises NeedsWhole where so much differs, or in such a way, that only a build of the whole will do.
"""

from dataclasses import dataclass

from api.base.errors import BuildFaults
from api.build.former import Former, Key, NeedsWhole
from api.build.index import COLLECTIONS
from api.build.progress import Tell
from api.build.read_seed import RawRecord, Seed, record_of
from api.resources import PARTY_COLLECTIONS

_ALWAYS = 200  # records that may differ in a small seed
_TOO_MUCH = "too much is written otherwise"
_SHARE = 20  # of a larger one the twentieth part: beyond, building the whole is hardly dearer


@dataclass(frozen=True, slots=True)
class Differences:
    """Records that are new or written otherwise, and those that are no more."""

    changed: dict[Key, RawRecord]
    gone: set[Key]


def differences(seed: Seed, former: Former, tell: Tell) -> Differences:
    """What a curator changed since. Faults are left to the build of the whole, which tells them all."""
    if seed.collections() - set(COLLECTIONS):
        raise NeedsWhole("there is a folder of no collection")
    left = former.written()
    most = max(_ALWAYS, len(left) // _SHARE)
    changed: dict[Key, RawRecord] = {}
    for collection in COLLECTIONS:
        for number, source in enumerate(seed.sources(collection), 1):
            tell(f"{collection} compared", number)
            digest = source.digest
            if digest in left:
                left.remove(digest)
                continue
            try:
                record = record_of(source)
            except BuildFaults as faults:
                raise NeedsWhole("a record cannot be read") from faults
            if (collection, record.id) in changed:
                raise NeedsWhole("an id is used twice")
            if len(changed) >= most:
                raise NeedsWhole(_TOO_MUCH)
            changed[collection, record.id] = record
    if len(left) > most:
        raise NeedsWhole(_TOO_MUCH)
    former_ones = former.written_as(left)
    found = Differences(changed, former_ones.keys() - changed.keys())
    _refuse_used_ids(found, former, set(former_ones))
    return found


def _refuse_used_ids(found: Differences, former: Former, replaced: set[Key]) -> None:
    """Raises NeedsWhole where a changed record bears an id, past or present, of a record that is written as before."""
    for key, record in found.changed.items():
        if key not in replaced and former.digest(key) is not None:
            raise NeedsWhole("an id is used twice")
        others = [(collection, key[1]) for collection in PARTY_COLLECTIONS if key[0] in PARTY_COLLECTIONS and collection != key[0]]
        for one in [*others, *((key[0], str(old)) for old in record.data.get("previous_ids") or ()), key]:
            state = former.state(one)
            owner = (one[0], state[1] or one[1]) if state else one
            if state and owner != key and owner not in found.changed and owner not in found.gone:
                raise NeedsWhole("an id belongs to another record")
