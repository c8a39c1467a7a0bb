"""Every kind of error, however it arises, has one shape; none tells more than the reader needs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from api.base.errors import ReleaseFault
from api.collections import BY_NAME
from api.http.edge.problems import PROBLEMS
from api.read.export.bulk import SQLITE_NAME
from api.settings import Settings
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.read.crowd import crowd
from tests.unit.read.synthetic import DAYS, serve, serve_postgres, version

REGISTER = [
    ("projects", "old-plant", "moved", None, "plant", None),
    ("projects", "ghost", "withdrawn", DAYS[0], None, "Never a project."),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """A small database with a project known late, one that moved and one that was withdrawn."""
    path = tmp_path_factory.mktemp("errors") / "served.sqlite"
    rows = [
        version("projects", "plant", since=DAYS[1]),
        version("projects", "mill"),
        version("agreements", "deal"),
    ]
    with asking(sqlite_url(serve(path, rows, register=REGISTER))) as asked:
        yield asked


def assert_problem(answer: httpx.Response, code: str) -> dict[str, Any]:
    """The one shape."""
    problem: dict[str, Any] = answer.json()
    kind = PROBLEMS[code]
    assert (answer.status_code, problem["code"], problem["status"]) == (
        kind.status,
        code,
        kind.status,
    ), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(problem) == ["type", "title", "status", "detail", "instance", "code", "errors"]
    assert problem["type"] == f"/problems/{kind.slug}"
    assert problem["title"] == kind.title
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        problem["instance"],
    )
    assert answer.headers["x-request-id"] == problem["instance"].removeprefix("urn:uuid:")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "vary" not in answer.headers or "origin" not in answer.headers["vary"].lower()
    for one in problem["errors"]:
        assert list(one) == ["parameter", "code", "message", "suggestions"]
    return problem


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/v1/projects?stauts=announced", "invalid_request"),
        ("/v1/projects?agreement_id=dela", "invalid_request"),
        ("/v1/projects?status=%FF", "invalid_request"),
        ("/v1/projects?status=" + "&status=announced" * 250, "invalid_request"),
        ("/v1/projects/plant?limit=1", "invalid_request"),
        ("/v1/projects/plant/claims?subject_id=mill", "invalid_request"),
        ("/v1/projects/plant/history?limit=1", "invalid_request"),
        ("/v1/codelists/sectors?limit=1", "invalid_request"),
        ("/v1?x=1", "invalid_request"),
        ("/v1/projects?as_of=1999-01-01", "invalid_request"),
        ("/v1/projects?cursor=AAAA", "invalid_cursor"),
        ("/v1/projects/plnt", "not_found"),
        ("/v1/projects/plnt/claims", "not_found"),
        ("/v1/projects/plnt/history", "not_found"),
        ("/v1/projects/a%00b", "not_found"),
        ("/v1/projects/" + "a" * 1000, "not_found"),
        ("/v1/codelists/sector", "not_found"),
        ("/problems/withdrwan", "not_found"),
        (f"/v1/projects/plant?as_of={DAYS[0]}", "not_yet_known"),
        (f"/v1/projects/plant/claims?as_of={DAYS[0]}", "not_yet_known"),
        (f"/v1/projects/plant/history?as_of={DAYS[0]}", "not_yet_known"),
        ("/v1/projects/ghost", "withdrawn"),
        ("/v1/projects/ghost/claims", "withdrawn"),
        ("/nowhere", "no_such_page"),
        ("/v1/project", "no_such_page"),
        ("/v1/projects.xml", "no_such_page"),
        ("/v1/projects/", "no_such_page"),
        ("/v1/projects?status=" + "a" * 9000, "address_too_long"),
    ],
)
def test_what_cannot_be_answered_says_why(served: Asking, address: str, code: str) -> None:
    assert_problem(served.get(address), code)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused_with_what_is_allowed(served: Asking, method: str) -> None:
    answer = served.ask(method, "/v1/projects")
    assert_problem(answer, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_large_body_is_refused(served: Asking, method: str) -> None:
    assert_problem(served.ask(method, "/v1/projects", content=b"x" * 10_000), "body_too_large")


def test_large_headers_are_refused(served: Asking) -> None:
    assert_problem(served.get("/v1/projects", cookie="x" * 40_000), "headers_too_large")


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv",
        "application/json;q=0",
        "image/*, text/html",
        "application/xml, application/json; q=0.0",
    ],
)
def test_a_client_that_excludes_json_is_told_of_suffixes(served: Asking, accept: str) -> None:
    for address in ("/v1/projects", "/v1/projects/mill", "/v1/codelists", "/v1"):
        problem = assert_problem(served.get(address, accept=accept), "not_acceptable")
        assert "suffix" in problem["detail"] or "excludes" in problem["detail"]


@pytest.mark.parametrize("raised", [RuntimeError, ReleaseFault])
def test_an_error_tells_nothing_but_its_id(
    raised: type[Exception],
    served: Asking,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise raised("a secret of the house")

    monkeypatch.setattr("api.http.endpoints.collections.read_list", broken)
    answer = served.get("/v1/projects?limit=3")
    problem = assert_problem(answer, "internal_error")
    assert "secret" not in answer.text
    assert problem["instance"].removeprefix("urn:uuid:") in caplog.text
    assert "a secret of the house" in caplog.text


def test_no_release_is_unavailable_for_now(tmp_path: Path) -> None:
    with asking(sqlite_url(tmp_path / "none.sqlite")) as asked:
        for address in ("/v1/projects", "/v1/projects/plant", "/v1", "/readyz"):
            answer = asked.get(address)
            assert_problem(answer, "unavailable")
            assert int(answer.headers["retry-after"]) > 0
        assert asked.get("/healthz").status_code == 200
        assert asked.get("/version").json()["release"] is None


# No index serves all of this together.
HEAVY = (
    "/v1/projects?status_not=announced&sector_not=energy"
    "&amount_usd_gte=100&announced_on_lte=2025-10-31&sort=name"
)


def assert_too_slow(answer: httpx.Response, seconds: str) -> None:
    """The problem, how to mend it, and when to come again."""
    problem = assert_problem(answer, "too_slow")
    assert problem["detail"].startswith(f"The query was given up after {seconds} s.")
    assert "fewer filters at once" in problem["detail"]
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite looks at the clock every few thousand steps: what takes more meets a bound that is
    over at once, what takes fewer does not.
    """
    monkeypatch.setattr("api.read.database.sqlite.SHORT_SECONDS", 0)
    url = sqlite_url(serve(tmp_path / "served.sqlite", crowd(BY_NAME["projects"])))
    with asking(url, query_timeout_seconds=1e-9) as asked:
        for _ in range(3 * Settings().pool_size):
            assert_too_slow(asked.get(HEAVY), "1e-09")
        for address in ("/v1/projects?limit=5", "/v1/projects/0007", "/v1"):
            assert asked.get(address).status_code == 200
    with asking(url) as patient:
        assert patient.get(HEAVY).json()["page"]["total"] > 0


