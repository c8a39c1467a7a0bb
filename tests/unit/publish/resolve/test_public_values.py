"""Outcomes as public values: each kind of value with all its siblings, whether claimed, missing,
disputed or not applicable.
"""

from typing import Any

import pytest

from api.collections import RECORDS
from api.publish.resolve.public_values import public_keys
from tests.unit.publish.resolve.resolved import (
    EARLY,
    LATE,
    MIDDLE,
    context_of,
    item_of,
    picked,
    resolved,
)
from tests.unit.publish.resolve.resolved import item_on as on
from tests.unit.publish.seeds import claim, judged

USD = {"unit": "USD"}


@pytest.mark.parametrize("collection", [one.name for one in RECORDS])
def test_every_key_is_there_in_order_whatever_is_claimed(collection: str) -> None:
    item = item_of(collection, claim("aliases", value="Another name"))
    assert tuple(item) == public_keys(collection)
    assert item["aliases"] == ["Another name"]
    for key, value in item.items():
        if key == "field_status":
            assert set(value.values()) == {"not_stated"}
            assert "aliases" not in value
        elif key.endswith("_status"):
            assert value == "not_stated"
        elif key in ("parties", "outputs", "subjects", "sectors", "participations", "conflicts"):
            assert value == []


@pytest.mark.parametrize(("said", "shown"), [(True, True), (False, False)])
def test_a_flag(said: bool, shown: bool) -> None:
    assert item_of("agreements", claim("binding", value=said))["binding"] is shown
    assert item_of("agreements", claim("kind", value="framework"))["binding"] is None


def test_a_whole_number() -> None:
    assert item_of("tranches", claim("project_count", number=3))["project_count"] == 3
    assert item_of("tranches", claim("project_count", number=0))["project_count"] == 0
    assert item_of("tranches", claim("sequence", number=1))["project_count"] is None


def test_a_number_with_its_unit_and_qualifier() -> None:
    keys = ("capacity_value", "capacity_unit", "capacity_qualifier")
    item = item_of("projects", claim("capacity_value", number=9.2, unit="GW", qualifier="up_to"))
    assert picked(item, *keys) == (9.2, "GW", "up_to")
    assert picked(item_of("projects", claim("status", value="announced")), *keys) == (None,) * 3
    item = item_of("tariffs", claim("rate_percent", number=15), claim("condition", value="None."))
    assert picked(item, "rate_percent", "rate_qualifier") == (15, "exact")
    assert "rate_unit" not in item
    item = item_of("tariffs", claim("previous_rate_percent", number=25, qualifier="about"))
    assert picked(item, "previous_rate_percent", "rate_qualifier") == (25, None)


def test_a_pointer_names_collection_and_id() -> None:
    item = item_of("indicators", claim("subject_id", value="agreements/a-deal"))
    assert picked(item, "subject_type", "subject_id") == ("agreements", "a-deal")
    item = item_of("indicators", claim("country", value="JP"))
    assert picked(item, "subject_type", "subject_id") == (None, None)


@pytest.mark.parametrize(
    ("value", "modifier", "earliest", "latest"),
    [
        ("2025-09-04", None, "2025-09-04", "2025-09-04"),
        ("2025-09", None, "2025-09-01", "2025-09-30"),
        ("2025-09", "by", None, "2025-09-30"),
        ("2025-09", "after", "2025-10-01", None),
    ],
)
def test_a_date(value: str, modifier: str | None, earliest: str, latest: str) -> None:
    more = {"modifier": modifier} if modifier else {}
    item = item_of("agreements", claim("signed_on", value=value, **more))
    assert picked(item, "signed_on", "signed_on_modifier") == (value, modifier)
    assert picked(item, "signed_on_earliest", "signed_on_latest") == (earliest, latest)
    assert item["signed_on_status"] == "stated"


