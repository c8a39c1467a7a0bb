"""Columns of the parties of a record, one entry for each firm, body or person whatever its roles;
and of the records that a party takes part in. Pure; never raises.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
            *_figure_columns(singular, ids, key),
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


def _figure_columns(singular: str, ids: str, key: str) -> list[Column]:
    """What each puts in, and its share; an entry is empty where none is stated, the cell where none
    is at all.
    """
    return [
        joined_column(
            f"{singular}_amounts",
            f"What each puts in, with its currency, in the order of `{ids}`; several of one joined "
            "with `+`, an entry empty where none is stated.",
            key,
            "2000000000000 KRW",
        ),
        joined_column(
            f"{singular}_amounts_usd",
            f"The same in U.S. dollars, where a document says so, in the order of `{ids}`.",
            key,
        ),
        joined_column(
            f"{singular}_amounts_qualifiers",
            f"How exactly these amounts are stated, in the order of `{ids}`.",
            key,
            codelist="qualifiers",
        ),
        joined_column(
            f"{singular}_amounts_usd_qualifiers",
            f"How exactly those in U.S. dollars are, in the order of `{ids}`.",
            key,
            codelist="qualifiers",
        ),
        joined_column(
            f"{singular}_shares_percent",
            f"Their shares in percent, in the order of `{ids}`.",
            key,
        ),
    ]


_NOBODY = (None, None, None, 0, None, None, None, None, None)


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
        *(_figures(names, parties) if any(map(_has_figures, parties)) else _NO_FIGURES),
    )


_NO_FIGURES = (None,) * 5


def _has_figures(party: Mapping[str, Any]) -> bool:
    figures = party["amount"], party["amount_usd"], party["share_percent"]
    return figures != (None, None, None)


def _figures(names: Iterable[str], parties: Sequence[Mapping[str, Any]]) -> Iterator[str | None]:
    """Amounts, amounts in dollars, their qualifiers and shares of each."""
    for what in (_amount, _amount_usd, _qualifier, _usd_qualifier, _share):
        said: dict[str, list[str]] = {name: [] for name in names}
        for party in parties:
            if found := what(party):
                said[party["party_id"]].append(found)
        yield joined(WITHIN.join(one) or None for one in said.values())


def _amount(party: Mapping[str, Any]) -> str | None:
    return None if party["amount"] is None else f"{party['amount']} {party['currency']}"


def _amount_usd(party: Mapping[str, Any]) -> str | None:
    return None if party["amount_usd"] is None else str(party["amount_usd"])


def _qualifier(party: Mapping[str, Any]) -> str | None:
    return None if party["amount"] is None else party["amount_qualifier"]


def _usd_qualifier(party: Mapping[str, Any]) -> str | None:
    return None if party["amount_usd"] is None else party["amount_usd_qualifier"]


def _share(party: Mapping[str, Any]) -> str | None:
    share = party["share_percent"]
    return None if share is None else str(share).removesuffix(".0")


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
