"""What a tranche lists of its projects, day by day, and in a release that had no such list."""

from typing import Any

from api.collections.served import FOREVER
from api.publish.releases.release_upgrades import upgraded
from api.publish.resolve.participations import ParticipationSpans
from api.publish.resolve.project_lists import listed_in, with_projects
from api.publish.resolve.versions import Version

EARLY, MIDDLE, LATE = "2025-10-26", "2025-12-24", "2026-02-28"


def project(name: str, status: str, tranche: str | None = "first") -> dict[str, Any]:
    return {
        "id": name,
        "name": name.title(),
        "status": status,
        "subdivision": "US-OH",
        "tranche_id": tranche,
        "sector": "energy",
    }


def entry(name: str, status: str) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "status": status, "subdivision": "US-OH"}


PLANT = [
    Version(EARLY, MIDDLE, project("plant", "announced", None)),
    Version(MIDDLE, LATE, project("plant", "announced")),
    Version(LATE, FOREVER, project("plant", "signed")),
]
MINE = [Version(LATE, FOREVER, project("mine", "announced"))]
LISTED = [
    (EARLY, MIDDLE, []),
    (MIDDLE, LATE, [entry("plant", "announced")]),
    (LATE, FOREVER, [entry("mine", "announced"), entry("plant", "signed")]),
]


def test_a_version_of_a_tranche_ends_where_its_list_changes() -> None:
    listed: ParticipationSpans = []
    for versions in (PLANT, MINE):
        for tranche, *rest in listed_in("projects", versions):
            assert tranche == "tranches/first"
            listed.append((*rest,))  # type: ignore[arg-type]
    assert list(listed_in("events", PLANT)) == []
    found = with_projects([Version(EARLY, FOREVER, {"id": "first"})], listed)
    assert [(one.valid_from, one.valid_to, one.item["project_list"]) for one in found] == LISTED
    again = with_projects([Version(LATE, FOREVER, {"id": "first", "name": "First"})], listed)
    assert [(one.valid_from, one.item["name"]) for one in again] == [(LATE, "First")]
    (empty,) = with_projects([Version(EARLY, FOREVER, {"id": "other"})], [])
    assert empty.item["project_list"] == []


def test_at_most_a_hundred_are_listed() -> None:
    many = [(EARLY, FOREVER, entry(f"p{number:03}", "announced")) for number in range(150, 0, -1)]
    (one,) = with_projects([Version(EARLY, FOREVER, {"id": "first"})], many)
    assert [each["id"] for each in one.item["project_list"]] == [f"p{n:03}" for n in range(1, 101)]


def test_a_release_of_an_older_format_lists_them_too() -> None:
    def line(collection: str, version: Version) -> dict[str, Any]:
        span = {"from": version.valid_from, "to": version.valid_to}
        return {"kind": "version", "collection": collection, **span, "item": version.item}

    tranche = line("tranches", Version(EARLY, FOREVER, {"id": "first"}))
    lines = [tranche, *(line("projects", one) for one in (*PLANT, *MINE))]
    found = upgraded(3, "2026-03-01T12:00:00Z", lines)
    listed = [
        (one["from"], one["to"], one["item"]["project_list"])
        for one in found
        if one["collection"] == "tranches"
    ]
    assert listed == LISTED
    assert upgraded(4, "2026-03-01T12:00:00Z", lines) == lines
