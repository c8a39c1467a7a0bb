"""The description promises what the API does: whole, named well, with an example on everything, and
true of the answers themselves.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import openapi_spec_validator
import pytest

from api.collections import ALL, DERIVED
from tests.asking import Asking

MOST_PARAMETERS = 40


# Bounds on the description of what answers JSON, so that people and generators can read it.
MOST_OPERATIONS, MOST_BYTES, MOST_COMPRESSED = 60, 300_000, 40_000


@pytest.fixture(scope="module", params=["/openapi.json", "/openapi-files.json"])
def description(api: Asking, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each description as served."""
    answer = api.get(request.param)
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def of_json(api: Asking) -> dict[str, Any]:
    """The description of what answers JSON."""
    found: dict[str, Any] = api.get("/openapi.json").json()
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert method == "get"
            yield path, operation


def parameters(description: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, wherever they are described."""
    shared = description["components"]["parameters"]
    return [
        shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for one in operation["parameters"]
    ]


def test_the_description_of_json_is_small(api: Asking, of_json: dict[str, Any]) -> None:
    assert len(list(operations(of_json))) <= MOST_OPERATIONS
    answer = api.ask("GET", "/openapi.json", headers={"accept-encoding": "identity"})
    assert len(answer.content) <= MOST_BYTES
    for coding in ("gzip", "zstd"):
        sent = api.get("/openapi.json", accept_encoding=coding).headers
        assert sent["content-encoding"] == coding
        assert int(sent["content-length"]) <= MOST_COMPRESSED


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi-files.json", "/openapi-3.0.json"])
def test_a_description_is_compressed_and_validated(api: Asking, path: str) -> None:
    answer = api.ask("GET", path, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    again = api.ask(
        "GET",
        path,
        headers={"accept-encoding": "gzip", "if-none-match": answer.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi-files.json", "/openapi-3.0.json"])
def test_a_description_is_valid(api: Asking, path: str) -> None:
    openapi_spec_validator.validate(api.get(path).json())


def test_version_3_0_says_the_same_in_its_own_words(api: Asking, of_json: dict[str, Any]) -> None:
    older = api.get("/openapi-3.0.json").json()
    assert older["openapi"] == "3.0.3"
    assert older["paths"].keys() == of_json["paths"].keys()
    project = older["components"]["schemas"]["Project"]["properties"]
    assert (project["amount_usd"]["type"], project["amount_usd"]["nullable"]) == ("integer", True)
    assert not re.search(r'"type":\s*\[', json.dumps(older))


def test_no_schema_leads_back_to_itself(description: dict[str, Any]) -> None:
    """Generators of some languages stop at circles, others write without end."""
    schemas = description["components"]["schemas"]

    def below(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, (*above, name)
        for other in set(re.findall(r"#/components/schemas/(\w+)", json.dumps(schemas[name]))):
            below(other, (*above, name))

    for name in schemas:
        below(name, ())


def test_codes_of_answers_are_open_and_those_of_requests_are_listed(
    of_json: dict[str, Any],
) -> None:
    schemas = of_json["components"]["schemas"]
    status = schemas["Project"]["properties"]["status"]
    assert "enum" not in status
    assert status["examples"] == schemas["ProjectStatusCode"]["enum"]


def test_it_is_openapi_3_1_with_all_a_reader_asks(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert description["info"].keys() >= {
        "title",
        "version",
        "summary",
        "description",
        "contact",
        "license",
    }
    assert description["security"] == []
    assert description["servers"]
    named = {tag["name"] for tag in description["tags"]}
    assert all(tag["description"] for tag in description["tags"])
    assert all(set(operation["tags"]) <= named for _, operation in operations(description))


def test_every_path_is_an_operation_with_a_short_name_of_its_own(
    description: dict[str, Any], of_json: dict[str, Any]
) -> None:
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) and len(name) <= 32 for name in names), (
        names
    )
    assert {
        "listProjects",
        "getProject",
        "listClaimsOf",
        "listHistoryOf",
        "listCodes",
        "getReadiness",
    } <= {operation["operationId"] for _, operation in operations(of_json)}
    assert all(
        operation["summary"] and operation["description"]
        for _, operation in operations(description)
    )


def test_every_parameter_is_described_with_bounds(description: dict[str, Any]) -> None:
    for path, operation in operations(description):
        taken = parameters(description, operation)
        assert len(taken) <= MOST_PARAMETERS
        assert len({one["name"] for one in taken}) == len(taken)
        for one in taken:
            assert one["description"].endswith("."), (path, one)
            # A page that sends requests fills examples in, so only what must be given has one.
            assert ("example" in one) == bool(one.get("required")), (path, one)
            assert one.get("explode", True), (path, one)
            schema = one["schema"]
            assert "anyOf" not in schema
            if schema.get("type") in ("integer", "number") and "enum" not in schema:
                assert {"format", "minimum", "maximum"} <= schema.keys(), (path, one)


def test_every_field_is_described_with_an_example(description: dict[str, Any]) -> None:
    for name, schema in description["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, inner in schema.get("properties", {}).items():
            assert inner.get("description") or inner.keys() == {"$ref"}, (name, field)
            assert "examples" in inner or "$ref" in inner, (name, field)
            assert "default" not in inner, (name, field)
            assert "anyOf" not in inner, (name, field)


def test_every_operation_names_its_errors_as_problems(description: dict[str, Any]) -> None:
    responses = description["components"]["responses"]
    for path, operation in operations(description):
        statuses = set(operation["responses"])
        assert {"200", "500"} <= statuses, path
        if path.startswith("/v1"):
            assert {"304", "422", "503"} <= statuses, path
            # Whose format is chosen by suffix or parameter answers that, whatever the reader
            # accepts.
            assert "406" in statuses or "." in path or path.endswith("/cite"), path
        for status, response in operation["responses"].items():
            if status >= "400":
                content = responses[response["$ref"].rpartition("/")[2]]["content"]
                assert list(content) == ["application/problem+json"]
                assert content["application/problem+json"]["schema"] == {
                    "$ref": "#/components/schemas/Problem"
                }
            elif "content" in response:
                assert len(response["content"]) == 1, path


def test_nothing_generated_shows(description: dict[str, Any]) -> None:
    text = str(description)
    assert "HTTPValidationError" not in text
    assert not [
        name
        for name in description["components"]["schemas"]
        if not re.fullmatch(r"[A-Z][A-Za-z]+", name)
    ]
    assert "'title': " not in str(description["components"]["schemas"]).replace("'title': {", "")


def test_every_reference_leads_somewhere_and_every_schema_is_used(
    description: dict[str, Any],
) -> None:
    used = set(re.findall(r"#/components/(\w+)/([\w-]+)", str(description)))
    present = {(kind, name) for kind, parts in description["components"].items() for name in parts}
    assert used - present == set()


def validator(description: dict[str, Any], path: str) -> jsonschema_rs.Draft202012Validator:
    content = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return jsonschema_rs.Draft202012Validator(
        {**content["schema"], "components": description["components"]}, validate_formats=True
    )


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda resource: resource.name)
def test_real_answers_are_what_is_promised(
    api: Asking, of_json: dict[str, Any], resource: Any
) -> None:
    include = ",".join(one.name for one in resource.includes)
    query = f"?limit=100&include={include}" if include else "?limit=100"
    body = api.get(f"/v1/{resource.name}{query}").json()
    validator(of_json, f"/v1/{resource.name}").validate(body)
    one = f"/v1/{resource.name}/{body['items'][0]['id']}"
    if resource in ALL:
        validator(of_json, f"/v1/{resource.name}/{{id}}").validate(api.get(one).json())
    if resource.has_claims:
        for suffix in ("claims", "history"):
            promised = validator(of_json, f"/v1/{{collection}}/{{id}}/{suffix}")
            promised.validate(api.get(f"{one}/{suffix}").json())


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/codelists", "/v1/totals", "/healthz", "/readyz", "/version"]
)
def test_other_answers_are_what_is_promised(
    api: Asking, of_json: dict[str, Any], path: str
) -> None:
    validator(of_json, path).validate(api.get(path).json())


def test_errors_are_what_is_promised(api: Asking, of_json: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": of_json["components"]}
    for address in ("/v1/projects?x=1", "/nowhere", "/v1/projects/nothing"):
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(
            api.get(address).json()
        )


@pytest.mark.parametrize("resource", [*ALL, *DERIVED], ids=lambda resource: resource.name)
def test_every_declared_parameter_is_taken(
    api: Asking, of_json: dict[str, Any], resource: Any
) -> None:
    """Each filter with the example of its declaration, each sort key, each include."""
    path = f"/v1/{resource.name}"
    declared = {one.name: one.example for one in resource.filters}
    declared |= {"q": "japan", "limit": "5", "as_of": "2026-02-28", "release": "latest"}
    declared |= {"sort": resource.default_sort, "cursor": None, "id": "no-such-record"}
    declared |= {"include": ",".join(one.name for one in resource.includes)}
    for one in parameters(of_json, of_json["paths"][path]["get"]):
        if (text := declared[one["name"]]) is not None:
            answer = api.ask("GET", path, params={one["name"]: text})
            assert answer.status_code == 200, (path, one["name"], answer.text)


def test_a_list_without_a_value_is_not_asked_for(api: Asking) -> None:
    """As clients send what was left empty."""
    plain = api.get("/v1/projects?limit=3").json()["items"]
    for query in ("status=", "status=&sector=&include=", "agreement_id=,"):
        assert api.get(f"/v1/projects?limit=3&{query}").json()["items"] == plain
    assert api.get("/v1/totals?basis=").json()["items"] == api.get("/v1/totals").json()["items"]
    lines = api.get("/v1/projects.csv?fields=&status=").text
    assert lines == api.get("/v1/projects.csv").text


def test_the_reference_page_asks_no_other_host(api: Asking) -> None:
    page = api.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="en">' in page.text
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert not [asset for asset in assets if "//" in asset]
    for asset in assets:
        assert api.get(f"/{asset}").status_code == 200, asset
    start = api.get("/docs/assets/reference.js").text
    assert "validatorUrl: null" in start
    assert api.get("/docs/assets/nothing.js").status_code == 404