def test_a_query_that_takes_too_long_on_postgresql_is_given_up(postgres_url: str) -> None:
    """The table is locked as long as the query runs, so that it is slow on any machine."""
    serve_postgres(postgres_url, crowd(BY_NAME["projects"], ordinary=80))
    with asking(postgres_url, query_timeout_seconds=0.5) as asked:
        assert asked.get("/v1/projects?limit=1").status_code == 200
        with psycopg.connect(postgres_url) as other:
            other.execute("LOCK TABLE projects_versions IN ACCESS EXCLUSIVE MODE")
            for answer in asked.together(*(f"{HEAVY}&limit={limit}" for limit in range(1, 4))):
                assert_too_slow(answer, "0.5")
        for address in (HEAVY, "/v1/projects/0007", "/v1"):
            assert asked.get(address).status_code == 200
        assert asked.get(HEAVY).json()["page"]["total"] > 0


def test_a_walk_over_a_new_release_starts_again(tmp_path: Path) -> None:
    path = serve(
        tmp_path / "served.sqlite",
        [version("projects", f"p-{one}") for one in range(3)],
        release="r1",
    )
    with asking(sqlite_url(path), release_check_seconds=0.001) as asked:
        following = asked.get("/v1/projects?limit=1&sort=name").json()["links"]["next"]
        serve(path, [version("projects", "p-9")], release="r2")
        answer = asked.get(following)
        problem = assert_problem(answer, "release_changed")
        start = problem["errors"][0]["suggestions"][0]
        assert answer.headers["link"] == f'<{start}>; rel="start"'
        assert [one["id"] for one in asked.get(start).json()["items"]] == ["p-9"]


def test_a_file_that_is_another_by_now_is_not_sent(api: Asking) -> None:
    assert_problem(api.get("/v1/projects.csv", if_match='"another"'), "precondition_failed")


def test_a_range_beyond_the_end_is_refused(api: Asking) -> None:
    assert_problem(
        api.get(f"/v1/bulk/{SQLITE_NAME}", range="bytes=999999999-"), "range_not_satisfiable"
    )


def test_every_problem_is_provoked_by_a_test() -> None:
    """A new kind of problem comes with the request that meets it."""
    source = Path(__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'"([a-z_]+)"\s*\)', source)) >= set(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_page_and_its_data(served: Asking, code: str) -> None:
    kind = PROBLEMS[code]
    page = served.get(f"/problems/{kind.slug}")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert f"<code>{code}</code>" in page.text
    assert served.get(f"/problems/{kind.slug}.json").json()["code"] == code
    assert kind.slug in served.get("/problems").text
    assert code in served.get("/problems.json").text


@pytest.mark.parametrize(
    ("former", "living"),
    [
        ("/v1/projects/old-plant", "/v1/projects/plant"),
        ("/v1/projects/old-plant?include=claims", "/v1/projects/plant?include=claims"),
        (
            "/v1/projects/old-plant/claims?limit=3&rank=rival",
            "/v1/projects/plant/claims?limit=3&rank=rival",
        ),
        (
            f"/v1/projects/old-plant/history?as_of={DAYS[2]}",
            f"/v1/projects/plant/history?as_of={DAYS[2]}",
        ),
    ],
)
def test_a_previous_id_leads_to_the_living_one(served: Asking, former: str, living: str) -> None:
    answer = served.get(former)
    assert (answer.status_code, answer.headers["location"]) == (301, living)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert served.get(living).status_code == 200


@pytest.mark.parametrize("name", ["projects?id", "claims?subject_id", "events?subject_id"])
def test_a_filter_understands_a_previous_id(served: Asking, name: str) -> None:
    former, living = (served.get(f"/v1/{name}={one}") for one in ("old-plant", "plant"))
    assert former.status_code == 200
    assert former.json()["items"] == living.json()["items"]
    assert served.get(f"/v1/{name.replace('?id', '?party_id')}=old-plnt").status_code == 422
