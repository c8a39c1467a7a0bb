"""An amount and its conversion into dollars are one value of one passage: accepted, disputed and
rejected together. Pure.

A conversion belongs to the amount in another currency that stands nearest to it in its document. A
conversion in a document that gives no such amount is compared with the amounts of the others, but
serves as `amount_usd` of an amount in another currency only where an editor prefers it.
"""

from api.publish.resolve.containment import figure_inside
from api.publish.resolve.field import Field
from api.publish.resolve.outcomes import Group, Outcome, Rank, Resolution
from api.publish.resolve.to_claims import Claim, is_conversion

_APART = Rank("rival", "different_scope")


def amount_of(field: str) -> str | None:
    """The field of the amount that a conversion converts, of a record or of one of its parties;
    None where the field is no conversion.
    """
    return field.removesuffix("_usd") if is_conversion(field) else None


def resolve_amounts(
    amounts: list[Claim],
    conversions: list[Claim],
    day: str,
    resolution: Resolution,
    dispute: Rank | None,
) -> tuple[Outcome, Outcome]:
    """The outcomes of an amount and of its conversion; every claim gets its rank."""
    converts = {one.id: converted_amount(one, amounts) for one in conversions}
    dollars: dict[str, Claim] = {}
    for one in sorted(conversions, key=lambda one: (one.line, one.start, one.id)):
        amount = converts[one.id]
        if amount is not None and not one.judged("reject", day):
            dollars.setdefault(amount.id, one)
    lone = [one for one in conversions if converts[one.id] is None]
    first, *_ = amounts
    outcome = Field(first, day, resolution, dispute, dollars).resolve([*amounts, *lone])
    own = [one for one in lone if _holds(one, outcome)]
    if own and not _without_conversions(outcome.winners[0]):
        ranks = {one.id: resolution.ranks[one.id] for one in lone}
        contested = outcome.contested
        outcome = Field(first, day, resolution, dispute, dollars).resolve(amounts)
        outcome.contested = outcome.contested or contested
        resolution.ranks |= ranks
    else:
        own = [one for one in own if one.judged("prefer", day)]
        outcome.winners = [_without_conversions(group) for group in outcome.winners]
    return outcome, _dollars(outcome, conversions, own, converts, day, resolution, dispute)


def converted_amount(conversion: Claim, amounts: list[Claim]) -> Claim | None:
    """The amount that a conversion converts: in its document, in another currency, nearest."""
    near = [
        amount
        for amount in amounts
        if amount.document_id == conversion.document_id
        and amount.unit != "USD"
        and amount.scope == conversion.scope
    ]
    line, start = conversion.line, conversion.start
    return min(
        near,
        key=lambda one: (abs(one.line - line), abs(one.start - start), one.line, one.id),
        default=None,
    )


def _holds(claim: Claim, outcome: Outcome) -> bool:
    return any(claim in group for group in outcome.winners)


def _without_conversions(group: Group) -> Group:
    return [claim for claim in group if not is_conversion(claim.field)]


def _supports(conversion: Claim, served: Claim) -> bool:
    """Whether a conversion says the dollars served, or some that they lie in."""
    same = (conversion.value, conversion.qualifier) == (served.value, served.qualifier)
    return same or figure_inside(served, conversion)


def _dollars(
    outcome: Outcome,
    conversions: list[Claim],
    own: list[Claim],
    converts: dict[str, Claim | None],
    day: str,
    resolution: Resolution,
    dispute: Rank | None,
) -> Outcome:
    """What `amount_usd` comes to, once the amount is resolved."""
    candidates, of_others = list(own), []
    for one in conversions:
        amount = converts[one.id]
        if one in own:
            continue
        if one.judged("reject", day) or (amount is not None and _holds(amount, outcome)):
            candidates.append(one)
        elif amount is not None:
            of_others.append((one, resolution.ranks[amount.id]))
    found = Outcome()
    if candidates:
        found = Field(candidates[0], day, resolution, None).resolve(candidates)
    served = [one for one, *_ in (*found.winners, *outcome.winners) if one.unit == "USD"]
    for one, rank in of_others:
        # The dollars of a rougher amount support those served, or measure another thing.
        if rank.rank == "accepted" and not (served and _supports(one, served[0])):
            rank, found.contested, found.kind = _APART, True, "scope"
        resolution.ranks[one.id] = rank
    found.disputed = found.disputed or outcome.disputed
    if outcome.disputed:
        # Dollars of a disputed amount are not served, so no claim of them is accepted.
        found.winners = []
        accepted = [one for one in conversions if resolution.ranks[one.id].rank == "accepted"]
        resolution.rank(accepted, dispute or Rank("rival", "no_winner"))
    return found
