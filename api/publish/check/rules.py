"""What the claims of one record come to together: what cannot be, and what is likely a slip.

Asked only of records whose claims are each in order. Never raises; returns faults and warnings.
"""

from collections.abc import Iterator

from api.base.dates import bounds
from api.base.errors import Fault
from api.publish.seed.claimable import claimable, parse_address
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawClaims, RawRecord

# Dates of what a document reports as done; others may lie ahead of it.
DONE = frozenset({"announced_on", "pledged_on", "signed_on", "published_on", "office_from"})


def rules(record: RawRecord, index: Index) -> Iterator[Fault]:
    """Every fault and warning of the record as a whole."""
    claims: RawClaims = record.data.get("claims") or []
    yield from _later_than_document(record, claims, index)
    yield from _not_applicable(record, claims)
    yield from _roles(record, claims)
    yield from _amount_without_basis(record, claims, index)
    yield from _states_twice(record, claims)
    yield from _itself(record, claims, index)
    yield from _two_wholes(record, claims, index)


def _later_than_document(record: RawRecord, claims: RawClaims, index: Index) -> Iterator[Fault]:
    for number, claim in enumerate(claims):
        given = [("effective_on", day, None)] if (day := claim.get("effective_on")) else []
        if parse_address(claim["field"]).head in DONE:
            given.append((claim["field"], claim.get("value"), claim.get("modifier")))
        if not given:
            continue
        known_from = index.documents[claim["document"]]
        for key, value, modifier in given:
            first = bounds(value, modifier)[0] if value else None
            if first is not None and first > known_from:
                message = (
                    f"`{key}` is {value}, later than its document, which is known from {known_from}"
                )
                mend = "look the date up again; what is still to come has no such date"
                yield record.warning("later_than_told", message, claim=number, mend=mend)


def _not_applicable(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    for field in record.data.get("not_applicable") or ():
        fields = (field, "amount_usd", "amount_basis") if field == "amount" else (field,)
        for number, claim in enumerate(claims):
            if claim["field"] in fields:
                message = f"`{claim['field']}` is claimed here, but `not_applicable` names {field}"
                mend = "remove the claim, or the field from `not_applicable`"
                yield record.fault("not_applicable", message, claim=number, mend=mend)


def _roles(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for number, claim in enumerate(claims):
        address = parse_address(claim["field"])
        if address.head != "parties" or address.part != "role" or "effective_on" in claim:
            continue
        role, party = str(claim.get("value")), str(address.key)
        if claim.get("judgement"):  # an editor has decided between the two
            continue
        if first.setdefault(party, role) != role:
            plain = party.partition("/")[0]
            message = f"the party '{plain}' is {first[party]} and {role} under one address"
            mend = f"write `parties[{plain}/{role}].role` for the second role"
            yield record.fault("party_twice", message, claim=number, mend=mend)


def _amount_without_basis(record: RawRecord, claims: RawClaims, index: Index) -> Iterator[Fault]:
    """An amount of which no document known on its day says what it is."""
    if "amount_basis" not in claimable(record.collection):
        return
    first: dict[str, tuple[str, int]] = {}
    for number, claim in enumerate(claims):
        known = index.documents[claim["document"]], number
        first[claim["field"]] = min(known, first.get(claim["field"], known))
    since, number = first.get("amount", ("", 0))
    until = first["amount_basis"][0] if "amount_basis" in first else None
    if since and (until is None or until > since):
        days = f", but from {until} on," if until else ""
        message = f"an amount is claimed and no `amount_basis`{days}: no total counts it"
        mend = "add a claim on `amount_basis`"
        yield record.warning("no_basis", message, claim=number, mend=mend)


def _states_twice(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    fields = {claim["field"]: number for number, claim in enumerate(claims)}
    if {"subdivision", "subdivisions"} <= fields.keys():
        message = "`subdivision` and `subdivisions` are claimed of one record"
        mend = "of a record in several states claim each on `subdivisions` alone"
        yield record.fault("states_twice", message, claim=fields["subdivision"], mend=mend)


def _itself(record: RawRecord, claims: RawClaims, index: Index) -> Iterator[Fault]:
    """Whether a record is its own whole, or a part of one of its parts."""
    kinds = claimable(record.collection)
    for number, claim in enumerate(claims):
        kind, value = kinds.get(claim["field"]), claim.get("value")
        if kind is None or kind.kind != "reference" or kind.collection != record.collection:
            continue
        if _lies_in(index, record.collection, str(value), record.id, claim["field"]):
            itself = "itself" if value == record.id else f"'{value}', which is a part of it"
            message = f"`{claim['field']}` of '{record.id}' names {itself}"
            yield record.fault("circular", message, claim=number, mend="name the whole above it")


def _two_wholes(record: RawRecord, claims: RawClaims, index: Index) -> Iterator[Fault]:
    """Whether a whole that the record names lies in another agreement than the record says."""
    kinds = claimable(record.collection)
    said: dict[str, set[str]] = {}
    for claim in claims:
        said.setdefault(claim["field"], set()).add(str(claim.get("value")))
    for number, claim in enumerate(claims):
        kind = kinds.get(claim["field"])
        if kind is None or kind.kind != "reference":
            continue
        links = index.links.get((str(kind.collection), str(claim.get("value"))), {})
        for field, values in links.items():
            if field == "parent_id" or field not in said or not said[field].isdisjoint(values):
                continue
            message = (
                f"`{field}` is {_some(said[field])}, but {claim['value']}, named by "
                f"`{claim['field']}`, belongs to {_some(values)}"
            )
            mend = "correct one of the two"
            yield record.fault("two_wholes", message, claim=number, mend=mend)


def _some(values: set[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def _lies_in(index: Index, collection: str, part: str, whole: str, field: str) -> bool:
    """Whether one record is the other, or a part of it by that field over any number of steps."""
    seen, above = set(), {part}
    while above and whole not in above:
        seen |= above
        links = (index.links.get((collection, one), {}) for one in above)
        above = {one for found in links for one in found.get(field, ())} - seen
    return whole in above
