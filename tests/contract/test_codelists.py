"""Code lists as they are answered: counts, broader codes, the order of a lifecycle."""

from api.collections import ALL, DERIVED
from tests.asking import Asking

EVERY = (*ALL, *DERIVED)


def test_code_lists_count_what_the_filter_finds(api: Asking) -> None:
    for day in ("2025-12-24", "2026-02-28"):
        for code in api.get(f"/v1/codelists/project_relations?as_of={day}").json()["items"]:
            found = api.get(f"/v1/projects?limit=1&relation={code['value']}&as_of={day}").json()[
                "page"
            ]["total"]
            assert code["records"] == found
    assert all(
        one["records"] is None for one in api.get("/v1/codelists/qualifiers").json()["items"]
    )
    names = [one["name"] for one in api.get("/v1/codelists").json()["items"]]
    assert "sectors" in names


def test_where_values_come_from_is_counted_in_every_field_that_says_so(api: Asking) -> None:
    for day in ("2025-10-31", "2026-02-28"):
        carriers: dict[str, set[tuple[str, str]]] = {}
        for resource in (one for one in ALL if one.name != "claims"):
            answer = api.get(f"/v1/{resource.name}?limit=500&as_of={day}").json()
            assert len(answer["items"]) == answer["page"]["total"]
            for item in answer["items"]:
                statuses = {
                    item[key]
                    for key in item
                    if key.endswith("_status") and isinstance(item[key], str)
                }
                statuses |= set(item.get("field_status", {}).values())
                for status in statuses:
                    carriers.setdefault(status, set()).add((resource.name, item["id"]))
        counted = api.get(f"/v1/codelists/value_statuses?as_of={day}").json()["items"]
        assert {one["value"]: one["records"] for one in counted} == {
            one["value"]: len(carriers.get(one["value"], ())) for one in counted
        }
        assert {"stated", "inferred", "not_stated"} <= set(carriers)


def test_code_lists_tell_broader_codes_and_the_order_of_a_lifecycle(api: Asking) -> None:
    states = api.get("/v1/codelists/subdivisions").json()["items"]
    assert states
    assert {one["broader"] for one in states} == {one["value"][:2] for one in states}
    statuses = {
        one["value"]: one for one in api.get("/v1/codelists/event_statuses").json()["items"]
    }
    assert {value: one["after"] for value, one in statuses.items()} == {
        "happened": ["planned"],
        "planned": [],
    }


def test_a_code_of_a_standard_that_no_record_uses_is_no_value(api: Asking) -> None:
    assert api.get("/v1/codelists/countries?as_of=2025-12-24").status_code == 200
    assert api.get("/v1/projects?country=AQ").status_code == 422
