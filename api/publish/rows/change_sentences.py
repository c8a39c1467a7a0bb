"""A change as one sentence that a stranger understands. Pure."""

from collections.abc import Mapping
from typing import Any

from api.collections import BY_NAME
from api.collections.codelists import Codelists
from api.formats import words

# Reported as reworded; the text is not repeated.
_OWN_WORDS = ("summary", "obligation", "condition")


def sentence(change: Mapping[str, Any], codelists: Codelists, title: str | None) -> str:
    """What changed, from which day, and why; `title` is that of the document that brought it. The
    `units` of a change are those of its figure before and after.
    """
    name = change["subject_name"] or change["subject_id"]
    singular = BY_NAME[change["subject_type"]].singular
    day, note = change["day"], change["note"]
    by = f", told by “{title}”" if title and change["change"] == "document" else ""
    if change["kind"] == "appeared":
        head = f"New {singular}" if change["change"] == "document" else f"Added {singular}"
        said = f"{head}: {name}, known from {day} on{by}."
    elif change["kind"] == "withdrawn":
        said = f"Withdrawn {singular}: {name}."
    elif change["kind"] == "moved":
        said = f"Moved {singular}: {name} now stands at {change['after']}."
    else:
        what = what_changed(change, codelists)
        head = "Correction of" if change["change"] == "correction" else "Change of"
        said = f"{head} {singular} {name}: {what}, from {day} on{by}."
    return f"{said} {_ended(note)}" if note else said


def what_changed(change: Mapping[str, Any], codelists: Codelists) -> str:
    """A field, what it says and what it said."""
    field, before, after = change["field"], change["before"], change["after"]
    old_unit, new_unit = change.get("units", (None, None))
    label = field.replace("_", " ")
    codelist = _codelist_of(change["subject_type"], field)
    codes = codelists.get(codelist) if codelist else None

    def shown(value: Any, unit: str | None = None) -> str:
        code = codes.by_value.get(str(value)) if codes else None
        return code.label if code else _plain(value, unit)

    if field in _OWN_WORDS and before is not None and after is not None:
        return f"{label} reworded"
    if isinstance(before, list) or isinstance(after, list):
        old, new = ([shown(one) for one in side or ()] for side in (before, after))
        parts = [f"{', '.join(new_ones)} added"] if (new_ones := _without(new, old)) else []
        parts += [f"{', '.join(gone)} removed"] if (gone := _without(old, new)) else []
        return f"{label}: {'; '.join(parts) or 'told in other detail'}"
    if before is None:
        return f"{label} is {shown(after, new_unit)}, where there was no value"
    if after is None:
        return f"{label} has no value, where it was {shown(before, old_unit)}"
    return f"{label} is {shown(after, new_unit)}, where it was {shown(before, old_unit)}"


def _without(some: list[str], others: list[str]) -> list[str]:
    return [one for one in some if one not in others]


def _codelist_of(collection: str, field: str) -> str | None:
    name = "amount_status" if field.endswith("_status") else field
    info = BY_NAME[collection].model.model_fields.get(field)
    extra = info.json_schema_extra if info is not None else None
    found = extra.get("x-codelist") if isinstance(extra, dict) else None
    return str(found) if found else "value_statuses" if name == "amount_status" else None


def _plain(value: Any, unit: str | None) -> str:
    if isinstance(value, dict):
        role = f" ({value['role'].replace('_', ' ')})" if value.get("role") else ""
        what = value.get("name") or value.get("product") or value.get("subject_id") or "one more"
        return f"{what}{role}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return words.quantity(value, unit) if unit else words.scaled(value)
    text = str(value)
    return f"“{text}”" if " " in text else text


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
