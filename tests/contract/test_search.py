"""Search over the real dataset, on both databases: the same hits in the same order, whatever is
asked and however it is spelt.
"""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.collections import ALL, DERIVED, SEARCHED
from api.read.search import ranked
from tests.asking import Asking, asking

Item = dict[str, Any]
# What people look for, and what does harm where a question is taken for a language.
QUESTIONS = (
    *["ohio", "korea zinc", "entra1", "550", "working-level", "Kim Jung‑kwan", "US", "u.s.-japan"],
    *["36 billion", "e", "9", "low carbon"],
    *['"', "'", '"ohio" OR gas', "ohio*", "NEAR(ohio gas)", "names: ohio", "-ohio", "ohio & !gas"],
    *("a'b:*", "(((", "\\", "%_", "ohio\x00gas", "; DROP"),
    *("대한민국", "日本", "İstanbul", "ｏｈｉｏ", "ohio " * 30, "x" * 200, "{ohio} : gas"),
    *("^ohio", "ohio\tgas\n", "\U0001f600", "½", "\ufdfa" * 200, "한" * 200),
)
VARIANTS = (
    str.upper,
    str.title,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u202f "),
    lambda text: f"  {text}. ",
)


def asked(api: Asking, path: str, q: str, more: str = "") -> Any:
    answer = api.get(f"{path}?q={quote(q)}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(answer: Any) -> list[str]:
    return [item["id"] for item in answer["items"]]


def found(api: Asking, q: str, more: str = "&limit=500") -> list[tuple[str, str]]:
    return [(item["collection"], item["id"]) for item in asked(api, "/v1/search", q, more)["items"]]


@pytest.mark.parametrize("q", QUESTIONS, ids=repr)
def test_both_databases_answer_the_same_bytes(api: Asking, postgres_api: Asking, q: str) -> None:
    paths = ("/v1/search", "/v1/suggest", "/v1/projects", "/v1/claims")
    for more in ("", "&as_of=2025-12-24", "&limit=3"):
        for path in paths:
            here, there = (one.get(f"{path}?q={quote(q)}{more}") for one in (api, postgres_api))
            assert here.status_code == there.status_code
            assert here.status_code in (200, 422), here.text
            assert here.status_code == 422 or here.content == there.content


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("ohio", ("projects", "ohio-gas-power-plant")),
        ("korea zinc", ("companies", "korea-zinc")),
        ("koreazinc", ("companies", "korea-zinc")),
        ("zinc korea refinery", ("agreements", "korea-zinc-refinery-deal")),
        ("entra1", ("companies", "entra1-energy")),
        ("working-level", ("events", "korean-mission-washington-2026-02")),
        ("Kim Jung\u2011kwan", ("people", "kim-jung-kwan")),
        ("kim jung kwan", ("people", "kim-jung-kwan")),
        ("u.s.-japan investment", ("agreements", "us-japan-investment")),
        ("Germanium", ("projects", "korea-zinc-germanium-facility")),
    ],
)
def test_what_is_meant_comes_first(api: Asking, q: str, first: tuple[str, str]) -> None:
    assert found(api, q)[0] == first


def test_figures_are_found_as_digits_and_as_they_are_spoken(api: Asking) -> None:
    assert ("agreements", "us-japan-investment") in found(api, "550")
    assert ("agreements", "us-japan-investment") in found(api, "550 billion")
    assert ("tranches", "us-japan-tranche-1") in found(api, "36000000000")


def test_compounds_meet_however_they_are_written(api: Asking) -> None:
    assert found(api, "semi-conductor") == found(api, "semi\u00adconductor") or found(
        api, "semiconductor"
    )
    assert ("projects", "us-semiconductor-fabs") in found(api, "semi-conductor")
    assert ("projects", "us-semiconductor-fabs") in found(api, "SemiConductor")
    assert (
        found(api, "working-level")
        == found(api, "working\u2011level")
        == found(api, "working level")
        == found(api, "Working\u00a0Level")
    )
    assert set(found(api, "workinglevel")) <= set(found(api, "working-level"))
    assert found(api, "workinglevel")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    q=st.sampled_from(
        [
            "korea zinc",
            "kim jung kwan",
            "gas power plant",
            "southeast asia",
            "lutnick",
            "us japan",
            "january 2029",
            "critical minerals",
        ]
    ),
    variants=st.lists(st.sampled_from(VARIANTS), max_size=3),
    hyphen=st.sampled_from(["-", "\u2010", "\u2011", "\u2013", "\u2212", "\ufe63"]),
    hyphens=st.integers(0, 2),
)
def test_the_spelling_of_a_question_makes_no_difference(
    api: Asking, q: str, variants: list[Any], hyphen: str, hyphens: int
) -> None:
    spelt = q.replace(" ", hyphen, hyphens)
    for variant in variants:
        spelt = variant(spelt)
    accented = spelt.replace("i", "i\u0301").replace("a", "å")
    assert found(api, q) == found(api, spelt) == found(api, accented)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(q=st.text(max_size=220))
