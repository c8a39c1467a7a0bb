"""Outcomes become the values of the public record: amounts, dates and value blocks with all their
siblings, lists. Pure; knows nothing of other records but their names.
"""

from collections.abc import Callable
from functools import cache

from api.base.dates import bounds
from api.collections import MODELS
from api.publish.check.words.day_words import stated_part
from api.publish.resolve.outcomes import Outcome, Resolution, Values
from api.publish.resolve.party_values import (
    CollectionOf,
    NameOf,
    output_values,
    party_values,
    status_word,
    whole_or_none,
)
from api.publish.resolve.spans import LOWER, UPPER, span_of_dates, span_of_figures
from api.publish.resolve.to_claims import Claim
from api.publish.seed.claimable import claimable
from api.publish.seed.read_seed import RawRecord


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


@cache
def _lists(collection: str) -> tuple[str, ...]:
    kinds = claimable(collection).items()
    return tuple(field for field, kind in kinds if kind.kind in ("list", "subjects"))


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
    values, kinds = dict(_blank(collection)), claimable(collection)
    for field in _lists(collection):
        values[field] = []
    not_applicable = set(record.data.get("not_applicable") or ())
    for field in dict.fromkeys((*outcomes, *not_applicable)):  # most have no claim
        kind, outcome = kinds.get(field), outcomes.get(field)
        if kind is None:
            continue
        if kind.kind == "list":
            values[field] = sorted({group[0].value for group in outcome.winners}) if outcome else []
        elif kind.kind == "subjects":
            values[field] = _subjects(outcome, day, name_of) if outcome else []
        elif kind.kind not in _VALUES:
            values[field] = outcome.winners[0][0].value if outcome and outcome.winners else None
        else:
            outcome = outcome or Outcome()
            winner = outcome.winners[0][0] if outcome.winners else None
            values.update(
                _VALUES[kind.kind](
                    field,
                    winner,
                    status_word(outcome, not_applicable=field in not_applicable),
                    collection,
                )
            )
            if outcome.disputed:
                values.update(_spanned(kind.kind, field, outcome))
            elif kind.kind == "date":
                values[f"{field}_stated_part"] = _stated_part(outcome)
    if "amount_usd" in values:
        _amount(values, record, resolution)
    if "subdivisions" in values:
        _subdivisions(values)
    if "parties" in values:
        values["parties"] = party_values(resolution, day, name_of, collection_of)
    if "outputs" in values:
        values["outputs"] = output_values(resolution)
    return values


def _subdivisions(values: Values) -> None:
    """A record claims its one state, or its states as a list: each gives the other."""
    if values["subdivision"] is not None:
        values["subdivisions"] = [values["subdivision"]]
    elif len(values["subdivisions"]) == 1:
        (values["subdivision"],) = values["subdivisions"]


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
        f"{field}_stated_part": None,
    }


def _stated_part(outcome: Outcome) -> str | None:
    """What stands in the words of a date that is only inferred, or in rougher ones that are stated
    and contain it.
    """
    held = outcome.winners[0] if outcome.winners else []
    if not held or any(claim.basis != "inferred" for claim in held):
        return None
    rougher = [claim for side in outcome.rougher for claim in side]
    words = [claim.quote for claim in (*held, *rougher) if claim.basis == "inferred"]
    words += [claim.value for claim in rougher if claim.basis != "inferred"]
    return stated_part(held[0].value, words)


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
    values["amount_status"] = status_word(
        outcome, not_applicable="amount" in (record.data.get("not_applicable") or ())
    )
    converted = resolution.outcomes.get("amount_usd", Outcome())
    if converted.winners:
        values["amount_usd_qualifier"] = converted.winners[0][0].qualifier
    elif claim and claim.unit == "USD":
        values["amount_usd"] = values["amount"]
        values["amount_usd_qualifier"] = claim.qualifier


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
