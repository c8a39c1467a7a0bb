"""One URL, the same rows in every format: equal to the JSON walk, on every day, on both databases;
and what is asked wrongly is said.
"""

import csv
import io

import pytest

from api.collections import ALL, DERIVED
from api.formats.flatten import flat
from api.formats.registry import FORMATS
from tests.asking import Asking
from tests.contract.rows import digest, rows_of

NAMES = [resource.name for resource in (*ALL, *DERIVED)]
MEDIA = {one.suffix: one.media for one in FORMATS}
FORMS = list(MEDIA)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("asked", ["", "?as_of=2025-12-24", "?sort=-id"])
def test_every_format_has_the_rows_of_the_list(api: Asking, name: str, asked: str) -> None:
    form = flat(name)
    walked = [
        dict(zip(form.names, form.row(item), strict=True))
        for item in api.walk(f"/v1/{name}{asked}{'&' if asked else '?'}limit=500")
    ]
    wanted = digest(walked)
    for suffix in FORMS:
        answer = api.get(f"/v1/{name}.{suffix}{asked}")
        assert answer.status_code == 200, answer.text
        assert digest(rows_of(suffix, answer.content, name)) == wanted, suffix


@pytest.mark.parametrize("name", NAMES)
def test_both_databases_send_the_same_bytes(api: Asking, postgres_api: Asking, name: str) -> None:
    for suffix in FORMS:
        for asked in ("", "?sort=-id&as_of=2025-11-15"):
            here, there = (
                one.get(f"/v1/{name}.{suffix}{asked}", accept_encoding="identity")
                for one in (api, postgres_api)
            )
            assert (here.status_code, there.status_code) == (200, 200), here.text + there.text
            assert here.content == there.content
            assert here.headers["etag"] == there.headers["etag"]


@pytest.mark.parametrize(
    "resource",
    [one for one in (*ALL, *DERIVED) if one.includes],
    ids=lambda resource: resource.name,
)
def test_includes_are_flattened_alike_in_every_format(
    api: Asking, postgres_api: Asking, resource: object
) -> None:
    name = resource.name  # type: ignore[attr-defined]
    includes = tuple(include.name for include in resource.includes)  # type: ignore[attr-defined]
    query = f"?include={','.join(includes)}"
    form = flat(name, includes)
    walked = [
        dict(zip(form.names, form.row(item), strict=True))
        for item in api.walk(f"/v1/{name}{query}&limit=500")
    ]
    lines = rows_of("jsonl", api.get(f"/v1/{name}.jsonl{query}").content, name)
    assert digest(lines) == digest(walked)
    assert (
        postgres_api.get(f"/v1/{name}.csv{query}").content
        == api.get(f"/v1/{name}.csv{query}").content
    )


@pytest.mark.parametrize("form", FORMS)
def test_filters_and_fields_hold_in_every_format(api: Asking, form: str) -> None:
    answer = api.get(
        f"/v1/projects.{form}?sector=energy&fields=amount_usd,id,company_names&sort=-amount_usd"
    )
    rows = rows_of(form, answer.content, "projects")
    walked = [item["id"] for item in api.walk("/v1/projects?sector=energy&sort=-amount_usd")]
    assert [row["id"] for row in rows] == walked != []
    assert list(rows[0]) == ["amount_usd", "id", "company_names"]


@pytest.mark.parametrize("asked", ["korea", "us japan", "critical min"])
def test_a_search_finds_the_same_rows_in_a_file(
    api: Asking, postgres_api: Asking, asked: str
) -> None:
    for name in ("projects", "claims", "events"):
        walked = sorted(item["id"] for item in api.walk(f"/v1/{name}?q={asked}&limit=500"))
        answer = api.get(f"/v1/{name}.csv?q={asked}")
        assert [row["id"] for row in rows_of("csv", answer.content, name)] == walked
        assert postgres_api.get(f"/v1/{name}.csv?q={asked}").content == answer.content


def test_the_amounts_that_count_add_up_to_the_totals(api: Asking) -> None:
    bases = {row["basis"]: row["stated_amount"] for row in api.get("/v1/totals").json()["items"]}
    having = [name for name in NAMES if "amount_usd_counted" in flat(name).names]
    found = dict.fromkeys(bases, 0)
    for name in having:
        for row in rows_of("csv", api.get(f"/v1/{name}.csv").content, name):
            if row["amount_usd_counted"] is not None:
                found[row["amount_basis"]] += row["amount_usd_counted"]
    assert found == bases
    assert sum(bases.values()) > 0


