"""What the dataset says of itself is what it is: the dictionary, its schema.org and Data Package
descriptions, citations, licence links.
"""

import json
import re

import pytest

from api.collections import ALL, DERIVED, MODELS
from api.formats.flatten import flat
from tests.asking import Asking, asking

NAMES = [resource.name for resource in (*ALL, *DERIVED)]


def test_the_dictionary_lists_every_key_and_every_column(api: Asking) -> None:
    answer = api.get("/v1/fields").json()
    assert answer["page"]["total"] == len(answer["items"])
    for name in NAMES:
        entries = [one for one in answer["items"] if one["collection"] == name]
        keys = [info.alias or key for key, info in MODELS[name].model_fields.items()]
        assert [
            one["field"] for one in entries if one["in_json"] and "[]" not in one["field"]
        ] == keys
        assert {one["field"] for one in entries if one["in_files"]} == set(flat(name).names)
        assert all(one["description"] for one in entries)


def test_the_dictionary_of_one_collection(api: Asking) -> None:
    entries = api.get("/v1/fields?collection=projects").json()["items"]
    assert {one["collection"] for one in entries} == {"projects"}
    by_name = {one["field"]: one for one in entries}
    assert by_name["sector"]["codelist"] == "sectors"
    assert by_name["agreement_id"]["references"] == "agreements"
    assert (
        by_name["amount_usd"]["type"],
        by_name["announced_on"]["type"],
        by_name["known_from"]["type"],
    ) == ("whole", "date", "day")
    assert (by_name["parties[].role"]["in_json"], by_name["parties[].role"]["in_files"]) == (
        True,
        False,
    )
    assert (by_name["company_ids"]["in_json"], by_name["company_ids"]["in_files"]) == (False, True)
    (error,) = api.get("/v1/fields?collection=projcts").json()["errors"]
    assert (error["parameter"], error["suggestions"][0]) == ("collection", "projects")


def test_the_dataset_is_described_for_catalogues(api: Asking) -> None:
    answer = api.get("/v1/dataset.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    found = answer.json()
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Dataset")
    assert found["version"] == api.get("/v1").json()["item"]["release"]
    assert found["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert len(found["isBasedOn"]) == api.get("/v1/documents").json()["page"]["total"]
    for download in found["distribution"]:
        head = api.ask("HEAD", download["contentUrl"])
        assert (head.status_code, head.headers["content-type"].partition(";")[0]) == (
            200,
            download["encodingFormat"],
        )


def test_the_dataset_is_described_as_a_package_of_its_addresses(api: Asking) -> None:
    found = api.get("/v1/datapackage.json").json()
    assert {one["name"] for one in found["resources"]} == set(NAMES)
    for one in found["resources"]:
        head = api.get(f"/v1/{one['path']}").text.partition("\n")[0].split(",")
        assert head == [field["name"] for field in one["schema"]["fields"]]


@pytest.mark.parametrize("resource", ALL, ids=lambda resource: resource.name)
def test_every_record_can_be_cited(api: Asking, resource: object) -> None:
    name = resource.name  # type: ignore[attr-defined]
    item = api.get(f"/v1/{name}?limit=1").json()["items"][0]
    release = api.get("/v1").json()["item"]["release"]
    for style in ("apa", "footnote", "bibtex", "csl-json"):
        answer = api.get(f"/v1/{name}/{item['id']}/cite?style={style}")
        assert (answer.status_code, answer.headers["content-type"]) == (
            200,
            "text/plain; charset=utf-8",
        )
        assert f"release {release}" in answer.text
        assert f"/v1/{name}/{item['id']}" in answer.text


def test_a_citation_names_the_day_asked_about(api: Asking) -> None:
    (cited,) = json.loads(
        api.get("/v1/agreements/us-japan-investment/cite?style=csl-json&as_of=2025-12-24").text
    )
    assert cited["version"].endswith("as of 2025-12-24")
    assert cited["URL"] == "/v1/agreements/us-japan-investment?as_of=2025-12-24&release=2026-11-21"
    assert cited["type"] == "dataset"
    assert cited["issued"]["date-parts"][0][0] > 2000


@pytest.mark.parametrize("style", ["apa", "footnote", "bibtex", "csl-json"])
@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", ["Understanding the Japan, Korea Frameworks", "South Korea Sends Working"]),
        ("as_of=2025-10-31", ["Understanding the Japan, Korea Frameworks"]),
    ],
)
def test_a_citation_names_documents_day_release_and_host(
    contract_sqlite_url: str, style: str, query: str, known: list[str]
) -> None:
    record = "/v1/agreements/us-japan-investment"
    with asking(contract_sqlite_url, public_url="https://deals.example/data") as api:
        day = query.partition("=")[2] or "2026-02-28"
        permalink = f"https://deals.example/data{record}?as_of={day}&release=2026-11-21"
        line = api.get(f"{record}?{query}").json()["meta"]["citation"]
        for text in (api.get(f"{record}/cite?style={style}&{query}").text, line):
            assert permalink in text
            assert f"release 2026-11-21, as of {day}" in text
            assert all(title in text for title in known)
            assert ("South Korea Sends" in text) == ("South Korea Sends Working" in known)
        assert api.get(permalink.removeprefix("https://deals.example/data")).status_code == 200


