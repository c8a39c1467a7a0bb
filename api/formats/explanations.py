"""Why a field has its value: status, a sentence that says why, every passage with its rank and
reason, how it changed, what is not known. Composed of a record and its claims, never stored. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from api.collections.codelists import Codelists
from api.collections.declare import Collection
from api.formats import words
from api.formats.explain_reasons import reason_words
from api.formats.explain_sentences import sentence_of, unknown_of
from api.formats.flatten import Item
from api.formats.passages import NamedDocument, Passage
from api.formats.readable import (
    FieldMeaning,
    difference,
    fields_of,
    label_of,
    meaning_of,
    shown_value,
)

_STANDING = {"accepted": 0, "rival": 1, "superseded": 2, "rejected": 3}
# What ends the name of a field that is computed from another one.
_SIBLINGS = frozenset(
    ("modifier", "earliest", "latest", "status", "stated_part", "qualifier", "unit", "min", "max")
) | {"number", "type", "counted", "usd_counted"}
_STATES = {"subdivision", "subdivisions"}
_COMPUTED_FROM = {"currency": "amount", "unit": "value"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of the value on one day, and by which document."""

    day: str
    text: str
    document: NamedDocument | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What explanations of a record need beside it: its claims in the order of the documents, the
    documents by id, the names of records it points at, the labels of codes, its changes.
    """

    claims: Sequence[Item]
    documents: Mapping[str, NamedDocument]
    codelists: Codelists
    names: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Item] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One field explained. `status` is a code of `value_statuses`, empty for what is computed;
    `passages` are those the value rests on, `others` the rest.
    """

    meaning: FieldMeaning
    label: str
    value: str
    status: str
    computed_from: str | None
    sentence: str
    passages: Sequence[Passage]
    others: Sequence[Passage]
    changes: Sequence[FieldChange]
    unknown: Sequence[str]

    @property
    def official(self) -> bool | None:
        """Whether an official source is among all of them; None where there are none, or the kind
        of none is known.
        """
        kinds = [one.document.kind for one in (*self.passages, *self.others)]
        return "official" in kinds if any(kinds) else None


def status_of_field(item: Item, meaning: FieldMeaning, claims: Sequence[Item]) -> str:
    """How a value is known: a code of `value_statuses`."""
    statuses = item.get("field_status") or {}
    status = item.get(f"{meaning.name}_status") or statuses.get(meaning.name)
    if status is not None:
        return str(status)
    ranks = {claim["rank"] for claim in claims}
    if meaning.key is None and item.get(meaning.name) in (None, []):
        if meaning.name in item.get("conflicts", ()) and claims:
            return "disputed"
        # Releases published before `field_status` leave it empty.
        return "not_applicable" if statuses else "not_stated"
    if meaning.key is not None and "accepted" not in ranks:
        return "disputed" if "rival" in ranks else "not_stated"
    accepted = [claim for claim in claims if claim["rank"] == "accepted"]
    inferred = bool(accepted) and all(claim["basis"] == "inferred" for claim in accepted)
    return "inferred" if inferred else "stated"


def explain(
    collection: Collection, item: Item, meaning: FieldMeaning, around: Surroundings
) -> Explanation:
    """Why a field has its value on the day the record was read."""
    base = computed_from(collection.name, meaning) if meaning.kind == "computed" else meaning
    claims = list(claims_on(base, around.claims)) if base else []
    passages = [
        _passage(claim, collection.name, around)
        for claim in sorted(claims, key=lambda claim: _STANDING.get(claim["rank"], 9))
    ]
    accepted = [one for one in passages if one.holds]
    others = [one for one in passages if not one.holds]
    status = "" if meaning.kind == "computed" else status_of_field(item, meaning, claims)
    disputed = status == "disputed" and not meaning.is_list
    value = "" if disputed else shown_value(item, meaning, around.codelists, around.names)
    return Explanation(
        meaning,
        label_of(meaning, around.names),
        value,
        status,
        base.name if base and base is not meaning else None,
        sentence_of(collection, item, meaning, status, value, base, accepted, others),
        accepted,
        others,
        [
            _changed(one, item, meaning, around)
            for one in around.changes
            if one["field"] == meaning.name
        ],
        # A document is the best source of what it says of itself.
        []
        if collection.name == "documents"
        else list(unknown_of(item, meaning, status, accepted, others)),
    )


def explained_fields(collection: Collection, claims: Sequence[Item]) -> list[FieldMeaning]:
    """Every field that documents could give, in the order of the record, each followed by the parts
    of its entries that claims address.
    """
    found = []
    for name, meaning in fields_of(collection.name).items():
        if meaning.kind == "computed":
            continue
        found.append(meaning)
        addressed = {one["field"] for one in claims if one["field"].startswith(f"{name}[")}
        found += filter(None, (meaning_of(collection.name, one) for one in sorted(addressed)))
    return found


def claims_on(meaning: FieldMeaning, claims: Sequence[Item]) -> Iterator[Item]:
    """The claims a field rests on: its own and, of a list, those on its entries; an amount and its
    conversion are told together, and so are the state and the states a project lies in.
    """
    own = {meaning.name}
    if meaning.name == "amount" or meaning.name in _STATES:
        own |= {"amount_usd"} if meaning.name == "amount" else _STATES
    elif meaning.name == "amount_usd" and not any(one["field"] == "amount_usd" for one in claims):
        own = {"amount"}
    entries = f"{meaning.name}[" if meaning.key is None and meaning.is_list else None
    for claim in claims:
        if claim["field"] in own or (entries and claim["field"].startswith(entries)):
            yield claim


def computed_from(collection: str, meaning: FieldMeaning) -> FieldMeaning | None:
    """The field that a computed one goes back to; None where it is computed from the record."""
    fields = fields_of(collection)
    if meaning.name in _COMPUTED_FROM:
        return fields.get(_COMPUTED_FROM[meaning.name])
    claimed = [one for one in fields.values() if one.kind != "computed"]
    for one in sorted(claimed, key=lambda one: -len(one.name)):
        stem = one.name.removesuffix("_value").removesuffix("_percent").removesuffix("_id")
        if meaning.name.startswith(f"{stem}_") and meaning.name[len(stem) + 1 :] in _SIBLINGS:
            return one
    return None


def _passage(claim: Item, collection: str, around: Surroundings) -> Passage:
    meaning = meaning_of(collection, claim["field"])
    value, document_id = str(claim["value"] or ""), claim["document_id"]
    called = around.names.get(value.rpartition("/")[2])
    pointing = meaning is not None and meaning.kind in ("reference", "pointer", "subjects")
    says = words.public_value(claim, meaning.codelist if meaning else None, around.codelists)
    document = around.documents.get(document_id) or NamedDocument(
        document_id, document_id, None, claim["known_from"]
    )
    holds = claim["rank"] == "accepted"
    reason = reason_words(around.codelists, claim["rank_reason"] or "", holds=holds)
    return Passage(claim, called if pointing and called else says, document, reason)


def _changed(change: Item, item: Item, meaning: FieldMeaning, around: Surroundings) -> FieldChange:
    document = around.documents.get(change["document_id"] or "")
    unit = words.unit_of(item, change["field"])
    # The record as it is now, where this change made it so.
    after = item if change["after"] == item.get(meaning.name) else None
    text = difference(change, around.codelists, around.names, unit, (None, after))
    return FieldChange(change["day"], text, document)
