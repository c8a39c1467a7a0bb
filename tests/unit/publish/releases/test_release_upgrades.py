"""What a release of an older format says in the present one."""

from typing import Any

from api.publish.releases.release_upgrades import upgraded


def version(collection: str, item: dict[str, Any], since: str = "1") -> dict[str, Any]:
    return {"kind": "version", "collection": collection, "from": since, "to": "9", "item": item}


def claim(field: str, **said: Any) -> dict[str, Any]:
    about = {"subject_type": "projects", "subject_id": "plant", "field": field}
    return version("claims", {"id": field, "rank": "accepted", "basis": "stated"} | about | said)


def plant(**said: Any) -> dict[str, Any]:
    item = {"id": "plant", "amount_usd": None, "amount_qualifier": None, "currency": None}
    dates = dict.fromkeys(("on", "on_earliest"), "2025-09-04") | {"on_status": "stated"}
    return version("projects", item | dates | said)


def present(*lines: dict[str, Any]) -> dict[str, Any]:
    (found,) = [one for one in upgraded(3, "", [*lines]) if one["collection"] == "projects"]
    return dict(found["item"])


def test_the_stated_part_of_a_date_follows_from_accepted_claims() -> None:
    inferred = claim("on", value="2025-09-04", quote="September 4", basis="inferred")
    assert present(plant(on_status="inferred"), inferred)["on_stated_part"] == "month-day"
    rougher = claim("on", value="2025-09", quote="Sept. ’25")
    found = present(plant(on_status="inferred"), inferred, rougher)
    assert found["on_stated_part"] == "year-month-day"
    assert present(plant(), inferred)["on_stated_part"] is None
    later = {**inferred, "from": "2"}
    assert present(plant(on_status="inferred"), later)["on_stated_part"] is None


def test_dollars_have_the_qualifier_of_the_claim_that_gives_them() -> None:
    won = plant(amount_usd=7, amount_qualifier="exact", currency="KRW")
    rough = claim("amount_usd", value_number=7, value_qualifier="about")
    other = claim("amount_usd", value_number=8, value_qualifier="over")
    assert present(won, other, rough)["amount_usd_qualifier"] == "about"
    own = plant(amount_usd=7, amount_qualifier="over", currency="USD")
    assert present(own)["amount_usd_qualifier"] == "over"
    assert present(plant())["amount_usd_qualifier"] is None


def test_so_have_those_of_parties() -> None:
    keys = ("amount_usd_qualifier", "amount_usd_status")

    def party(**said: Any) -> list[Any]:
        (found,) = present(plant(parties=[{"amount_qualifier": "about"} | said]))["parties"]
        return [found.get(key) for key in keys]

    assert party(currency="USD", amount_status="inferred") == ["about", "inferred"]
    assert party(currency="KRW", amount_status="stated") == [None, "not_stated"]
    assert party(currency=None, amount_status="disputed", amount_qualifier=None) == [
        None,
        "disputed",
    ]
    assert party(currency="USD") == [None, None]
