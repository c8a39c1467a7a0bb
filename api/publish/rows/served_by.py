"""Whether a claim agrees with what a record serves: it says the same value, or one so wide that the
served value lies in it ("2025" and 4 September 2025, "about 36" and 36.2). Pure.
"""

import math

from api.base.dates import bounds
from api.publish.resolve.containment import figure_span
from api.publish.resolve.outcomes import Values
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import field_kind

Interval = tuple[float, float]
_ABOVE = frozenset({"over", "at_least"})
_BELOW = frozenset({"under", "up_to", "nearly"})


def says_served(claim: Claim, item: Values) -> bool:
    """Whether the claim on a plain field says what the record serves, or something wider."""
    field, served = claim.field, item.get(claim.field)
    kind = field_kind(claim.subject_type, field)
    if kind is None:
        return True
    match kind.kind:
        case "text":  # words of ours, which are not compared letter by letter
            return True
        case "list":
            return claim.value in (served or ())
        case "subjects":
            named = (f"{one['subject_type']}/{one['subject_id']}" for one in served or ())
            return claim.value in named
        case "flag":
            return served is (claim.value == "true")
        case "pointer":
            target = item.get(field.removesuffix("_id") + "_type")
            return claim.value == f"{target}/{served}"
        case "date":
            return _date(claim, item)
        case "whole" | "number":
            return _money(claim, item) if field.startswith("amount") else _figure(claim, served)
        case "value":
            return _value(claim, item)
    return bool(claim.value == served)


def _date(claim: Claim, item: Values) -> bool:
    first, last = bounds(claim.value, claim.modifier)
    earliest, latest = (item[f"{claim.field}_{end}"] for end in ("earliest", "latest"))
    begins = first is None or (earliest is not None and first <= earliest)
    ends = last is None or (latest is not None and latest <= last)
    return begins and ends


def _money(claim: Claim, item: Values) -> bool:
    """An amount in dollars agrees with either figure that stands in dollars."""
    if claim.unit == item["currency"] and claim.field == "amount":
        served = item["amount"]
        if served is None:
            ends = item["amount_min"], item["amount_max"]
            return (claim.minimum, claim.maximum) == ends or _has_end(claim, ends)
        return _figure(claim, served)
    return claim.unit == "USD" and _figure(claim, item["amount_usd"])


def _value(claim: Claim, item: Values) -> bool:
    if claim.number is not None or claim.minimum is not None or claim.maximum is not None:
        if claim.unit != item["unit"]:
            return False
        if item["value_number"] is not None:
            return _figure(claim, item["value_number"])
        ends = item["value_min"], item["value_max"]
        return (claim.minimum, claim.maximum) == ends or _has_end(claim, ends)
    return True  # words of ours


def _has_end(claim: Claim, ends: tuple[float | None, float | None]) -> bool:
    """Whether an open figure leaves room for a served range."""
    lower, upper = _interval(claim)
    low, high = (
        (-math.inf if ends[0] is None else ends[0]),
        (math.inf if ends[1] is None else ends[1]),
    )
    return lower <= low and high <= upper


def _figure(claim: Claim, served: float | None) -> bool:
    if served is None:
        return False
    lower, upper = _interval(claim)
    return lower <= served <= upper


def _interval(claim: Claim) -> Interval:
    number = claim.number
    if number is None:
        low, high = claim.minimum, claim.maximum
        return (-math.inf if low is None else low), (math.inf if high is None else high)
    if claim.qualifier in _ABOVE:
        return number, math.inf
    if claim.qualifier in _BELOW:
        return -math.inf, number
    span = figure_span(claim)
    assert span is not None
    return float(span[0]), float(span[1])
