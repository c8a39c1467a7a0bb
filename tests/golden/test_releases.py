"""A published release answers for ever what it answered: its file is read, not the seed."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from api.base.database import parse_target
from api.collections import ALL, DERIVED
from api.publish.releases.release_file import (
    ReleaseHead,
    content_digest,
    content_lines,
    read_release,
    write_release,
)
from api.publish.store.writer import stored_rows
from tests.asking import Asking
from tests.golden.answers import answers
from tests.golden.freeze import FILES, freeze_missing, frozen_file, served

# A code list of the code, not of the release: it may get further codes.
OF_THE_SERVICE = "/v1/codelists/warnings"


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name)
def release(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Asking, ReleaseHead]]:
    with served(request.param, tmp_path_factory.mktemp("release")) as found:
        yield found


def test_it_answers_what_it_answered(release: tuple[Asking, ReleaseHead]) -> None:
    api, head = release
    frozen = json.loads(frozen_file(head.id).read_text(encoding="utf-8"))
    now = answers(api)
    for answered in (frozen, now):
        answered.pop(OF_THE_SERVICE, None)
    assert now == frozen
    printed = api.get("/v1/projects").json()["meta"]["release"]
    assert printed == head.id


def stored_lines(url: str) -> list[bytes]:
    target = parse_target(url)
    read = partial(stored_rows, target)
    ((days, counts),) = read("dataset", ("days", "counts"), ("release_id",))
    return list(content_lines(read, json.loads(days), json.loads(counts)))


def test_both_databases_give_the_same_file(
    contract_sqlite_url: str, contract_postgres_url: str
) -> None:
    assert content_digest(stored_lines(contract_sqlite_url)) == content_digest(
        stored_lines(contract_postgres_url)
    )


def test_a_file_that_was_changed_is_refused(contract_sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "r1.jsonl.gz"
    lines = stored_lines(contract_sqlite_url)
    head = ReleaseHead("r1", "2026-01-01T00:00:00Z", "A release.", content_digest(lines))
    write_release(path, head, lines)
    assert read_release(path)[0] == head
    first = path.read_bytes()
    write_release(path, head, lines)
    assert path.read_bytes() == first
    write_release(path, head, lines[:-1])
    with pytest.raises(ValueError, match="was changed"):
        read_release(path)


def test_keys_that_it_lacked_are_null_or_empty(release: tuple[Asking, ReleaseHead]) -> None:
    api, head = release
    if head.id != "2026-11-21":
        return
    for collection in ("agreements", "projects", "events", "companies"):
        for item in api.walk(f"/v1/{collection}"):
            assert item["mentioned_in"] == []
            for party in item.get("parties", item.get("participations", [])):
                added = ("amount_usd", "amount_status", "share_percent", "share_qualifier")
                assert {party[key] for key in added} == {None}
    assert {one["place"] for one in api.walk("/v1/projects")} == {None}
    assert {one["parent_id"] for one in api.walk("/v1/institutions")} == {None}
    assert all(one["references"] == [] for one in api.walk("/v1/documents"))
    assert all(one["related_ids"] == [] for one in api.walk("/v1/conflicts"))
    found = [one["id"] for one in api.walk("/v1/projects?subdivision=US-OH")]
    assert found == ["ohio-gas-power-plant"]


def test_what_of_dates_and_dollars_is_stated_is_told_of_every_release(
    release: tuple[Asking, ReleaseHead],
) -> None:
    api, head = release
    raid = api.get("/v1/events/georgia-immigration-raid-2025-09").json()["item"]
    assert (raid["occurred_on"], raid["occurred_on_stated_part"]) == ("2025-09-04", "month-day")
    refinery = api.get("/v1/projects/korea-zinc-refinery").json()["item"]
    # That the dollars are rough too was told by the second release alone.
    rough = "exact" if head.id == "2026-11-21" else "about"
    assert (refinery["currency"], refinery["amount_usd_qualifier"]) == ("KRW", rough)


def test_tranches_list_their_projects_in_every_release(release: tuple[Asking, ReleaseHead]) -> None:
    api, _ = release
    for tranche in api.walk("/v1/tranches"):
        projects = list(api.walk(f"/v1/projects?tranche_id={tranche['id']}"))
        keys = ("id", "name", "status", "subdivision")
        assert tranche["project_list"] == [{key: one[key] for key in keys} for one in projects]
        assert len(projects) == 3


def test_filters_that_came_since_are_answered(release: tuple[Asking, ReleaseHead]) -> None:
    api, _ = release
    for resource in (*ALL, *DERIVED):
        for one in resource.filters:
            if one.kind != "reference":
                answer = api.ask("GET", f"/v1/{resource.name}", params={one.name: one.example})
                assert answer.status_code == 200, (resource.name, one.name, answer.text)


def test_frozen_answers_are_taken_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    standing = frozen_file("2026-11-27").read_text(encoding="utf-8")
    monkeypatch.setattr("tests.golden.freeze.FOLDER", tmp_path)
    monkeypatch.setattr("tests.golden.freeze.served", lambda *_: nullcontext((None, None)))
    monkeypatch.setattr("tests.golden.freeze.answers", lambda _: json.loads(standing))
    first, second = (tmp_path / f"{name}.jsonl.gz" for name in ("first", "second"))
    frozen_file("first").write_text("{}", encoding="utf-8")
    assert freeze_missing([first, second]) == [frozen_file("second")]
    assert frozen_file("second").read_text(encoding="utf-8") == standing
    assert frozen_file("first").read_text(encoding="utf-8") == "{}"