def test_a_citation_is_the_same_from_every_host(contract_sqlite_url: str) -> None:
    with asking(contract_sqlite_url, public_url="https://deals.example") as api:
        path = "/v1/projects/korea-zinc-refinery/cite"
        assert api.get(path, host="elsewhere.example").text == api.get(path).text


def test_lists_and_files_cite_their_permalink(api: Asking) -> None:
    meta = api.get("/v1/projects?sector=energy").json()["meta"]
    assert meta["citation"].endswith(f" {meta['permalink']}")
    package = api.get("/v1/datapackage.json?as_of=2025-12-24").json()
    assert package["citation"].endswith("as_of=2025-12-24&release=2026-11-21")


def test_bibtex_is_balanced_and_escaped(api: Asking) -> None:
    for item in api.walk("/v1/companies?limit=500"):
        text = api.get(f"/v1/companies/{item['id']}/cite?style=bibtex").text
        assert re.match(r"@misc\{[a-z0-9-]+,\n", text)
        assert text.count("{") == text.count("}")
        # An address is taken as it stands.
        beside = "\n".join(line for line in text.splitlines() if " url = " not in line)
        assert not re.search(r"(?<!\\)[&%$#]", beside)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/projects/no-such-project/cite", 404),
        ("/v1/projects/korea-zinc-refinery/cite?style=mla", 422),
        ("/v1/projects/korea-zinc-refinery/cite?style=apa&style=apa", 422),
        ("/v1/projects/korea-zinc-refinery/cite?stlye=apa", 422),
    ],
)
def test_what_cannot_be_cited_is_a_problem(api: Asking, address: str, status: int) -> None:
    answer = api.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )


@pytest.mark.parametrize(
    "address",
    [
        "/v1/agreements",
        "/v1/agreements/us-japan-investment",
        "/v1/fields",
        "/v1/bulk",
        "/v1/dataset.jsonld",
    ],
)
def test_every_answer_links_its_licence(api: Asking, address: str) -> None:
    assert (
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
        in api.get(address).headers["link"]
    )


def test_a_record_says_how_to_cite_it(api: Asking) -> None:
    link = api.get("/v1/agreements/us-japan-investment?include=projects&as_of=2025-12-24").headers[
        "link"
    ]
    assert (
        '</v1/agreements/us-japan-investment?as_of=2025-12-24&release=2026-11-21>; rel="cite-as"'
        in link
    )


def test_no_two_lists_of_version_3_0_have_a_value_of_one_name(api: Asking) -> None:
    named: list[str] = []
    for schema in api.get("/openapi-3.0.json").json()["components"]["schemas"].values():
        if "enum" in schema:
            names = schema.get("x-enum-varnames", [value.upper() for value in schema["enum"]])
            assert len(names) == len(schema["enum"])
            named += names
    assert len(named) == len(set(named))
    assert "ProjectsSortAmountUsdDescending" in named
