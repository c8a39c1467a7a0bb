"""The entries of the addressed lists of a record: its parties with what they put in, its outputs.
Pure.
"""

from collections.abc import Callable, Mapping

from api.publish.resolve.outcomes import Outcome, Resolution, Values
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import parse_address

# (collection, id, day) → name of that record on that day; None where it has none yet.
NameOf = Callable[[str, str, str], str | None]
# id of a firm, body or person → its collection.
CollectionOf = Callable[[str], str]


def whole_or_none(figure: float | int | None) -> int | None:
    """Whole currency units; figures of money are checked to be whole."""
    return None if figure is None else int(figure)


def status_word(outcome: Outcome, *, not_applicable: bool = False) -> str:
    """Where a value, or its absence, comes from: a code of `value_statuses`."""
    if outcome.disputed:
        return "disputed"
    if not outcome.winners:
        return "not_applicable" if not_applicable else "not_stated"
    return (
        "inferred" if all(claim.basis == "inferred" for claim in outcome.winners[0]) else "stated"
    )


def _entries(resolution: Resolution, head: str) -> dict[str, dict[str, Claim | None]]:
    """Entries of an addressed list in the order of their first claim: key → part → the claim whose
    value holds.
    """
    found: dict[str, dict[str, Claim | None]] = {}
    for field, outcome in resolution.outcomes.items():
        address = parse_address(field)
        if (
            address.head == head
            and address.key
            and address.part
            and (outcome.winners or outcome.disputed)
        ):
            found.setdefault(address.key, {})[address.part] = (
                outcome.winners[0][0] if outcome.winners else None
            )
    return found


def party_values(
    resolution: Resolution, day: str, name_of: NameOf, collection_of: CollectionOf
) -> list[Values]:
    """Who takes part, in which role; each with what it puts in."""
    parties = []
    for key, parts in _entries(resolution, "parties").items():
        party_id, _, written_role = key.partition("/")
        collection = collection_of(party_id)
        role, share = parts.get("role"), parts.get("share_percent")
        parties.append(
            {
                "party_type": collection,
                "party_id": party_id,
                "name": name_of(collection, party_id, day),
                "role": role.value if role else written_role or None,
                **_texts(parts, "product", "office"),
                **_party_amount(resolution, key, parts),
                "share_percent": share.number if share else None,
                "share_qualifier": share.qualifier if share else None,
                **_texts(parts, "from", "to"),
            }
        )
    return parties


def _texts(parts: Mapping[str, Claim | None], *names: str) -> Values:
    return {name: claim.value if (claim := parts.get(name)) else None for name in names}


def _party_amount(resolution: Resolution, key: str, parts: Mapping[str, Claim | None]) -> Values:
    """The amount of one party: like that of a record, converted only where a document does."""
    outcome, in_dollars = (
        resolution.outcomes.get(f"parties[{key}].{part}", Outcome())
        for part in ("amount", "amount_usd")
    )
    claim, dollars = parts.get("amount"), parts.get("amount_usd")
    if dollars is None and (outcome.disputed or (claim and claim.unit == "USD")):
        dollars, in_dollars = claim, outcome
    return {
        "amount": whole_or_none(claim.number) if claim else None,
        "amount_qualifier": claim.qualifier if claim else None,
        "currency": claim.unit if claim else None,
        "amount_usd": whole_or_none(dollars.number) if dollars else None,
        "amount_usd_qualifier": dollars.qualifier if dollars else None,
        "amount_status": status_word(outcome),
        "amount_usd_status": status_word(in_dollars),
    }


def output_values(resolution: Resolution) -> list[Values]:
    """What is to be made, with quantities."""
    outputs = []
    for product, parts in _entries(resolution, "outputs").items():
        claim = parts.get("value")
        outputs.append(
            {
                "product": product,
                "value": claim.value if claim else None,
                "value_number": claim.number if claim else None,
                "value_qualifier": claim.qualifier if claim else None,
                "unit": claim.unit if claim else None,
            }
        )
    return outputs
