"""Which fields of a record are not plainly stated, and how: `field_status`. A part of resolving;
pure, never raises.
"""

from functools import cache

from api.collections import MODELS
from api.publish.resolve.outcomes import Group, Outcome, Resolution
from api.publish.seed.claimable import claimable, parse_address
from api.publish.seed.read_seed import RawRecord

_WITH_AMOUNT = ("amount", "amount_usd", "amount_basis")
_ADDRESSED = ("parties", "outputs")
_STATES = ("subdivision", "subdivisions")


@cache
def _fields(collection: str) -> tuple[str, ...]:
    keys = MODELS[collection].model_fields
    return (*claimable(collection), *(key for key in _ADDRESSED if key in keys))


def field_status(record: RawRecord, resolution: Resolution) -> dict[str, str]:
    """Field → `disputed`, `inferred` or `not_stated`, for each claimable field that is not plainly
    stated; without those that cannot have a value.
    """
    outcomes: dict[str, list[Outcome]] = {}
    for name, outcome in resolution.outcomes.items():
        outcomes.setdefault(parse_address(name).head, []).append(outcome)
    amounts = outcomes.get("amount", [])
    # Stated in dollars, an amount is its own conversion; in dispute, it leaves none.
    in_dollars = any(
        one.disputed or (one.winners and one.winners[0][0].unit == "USD") for one in amounts
    )
    if in_dollars and not any(one.winners for one in outcomes.get("amount_usd", [])):
        outcomes["amount_usd"] = amounts
    # One state or several: whichever is claimed gives the other.
    for one, other in (_STATES, _STATES[::-1]):
        if one in outcomes:
            outcomes.setdefault(other, outcomes[one])
    absent = set(record.data.get("not_applicable") or ())
    if "amount" in absent:
        absent |= {field for field in _WITH_AMOUNT if field not in outcomes}
    found = {}
    for field in _fields(record.collection):
        status = status_of(outcomes[field]) if field in outcomes else "not_stated"
        if status != "stated" and not (status == "not_stated" and field in absent):
            found[field] = status
    return found


def status_of(outcomes: list[Outcome]) -> str:
    """One status for all that is said of a field: a list is in dispute, or inferred, where any of
    its entries is.
    """
    if any(outcome.disputed for outcome in outcomes):
        return "disputed"
    groups = [group for outcome in outcomes for group in outcome.winners]
    if not groups:
        return "not_stated"
    return "inferred" if any(map(_is_inferred, groups)) else "stated"


def _is_inferred(group: Group) -> bool:
    return group[0].basis == "inferred" and all(claim.basis == "inferred" for claim in group)
