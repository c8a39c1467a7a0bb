"""What a party puts into a record: an amount in two currencies with where it comes from, and a
share; and how files show them.
"""

from typing import Any

import pytest

from api.collections.codelists import CODELISTS
from api.formats.party_columns import party_columns
from api.publish.check.units import unit_problems
from api.publish.resolve.public_values import public_values
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import to_claims
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS, claim

ROLE = claim("parties[acme].role", value="investor")
WON = claim("parties[acme].amount", number=2_000_000_000_000, unit="KRW")
DOLLARS = claim("parties[acme].amount_usd", number=1_400_000_000, unit="USD")


def parties(*claims: dict[str, Any]) -> list[dict[str, Any]]:
    data = {"id": "venture", "claims": [ROLE, *claims]}
    record = RawRecord("agreements", data, RecordSource("agreements", "venture.yaml", 1, b""))
    resolution = resolve(to_claims(record, DAYS), DAYS["late"])
    values = public_values(
        record, resolution, DAYS["late"], lambda *_: "Acme", lambda _: "companies"
    )
    return list(values["parties"])


def money(*claims: dict[str, Any]) -> tuple[Any, ...]:
    (party,) = parties(*claims)
    return tuple(party[key] for key in ("amount", "currency", "amount_usd", "amount_status"))


def dollars(*claims: dict[str, Any]) -> tuple[Any, ...]:
    (party,) = parties(*claims)
    keys = ("amount_qualifier", "amount_usd_qualifier", "amount_usd_status")
    return tuple(party[key] for key in keys)


def test_dollars_have_a_qualifier_and_a_status_of_their_own() -> None:
    rough = {**DOLLARS, "qualifier": "about", "basis": "inferred"}
    assert dollars(WON, rough) == ("exact", "about", "inferred")
    assert dollars(WON) == ("exact", None, "not_stated")
    assert dollars() == (None, None, "not_stated")
    usd = claim("parties[acme].amount", number=5000, unit="USD", qualifier="over")
    assert dollars(usd) == ("over", "over", "stated")
    rival = claim("parties[acme].amount", "middle", number=1_900_000_000, unit="USD")
    assert dollars(WON, DOLLARS, rival) == (None, None, "disputed")


def test_an_amount_without_a_conversion_has_no_dollars() -> None:
    assert money(WON) == (2_000_000_000_000, "KRW", None, "stated")


def test_only_dollars_are_their_own_conversion() -> None:
    dong = claim("parties[acme].amount", number=5_000, unit="VND")
    assert money(dong)[:3] == (5_000, "VND", None)


def test_a_conversion_that_a_document_states_is_served() -> None:
    assert money(WON, DOLLARS) == (2_000_000_000_000, "KRW", 1_400_000_000, "stated")


def test_an_amount_in_dollars_is_its_own_conversion() -> None:
    usd = claim("parties[acme].amount", number=5000, unit="USD", basis="inferred")
    assert money(usd) == (5000, "USD", 5000, "inferred")


def test_without_an_amount_it_is_not_stated() -> None:
    assert money() == (None, None, None, "not_stated")


def test_a_rival_in_dollars_disputes_amount_and_conversion_together() -> None:
    rival = claim("parties[acme].amount", "middle", number=1_900_000_000, unit="USD")
    assert money(WON, DOLLARS, rival) == (None, None, None, "disputed")


def test_a_share_is_served_as_stated_with_its_qualifier() -> None:
    (party,) = parties(
        claim("parties[acme].share_percent", number=10, qualifier="about", unit="percent")
    )
    assert (party["share_percent"], party["share_qualifier"]) == (10, "about")


@pytest.mark.parametrize(
    ("number", "unit", "codes"),
    [
        (40, "percent", []),
        (140, "percent", ["bad_number"]),
        (40, "projects", ["unknown_unit"]),
        (40, None, ["unknown_unit"]),
    ],
)
def test_a_share_is_a_part_of_a_hundred(number: int, unit: str | None, codes: list[str]) -> None:
    raw = {"number": number} | ({"unit": unit} if unit else {})
    found = unit_problems("share_percent", raw, ["number"], CODELISTS["currencies"])
    assert [code for code, _ in found] == codes


def test_files_show_what_each_party_puts_in() -> None:
    part = party_columns("parties")
    names = [column.name for column in part.columns]
    found = parties(
        WON,
        claim("parties[acme].share_percent", number=33.3, unit="percent"),
        claim("parties[other].role", value="partner"),
    )
    cells = dict(zip(names, part.values({"parties": found}), strict=True))
    assert cells["company_amounts"] == "2000000000000 KRW;"
    assert cells["company_amounts_usd"] is None
    assert cells["company_amounts_qualifiers"] == "exact;"
    assert cells["company_amounts_usd_qualifiers"] is None
    assert cells["company_shares_percent"] == "33.3;"
