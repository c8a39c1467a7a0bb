"""What claims may say of each collection: field addresses and their kinds, read off the declarations. Used by check, resolve and shape."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_args

from api.collections import MODELS

# `parties[korea-zinc].role`, `parties[korea-zinc/developer].amount`, `outputs[ammonia].value`
_ADDRESS = re.compile(r"^(parties|outputs)\[([^\[\]]+)\]\.([a-z_]+)$")

_MOST_KEPT = 65536

PARTY_PARTS = {"role": "code", "product": "text", "office": "text", "amount": "whole", "from": "date", "to": "date"}
OUTPUT_PARTS = {"product": "text", "value": "value"}


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What a field takes: its kind, and the code list or collection its values come from."""

    kind: str
    codelist: str | None = None
    collection: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A field address taken apart: `head` is the list, `key` the entry, `part` its field; a plain field has only a head."""

    head: str
    key: str | None = None
    part: str | None = None


# Bounded, since every firm of a large dataset is an address of its own.
@lru_cache(maxsize=_MOST_KEPT)
def parse_address(field: str) -> Address:
    """The parts of a field address; a text that is none is returned whole as head."""
    match = _ADDRESS.match(field)
    return Address(*match.groups()) if match else Address(field)


@cache
def claimable(collection: str) -> dict[str, FieldKind]:
    """Plain fields of a collection that claims may give a value for → what they take."""
    found: dict[str, FieldKind] = {}
    for name, info in MODELS[collection].model_fields.items():
        extra: dict[str, Any] = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        kind = str(extra.get("x-kind", "computed"))
        if kind not in ("computed", "parties", "outputs"):
            found[name] = FieldKind(kind, extra.get("x-codelist"), extra.get("x-collection"))
    return found


@lru_cache(maxsize=_MOST_KEPT)
def field_kind(collection: str, field: str) -> FieldKind | None:
    """What a field address takes, or None where the collection has no such field."""
    address = parse_address(field)
    if address.key is None:
        return claimable(collection).get(field)
    if address.head not in MODELS[collection].model_fields:
        return None
    parts = PARTY_PARTS if address.head == "parties" else OUTPUT_PARTS
    kind = parts.get(address.part or "")
    return FieldKind(kind, "party_roles" if address.part == "role" else None) if kind else None


def is_list(kind: FieldKind) -> bool:
    """Whether the field holds many values side by side, so that different values are no disagreement."""
    return kind.kind in ("list", "subjects")


def nullable(collection: str, field: str) -> bool:
    """Whether the public field may be null."""
    info = MODELS[collection].model_fields[field]
    return type(None) in get_args(info.annotation)
