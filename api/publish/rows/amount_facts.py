"""What counting must know of every record that carries money, or could: its amount, what it is,
where it lies and why it is no part of a sum. Never raises; records at fault are left to the check.

The days of one record can decide what another adds: such records are read before the other rows are
made. Most are no part of any amount, and their facts are not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from sys import intern
from typing import Any, NamedTuple

from api.base.errors import Fault
from api.collections import BY_NAME, RECORDS, WHOLES
from api.collections.agreements import AGREEMENTS
from api.collections.projects import PROJECTS
from api.collections.served import FOREVER
from api.collections.tranches import TRANCHES
from api.publish.check.findings import is_sound
from api.publish.check.records import check_record, form_faults
from api.publish.progress import SILENT, Progress
from api.publish.resolve.outcomes import Values
from api.publish.resolve.participations import Participations
from api.publish.resolve.to_claims import record_claims
from api.publish.resolve.versions import Context, ResolvedRecord, Version, resolve_record
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

Key = tuple[str, str]  # collection and id
WITH_AMOUNTS = tuple(one.name for one in RECORDS if "amount_usd_counted" in one.model.model_fields)
_WHOLES_FIRST = sorted(WITH_AMOUNTS, key=lambda name: name not in WHOLES)
OTHER_DIRECTION, DISPUTED = "other_direction", "disputed"
NOTES = {
    DISPUTED: "Documents or parties disagree on the amount, and no side is picked.",
    "range": "Documents state a range, and no one amount.",
    "no_usd_amount": "No document states one amount in U.S. dollars.",
    "no_amount": "No document states an amount.",
    "exceeds_whole": "The parts come to more than the whole they lie in.",
    "no_basis": "No document says what kind of amount it is.",
}
_BASIS_DISPUTED = "Documents disagree on what kind of amount it is, and no side is picked."
# What the amount of a record would be of which no document states what it is, by its kind.
_BASIS_OF_KIND = {
    "headline_deal": "pledged",
    "package": "packaged",
    "pipeline": "pipeline",
    "purchase": "purchase",
}
_BASIS_OF_COLLECTION = {TRANCHES.name: "announced"}
# Claims that decide on what a part adds. Of a record that can be a whole all are read.
_DECIDING = frozenset({"amount", "amount_usd", "amount_basis"})


class Fact(NamedTuple):
    """One record on days `valid_from <= day < valid_to`."""

    valid_from: str
    valid_to: str
    basis: str | None
    takes_basis: bool  # without a basis of its own, it is summed under that of its whole
    amount_usd: int | None
    qualifier: str | None  # of the dollars
    reason: str | None  # why it adds nothing, whatever it lies in
    note: str | None
    above: tuple[Key, ...]  # what it lies in, the nearest first


@dataclass(slots=True)
class Amounts:
    """The facts of records that decide on each other, and the versions of agreements, whose amounts
    conflicts name.
    """

    facts: dict[Key, list[Fact]] = field(default_factory=dict)
    agreements: dict[str, list[Version]] = field(default_factory=dict)
    # What `check_record` found in the records that were read, so that none is checked twice.
    checked: set[Key] = field(default_factory=set)
    faults: dict[Key, list[Fault]] = field(default_factory=dict)

    def faults_of(self, record: RawRecord, index: Index) -> list[Fault]:
        """The faults of a record, which is checked now where it was not read."""
        key = record.collection, record.id
        return self.faults.get(key, []) if key in self.checked else check_record(record, index)


def read_amounts(index: Index, progress: Progress = SILENT) -> Amounts:
    """Read the records that carry an amount of which others may state parts, and those that may
    state one; resolve what decides on it.
    """
    found, carried = Amounts(), dict[Key, frozenset[str]]()
    with closing(Participations()) as unused:
        context = Context(index, unused)
        for collection in _WHOLES_FIRST:
            for number, record in enumerate(index.orders[collection].records(collection), 1):
                progress(f"amounts of {collection}", number)
                if collection in WHOLES:
                    reduced = record
                elif _may_be_part(record, found.facts, carried, index):
                    reduced = _reduced(record)
                else:
                    continue
                key = collection, record.id
                wrong = form_faults(record, index)
                # Now, since the words of its quotes have just been read.
                found.checked.add(key)
                if checked := check_record(record, index, wrong):
                    found.faults.setdefault(key, []).extend(checked)
                if wrong:
                    wrong = form_faults(reduced, index)  # what decides may be sound by itself
                if record.data.get("withdrawn") or not _is_resolvable(record, wrong, index):
                    continue
                claims = record_claims(reduced, index)
                if claims:
                    resolved = resolve_record(reduced, claims, context)
                    found.facts[key] = list(amount_facts(resolved, index.documents))
        found.agreements = context.agreement_amounts
    return found


def _may_be_part(
    record: RawRecord,
    facts: Mapping[Key, list[Fact]],
    carried: dict[Key, frozenset[str]],
    index: Index,
) -> bool:
    """Whether a record may state a part of an amount that it lies in, by any of its claims, whether
    accepted or not. `carried` keeps the bases of each whole.
    """
    named = dict(pointers(record.collection))
    wholes, said = set[str](), list[dict[str, Any]]()
    for claim in record.data.get("claims") or ():
        if not isinstance(claim, dict):
            continue
        if target := named.get(str(claim.get("field"))):
            wholes |= _carried((target, str(claim.get("value"))), facts, carried)
        elif claim.get("field") == "amount_basis":
            said.append(claim)
    bases = {claim.get("value") for claim in said}
    first_day = index.known_from(record.collection, record.id) or ""
    is_sure = (
        len(bases) == 1
        and not any("judgement" in claim for claim in said)
        and "amount_basis" not in (record.data.get("disputed") or {})
        and any(index.documents.get(str(one.get("document")), FOREVER) <= first_day for one in said)
    )
    # Without a basis of its own on every day, it may take any but a pledge.
    return bool(wholes & bases) or (bool(wholes - {"pledged"}) and not is_sure)


def _carried(
    whole: Key, facts: Mapping[Key, list[Fact]], carried: dict[Key, frozenset[str]]
) -> frozenset[str]:
    """The bases of the amounts that it carries, or what it lies in."""
    if whole not in carried:
        seen, pending = {whole}, [whole]
        while pending:
            for fact in facts.get(pending.pop(), ()):
                pending += set(fact.above) - seen
                seen.update(fact.above)
        there = [fact for key in seen for fact in facts.get(key, ())]
        carried[whole] = frozenset(
            fact.basis for fact in there if fact.basis and fact.amount_usd is not None
        )
    return carried[whole]


def can_be_resolved(record: RawRecord, index: Index) -> bool:
    """Whether nothing is wrong with the record that keeps it from being resolved."""
    return _is_resolvable(record, form_faults(record, index), index)


def _is_resolvable(record: RawRecord, faults: Iterable[Fault], index: Index) -> bool:
    sound = is_sound([*record.located.faults, *faults])
    return sound and index.can_resolve(record.collection, record.id)


def pointers(collection: str) -> tuple[tuple[str, str], ...]:
    """Field and collection of what a record lies in, the nearest first."""
    declared = BY_NAME[collection]
    relations = (*declared.part_of, *((declared.agreement,) if declared.agreement else ()))
    return tuple(dict.fromkeys((one.field, one.collection) for one in relations))


def _reduced(record: RawRecord) -> RawRecord:
    """The record with no claims but those that decide on what it adds."""
    deciding = _DECIDING | {name for name, _ in pointers(record.collection)}
    claims = record.data.get("claims")
    if not isinstance(claims, list):
        return record
    kept = [one for one in claims if isinstance(one, dict) and one.get("field") in deciding]
    return replace(record, data={**record.data, "claims": kept})


def amount_facts(found: ResolvedRecord, documents: dict[str, str]) -> Iterator[Fact]:
    """The facts of each version, cut where a reason not to count it comes into force."""
    record = found.record
    judged = record.data.get("not_counted") or {}
    from_day = max((documents[name] for name in judged.get("because") or ()), default=None)
    resolutions = dict(found.days)
    for version in found.versions:
        cuts = [version.valid_from, version.valid_to]
        if from_day and version.valid_from < from_day < version.valid_to:
            cuts.insert(1, from_day)
        for since, until in pairwise(cuts):
            in_force = judged if from_day and from_day <= since else {}
            fact = _fact(record.collection, version.item, since, until, in_force)
            if fact.basis is None and version.item["field_status"].get("amount_basis") == DISPUTED:
                fact = fact._replace(basis=_first_basis(found, since))
            dollars = resolutions[version.valid_from].outcomes.get("amount_usd")
            if dollars and dollars.winners:
                fact = fact._replace(qualifier=dollars.winners[0][0].qualifier)
            yield fact


def _first_basis(found: ResolvedRecord, day: str) -> str:
    """Of the bases that documents disagree on, the one that was known first."""
    claims = (claim for claim, _ in found.claims if claim.field == "amount_basis")
    sides = [claim for claim in claims if not claim.judged("reject", day)]
    return min(sides, key=lambda one: (one.known_from, one.document_id, one.line, one.start)).value


def _fact(collection: str, item: Values, since: str, until: str, judged: dict[str, Any]) -> Fact:
    disputed = item["amount_status"] == DISPUTED
    usd = None if disputed else item["amount_usd"]
    basis = item["amount_basis"]
    unsaid = basis is None
    if unsaid:
        basis = _BASIS_OF_COLLECTION.get(collection) or _BASIS_OF_KIND.get(item.get("kind") or "")
    applicable = item["amount_status"] != "not_applicable"
    reason, note = _reason(item, usd)
    if judged:
        reason, note = judged["reason"], judged["note"]
    return Fact(
        since,
        until,
        intern(basis) if basis and applicable else None,
        applicable and unsaid and collection == PROJECTS.name,
        usd,
        item["amount_qualifier"],
        reason,
        note,
        _one_object(
            tuple(
                (target, item[name])
                for name, target in pointers(collection)
                if item[name] is not None
            )
        ),
    )


@lru_cache(maxsize=4096)
def _one_object(above: tuple[Key, ...]) -> tuple[Key, ...]:
    """The same object for all that lie in the same: their memory counts in a large dataset."""
    return above


def _reason(item: Values, usd: int | None) -> tuple[str | None, str | None]:
    """Why a record adds nothing by its own amount, as a code and in our words."""
    if usd is not None and item["amount_basis"] is not None:
        return None, None
    if usd is not None and item["field_status"].get("amount_basis") == DISPUTED:
        return DISPUTED, _BASIS_DISPUTED
    if usd is not None:
        reason = "no_basis"
    elif item["amount_status"] == DISPUTED:
        reason = DISPUTED
    elif item["amount"] is not None:
        reason = "no_usd_amount"
    else:
        stated = (item["amount_min"], item["amount_max"])
        reason = "no_amount" if stated == (None, None) else "range"
    return reason, NOTES[reason]


def agreement_above(key: Key, above: tuple[Key, ...]) -> str | None:
    """The agreement a record stands under by its own word; its own id where it is one."""
    if key[0] == AGREEMENTS.name:
        return key[1]
    return next((name for collection, name in above if collection == AGREEMENTS.name), None)
