"""Outcomes become the values of the public record: amounts, dates and value blocks with all their
siblings, lists, parties. Pure; knows nothing of other records but their names.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from api.base.dates import bounds
from api.collections import MODELS
from api.publish.resolve.outcomes import Outcome, Resolution
from api.publish.resolve.spans import LOWER, UPPER, span_of_dates, span_of_figures
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import claimable, parse_address
from api.publish.seed.read_seed import RawRecord

Values = dict[str, Any]
# (collection, id, day) → name of that record on that day; None where it has none yet.
NameOf = Callable[[str, str, str], str | None]
# id of a firm, body or person → its collection.
CollectionOf = Callable[[str], str]


def whole_or_none(figure: float | int | None) -> int | None:
    """Whole currency units; figures of money are checked to be whole."""
    return None if figure is None else int(figure)


@cache
def public_keys(collection: str) -> tuple[str, ...]:
    """Keys of the public record in their order."""
    return tuple(info.alias or name for name, info in MODELS[collection].model_fields.items())


@cache
def _blank(collection: str) -> Values:
    """The record of which no claim says anything: every public key in its order."""
    values: Values = dict.fromkeys(public_keys(collection))
    for field, kind in claimable(collection).items():
        if kind.kind in _VALUES:
            values.update(_VALUES[kind.kind](field, None, "not_stated", collection))
    return values


def public_values(
    record: RawRecord,
    resolution: Resolution,
    day: str,
    name_of: NameOf,
    collection_of: CollectionOf,
) -> Values:
    """Every public key of the record in order, with every claimed value on that day; computed keys
    are left to `resolve_record`.
    """
    collection, outcomes = record.collection, resolution.outcomes
    values = dict(_blank(collection))
    not_applicable = set(record.data.get("not_applicable") or ())
    for field, kind in claimable(collection).items():
        outcome = outcomes.get(field)
        if kind.kind == "list":
            values[field] = sorted({group[0].value for group in outcome.winners}) if outcome else []
        elif kind.kind == "subjects":
            values[field] = _subjects(outcome, day, name_of) if outcome else []
        elif kind.kind not in _VALUES:
            values[field] = outcome.winners[0][0].value if outcome and outcome.winners else None
        elif outcome is not None or field in not_applicable:
            outcome = outcome or Outcome()
            winner = outcome.winners[0][0] if outcome.winners else None
            values.update(
                _VALUES[kind.kind](
                    field, winner, _status(outcome, field in not_applicable), collection
                )
            )
            if outcome.disputed:
                values.update(_spanned(kind.kind, field, outcome))
    if "amount_usd" in values:
        _amount(values, record, resolution)
    if "subdivisions" in values:
        _subdivisions(values)
    if "parties" in values:
        values["parties"] = _parties(resolution, day, name_of, collection_of)
    if "outputs" in values:
        values["outputs"] = _outputs(resolution)
    return values


def _subdivisions(values: Values) -> None:
    """A record claims its one state, or its states as a list: each gives the other."""
    if values["subdivision"] is not None:
        values["subdivisions"] = [values["subdivision"]]
    elif len(values["subdivisions"]) == 1:
        (values["subdivision"],) = values["subdivisions"]


def _status(outcome: Outcome, not_applicable: bool) -> str:
    if outcome.disputed:
        return "disputed"
    if not outcome.winners:
        return "not_applicable" if not_applicable else "not_stated"
    return (
        "inferred" if all(claim.basis == "inferred" for claim in outcome.winners[0]) else "stated"
    )


def _flag(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    return {field: claim.value == "true" if claim else None}


def _whole(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    return {field: whole_or_none(claim.number) if claim else None}


def _number(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    values: Values = {field: claim.number if claim else None}
    stem, known = (
        field.removesuffix("_value").removesuffix("_percent"),
        MODELS[collection].model_fields,
    )
    if f"{stem}_unit" in known:
        values[f"{stem}_unit"] = claim.unit if claim else None
    if f"{stem}_qualifier" in known:
        values[f"{stem}_qualifier"] = claim.qualifier if claim else None
    return values


def _pointer(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    target, _, target_id = claim.value.partition("/") if claim else (None, None, None)
    return {field.removesuffix("_id") + "_type": target, field: target_id}


def _date(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    earliest, latest = bounds(claim.value, claim.modifier) if claim else (None, None)
    return {
        field: claim.value if claim else None,
        f"{field}_modifier": claim.modifier if claim else None,
        f"{field}_earliest": earliest,
        f"{field}_latest": latest,
        f"{field}_status": status,
    }


def _value_block(field: str, claim: Claim | None, status: str, collection: str) -> Values:
    lower, upper = _ends(claim)
    return {
        "value": claim.value if claim else None,
        "value_number": claim.number if claim else None,
        "value_min": lower,
        "value_max": upper,
        "value_qualifier": claim.qualifier if claim else None,
        "unit": claim.unit if claim else None,
        "value_status": status,
    }


def _spanned(kind: str, field: str, outcome: Outcome) -> Values:
    """What the sides of a dispute span."""
    if kind == "date":
        earliest, latest = span_of_dates(outcome.sides)
        return {f"{field}_earliest": earliest, f"{field}_latest": latest}
    if kind == "value":
        least, most, unit = span_of_figures(outcome.sides)
        return {"value_min": least, "value_max": most, "unit": unit}
    return {}


_VALUES: dict[str, Callable[[str, Claim | None, str, str], Values]] = {
    "flag": _flag,
    "whole": _whole,
    "number": _number,
    "pointer": _pointer,
    "date": _date,
    "value": _value_block,
}


def _ends(claim: Claim | None) -> tuple[float | int | None, float | int | None]:
    """Lower and upper end a figure states: of a range, or of `at_least` and its like."""
    if claim is None:
        return None, None
    lower = claim.number if claim.qualifier in LOWER else claim.minimum
    upper = claim.number if claim.qualifier in UPPER else claim.maximum
    return lower, upper


def _amount(values: Values, record: RawRecord, resolution: Resolution) -> None:
    """The amount family. A conversion exists only where a document states one; what the record
    adds to a total is counted later, together with all others.
    """
    outcome = resolution.outcomes.get("amount", Outcome())
    claim = outcome.winners[0][0] if outcome.winners else None
    lower, upper = _ends(claim)
    values["amount_min"], values["amount_max"] = whole_or_none(lower), whole_or_none(upper)
    values["amount_qualifier"] = claim.qualifier if claim else None
    values["currency"] = claim.unit if claim else None
    if outcome.disputed:
        least, most, values["currency"] = span_of_figures(outcome.sides)
        values["amount_min"], values["amount_max"] = whole_or_none(least), whole_or_none(most)
    values["amount_status"] = _status(
        outcome, "amount" in (record.data.get("not_applicable") or ())
    )
    converted = resolution.outcomes.get("amount_usd")
    if claim and claim.unit == "USD" and not (converted and converted.winners):
        values["amount_usd"] = values["amount"]


def entries(resolution: Resolution, head: str) -> dict[str, dict[str, Claim | None]]:
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


def _parties(
    resolution: Resolution, day: str, name_of: NameOf, collection_of: CollectionOf
) -> list[Values]:
    parties = []
    for key, parts in entries(resolution, "parties").items():
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
    outcome = resolution.outcomes.get(f"parties[{key}].amount", Outcome())
    claim, converted = parts.get("amount"), parts.get("amount_usd")
    in_dollars = claim if claim and claim.unit == "USD" else None
    dollars = converted or in_dollars
    return {
        "amount": whole_or_none(claim.number) if claim else None,
        "amount_qualifier": claim.qualifier if claim else None,
        "currency": claim.unit if claim else None,
        "amount_usd": whole_or_none(dollars.number) if dollars else None,
        "amount_status": _status(outcome, not_applicable=False),
    }


def _subjects(outcome: Outcome, day: str, name_of: NameOf) -> list[Values]:
    found = []
    for group in outcome.winners:
        collection, _, record_id = group[0].value.partition("/")
        found.append(
            {
                "subject_type": collection,
                "subject_id": record_id,
                "name": name_of(collection, record_id, day),
            }
        )
    return found


def _outputs(resolution: Resolution) -> list[Values]:
    outputs = []
    for product, parts in entries(resolution, "outputs").items():
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
