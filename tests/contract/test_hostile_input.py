"""Whatever is asked, in whatever spelling, is answered or refused with a problem, never with a
failure of ours. `HOSTILE=10000` asks more than a usual run.
"""

import os
import re
import uuid
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.collections import ALL
from api.collections.claims import CLAIMS
from api.collections.projects import PROJECTS
from api.formats.registry import SUFFIXES
from tests.asking import Asking, asking

ASKED = int(os.environ.get("HOSTILE", "100"))

hostile = partial(
    settings,
    max_examples=ASKED,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=ASKED < 1000,
)()

COLLECTIONS = [one.name for one in ALL]
PARAMETERS = sorted(
    {"as_of", "release", "limit", "cursor", "sort", "include", "q", "id", "fields", "bom", "safe"}
    | {filter_.name for one in ALL for filter_ in one.filters}
)
NASTY = st.sampled_from(
    [
        "",
        "\x00",
        "%00",
        "'",
        '"',
        "1e309",
        "-0",
        "9" * 400,
        "NaN",
        "٣",
        "\ud7ff",
        "\u202e",
        "🦆",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-W01",
        "null",
        "true",
        "a,b",
        "-",
        "--id",
        "../../etc/passwd",
        "' OR 1=1 --",
        "a" * 3000,
        "*",
        "NEAR(a b)",
        '"unclosed',
        "(",
        "a OR",
    ]
)
VALUES = st.one_of(NASTY, st.text(max_size=30), st.integers().map(str), st.dates().map(str))
TAILS = ["", "/history", "/claims", "/cite", *SUFFIXES]
PATHS = st.one_of(
    st.builds("/v1/{}{}".format, st.sampled_from(COLLECTIONS), st.sampled_from(["", *SUFFIXES])),
    st.builds(
        lambda name, record, tail: f"/v1/{name}/{quote(record, safe='')}{tail}",
        st.sampled_from(COLLECTIONS),
        VALUES,
        st.sampled_from(TAILS),
    ),
    st.sampled_from(
        ["/v1", "/v1/search", "/v1/suggest", "/v1/totals", "/v1/bulk", "/v1/codelists"]
    ),
    st.sampled_from(["/v1/fields", "/", "/projects", "/docs", "/problems", "/readyz", "/version"]),
    st.text(max_size=30).map(lambda text: "/" + quote(text)),
)
QUERIES = st.lists(st.tuples(st.one_of(st.sampled_from(PARAMETERS), VALUES), VALUES), max_size=4)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "accept",
            "accept-encoding",
            "if-none-match",
            "if-modified-since",
            "range",
            "if-range",
            "x-request-id",
            "content-length",
            "host",
            "origin",
            "cookie",
            "if-match",
        ]
    ),
    st.one_of(
        st.sampled_from(
            [
                b"*",
                b"*/*;q=2",
                b"gzip;q=",
                b"bytes=0-",
                b"bytes=-0",
                b"bytes=9-1,2-",
                b'W/"a"',
                b"Sat, 01 Jan 9999999999 00:00:00 GMT",
                b"\xff\xfe",
                b"a" * 9000,
                b"9" * 5000,
            ]
        ),
        st.binary(max_size=30),
    ),
    max_size=3,
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def served(request: pytest.FixtureRequest) -> Iterator[Asking]:
    url: str = request.getfixturevalue(f"contract_{request.param}_url")
    with asking(url) as api:
        yield api


def require_answer(api: Asking, method: str, address: str, headers: dict[str, bytes]) -> None:
    answer = api.ask(method, address, headers=headers)
    assert answer.status_code < 500, (method, address, headers, answer.text)
    if (
        answer.status_code >= 400
        and method != "HEAD"
        and "html" not in answer.headers["content-type"]
    ):
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == answer.status_code
        instance = problem["instance"].removeprefix("urn:uuid:")
        assert str(uuid.UUID(instance)) == instance


@hostile
@given(
    method=st.sampled_from(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST"]),
    path=PATHS,
    query=QUERIES,
    headers=HEADERS,
)
def test_any_request(
    served: Asking,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: dict[str, bytes],
) -> None:
    asked = "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in query
    )
    require_answer(served, method, f"{path}?{asked}" if asked else path, headers)


def with_nul(api: Asking) -> Iterator[str]:
    """Every address that takes a word, and every parameter of two lists, with a NUL in it."""
    paths = {route.path for route in api.application.routes if isinstance(route, APIRoute)}
    for path in sorted(path for path in paths if "{" in path):
        yield re.sub(r"\{[^}]+\}", "a%00b", path.replace("{collection}", "projects"))
    for one in (PROJECTS, CLAIMS):
        for filter_ in one.filters:
            yield f"/v1/{one.name}?{filter_.name}=a%00b"
    for name in ("q", "sort", "include", "cursor", "as_of", "release", "a%00b"):
        yield f"/v1/projects?{name}=a%00b"
        yield f"/v1/claims.csv?{name}=a%00b"
        yield f"/v1/search?{name}=a%00b"


def test_a_nul_in_any_place_is_answered_alike(api: Asking, postgres_api: Asking) -> None:
    for address in with_nul(api):
        require_answer(postgres_api, "GET", address, {})
        found, expected = postgres_api.get(address), api.get(address)
        assert found.status_code == expected.status_code, address


@pytest.fixture(scope="module")
def cursor(served: Asking) -> str:
    following: str = served.get("/v1/projects?limit=1").json()["page"]["next_cursor"]
    return following


@hostile
@given(place=st.integers(0, 200), letter=st.characters(codec="ascii"), length=st.integers(0, 200))
def test_any_cursor(served: Asking, cursor: str, place: int, letter: str, length: int) -> None:
    place %= len(cursor)
    for damaged in (cursor[:place] + letter + cursor[place + 1 :], cursor[:length], cursor * 2):
        address = f"/v1/projects?limit=1&cursor={quote(damaged)}"
        require_answer(served, "GET", address, {})


@hostile
@given(query=st.binary(max_size=60), path=st.binary(max_size=40))
def test_any_bytes(served: Asking, query: bytes, path: bytes) -> None:
    require_answer(served, "GET", f"/v1/{quote(path)}?{quote(query, safe='=&;+')}", {})
    require_answer(served, "GET", f"/v1/search?q={quote(query)}", {})
