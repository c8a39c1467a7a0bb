"""Warnings and failures in words of people: no parameter, no address of the API, and a way on."""

import re
from typing import Any

import pytest

from api.collections import RECORDS
from api.formats.readable import fields_of
from api.http.edge.canonical_url import QueryItems
from api.read.answers.warnings import Shown
from api.read.release import Correction
from api.site.facts import meaning_text
from api.site.notices import failure_of, notices_of
from tests.unit.site.releases import DAY, a_release

_CODE = re.compile(r"/v1\b|`|\b[a-z]+_[a-z_]+\b")
_FORMER = Correction("2026-02-02", DAY, "projects", "a", "announced_on")


def wrong(parameter: str, code: str, *suggestions: str, message: str = "") -> dict[str, Any]:
    """A problem of one parameter."""
    error = {"parameter": parameter, "code": code, "message": message, "suggestions": suggestions}
    return {"code": "invalid_request", "title": "", "detail": message, "errors": [error]}


@pytest.mark.parametrize(
    ("record_id", "said", "query"),
    [
        ("a", "this page had mistakes for 3 January 2026: Announced.", "&subject_id=a"),
        (None, "1 value was wrong", ""),
    ],
)
def test_a_correction_is_told_without_names_of_the_api(
    record_id: str | None, said: str, query: str
) -> None:
    """Its link leads to the corrections of what the page shows."""
    what = Shown(DAY, DAY, "projects", record_id)
    (notice,) = notices_of(a_release(_FORMER), what, (("as_of", DAY),))
    assert said in notice.text
    assert not _CODE.search(notice.text)
    assert notice.link
    begin = f"/changes?as_of={DAY}&change=correction&in_release=2026-02-02"
    assert notice.link.href == f"{begin}{query}&subject_type=projects"


def test_a_list_page_tells_no_sum_and_names_no_address() -> None:
    what = Shown("2026-01-05", DAY, "projects", listed=True)
    found = notices_of(a_release(), what, ())
    assert [one.code for one in found] == ["gap"]
    assert not _CODE.search(found[0].text)


def test_a_pinned_page_and_the_latest_day_tell_no_correction() -> None:
    for as_of, pinned in ((DAY, True), (None, False)):
        what = Shown(as_of, DAY, "projects", "a", pinned=pinned)
        assert notices_of(a_release(_FORMER), what, ()) == []


@pytest.mark.parametrize(
    ("problem", "items", "said", "href"),
    [
        (
            wrong("sectr", "unknown_parameter", "sector"),
            (("sectr", "energy"), ("as_of", DAY)),
            "Nothing here can be narrowed by “sectr”.",
            f"/projects?as_of={DAY}&sector=energy",
        ),
        (
            wrong("sector", "unknown_value", "fusion_energy"),
            (("sector", "fusion"), ("q", "x")),
            "“Sector” cannot be “fusion”.",
            "/projects?q=x&sector=fusion_energy",
        ),
        (
            wrong("announced_on_gte", "not_a_day"),
            (("announced_on_gte", "soon"),),
            "“Announced, from” takes a day such as 2026-02-28, not “soon”.",
            "/projects",
        ),
        (
            wrong("release", "unknown_value", "latest"),
            (("release", "old"), ("q", "x")),
            "There is no release “old”.",
            "/projects?q=x",
        ),
        (
            wrong("x", "odd", message="'x' is odd; the list stands at /v1/codelists/x."),
            (("x", "1"),),
            "'x' is odd.",
            "/projects",
        ),
    ],
)
def test_a_wrong_address_is_told_with_a_way_on(
    problem: dict[str, Any], items: QueryItems, said: str, href: str
) -> None:
    failure = failure_of(problem, "/projects", items)
    assert failure.sentences == [said]
    assert href in [one.href for one in failure.links]
    assert not any(_CODE.search(one.text) for one in failure.links)


def test_a_list_that_has_changed_begins_again_with_its_filters() -> None:
    problem = {"code": "release_changed", "title": "", "detail": "", "errors": []}
    failure = failure_of(problem, "/projects", (("cursor", "x"), ("sector", "energy")))
    assert failure.title == "The list has changed since you began to read it"
    assert [one.href for one in failure.links] == ["/projects?sector=energy"]


def test_what_a_field_is_names_nothing_of_the_api() -> None:
    found = [one for name in RECORDS for one in fields_of(name.name).values()]
    shown = [meaning_text(one.description) for one in found if one.kind != "computed"]
    assert len(shown) > 100
    assert [text for text in shown if _CODE.search(text) or re.search("EDTF|ISO|null", text)] == []
