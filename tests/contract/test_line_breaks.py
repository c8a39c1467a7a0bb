"""A line break, blank or other invisible character after a value or an id is no part of it: it is
refused or not found, and never shown back raw.
"""

from typing import Any
from urllib.parse import quote

import pytest

from api.base.suggest import CONTROL
from api.collections import ALL, DERIVED
from api.collections.declare import Collection
from api.formats.registry import SUFFIXES
from tests.asking import Asking


def require_refused(api: Asking, address: str, status: int) -> dict[str, Any]:
    answer = api.get(address)
    assert answer.status_code == status, (address, answer.text[:300])
    problem: dict[str, Any] = answer.json()
    sentences = [problem["detail"], *(one["message"] for one in problem["errors"])]
    assert [text for text in sentences if CONTROL.search(text)] == [], address
    return problem


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda one: str(one.name))
def test_a_value_of_any_filter(api: Asking, resource: Collection) -> None:
    for one in resource.filters:
        if one.kind != "words":  # between words it is a blank
            address = f"/v1/{resource.name}?limit=1&{one.name}={quote(str(one.example))}"
            (error,) = require_refused(api, f"{address}%0A", 422)["errors"]
            assert error["parameter"] == one.name


@pytest.mark.parametrize(
    "address",
    [
        "/v1/projects?as_of=2026-02-28",
        "/v1/projects?sort=name",
        "/v1/projects?limit=5",
        "/v1/projects?include=claims",
        "/v1/projects?release=latest",
        "/v1/projects.csv?fields=id",
        "/v1/projects.csv?bom=1",
        "/v1/projects.csv?safe=1",
        "/v1/totals?basis=pledged",
        "/v1/totals?group_by=sector",
        "/v1/totals?agreement_id=us-japan-investment",
        "/v1/search?q=steel&collection=projects",
        "/v1/fields?collection=projects",
        "/v1/changes.atom?subject_type=projects",
        "/v1/changes.feed.json?subject_type=projects",
    ],
)
def test_a_value_of_any_other_parameter(api: Asking, address: str) -> None:
    assert api.get(address).status_code == 200
    for more in ("%0A", "%0D%0A"):
        require_refused(api, address + more, 422)


def test_a_cursor(api: Asking) -> None:
    following = api.get("/v1/projects?limit=1").json()["page"]["next_cursor"]
    require_refused(api, f"/v1/projects?limit=1&cursor={following}%0A", 422)


@pytest.mark.parametrize("resource", ALL, ids=lambda one: str(one.name))
def test_an_id(api: Asking, resource: Collection) -> None:
    known = api.get(f"/v1/{resource.name}?limit=1").json()["items"][0]["id"]
    for more in ("%0A", "%0D", "%20"):
        problem = require_refused(api, f"/v1/{resource.name}/{known}{more}", 404)
        assert known in problem["errors"][0]["suggestions"]


@pytest.mark.parametrize("path", ["/v1/projects", "/readyz", "/openapi.json", "/"])
def test_an_address(api: Asking, path: str) -> None:
    for suffix in SUFFIXES if path == "/v1/projects" else ("",):
        assert api.get(path + suffix).status_code == 200
        require_refused(api, f"{path}{suffix}%0A", 404)
