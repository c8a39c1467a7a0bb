"""Every list stands in the order that the descriptions and the reference give for its sort keys."""

from pathlib import Path
from typing import Any

import pytest

from api.base.text import fold
from api.collections import ALL, DERIVED
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection, Sort
from tests.asking import Asking

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.fixture(scope="module")
def description(api: Asking) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/openapi.json").json()
    return found


def key_of(sort: Sort, item: dict[str, Any]) -> Any:
    """What a sort compares, None where there is nothing."""
    value = item[sort.column]
    return fold(value) if sort.kind == "text" and value is not None else value


def tie_of(sort: Sort, item: dict[str, Any]) -> Any:
    """What orders equals before their ids do."""
    if sort.then is None:
        return ""
    value = item[sort.then]
    return list(CODELISTS[sort.then_list].values).index(value) if sort.then_list else value


def in_order(sort: Sort, items: list[dict[str, Any]], *, down: bool) -> list[str]:
    items = sorted(items, key=lambda item: item["id"])
    with_key = [item for item in items if key_of(sort, item) is not None]
    with_key.sort(key=lambda item: tie_of(sort, item), reverse=down)
    with_key.sort(key=lambda item: key_of(sort, item), reverse=down)
    return [item["id"] for item in with_key + [one for one in items if one not in with_key]]


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda one: str(one.name))
def test_a_list_stands_in_the_order_that_is_described(api: Asking, resource: Collection) -> None:
    items = list(api.walk(f"/v1/{resource.name}?limit=500"))
    for sort in resource.sorts:
        for sign in ("", "-"):
            listed = api.get(f"/v1/{resource.name}?limit=500&sort={sign}{sort.name}").json()
            found = [item["id"] for item in listed["items"]]
            expected = in_order(sort, items, down=sign == "-")
            assert found == expected[: len(found)], f"{sign}{sort.name}"


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda one: str(one.name))
def test_the_order_is_described(description: dict[str, Any], resource: Collection) -> None:
    """What `in_order` does stands in the description of the parameter and in the reference."""
    words = ["hose without a value come last", "ties by `id`"]
    if any(sort.kind == "date" for sort in resource.sorts):
        words.append("A date counts as its `…_earliest`")
    words += [
        f"Ties of `{sort.name}` by `{sort.then}` first, in its direction."
        for sort in resource.sorts
        if sort.then
    ]
    operation = description["paths"][f"/v1/{resource.name}"]["get"]
    given = (
        description["components"]["parameters"][one["$ref"].rpartition("/")[2]]
        if "$ref" in one
        else one
        for one in operation["parameters"]
    )
    (parameter,) = [one["description"] for one in given if one["name"] == "sort"]
    page = (REFERENCE / f"{resource.name}.md").read_text(encoding="utf-8")
    for each in words:
        assert each in parameter
        assert each in page


def test_dates_without_a_first_day_stand_last(api: Asking) -> None:
    """*By 2028* says no first day."""
    stated = 0
    for resource in ALL:
        for sort in (one for one in resource.sorts if one.kind == "date"):
            for sign in ("", "-"):
                items = api.get(f"/v1/{resource.name}?limit=500&sort={sign}{sort.name}").json()
                days = [item[sort.column] for item in items["items"]]
                assert None not in days[: sum(day is not None for day in days)]
                stated += sum(
                    bool(one[sort.name] and not one[sort.column]) for one in items["items"]
                )
    assert stated
