"""What claims may say of each collection: field addresses and their kinds, read off the
declarations. Used by check and resolve.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_args

from sqlmodel import SQLModel

from api.collections import MODELS

# `parties[korea-zinc].role`, `parties[korea-zinc/developer].amount`, `outputs[ammonia].value`
_ADDRESS = re.compile(r"([a-z_]+)\[([^\[\]]+)\]\.([a-z_]+)")
_ADDRESSED = ("parties", "outputs")  # kinds of lists whose entries are addressed by a key
_TYPED = ("references",)  # kinds of lists that curators type: no claim gives an entry

_MOST_KEPT = 65536


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What a field takes: its kind, and the code list or collection its values come from."""

    kind: str
    codelist: str | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A field address taken apart: `head` is the list, `key` the entry, `part` its field; a plain
    field has only a head.
    """

    head: str
    key: str | None = None
    part: str | None = None


# Bounded, since every firm of a large dataset is an address of its own.
@lru_cache(maxsize=_MOST_KEPT)
def parse_address(field: str) -> Address:
    """The parts of a field address; a text that is none is returned whole as head."""
    match = _ADDRESS.fullmatch(field)
    return Address(*match.groups()) if match else Address(field)


@cache
def claimable(collection: str) -> dict[str, FieldKind]:
    """Plain fields of a collection that claims may give a value for → what they take."""
    return {
        name: kind
        for name, kind in _kinds(MODELS[collection]).items()
        if kind.kind not in _ADDRESSED
    }


@cache
def _kinds(model: type[SQLModel]) -> dict[str, FieldKind]:
    """Public key → what it takes, for all that is not computed."""
    found: dict[str, FieldKind] = {}
    for name, info in model.model_fields.items():
        extra: dict[str, Any] = (
            info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        )
        kind = str(extra.get("x-kind", "computed"))
        if kind not in ("computed", *_TYPED):
            found[info.alias or name] = FieldKind(
                kind, extra.get("x-codelist"), extra.get("x-collection")
            )
    return found


@cache
def pointers_of(collection: str) -> dict[str, str]:
    """Fields that hold the id of one record → its collection; an empty text where the value names
    it.
    """
    return {
        field: kind.collection or ""
        for field, kind in claimable(collection).items()
        if kind.kind in ("reference", "pointer")
    }


@lru_cache(maxsize=_MOST_KEPT)
def field_kind(collection: str, field: str) -> FieldKind | None:
    """What a field address takes, or None where the collection has no such field."""
    address = parse_address(field)
    if address.key is None:
        return claimable(collection).get(field)
    addressed = _kinds(MODELS[collection]).get(address.head)
    if addressed is None or addressed.kind not in _ADDRESSED:
        return None
    (entry,) = get_args(MODELS[collection].model_fields[address.head].annotation)
    return _kinds(entry).get(address.part or "")


def is_list(kind: FieldKind) -> bool:
    """Whether the field holds many values side by side, so that different values are no
    disagreement.
    """
    return kind.kind in ("list", "subjects")