VALUE = ("value_number", "value_min", "value_max", "value_qualifier", "unit", "value_status")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"number": 45}, (45, None, None, "exact")),
        ({"number": 45, "qualifier": "about"}, (45, None, None, "about")),
        ({"number": 45, "qualifier": "over"}, (45, 45, None, "over")),
        ({"number": 45, "qualifier": "at_least"}, (45, 45, None, "at_least")),
        ({"number": 45, "qualifier": "under"}, (45, None, 45, "under")),
        ({"number": 45, "qualifier": "up_to"}, (45, None, 45, "up_to")),
        ({"number": 45, "qualifier": "nearly"}, (45, None, 45, "nearly")),
        ({"min": 30, "max": 60}, (None, 30, 60, "range")),
        ({"min": 30}, (None, 30, None, "range")),
    ],
)
def test_a_figure_has_the_ends_it_states(said: dict[str, Any], shown: tuple[Any, ...]) -> None:
    item = item_of("terms", claim("value", unit="days", **said))
    assert picked(item, *VALUE) == (*shown, "days", "stated")
    money = {key: value * 10**9 for key, value in said.items() if key != "qualifier"}
    more = {"qualifier": said["qualifier"]} if "qualifier" in said else {}
    item = item_of("agreements", claim("amount", **USD, **money, **more))
    scaled = [None if one is None else one * 10**9 for one in shown[:3]]
    assert picked(item, "amount", "amount_min", "amount_max") == tuple(scaled)
    assert picked(item, "amount_qualifier", "currency") == (shown[3], "USD")
    assert item["amount_usd"] == item["amount"]


def test_a_text_in_a_value_block() -> None:
    item = item_of("terms", claim("value", value="half each"))
    assert picked(item, "value", *VALUE) == ("half each", None, None, None, None, None, "stated")


@pytest.mark.parametrize("currency", ["KRW", "VND"])
def test_an_amount_in_another_currency_has_no_dollars_of_ours(currency: str) -> None:
    item = item_of("projects", claim("amount", number=11_000, unit=currency))
    assert picked(item, "amount", "currency", "amount_usd") == (11_000, currency, None)
    assert item["amount_usd_counted"] is None


def test_a_value_is_inferred_only_where_no_claim_states_it() -> None:
    inferred = claim("signed_on", value="2025-09", basis="inferred")
    stated = claim("signed_on", "late", value="2025-09")
    assert item_of("agreements", inferred)["signed_on_status"] == "inferred"
    both = resolved("agreements", inferred, stated)
    assert on(both, EARLY)["signed_on_status"] == "inferred"
    assert on(both, LATE)["signed_on_status"] == "stated"
    coded = claim("signed_on", value="2025-09", basis="coded")
    assert item_of("agreements", inferred, coded)["signed_on_status"] == "stated"


def test_statuses_of_what_has_no_value() -> None:
    kind = claim("kind", value="framework")
    keys = ("ends_on", "ends_on_status", "amount_status")
    assert picked(item_of("agreements", kind), *keys) == (None, "not_stated", "not_stated")
    item = item_of("agreements", kind, not_applicable=["ends_on"])
    assert picked(item, *keys) == (None, "not_applicable", "not_stated")
    item = item_of("agreements", kind, not_applicable=["amount"])
    assert picked(item, *keys) == (None, "not_stated", "not_applicable")


def test_what_is_stated_is_shown_though_a_curator_took_it_for_inapplicable() -> None:
    stated = claim("ends_on", value="2029-01-19")
    item = item_of("agreements", stated, not_applicable=["ends_on"])
    assert picked(item, "ends_on", "ends_on_status") == ("2029-01-19", "stated")


def test_a_dispute_has_no_value() -> None:
    sides = [claim("signed_on", value="2025-09-04"), claim("signed_on", value="2025-09-05")]
    item = item_of("agreements", *sides)
    assert picked(item, "signed_on", "signed_on_status") == (None, "disputed")
    assert item["conflicts"] == ["signed_on"]
    amounts = [claim("amount", number=number, **USD) for number in (350_000, 410_000)]
    item = item_of("agreements", *amounts)
    assert picked(item, "amount", "amount_usd", "amount_status") == (None, None, "disputed")
    codes = [claim("kind", value="framework"), claim("kind", value="memorandum")]
    assert item_of("agreements", *codes)["kind"] is None