def test_no_text_breaks_a_search(api: Asking, postgres_api: Asking, q: str) -> None:
    path = f"/v1/search?q={quote(q.encode('utf-8', 'replace'))}&limit=20"
    here, there = api.get(path), postgres_api.get(path)
    assert here.status_code == there.status_code
    assert here.status_code in (200, 422), here.text
    assert here.status_code == 422 or here.content == there.content


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda resource: resource.name)
@pytest.mark.parametrize("q", ["japan", "k", "550 billion", "nothing-is-called-so"])
def test_every_list_is_searched_ranked_or_sorted(
    api: Asking, postgres_api: Asking, resource: Any, q: str
) -> None:
    path = f"/v1/{resource.name}"
    ranked = [item["id"] for item in api.walk(f"{path}?q={quote(q)}&limit=7")]
    plain = [item["id"] for item in api.walk(f"{path}?q={quote(q)}&sort=id&limit=100")]
    assert len(ranked) == len(set(ranked)) == asked(api, path, q)["page"]["total"]
    assert sorted(ranked) == plain
    assert [item["id"] for item in postgres_api.walk(f"{path}?q={quote(q)}&limit=7")] == ranked


@pytest.mark.parametrize("q", ["japan", "u", "korea investment"])
def test_a_walk_through_a_search_meets_each_hit_once(api: Asking, q: str) -> None:
    walked = [
        (item["collection"], item["id"]) for item in api.walk(f"/v1/search?q={quote(q)}&limit=6")
    ]
    assert len(walked) == len(set(walked)) == asked(api, "/v1/search", q)["page"]["total"]
    assert walked == found(api, q)


def test_a_search_is_narrowed_by_filters_and_collections(api: Asking) -> None:
    everything = found(api, "korea")
    only = found(api, "korea", "&limit=500&collection=companies,people&collection=projects")
    assert only == [one for one in everything if one[0] in ("companies", "people", "projects")]
    energy = set(ids(asked(api, "/v1/projects", "us", "&sector=energy")))
    assert energy == set(ids(asked(api, "/v1/projects", "us"))) & set(
        ids(api.get("/v1/projects?sector=energy").json())
    )
    refused = api.get("/v1/projects?q=nothing-is-called-so&agreement_id=us-japan-investmnt").json()
    assert refused["errors"][0]["code"] == "unknown_id"


def test_a_past_day_finds_what_was_known(api: Asking) -> None:
    assert found(api, "tranche", "&collection=tranches")
    assert found(api, "tranche", "&collection=tranches&as_of=2025-12-24") == []
    for path in ("/v1/agreements", "/v1/claims", "/v1/people"):
        then = set(ids(asked(api, path, "korea", "&as_of=2025-10-31&limit=500")))
        known = {item["id"] for item in api.walk(f"{path}?as_of=2025-10-31&limit=500")}
        assert then <= known
    [hit] = [
        item
        for item in asked(api, "/v1/search", "lutnick", "&as_of=2025-11-01&collection=people")[
            "items"
        ]
        if item["id"] == "howard-lutnick"
    ]
    assert hit["url"] == "/v1/people/howard-lutnick?as_of=2025-11-01"
    assert hit["name"] == api.get(hit["url"]).json()["item"]["name"]


