"""What an operator sees of a running server: `/metrics`, a log line a request, ids that callers
give, and headers that protect readers.
"""

import json
import logging
import uuid
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.asking import Asking, asking


def metrics(api: Asking) -> dict[tuple[str, str, str], float]:
    """Each sample by name, route or state, and status, in sum over the processes."""
    text = api.get("/metrics").text
    found: dict[tuple[str, str, str], float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.labels.get("le", "+Inf") != "+Inf":
                continue
            state = sample.labels.get("route") or sample.labels.get("state") or ""
            key = sample.name, state, sample.labels.get("status", "")
            found[key] = found.get(key, 0) + sample.value
    return found


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_metrics(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url: str = request.getfixturevalue(f"contract_{engine}_url")
    with asking(url, bulk_dir=tmp_path, pool_size=3, export_slots=2) as api:
        for _ in range(3):
            assert api.get("/v1/projects").status_code == 200
        assert api.ask("HEAD", "/v1/projects/no-such-project").status_code == 404
        assert api.get("/v1/projects.csv").status_code == 200
        assert api.get("/nowhere").status_code == 404
        etag = api.get("/v1/projects").headers["etag"]
        assert api.get("/v1/projects", if_none_match=etag).status_code == 304
        found = metrics(api)
    requests = "pledgebook_requests_total"
    assert found[requests, "/v1/projects", "200"] == 4
    assert found[requests, "/v1/projects", "304"] == 1
    assert found[requests, "/v1/projects/{id}", "404"] == 1
    assert found[requests, "/v1/projects.csv", "200"] == 1
    assert found[requests, "none", "404"] == 1
    assert found["pledgebook_request_duration_seconds_count", "/v1/projects", "200"] == 4
    assert found["pledgebook_request_duration_seconds_sum", "/v1/projects", "200"] > 0
    assert found["pledgebook_cache_hits_total", "", ""] == 4
    assert found["pledgebook_database_connections", "most", ""] == 3
    assert found["pledgebook_database_connections", "used", ""] == 0
    assert found["pledgebook_export_slots", "most", ""] == 2
    assert found["pledgebook_export_slots", "used", ""] == 0
    assert found["pledgebook_database_available", "", ""] == 1
    assert ("pledgebook_release_age_seconds", "", "") in found
    assert not [key for key in found if key[0] == "pledgebook_errors_total"]


def test_errors_are_counted(tmp_path: Path) -> None:
    with asking(f"sqlite:///{tmp_path / 'none.sqlite'}", bulk_dir=tmp_path) as api:
        assert api.get("/v1/projects").status_code == 503
        found = metrics(api)
    assert found["pledgebook_errors_total", "/v1/projects", "503"] == 1
    assert found["pledgebook_database_available", "", ""] == 0


KEPT_IDS = ["abc-123", "3f0c7a58-7b3e-4b0e-9d5e-0123456789ab", "a" * 128]
OTHER_IDS = ["", "a" * 129, "with space", "tab\t", "ü"]


@pytest.mark.parametrize("given", [*KEPT_IDS, *OTHER_IDS])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_the_id_that_a_caller_gives_is_kept(api: Asking, given: str, method: str) -> None:
    headers = {"x-request-id": given.encode()}
    for address in ("/v1/projects", "/v1/projects", "/nowhere", "/healthz", "/v1/projects.csv"):
        answer = api.ask(method, address, headers=headers)
        found = answer.headers["x-request-id"]
        assert (found == given) == (given in KEPT_IDS), address
        if answer.headers.get("content-type") == "application/problem+json" and answer.content:
            instance = answer.json()["instance"].removeprefix("urn:uuid:")
            assert str(uuid.UUID(instance)) == instance
            assert (instance == found) == (given != "abc-123" and given != "a" * 128)


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [record.__dict__["fields"] for record in caplog.records if "fields" in record.__dict__]


def test_each_request_is_logged_where_the_settings_ask_for_it(
    contract_sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with asking(contract_sqlite_url, bulk_dir=tmp_path) as quiet:
        quiet.get("/v1/projects")
    assert lines(caplog) == []
    with asking(contract_sqlite_url, bulk_dir=tmp_path, access_log=True) as api:
        for _ in range(2):
            api.get("/v1/projects?limit=3", x_request_id="mine")
        other = api.get("/nowhere")
    first, second, third = lines(caplog)
    assert json.dumps(first)
    assert {name: first[name] for name in ("method", "path", "query", "route", "status")} == {
        "method": "GET",
        "path": "/v1/projects",
        "query": "limit=3",
        "route": "/v1/projects",
        "status": 200,
    }
    assert (first["request_id"], first["cached"], second["cached"]) == ("mine", False, True)
    assert third["instance"] == other.headers["x-request-id"]
    assert third["status"] == 404


PAGES = ["/", "/projects", "/projects/ohio-gas-power-plant", "/docs", "/problems", "/nowhere-page"]


@pytest.mark.parametrize("address", ["/docs", "/problems", "/problems/not-found", "/", "/projects"])
def test_pages_say_what_they_load_and_who_may_show_them(api: Asking, address: str) -> None:
    for _ in range(2):
        answer = api.get(address, accept="text/html")
        assert answer.headers["content-type"].startswith("text/html")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_https_alone_is_asked_for_by_setting(contract_sqlite_url: str, tmp_path: Path) -> None:
    name = "strict-transport-security"
    with asking(contract_sqlite_url, bulk_dir=tmp_path) as usual:
        assert name not in usual.get("/v1/projects").headers
    with asking(contract_sqlite_url, bulk_dir=tmp_path, hsts_seconds=31_536_000) as api:
        for address in ("/v1/projects", "/v1/projects", "/nowhere", "/docs"):
            assert api.get(address).headers[name] == "max-age=31536000"
