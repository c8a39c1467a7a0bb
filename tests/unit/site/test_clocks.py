"""The releases that a page can be read in: its filters and its day stay, where there are any."""

from dataclasses import replace
from typing import Any

from api.read.answers.warnings import DRAFT
from api.site.clocks import release_links
from api.site.reader import Reader
from tests.unit.site.releases import DAYS, FIRST, SECOND, a_release

_NO_SOURCE: Any = None
_FILTER = ("sector", "energy")


def links(*items: tuple[str, str], upto: str = SECOND, since: str = "") -> dict[str, str]:
    """Release and address, of a page with these parameters."""
    reader = Reader(_NO_SOURCE, tuple(one for one in items if one[0] in ("as_of", "release")))
    reader._release = a_release(upto=upto)
    found = release_links("/projects", items, reader, since)
    assert [one.id for one in found if one.current] == [upto]
    return {one.id: one.href for one in found}


def test_filters_and_the_day_stay_and_the_page_of_a_list_does_not() -> None:
    assert links(_FILTER, ("as_of", DAYS[0]), ("cursor", "x")) == {
        SECOND: f"/projects?as_of={DAYS[0]}&sector=energy",
        FIRST: f"/projects?as_of={DAYS[0]}&release={FIRST}&sector=energy",
    }


def test_no_release_has_a_day_or_a_record_after_its_publication() -> None:
    assert links(("as_of", DAYS[2]))[FIRST] == f"/projects?release={FIRST}"
    assert links(since=DAYS[2]) == {SECOND: "/projects", FIRST: ""}


def test_a_page_that_names_its_release_names_none_that_came_later() -> None:
    assert links(("release", FIRST), upto=FIRST) == {FIRST: f"/projects?release={FIRST}"}
    assert links(("release", SECOND))[SECOND] == f"/projects?release={SECOND}"
    assert links(("release", "latest"))[SECOND] == "/projects"


def test_a_draft_is_called_so_and_keeps_its_days() -> None:
    day = ("as_of", "2026-03-01")
    reader = Reader(_NO_SOURCE, (day,))
    reader._release = release = replace(a_release(), id=DRAFT)
    entries: Any = release.register
    entries[DRAFT] = {"id": DRAFT, "published_at": "2026-02-02T12:00:01Z"}
    first, second, _ = release_links("/", (day,), reader, "")
    assert (first.id, first.note, first.href) == (DRAFT, "not published", "/?as_of=2026-03-01")
    assert (second.note, second.href) == ("published 2 February 2026", f"/?release={SECOND}")


def test_what_was_withdrawn_is_no_choice() -> None:
    reader = Reader(_NO_SOURCE, ())
    reader._release = release = a_release()
    entry: Any = release.register[FIRST]
    entry["withdrawn_reason"] = "An error."
    assert [one.id for one in release_links("/", (), reader, "")] == [SECOND]
