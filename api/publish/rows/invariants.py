"""What must hold in every release, proved on the records that are about to be written. A fault here
stops the build; docs/invariants.md lists them for readers. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate

from api.base.errors import Fault
from api.collections.documents import DOCUMENTS
from api.collections.served import FOREVER
from api.publish.resolve.amounts import amount_of, converted_amount
from api.publish.resolve.outcomes import Outcome
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import ResolvedRecord, Version
from api.publish.rows.rows import Row
from api.publish.rows.served_by import says_served
from api.publish.seed.claimable import claimable
from api.publish.seed.index import Index

_POINTERS = ("reference", "pointer")


class Invariants:
    """Takes every record that is written, then the totals."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # Basis → day → what is added to the sum of `amount_usd_counted` from that day on.
        self._counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def record(self, resolved: ResolvedRecord) -> list[Fault]:
        """What does not hold of one record."""
        record, faults = resolved.record, []
        for version in resolved.versions:
            counted = version.item.get("amount_usd_counted")
            if counted is not None:
                days = self._counted[version.item["amount_basis"]]
                days[version.valid_from] += counted
                days[version.valid_to] -= counted
            if version.item["name"] is None:
                message = (
                    f"'{record.id}' has no name on {version.valid_from}: no wording of `names` "
                    "rests on documents known by then alone"
                )
                faults.append(record.fault("nameless", message, key="names"))
            faults += self._pointers(resolved, version)
        faults += _not_served(resolved)
        return faults

    def _pointers(self, resolved: ResolvedRecord, version: Version) -> Iterator[Fault]:
        """A field that holds the id of a record must name one, known on that day."""
        record, day, item = resolved.record, version.valid_from, version.item
        outcomes = _outcomes(resolved, day)
        for field, collection in _pointers_of(record.collection):
            if (outcome := outcomes.get(field)) is not None and outcome.disputed:
                message = (
                    f"`{field}` of '{record.id}' is disputed on {day}, so that it stands nowhere; "
                    "prefer or reject one of its claims"
                )
                yield record.fault("disputed_pointer", message)
            target = collection or item.get(field.removesuffix("_id") + "_type")
            if item[field] is not None and not self._is_known(str(target), item[field], day):
                message = (
                    f"`{field}` of '{record.id}' names '{item[field]}', of which no document known "
                    f"on {day} speaks"
                )
                yield record.fault("unknown_pointer", message)

    def _is_known(self, collection: str, record_id: str, day: str) -> bool:
        if collection == DOCUMENTS.name:
            return self._index.documents.get(record_id, FOREVER) <= day
        known = self._index.records.get(collection, {}).get(record_id)
        return known is not None and known.known_from <= day

    def totals(self, rows: Iterable[Row]) -> list[Fault]:
        """What does not hold of the sums: rows of `total_versions`."""
        faults: list[Fault] = []
        stated: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for basis, key, agreement_id, group, since, until, total, itemised, *_ in rows:
            if total - itemised < 0:
                where = " ".join(filter(None, (basis, agreement_id, key, group)))
                message = (
                    f"from {since} more is itemised than stated of {where}: {itemised} of {total}"
                )
                faults.append(Fault("seed", 1, "negative_unitemised", message))
            if key == "":
                stated[basis][since] += total
                stated[basis][until] -= total
        sides = (stated, self._counted)
        for basis in sorted({*stated, *self._counted}):
            days = sorted({*stated[basis], *self._counted[basis]} - {FOREVER})
            of_total, of_rows = ([side[basis][day] for day in days] for side in sides)
            for day, total, counted in zip(
                days, accumulate(of_total), accumulate(of_rows), strict=True
            ):
                if total != counted:
                    message = (
                        f"on {day} the rows of basis {basis} add up to {counted} U.S. dollars, but "
                        f"the total says {total}"
                    )
                    faults.append(Fault("seed", 1, "rows_and_total_differ", message))
                    break
        return faults


@cache
def _pointers_of(collection: str) -> tuple[tuple[str, str | None], ...]:
    """Fields that hold the id of a record → its collection, where they name one."""
    kinds = claimable(collection).items()
    return tuple((field, kind.collection) for field, kind in kinds if kind.kind in _POINTERS)


def _outcomes(resolved: ResolvedRecord, day: str) -> Mapping[str, Outcome]:
    resolutions = [resolution for since, resolution in resolved.days if since <= day]
    return resolutions[-1].outcomes if resolutions else {}


def _not_served(resolved: ResolvedRecord) -> Iterator[Fault]:
    """An accepted claim must say what is served, or something that it lies in."""
    for number, (claim, spans) in enumerate(resolved.claims):
        for since, until, rank in spans if "[" not in claim.field else ():
            if rank.rank != "accepted":
                continue
            said = [claim, *_in_dollars(claim, resolved)]
            version = _first_contradicting(said, resolved.versions, since, until)
            if version is not None:
                message = (
                    f"the accepted claim '{claim.value}' on '{claim.field}' of "
                    f"'{resolved.record.id}' is not what is served on {version.valid_from}"
                )
                yield resolved.record.fault("accepted_not_served", message, claim=number)
                break


def _in_dollars(claim: Claim, resolved: ResolvedRecord) -> list[Claim]:
    """What its document says an amount is in dollars: where the amount is served in dollars, that
    is what it supports.
    """
    if claim.field != "amount" or claim.unit == "USD":
        return []
    claims = [one for one, _ in resolved.claims]
    amounts = [one for one in claims if one.field == "amount"]
    conversions = [one for one in claims if amount_of(one.field) == "amount"]
    return [one for one in conversions if converted_amount(one, amounts) is claim]


def _first_contradicting(
    said: list[Claim], versions: list[Version], since: str, until: str
) -> Version | None:
    for version in versions:
        overlaps = version.valid_from < until and since < version.valid_to
        if overlaps and not any(says_served(claim, version.item) for claim in said):
            return version
    return None