def test_signs_of_all_scripts_come_through(api: Asking) -> None:
    quotes = [row["quote"] for row in api.walk("/v1/claims?limit=500")]
    strange = [text for text in quotes if not text.isascii()]
    assert any("\u2011" in text for text in strange)
    for form in FORMS:
        rows = rows_of(form, api.get(f"/v1/claims.{form}").content, "claims")
        assert [row["quote"] for row in rows] == quotes


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_named_licensed_and_bound_to_its_release(api: Asking, form: str) -> None:
    release = api.get("/v1").json()["item"]["release"]
    answer = api.get(f"/v1/projects.{form}")
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="pledgebook-projects-{release}.{form}"'
    )
    assert answer.headers["content-type"] == MEDIA[form]
    assert answer.headers["x-data-release"] == release
    assert 'rel="license"' in answer.headers["link"]
    permalink = f"/v1/projects.{form}?as_of=2026-02-28&release=2026-11-21"
    assert f'<{permalink}>; rel="cite-as"' in answer.headers["link"]
    assert answer.headers["access-control-allow-origin"] == "*"
    past = api.get(f"/v1/projects.{form}?as_of=2025-12-24")
    assert (
        f"pledgebook-projects-{release}-as-of-2025-12-24.{form}"
        in past.headers["content-disposition"]
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["projects", "claims"])
def test_a_reader_who_has_it_is_told_so(api: Asking, form: str, name: str) -> None:
    address = f"/v1/{name}.{form}?known_from_gte=2025-12-24"
    etag = api.get(address).headers["etag"]
    again = api.get(address, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert api.get(address.replace("12-24", "12-25"), if_none_match=etag).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_the_head_is_that_of_the_whole(api: Asking, form: str) -> None:
    address = f"/v1/events.{form}?sort=-name"
    head, whole = api.ask("HEAD", address), api.get(address)
    assert (head.status_code, head.content) == (200, b"")
    same = ("content-type", "content-disposition", "etag", "x-data-release", "link")
    assert [head.headers[name] for name in same] == [whole.headers[name] for name in same]


def test_csv_has_a_header_without_rows_and_a_mark_where_asked(api: Asking) -> None:
    empty = api.get("/v1/projects.csv?amount_usd_gte=9000000000000000").text
    assert empty == ",".join(flat("projects").names) + "\n"
    assert api.get("/v1/projects.csv?bom=1").content.startswith(b"\xef\xbb\xbfid,")
    assert api.get("/v1/projects.csv?safe=1").content == api.get("/v1/projects.csv").content


@pytest.mark.parametrize(
    ("address", "parameter", "suggestion"),
    [
        ("/v1/projects.csv?fields=id,amuont_usd", "fields", "amount_usd"),
        ("/v1/projects.csv?fields=parties", "fields", None),
        ("/v1/projects.csv?limit=5", "limit", None),
        ("/v1/projects.csv?cursor=abc", "cursor", None),
        ("/v1/projects.csv?safe=yes", "safe", "1"),
        ("/v1/projects.csv?bom=1&bom=1", "bom", None),
        ("/v1/projects.jsonl?bom=1", "bom", None),
        ("/v1/projects.parquet?sectr=energy", "sectr", "sector"),
        ("/v1/projects.xlsx?agreement_id=us-japan-invest", "agreement_id", "us-japan-investment"),
        ("/v1/projects.csv?as_of=2024-01-01", "as_of", "2025-10-26"),
        ("/v1/projects?fields=id", "fields", None),
    ],
)
def test_what_cannot_be_used_is_named(
    api: Asking, address: str, parameter: str, suggestion: str | None
) -> None:
    answer = api.get(address)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert suggestion is None or suggestion in error["suggestions"]


def test_everything_wrong_is_told_at_once(api: Asking) -> None:
    errors = api.get("/v1/projects.csv?fields=nope&sector=enrgy&safe=2&x=1").json()["errors"]
    assert {error["parameter"] for error in errors} == {"fields", "sector", "safe", "x"}


def test_a_page_of_a_file_is_refused_with_the_reason(api: Asking) -> None:
    (error,) = api.get("/v1/projects.csv?limit=5").json()["errors"]
    assert "every row" in error["message"]


@pytest.mark.parametrize("path", ["/v1/projects.xml", "/v1/claims.ods", "/v1/conflicts.tsv"])
def test_an_unknown_suffix_is_answered_with_those_there_are(api: Asking, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["suggestions"] == [f".{form}" for form in FORMS]


def test_json_asked_for_as_csv_lists_the_suffixes(api: Asking) -> None:
    answer = api.get("/v1/projects", accept="text/csv")
    assert answer.status_code == 406
    assert "/v1/projects.csv" in answer.json()["errors"][0]["suggestions"]


def test_a_suffix_says_more_than_an_accept_header(api: Asking) -> None:
    assert (
        api.get("/v1/projects.csv", accept="application/json").headers["content-type"]
        == MEDIA["csv"]
    )


def test_a_moved_filter_id_is_understood_and_csv_needs_no_quotes_to_be_read(api: Asking) -> None:
    head, *rows = csv.reader(io.StringIO(api.get("/v1/agreements.csv").text, newline=""))
    assert {len(row) for row in rows} == {len(head)}


def test_every_export_is_an_operation_with_one_media_type(api: Asking) -> None:
    paths = api.get("/openapi-files.json").json()["paths"]
    for name in NAMES:
        for form, media in MEDIA.items():
            operation = paths[f"/v1/{name}.{form}"]["get"]
            assert operation["operationId"] == f"export{name.title()}{form.capitalize()}"
            assert list(operation["responses"]["200"]["content"]) == [media.partition(";")[0]]
            assert len(operation["parameters"]) <= 40
