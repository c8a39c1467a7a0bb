"""What else names a record, and what a record is called: so that a firm's summary may tell what a
project's claims say of the firm. Filled in the first pass over the seed.
"""

from array import array
from functools import cache
from typing import Any, TypeAlias

from api.collections.codelists import CODELISTS
from api.publish.seed.claimable import field_kind
from api.publish.seed.read_seed import RawRecord

MOST_NAMING = 64  # records kept of each that is named; beyond it nothing is known for sure

_POINTING = ("subjects", "subject_id", "holder_id", "affiliation_id")
_TEXTS = ("quote", "attributed_to")

Place = tuple[int, int]  # of a record: the number of its collection, and its place there
# id of a party, or collection/id → the places of the records that name it, one after another
NamedBy: TypeAlias = "dict[str, array[int]]"


def note_named(named_by: NamedBy, record: RawRecord, collection: int, place: int) -> None:
    """Note a record with everything it names."""
    for name in set(map(_named, _claims(record))) - {None}:
        places = named_by.setdefault(str(name), array("I"))
        if len(places) < 2 * MOST_NAMING:
            places.extend((collection, place))


def places_naming(named_by: NamedBy, record: RawRecord) -> list[Place]:
    """Where the records stand that name one: the first `MOST_NAMING` by its id, and by its path."""
    names = record.id, f"{record.collection}/{record.id}"
    found = [iter(named_by.get(name, ())) for name in names]
    return [place for numbers in found for place in zip(numbers, numbers, strict=True)]


def naming_text(record: RawRecord) -> str:
    """What a record says that names others: its id, names, parties, dates, and the words of its
    claims.
    """
    claims = _claims(record)
    named = dict.fromkeys(name for claim in claims if (name := _named(claim)))
    ids = [record.id, *(name.rpartition("/")[2] for name in named)]
    texts = [one.replace("-", " ").title() for one in ids]
    texts += _own_names(record)
    for claim in claims:
        texts += [str(claim[key]) for key in _TEXTS if claim.get(key)]
        if str(claim.get("field")).endswith("_on"):
            texts.append(str(claim.get("value")))
    return " · ".join(dict.fromkeys(texts))


def _named(claim: dict[str, Any]) -> str | None:
    field, value = str(claim.get("field")), claim.get("value")
    if field.startswith("parties["):
        return field[len("parties[") :].partition("]")[0].partition("/")[0]
    return value if field in _POINTING and isinstance(value, str) else None


def _claims(record: RawRecord) -> list[dict[str, Any]]:
    return [claim for claim in record.data.get("claims") or () if isinstance(claim, dict)]


def called(record: RawRecord) -> str:
    """Its names, aliases and the labels of its codes."""
    texts = _own_names(record)
    for claim in _claims(record):
        kind = field_kind(record.collection, str(claim.get("field")))
        if kind is not None and kind.codelist:
            texts.append(label(kind.codelist, claim.get("value")))
        elif claim.get("field") in ("aliases", "office"):
            texts.append(str(claim.get("value")))
    return " · ".join(dict.fromkeys(texts))


def label(codelist: str, value: object) -> str:
    """The label of a code, empty where the list has no such code."""
    return _labels(codelist).get(str(value), "")


@cache
def _labels(codelist: str) -> dict[str, str]:
    return {code.value: code.label for code in CODELISTS[codelist].codes}


def _own_names(record: RawRecord) -> list[str]:
    entries = record.data.get("names")
    found = entries if isinstance(entries, list) else []
    return [str(one.get("text")) for one in found if isinstance(one, dict)]
