"""What the keys and claims of one record say of each other: an editor's decision about nothing, a
party without a role, a state of another country. Asked only of records whose claims are each in
order. Never raises; returns faults and warnings.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.base.dates import is_day
from api.base.errors import Fault
from api.publish.seed.claimable import parse_address
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawClaims, RawRecord

_FIGURE = ("number", "min", "max")


def consistency(record: RawRecord, index: Index) -> Iterator[Fault]:
    """Every fault and warning of what a record says in two places."""
    claims: RawClaims = record.data.get("claims") or []
    yield from _entries(record, claims)
    yield from _states(record, claims)
    yield from _decided(record, claims)
    yield from _preferred(record, claims)
    for key in ("names", "summaries"):
        yield from _wordings(record, key, index)


def _entries(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    """Parties and outputs: what stands in brackets, and what is said of it."""
    addresses = [parse_address(claim["field"]) for claim in claims]
    with_role = {one.key for one in addresses if (one.head, one.part) == ("parties", "role")}
    for number, (one, claim) in enumerate(zip(addresses, claims, strict=True)):
        value = claim.get("value")
        if one.head == "parties" and one.key not in with_role:
            message = f"`{claim['field']}` is claimed, and no role of '{one.key}'"
            mend = f"claim `parties[{one.key}].role`, or correct the words in brackets"
            yield record.fault("no_role", message, claim=number, mend=mend)
        elif one.head == "parties" and one.part == "role":
            _, slash, named = str(one.key).partition("/")
            if slash and named != value:
                message = f"the role is {value}, and the words in brackets say {named}"
                yield record.fault("wrong_key", message, claim=number, mend="write one of them")
        elif (one.head, one.part) == ("outputs", "product") and one.key != value:
            message = f"the product is '{value}', and the words in brackets say '{one.key}'"
            yield record.fault("wrong_key", message, claim=number, mend="write one of them")


def _states(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    countries = {claim.get("value") for claim in claims if claim["field"] == "country"}
    for number, claim in enumerate(claims):
        if claim["field"] in ("subdivision", "subdivisions") and countries:
            country = str(claim.get("value")).partition("-")[0]
            if country not in countries:
                message = f"{claim['value']} lies in {country}, and no claim on `country` says so"
                mend = "correct one of the two"
                yield record.fault("two_countries", message, claim=number, mend=mend)


def _decided(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    """`not_counted`, `disputed` and `compared` are about fields that are claimed."""
    fields = {claim["field"] for claim in claims}
    if "not_counted" in record.data and "amount" not in fields:
        message = "`not_counted` stands here, and no amount is claimed that could be counted"
        yield record.fault("bad_not_counted", message, key="not_counted", mend="take it out")
    for key, fewest in (("disputed", 2), ("compared", 1)):
        for field in record.data.get(key) or ():
            said = {_said(claim) for claim in claims if claim["field"] == field}
            if len(said) < fewest:
                found = "one value is" if said else "no value is"
                message = f"`{key}` names '{field}', of which {found} claimed here"
                mend = "claim what is meant, or take the field out"
                fault = record.fault("nothing_decided", message, key=key, at=(field,), mend=mend)
                yield replace(fault, warning=True)


def _preferred(record: RawRecord, claims: RawClaims) -> Iterator[Fault]:
    for number, claim in enumerate(claims):
        judgement = claim.get("judgement") or {}
        if judgement.get("verdict") != "prefer":
            continue
        others = [one for one in claims if one["field"] == claim["field"]]
        if len({_said(one) for one in others}) < 2:
            message = f"`{claim['field']}` has no other value over which this one is preferred"
            mend = "claim the other value, or take the judgement out"
            yield record.warning("nothing_decided", message, claim=number, mend=mend)
        known = {one[key] for one in others for key in ("value", *_FIGURE) if key in one}
        for value in judgement.get("over") or ():
            if value not in known:
                message = f"`over` names '{value}', which no claim on `{claim['field']}` says"
                mend = "write the value as it is claimed"
                yield record.warning("nothing_decided", message, claim=number, mend=mend)


def _wordings(record: RawRecord, key: str, index: Index) -> Iterator[Fault]:
    """Each wording is served from the day on which its documents are known: later ones follow."""
    latest, texts = "", set[str]()
    for number, entry in enumerate(record.data.get(key) or ()):
        day = max(index.documents[name] for name in entry["documents"])
        if not is_day(day):
            return
        if day < latest:
            message = f"this wording is known from {day}, the one before it from {latest}"
            mend = "write the earliest wording first"
            yield record.fault("not_in_order", message, key=key, at=(number,), mend=mend)
        if entry["text"] in texts:
            message = f"this wording stands in `{key}` twice"
            yield record.fault("same_twice", message, key=key, at=(number,), mend="keep one")
        latest = max(latest, day)
        texts.add(entry["text"])


def _said(claim: dict[str, Any]) -> tuple[object, ...]:
    keys = ("value", *_FIGURE, "unit", "qualifier", "modifier", "scope")
    return tuple(claim.get(key) for key in keys)
