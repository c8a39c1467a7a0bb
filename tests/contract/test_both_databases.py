"""SQLite and PostgreSQL answer the same bytes."""

import pytest

from api.collections import ALL, DERIVED
from api.collections.declare import Collection
from tests.asking import Asking


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda resource: resource.name)
def test_lists_are_equal_byte_for_byte(
    api: Asking, postgres_api: Asking, resource: Collection
) -> None:
    include = ",".join(one.name for one in resource.includes)
    addresses = [
        f"/v1/{resource.name}?limit=20&sort={sign}{sort.name}"
        for sort in resource.sorts
        for sign in ("", "-")
    ]
    addresses += [f"/v1/{resource.name}?as_of=2025-11-15"] + (
        [f"/v1/{resource.name}?include={include}"] if include else []
    )
    addresses += [f"/v1/{resource.name}?{one.name}={one.example}" for one in resource.filters]
    for address in addresses:
        here, there = api.get(address), postgres_api.get(address)
        assert (here.status_code, there.status_code) == (200, 200), here.text + there.text
        assert here.content == there.content, address
        assert here.headers["etag"] == there.headers["etag"]
        following = here.json()["links"]["next"]
        if following:
            assert api.get(following).content == postgres_api.get(following).content, following


@pytest.mark.parametrize(
    "address",
    [
        "/v1",
        "/v1/codelists/sectors",
        "/v1/codelists/value_statuses",
        "/v1/agreements/us-japan-investment?include=projects,claims",
        "/v1/agreements/us-japan-investment/claims",
        "/v1/agreements/us-japan-investment/history",
        "/v1/totals",
    ],
)
def test_other_answers_are_equal_byte_for_byte(
    api: Asking, postgres_api: Asking, address: str
) -> None:
    assert api.get(address).content == postgres_api.get(address).content


@pytest.mark.parametrize(
    "address",
    [
        "/v1/agreements/us-japan-invest",
        "/v1/projects?agreement_id=us-japan-invest",
        "/v1/people/nobody/claims",
    ],
)
def test_errors_say_the_same(api: Asking, postgres_api: Asking, address: str) -> None:
    here, there = api.get(address).json(), postgres_api.get(address).json()
    assert {**here, "instance": None} == {**there, "instance": None}


def test_many_at_once_are_answered_from_few_connections(postgres_api: Asking) -> None:
    addresses = [f"/v1/claims?limit={limit}&include=documents" for limit in range(1, 41)]
    assert {answer.status_code for answer in postgres_api.together(*addresses)} == {200}


def test_both_are_ready(api: Asking, postgres_api: Asking) -> None:
    assert (
        api.get("/readyz").json()
        == postgres_api.get("/readyz").json()
        == {"status": "ready", "database": "ok", "schema": "ok", "release": "ok", "files": "ok"}
    )