def test_a_hit_shows_where_it_was_found(api: Asking) -> None:
    hit = asked(api, "/v1/search", "kim jung\u2011kwan")["items"][0]
    assert hit["matched_in"] == "name"
    assert hit["highlight"]["name"] == "<mark>Kim</mark> <mark>Jung-kwan</mark>"
    assert api.get(hit["url"]).json()["item"]["id"] == hit["id"]
    places = [
        item["matched_in"] for item in asked(api, "/v1/search", "japan", "&limit=500")["items"]
    ]
    assert places == sorted(places, key=("name", "summary", "other").index)
    assert set(places) == {"name", "summary", "other"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kor", "Korea Zinc refinery deal"),
        ("korea zi", "Korea Zinc refinery deal"),
        ("lutnik", "Howard Lutnick"),
        ("semicondctr", "Semiconductor fabs"),
        ("softbnak", "SoftBank"),
        ("jaapn", "U.S.-Japan investment deal"),
    ],
)
def test_suggestions_forgive_mistakes(api: Asking, typed: str, name: str) -> None:
    assert name in [item["matched"] for item in asked(api, "/v1/suggest", typed)["items"]]


def test_suggestions_are_few_and_forgive_only_where_nothing_is_spelt_so(api: Asking) -> None:
    assert len(asked(api, "/v1/suggest", "a")["items"]) == 10
    assert len(asked(api, "/v1/suggest", "a", "&limit=3")["items"]) == 3
    assert all(
        "zinc" in item["matched"].lower() for item in asked(api, "/v1/suggest", "zinc")["items"]
    )
    assert asked(api, "/v1/suggest", "xyz")["items"] == []


@pytest.mark.parametrize(
    ("address", "parameter", "code"),
    [
        ("/v1/search", "q", "missing_value"),
        ("/v1/suggest?limit=5", "q", "missing_value"),
        ("/v1/search?q=", "q", "no_word"),
        ("/v1/projects?q=%22-%22", "q", "no_word"),
        (f"/v1/projects?q={'a' * 201}", "q", "too_long"),
        (f"/v1/search?q={'+'.join(f'w{number}' for number in range(21))}", "q", "too_many_words"),
        ("/v1/search?q=a&q=b", "q", "repeated_parameter"),
        ("/v1/search?q=a&collection=claim", "collection", "unknown_value"),
        ("/v1/search?q=a&sort=name", "sort", "unknown_parameter"),
        ("/v1/suggest?q=a&limit=51", "limit", "out_of_bounds"),
        ("/v1/suggest?q=a&cursor=x", "cursor", "unknown_parameter"),
        ("/v1/projects/ohio-gas-power-plant/claims?q=a", "q", "unknown_parameter"),
    ],
)
def test_what_cannot_be_searched_is_said(
    api: Asking, address: str, parameter: str, code: str
) -> None:
    answer = api.get(address)
    assert answer.status_code == 422
    assert (parameter, code) in [
        (error["parameter"], error["code"]) for error in answer.json()["errors"]
    ]


def test_a_cursor_belongs_to_its_search(api: Asking) -> None:
    cursor = asked(api, "/v1/search", "japan", "&limit=2")["page"]["next_cursor"]
    assert asked(api, "/v1/search", "JAPAN", f"&limit=2&cursor={cursor}")["items"]
    for other in (
        f"/v1/search?q=korea&cursor={cursor}",
        f"/v1/agreements?q=japan&cursor={cursor}",
        f"/v1/search?q=japan&cursor={cursor[:-2]}",
    ):
        assert api.get(other).json()["code"] == "invalid_cursor"


def test_a_total_beyond_the_bound_says_so(
    contract_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranked, "MOST_COUNTED", 4)
    with asking(contract_sqlite_url) as api:
        for path in ("/v1/search", "/v1/claims", "/v1/agreements"):
            answer = asked(api, path, "japan", "&limit=2")
            assert answer["page"]["total"] == 4
            said = {one["code"]: one["message"] for one in answer["meta"]["warnings"]}
            assert said["total_capped"].startswith("More than 4 ")
            assert len(list(api.walk(f"{path}?q=japan&limit=50"))) > 4
        exact = asked(api, "/v1/agreements", "japan", "&limit=5&sort=name")
        assert exact["page"]["total"] > 4
        for answer in (exact, asked(api, "/v1/projects", "ohio")):
            assert "total_capped" not in {one["code"] for one in answer["meta"]["warnings"]}


def test_an_export_has_the_rows_of_the_search(api: Asking) -> None:
    lines = api.get("/v1/projects.csv?q=korea&fields=id").text.split()
    assert sorted(lines[1:]) == sorted(ids(asked(api, "/v1/projects", "korea")))


def test_all_that_is_searched_is_a_collection() -> None:
    assert sorted(SEARCHED) == sorted({resource.name for resource in ALL} - {"claims"})