@pytest.mark.parametrize(
    ("collection", "field", "sides"),
    [
        ("agreements", "binding", ({"value": True}, {"value": False})),
        ("tranches", "project_count", ({"number": 3}, {"number": 4})),
        ("projects", "capacity_value", ({"number": 3, "unit": "GW"}, {"number": 4, "unit": "GW"})),
    ],
)
def test_only_dates_and_values_say_what_a_dispute_spans(
    collection: str, field: str, sides: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    item = item_of(collection, *(claim(field, **said) for said in sides))
    assert (item[field], item["conflicts"]) == (None, [field])
    assert tuple(item) == public_keys(collection)


def test_one_state_is_both_and_several_are_the_list_alone() -> None:
    def states(*claims: dict[str, Any]) -> tuple[Any, ...]:
        return picked(item_of("projects", *claims), "subdivision", "subdivisions")

    ohio, texas = (claim("subdivisions", value=f"US-{code}") for code in ("OH", "TX"))
    assert states(claim("subdivision", value="US-OH")) == ("US-OH", ["US-OH"])
    assert states(ohio) == ("US-OH", ["US-OH"])
    assert states(texas, ohio) == (None, ["US-OH", "US-TX"])


def test_what_was_rejected_is_not_stated() -> None:
    item = item_of(
        "agreements", judged(claim("signed_on", value="2025"), "reject", "own_contradiction")
    )
    assert picked(item, "signed_on", "signed_on_status") == (None, "not_stated")


def test_a_list_is_sorted_and_names_each_value_once() -> None:
    values = ["metals", "energy", "metals"]
    claims = [claim("sectors", value=value, line=place) for place, value in enumerate(values, 1)]
    assert item_of("agreements", *claims)["sectors"] == ["energy", "metals"]


def test_subjects_bear_the_name_of_the_day() -> None:
    context = context_of(projects={"plant": ((EARLY, "Plant"), (MIDDLE, "The Plant"))})
    event = resolved(
        "events",
        claim("subjects", value="projects/plant"),
        claim("subjects", value="projects/unknown"),
        context=context,
    )
    assert on(event, EARLY)["subjects"] == [
        {"subject_type": "projects", "subject_id": "plant", "name": "Plant"},
        {"subject_type": "projects", "subject_id": "unknown", "name": None},
    ]
    assert on(event, MIDDLE)["subjects"][0]["name"] == "The Plant"


def test_a_party_with_everything_said_of_it() -> None:
    context = context_of(institutions={"bank": ((EARLY, "The Bank"),)})
    project = resolved(
        "projects",
        claim("parties[bank].role", value="financier"),
        claim("parties[bank].product", value="loans"),
        claim("parties[bank].office", value="Tokyo"),
        claim("parties[bank].amount", number=7_000, unit="JPY", qualifier="about"),
        claim("parties[bank].from", value="2025-09"),
        claim("parties[bank].to", value="2026"),
        context=context,
    )
    assert on(project)["parties"] == [
        {
            "party_type": "institutions",
            "party_id": "bank",
            "name": "The Bank",
            "role": "financier",
            "product": "loans",
            "office": "Tokyo",
            "amount": 7_000,
            "amount_qualifier": "about",
            "currency": "JPY",
            "amount_usd": None,
            "amount_usd_qualifier": None,
            "amount_status": "stated",
            "amount_usd_status": "not_stated",
            "share_percent": None,
            "share_qualifier": None,
            "from": "2025-09",
            "to": "2026",
        }
    ]


def test_parties_stand_in_the_order_of_their_first_claim() -> None:
    item = item_of(
        "projects",
        claim("parties[zinc].role", value="developer"),
        claim("parties[acme/supplier].product", value="turbines"),
        claim("parties[zinc].product", value="zinc"),
    )
    parts = [picked(one, "party_id", "role", "product", "amount") for one in item["parties"]]
    assert parts == [("zinc", "developer", "zinc", None), ("acme", "supplier", "turbines", None)]


def test_a_party_in_dispute_is_named_and_a_rejected_one_is_not() -> None:
    roles = [claim("parties[acme].role", value=role) for role in ("developer", "supplier")]
    (party,) = item_of("projects", *roles)["parties"]
    assert picked(party, "party_id", "role") == ("acme", None)
    rejected = judged(claim("parties[acme].role", value="developer"), "reject", "not_about_this")
    assert item_of("projects", rejected)["parties"] == []


def test_outputs() -> None:
    item = item_of(
        "projects",
        claim("outputs[ammonia].value", number=1.5, unit="t/year", qualifier="up_to"),
        claim("parties[acme].role", value="developer"),
        claim("outputs[zinc].value", value="some"),
    )
    assert item["outputs"] == [
        {
            "product": "ammonia",
            "value": "1.5",
            "value_number": 1.5,
            "value_qualifier": "up_to",
            "unit": "t/year",
        },
        {
            "product": "zinc",
            "value": "some",
            "value_number": None,
            "value_qualifier": None,
            "unit": None,
        },
    ]
    assert len(item["parties"]) == 1
