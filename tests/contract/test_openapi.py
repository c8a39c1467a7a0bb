"""The description promises what the API does: whole, named well, with an example on everything, and
true of the answers themselves.
"""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from api.collections import ALL, DERIVED
from tests.asking import Asking

MOST_PARAMETERS = 40


@pytest.fixture(scope="module")
def description(api: Asking) -> dict[str, Any]:
    """The description as served."""
    answer = api.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert method == "get"
            yield path, operation


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
    description: dict[str, Any],
) -> None:
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) and len(name) <= 32 for name in names), (
        names
    )
    assert {
        "listProjects",
        "getProject",
        "listProjectClaims",
        "listProjectHistory",
        "listCodes",
        "getReadiness",
    } <= set(names)
    assert all(
        operation["summary"] and operation["description"]
        for _, operation in operations(description)
    )


def test_every_parameter_is_described_with_an_example_and_bounds(
    description: dict[str, Any],
) -> None:
    for path, operation in operations(description):
        parameters = operation.get("parameters", [])
        assert len(parameters) <= MOST_PARAMETERS
        assert len({one["name"] for one in parameters}) == len(parameters)
        for one in parameters:
            assert one["description"].endswith("."), (path, one)
            assert "example" in one, (path, one)
            schema = one["schema"]
            assert "anyOf" not in schema
            if schema.get("type") in ("integer", "number") and "enum" not in schema:
                assert {"format", "minimum", "maximum"} <= schema.keys(), (path, one)


def test_every_field_is_described_with_an_example(description: dict[str, Any]) -> None:
    for name, schema in description["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, inner in schema.get("properties", {}).items():
            assert inner.get("description"), (name, field)
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
    api: Asking, description: dict[str, Any], resource: Any
) -> None:
    include = ",".join(one.name for one in resource.includes)
    query = f"?limit=100&include={include}" if include else "?limit=100"
    body = api.get(f"/v1/{resource.name}{query}").json()
    validator(description, f"/v1/{resource.name}").validate(body)
    for suffix in ("", "/claims", "/history"):
        path = f"/v1/{resource.name}/{{id}}{suffix}"
        if path in description["paths"]:
            answer = api.get(path.replace("{id}", body["items"][0]["id"]))
            validator(description, path).validate(answer.json())


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/codelists", "/v1/totals", "/healthz", "/readyz", "/version"]
)
def test_other_answers_are_what_is_promised(
    api: Asking, description: dict[str, Any], path: str
) -> None:
    validator(description, path).validate(api.get(path).json())


def test_errors_are_what_is_promised(api: Asking, description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": description["components"]}
    for address in ("/v1/projects?x=1", "/nowhere", "/v1/projects/nothing"):
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(
            api.get(address).json()
        )


def test_every_declared_parameter_is_taken(api: Asking, description: dict[str, Any]) -> None:
    """What the description shows as an example is a request that works."""
    for path, operation in operations(description):
        if "{" in path or not path.startswith("/v1/") or "." in path:
            continue
        for one in operation["parameters"]:
            example = one["example"]
            if one["name"] in ("cursor", "q") or (
                isinstance(example, list) and one["schema"].get("items", {}).get("pattern")
            ):
                continue
            text = (
                ",".join(example)
                if isinstance(example, list)
                else str(example).lower()
                if isinstance(example, bool)
                else str(example)
            )
            answer = api.ask(
                "GET",
                path,
                params={one["name"]: text}
                | ({"q": "japan"} if path in ("/v1/search", "/v1/suggest") else {}),
            )
            assert answer.status_code == 200, (path, one["name"], answer.text)


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
