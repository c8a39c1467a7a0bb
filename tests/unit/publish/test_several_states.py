"""A project in several states: found by each, split to none; and its site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.releases.release_file import present_item
from api.publish.rows.rows import _members
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder, claim
from tests.unit.publish.test_check import codes

AMOUNT = (
    claim("amount", number=5000, unit="USD"),
    claim("amount_basis", value="committed", basis="coded"),
)


def grids(seed: SeedFolder) -> None:
    seed.record("projects", "plain", claim("subdivision", value="US-OH"), *AMOUNT)
    seed.record(
        "projects",
        "wide",
        claim("subdivisions", value="US-OH"),
        claim("subdivisions", "late", value="US-TX"),
        claim("place", value="Old Harbour", quote="in the Old Harbour"),
        *AMOUNT,
    )


@pytest.fixture
def api(seed: SeedFolder, tmp_path: Path) -> Iterator[Asking]:
    grids(seed)
    url = sqlite_url(tmp_path / "states.sqlite")
    migrate(parse_target(url))
    publish(parse_target(url), seed.folder)
    with asking(url) as asked:
        yield asked


def where(api: Asking, record: str, day: str = "2026-02-28") -> tuple[str | None, list[str]]:
    item = api.get(f"/v1/projects/{record}?as_of={day}").json()["item"]
    return item["subdivision"], item["subdivisions"]


def test_one_state_is_both_and_several_are_the_list_alone(api: Asking) -> None:
    assert where(api, "plain") == ("US-OH", ["US-OH"])
    assert where(api, "wide") == (None, ["US-OH", "US-TX"])
    assert where(api, "wide", "2025-12-24") == ("US-OH", ["US-OH"])


def test_no_status_says_that_several_states_are_none(api: Asking) -> None:
    said = api.get("/v1/projects/wide").json()["item"]["field_status"]
    assert not {"subdivision", "subdivisions", "place"} & said.keys()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("subdivision=US-OH", ["plain", "wide"]),
        ("subdivision=US-TX", ["wide"]),
        ("subdivision=US-TX&as_of=2025-12-24", []),
        ("q=harbour", ["wide"]),
    ],
)
def test_each_of_its_states_finds_it(api: Asking, asked: str, found: list[str]) -> None:
    items = api.get(f"/v1/projects?{asked}").json()["items"]
    assert [one["id"] for one in items] == found


def test_totals_do_not_split_what_lies_in_two_states(api: Asking) -> None:
    assert split(api, "2026-02-28") == {"US-OH": 5000, "not_split": 5000}
    assert split(api, "2025-12-24") == {"US-OH": 10000}


def split(api: Asking, day: str) -> dict[str, int]:
    answer = api.get(f"/v1/totals?basis=committed&group_by=subdivision&as_of={day}").json()
    return {one["group"]: one["stated_amount"] for one in answer["items"]}


def test_one_and_several_are_not_claimed_of_one_record(seed: SeedFolder) -> None:
    grids(seed)
    seed.record(
        "projects",
        "both",
        claim("subdivision", value="US-OH"),
        claim("subdivisions", value="US-TX"),
    )
    assert codes(seed) == ["states_twice"]


def test_an_older_release_is_found_by_its_one_state() -> None:
    item = present_item("projects", {"id": "plain", "subdivision": "US-OH"})
    assert item["subdivisions"] == []
    assert list(_members("subdivisions", item)) == ["US-OH"]
