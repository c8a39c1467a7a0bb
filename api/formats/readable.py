"""Fields of a record, and their changes, as people read them. Pure; pages and explanations share
it, so that both say the same.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from api.collections import MODELS
from api.collections.codelists import CODELISTS, Codelists
from api.formats import words
from api.formats.flatten import Item

# `parties[korea-zinc].role`
_ADDRESS = re.compile(r"([a-z_]+)\[([^\[\]]+)\]\.([a-z_]+)")
_NAMELESS = ""  # an entry of a list that has no name to tell it by
_MOST_NAMED = 4  # entries of a list that are told one by one
_NO_CLAIM = frozenset({"computed", "parties", "outputs"})
_LISTS = frozenset({"list", "subjects", "parties", "outputs"})


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """What a field is: `kind` as it is declared, the code list or collection of its values, the
    list it stands in where it is part of an entry (`parties`), and the entry's key.
    """

    name: str
    kind: str
    codelist: str | None
    collection: str | None
    description: str
    head: str
    key: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return self.kind in _LISTS


@cache
def fields_of(collection: str) -> Mapping[str, FieldMeaning]:
    """Every plain field of a collection by its public name, in order."""
    return _meanings(MODELS[collection])


def meaning_of(collection: str, field: str) -> FieldMeaning | None:
    """What a field or an address within a list means; None where there is none such."""
    match = _ADDRESS.fullmatch(field)
    if match is None:
        return fields_of(collection).get(field)
    head, key, part = match.groups()
    whole = fields_of(collection).get(head)
    if whole is None or whole.kind not in ("parties", "outputs"):
        return None
    (entry,) = get_args(MODELS[collection].model_fields[head].annotation)
    found = _meanings(entry).get(part)
    if found is None or found.kind == "computed":
        return None
    return FieldMeaning(
        field, found.kind, found.codelist, found.collection, found.description, head, key
    )


def codelist_of(collection: str, field: str) -> str | None:
    """The code list of a field or of an address within a list, if it has one."""
    meaning = meaning_of(collection, field)
    return meaning.codelist if meaning else None


@cache
def _meanings(model: Any) -> Mapping[str, FieldMeaning]:
    found = {}
    for key, info in model.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        name = info.alias or key
        found[name] = FieldMeaning(
            name,
            str(extra.get("x-kind", "computed")),
            extra.get("x-codelist"),
            extra.get("x-collection"),
            info.description or "",
            name,
        )
    return found


def label_of(meaning: FieldMeaning, names: Mapping[str, str]) -> str:
    """The field as people call it: `Amount`, `Role of Korea Zinc`."""
    if meaning.key is None:
        return words.field_label(meaning.name)
    part = meaning.name.rpartition(".")[2]
    who = meaning.key.partition("/")[0]
    called = names.get(who) or who.replace("_", " ")
    return f"{words.field_label(part)} of {called}"


def shown_value(
    item: Item, meaning: FieldMeaning, codelists: Codelists, names: Mapping[str, str]
) -> str:
    """The value of a field of a record, as it is read; empty where there is none."""
    if meaning.key is not None:
        return _part(item, meaning, codelists)
    value, name = item.get(meaning.name), meaning.name
    if name in ("amount", "amount_usd"):
        return (
            _amount(item) if name == "amount" else _dollars(value, item.get("amount_usd_qualifier"))
        )
    if meaning.kind == "value":
        return _value_block(item)
    if value is None or value == []:
        return ""
    if meaning.kind in _LISTS:
        return "; ".join(_entry(one, meaning, codelists) for one in value)
    return _single(item, meaning, value, codelists, names)


def _single(
    item: Item, meaning: FieldMeaning, value: Any, codelists: Codelists, names: Mapping[str, str]
) -> str:
    name, stem = meaning.name, meaning.name.removesuffix("_value")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {one}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(_entry(one, meaning, codelists) for one in value)
    if meaning.codelist:
        return words.code_label(meaning.codelist, value, codelists)
    if meaning.kind == "date":
        return words.date(value, item.get(f"{name}_modifier"))
    if isinstance(value, int | float):
        unit = "percent" if name.endswith("_percent") else item.get(f"{stem}_unit")
        qualifier = item.get(f"{stem.removesuffix('_percent')}_qualifier")
        return words.quantity(value, unit, qualifier)
    if meaning.kind in ("reference", "pointer"):
        return names.get(value) or value
    return words.date(value) if words.is_date(value) else str(value)


def _amount(item: Item) -> str:
    if item["amount"] is not None:
        return words.money(item["amount"], item["currency"], item["amount_qualifier"])
    if item["amount_min"] is not None or item["amount_max"] is not None:
        return words.money_range(item["amount_min"], item["amount_max"], item["currency"])
    return ""


def _dollars(value: int | None, qualifier: str | None) -> str:
    return "" if value is None else words.money(value, "USD", qualifier)


def _value_block(item: Item) -> str:
    if item["value_number"] is not None:
        return words.quantity(item["value_number"], item["unit"], item["value_qualifier"])
    low, high = item["value_min"], item["value_max"]
    if low is not None and high is not None:
        return words.quantity_range(low, high, item["unit"])
    if low is not None:
        return f"at least {words.quantity(low, item['unit'])}"
    if high is not None:
        return f"at most {words.quantity(high, item['unit'])}"
    return str(item["value"] or "")


def _part(item: Item, meaning: FieldMeaning, codelists: Codelists) -> str:
    """One part of one entry of a list, as the record has it."""
    key, _, role = (meaning.key or "").partition("/")
    part = meaning.name.rpartition(".")[2]
    for entry in item.get(meaning.head) or ():
        if entry.get("party_id", entry.get("product")) != key:
            continue
        if role and entry.get("role") != role:
            continue
        value = entry.get(part)
        if value is None:
            continue
        if part == "amount":
            return words.money(value, entry["currency"], entry["amount_qualifier"])
        if meaning.kind == "value":
            return output_quantity(entry)
        if meaning.codelist:
            return words.code_label(meaning.codelist, value, codelists)
        return words.date(value) if meaning.kind == "date" else str(value)
    return ""


def _entry(one: Any, meaning: FieldMeaning, codelists: Codelists) -> str:
    if not isinstance(one, dict):
        return words.code_label(meaning.codelist, one, codelists) if meaning.codelist else str(one)
    if "product" in one and "party_id" not in one and "subject_id" not in one:
        return f"{one['product']}: {output_quantity(one)}".removesuffix(": ")
    called = one.get("name") or one.get("party_id") or one.get("subject_id") or ""
    notes = party_notes(one, codelists)
    return f"{called} ({notes})" if notes else str(called)


def output_quantity(output: Item) -> str:
    """How much of a product, as it is read; empty where nothing says."""
    if output["value_number"] is not None:
        return words.quantity(output["value_number"], output["unit"], output["value_qualifier"])
    return str(output["value"] or "")


def party_notes(party: Item, codelists: Codelists = CODELISTS) -> str:
    """What a party does there: role, office, product, amount."""
    role = party.get("role")
    notes = [words.code_label("party_roles", role, codelists)] if role else []
    notes += [party[key] for key in ("office", "product") if party.get(key)]
    if party.get("amount") is not None:
        notes.append(words.money(party["amount"], party["currency"], party["amount_qualifier"]))
    if party.get("share_percent") is not None:
        share = words.quantity(party["share_percent"], "percent", party["share_qualifier"])
        notes.append(f"share {share}")
    return ", ".join(notes)


def difference(
    change: Item,
    codelists: Codelists = CODELISTS,
    names: Mapping[str, str] | None = None,
    unit: str | None = None,
    items: tuple[Item | None, Item | None] = (None, None),
) -> str:
    """What became of a value, in a few words; `names` has those of records by id, `unit` is that
    of a figure. `items` are the record before and after, where they are at hand: a change does not
    tell what narrows a date or a figure, nor that a value is disputed; the record does.
    """
    field = change["field"]
    old_item, new_item = (one or {} for one in items)
    before, after = change["before"], change["after"]
    if names:
        before, after = (
            names.get(one, one) if type(one) is str else one for one in (before, after)
        )
    if field == "summary":
        return "reworded"
    meaning = fields_of(change["subject_type"]).get(field)
    codelist = meaning.codelist if meaning else None
    if isinstance(before, list) or isinstance(after, list):
        old, new = (
            [_one(each, codelist, codelists) for each in side or ()] for side in (before, after)
        )
        added = [text for text in new if text not in old]
        gone = [text for text in old if text not in new]
        parts = [f"{_counted(added)} added"] if added else []
        parts += [f"{_counted(gone)} removed"] if gone else []
        return "; ".join(parts) or "told in more detail"
    said, was = (
        _narrowed(one, field, item) or _one(one, codelist, codelists, unit)
        for one, item in ((after, new_item), (before, old_item))
    )
    if before is None:
        return f"{said}, not stated before"
    if after is None and new_item.get(f"{field}_status") == "disputed":
        return f"disputed, before {was}"
    return f"no longer {was}" if after is None else f"{said}, before {was}"


def _narrowed(value: Any, field: str, item: Item) -> str:
    """A date or a figure with what narrows it (`by`, `up to`); empty where nothing does."""
    if modifier := item.get(f"{field}_modifier"):
        return words.date(value, modifier) if isinstance(value, str) else ""
    qualifier = item.get(f"{field.removesuffix('_percent')}_qualifier")
    if qualifier and isinstance(value, int | float):
        return words.quantity(value, words.unit_of(item, field), qualifier)
    return ""


def _counted(entries: Sequence[str]) -> str:
    """Entries of a list; those without a name are counted."""
    named = [one for one in entries if one != _NAMELESS]
    nameless = len(entries) - len(named)
    if nameless:
        named.append("one more" if nameless == 1 else f"{nameless} more")
    return ", ".join(named) if len(named) <= _MOST_NAMED else str(len(entries))


def _one(value: Any, codelist: str | None, codelists: Codelists, unit: str | None = None) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("product") or value.get("title") or _NAMELESS)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return words.quantity(value, unit) if unit else words.scaled(value)
    text = str(value)
    if codelist:
        return words.code_label(codelist, text, codelists)
    if words.is_date(text):
        return words.date(text)
    return text if " " in text or "/" in text else text.replace("_", " ")
