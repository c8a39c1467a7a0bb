"""Columns of the parties of a record, one entry for each firm, body or person whatever its roles;
and of the records that a party takes part in. Pure; never raises.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.collections import PARTIES, WITH_PARTIES
from api.formats.column import Column, Part, count_column, joined, joined_column

WITHIN = "+"  # between several roles of one firm, which are one entry


_PARTY_KINDS = [(resource.name, resource.singular, resource.parties_called) for resource in PARTIES]


def party_columns(key: str) -> Part:
    """Ids, names and roles of the parties of a record, by collection."""
    columns: list[Column] = []
    for collection, singular, what in _PARTY_KINDS:
        ids = f"{singular}_ids"
        columns += [
            joined_column(
                ids, f"Ids of the {what} that take part, each once.", key, references=collection
            ),
            joined_column(f"{singular}_names", f"Their names, in the order of `{ids}`.", key),
            joined_column(
                f"{singular}_roles",
                f"Their roles, in the order of `{ids}`; several of one joined with `+`.",
                key,
                codelist="party_roles",
            ),
            count_column(f"{ids}_count", f"Number of {what} that take part.", key),
        ]

    def values(item: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = []
        parties = item[key]
        for collection, _, _ in _PARTY_KINDS:
            found += (
                _taking_part([party for party in parties if party["party_type"] == collection])
                if parties
                else _NOBODY
            )
        return found

    return Part(tuple(columns), values)


_NOBODY = (None, None, None, 0)


def _taking_part(parties: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    if not parties:
        return _NOBODY
    names: dict[str, str | None] = {}
    roles: dict[str, list[str]] = {}
    for party in parties:
        names[party["party_id"]] = party["name"]
        held = roles.setdefault(party["party_id"], [])
        if party["role"] and party["role"] not in held:
            held.append(party["role"])
    return (
        joined(names),
        joined(names.values()),
        joined(WITHIN.join(held) for held in roles.values()),
        len(names),
    )


_TAKES_PART_IN = [(resource.name, resource.singular) for resource in WITH_PARTIES]


def participation_columns(key: str) -> Part:
    """Roles of a party, and ids of the records it takes part in, by collection."""
    columns = [
        joined_column(
            "roles", "Roles it has anywhere, each once.", key, "developer", codelist="party_roles"
        )
    ]
    for collection, singular in _TAKES_PART_IN:
        ids = f"{singular}_ids"
        columns.append(
            joined_column(
                ids,
                f"Ids of the {collection} it takes part in, each once.",
                key,
                references=collection,
            )
        )
        columns.append(
            count_column(f"{ids}_count", f"Number of {collection} it takes part in.", key)
        )

    def values(item: Mapping[str, Any]) -> list[Any]:
        roles: dict[str, None] = {}
        ids: dict[str, dict[str, None]] = {collection: {} for collection, _ in _TAKES_PART_IN}
        for part in item[key]:
            if part["role"]:
                roles[part["role"]] = None
            ids[part["subject_type"]][part["subject_id"]] = None
        return [
            joined(roles),
            *(cell for found in ids.values() for cell in (joined(found), len(found))),
        ]

    return Part(tuple(columns), values)
