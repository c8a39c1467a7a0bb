"""The columns that `include=` appends to a flat row: the related record itself where there is at most one, else its kin as joined cells.

As in JSON, the related records shown are bounded and `…_total` is exact. Pure; never raises.
"""

from collections.abc import Mapping
from typing import Any

from api.collections import BY_NAME, MODELS
from api.collections.declare import Include
from api.formats.columns import Column, Part, field_parts, joined


def include_part(include: Include, taken: set[str]) -> Part:
    """The columns of one relation; of a single related record those whose names are not `taken` already."""
    return _one(include, taken) if include.column else _many(include)


def _one(include: Include, taken: set[str]) -> Part:
    """Every column of the one related record, its collection's singular before the name: `agreement_name`."""
    related = BY_NAME[include.collection]
    parts = field_parts(MODELS[related.name])
    inner = [column for part in parts for column in part.columns]
    names = [f"{related.singular}_{column.name}" for column in inner]
    kept = [place for place, name in enumerate(names) if name not in taken]
    columns = tuple(
        Column(
            names[place],
            inner[place].type,
            f"Of the {related.singular}: {inner[place].description}",
            True,
            include.name,
            inner[place].example,
            inner[place].codelist,
            inner[place].references,
        )
        for place in kept
    )
    nothing = [None] * len(kept)

    def values(item: Mapping[str, Any]) -> list[Any]:
        if not item[include.name]:
            return nothing
        (one,) = item[include.name]
        found = [value for part in parts for value in part.values(one)]
        return [found[place] for place in kept]

    return Part(columns, values)


def _many(include: Include) -> Part:
    """Ids and names of what is shown, and the exact number there is."""
    name, collection = include.name, include.collection
    label = "name" if "name" in MODELS[collection].model_fields else "field"
    columns = (
        Column(f"{name}_ids", "text", f"Ids of the included {collection}, at most 100. Joined with `;`.", True, name, None, None, collection),
        Column(f"{name}_{label}s", "text", f"The {label} of each, in the same order. Joined with `;`.", True, name),
        Column(f"{name}_total", "whole", f"Exact number of related {collection}.", False, name, 1),
    )

    def values(item: Mapping[str, Any]) -> tuple[Any, ...]:
        shown = item[name]
        return joined(one["id"] for one in shown), joined(one[label] for one in shown), item[f"{name}_total"]

    return Part(columns, values)
