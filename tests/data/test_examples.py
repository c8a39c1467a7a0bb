"""What the descriptions show as an example is in the real dataset, so that who tries an address out
gets an answer, and the answer is the one shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openapi_schema_validator import (
    OAS30Validator,
    OAS31Validator,
    oas30_format_checker,
    oas31_format_checker,
)

Json = dict[str, Any]

LISTED = "/v1/projects?as_of=2026-02-28&release=2026-11-21"
# Schemas whose examples are one answer, and where it is read.
ANSWERED = {
    "IndexLinks": ("/v1", "links"),
    "PageLinks": ("/v1/projects?sector=energy", "links"),
    "RecordLinks": ("/v1/projects/ohio-gas-power-plant", "links"),
    "Meta": (LISTED, "meta"),
}
# Requests that are answered with the problems shown, but for those that only a fault of ours or a
# new release brings about.
PROVOKED: dict[str, tuple[str, dict[str, str]]] = {
    "NotFoundProblem": ("/v1/projects/no-such-record", {}),
    "NotAcceptableProblem": ("/v1/projects", {"accept": "text/csv"}),
    "PreconditionProblem": ("/v1/projects.csv", {"if-match": '"another"'}),
    "AddressTooLongProblem": (f"/v1/projects?q={'x' * 20_000}", {}),
    "RangeProblem": ("/v1/projects.csv", {"range": "bytes=999999999-"}),
    "InvalidRequestProblem": ("/v1/projects?stauts=signed", {}),
}
NOT_PROVOKED = {"GoneProblem", "InternalProblem", "UnavailableProblem"}


@pytest.fixture(scope="module")
def client(live_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_server, timeout=60) as asked:
        yield asked


@pytest.fixture(
    scope="module", params=["/openapi.json", "/openapi-files.json", "/openapi-3.0.json"]
)
def description(client: httpx.Client, request: pytest.FixtureRequest) -> Json:
    """Each description as served."""
    found: Json = client.get(request.param).json()
    return found


def shown_by(schema: Json) -> list[Any]:
    """The examples of a schema; version 3.0 has one, under another word."""
    if "example" in schema:
        return [schema["example"]]
    found: list[Any] = schema.get("examples", [])
    return found


def shown(description: Json) -> Iterator[tuple[str, str, Json, Any]]:
    """Each example in the schemas: the schema's name, the field's or none, what it is to fit."""

    def below(name: str, schema: Json) -> Iterator[tuple[str, str, Json, Any]]:
        for field, inner in schema.get("properties", {}).items():
            for example in shown_by(inner):
                yield name, field, inner, example
        for part in schema.get("allOf", []):
            yield from below(name, part)

    for name, schema in description["components"]["schemas"].items():
        for example in shown_by(schema):
            yield name, "", schema, example
        yield from below(name, schema)


def test_every_address_with_its_examples_is_answered(
    client: httpx.Client, description: Json
) -> None:
    shared = description["components"]["parameters"]
    for path, methods in description["paths"].items():
        taken = [
            shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
            for one in methods["get"]["parameters"]
        ]
        given = {one["name"]: one["example"] for one in taken if one.get("required")}
        address = path
        for name, value in given.items():
            address = address.replace(f"{{{name}}}", str(value))
        query = {name: value for name, value in given.items() if f"{{{name}}}" not in path}
        assert client.head(address, params=query).status_code == 200, address


def test_every_address_that_is_shown_is_answered(client: httpx.Client, description: Json) -> None:
    found = {
        example
        for *_, example in shown(description)
        if isinstance(example, str) and example.startswith("/")
    }
    found |= set(re.findall("<(.+)>", description["components"]["headers"]["Link"]["example"]))
    assert LISTED in found
    for address in found:
        assert client.head(address).status_code == 200, address


def test_every_record_that_is_shown_is_there(client: httpx.Client, description: Json) -> None:
    leading = defaultdict(set)
    for one in client.get("/v1/fields").json()["items"]:
        if one["references"]:
            leading[one["field"].rpartition(".")[2]].add(one["references"])
    leading |= {"claim_id": {"claims"}, "claim_ids": {"claims"}}
    records = {
        (collection, record)
        for _, field, _, example in shown(description)
        for collection in leading[field]
        if len(leading[field]) == 1
        for record in (example if isinstance(example, list) else [example])
        if record is not None
    }
    if any(field == "claim_ids" for _, field, *_ in shown(description)):
        assert {collection for collection, _ in records} >= {"agreements", "claims", "documents"}
    for collection, record in records:
        path = f"/v1/{collection}/{record}"
        assert client.head(path).status_code == 200, path


def test_every_example_fits_what_it_is_an_example_of(description: Json) -> None:
    every = list(shown(description))
    assert len(every) > 50
    whole = {
        "type": "object",
        "properties": {str(number): schema for number, (_, _, schema, _) in enumerate(every)},
        "components": description["components"],
    }
    older = description["openapi"].startswith("3.0")
    validator, checker = (
        (OAS30Validator, oas30_format_checker) if older else (OAS31Validator, oas31_format_checker)
    )
    wrong = validator(whole, format_checker=checker).iter_errors(
        {str(number): example for number, (*_, example) in enumerate(every)}
    )
    assert [(*every[int(one.path[0])][:2], one.message) for one in wrong] == []


def test_the_links_and_notes_that_are_shown_are_the_answer(
    client: httpx.Client, description: Json
) -> None:
    examples: dict[str, Json] = defaultdict(dict)
    for name, field, _, example in shown(description):
        examples[name][field] = example
    for name in ANSWERED.keys() & examples.keys():
        address, key = ANSWERED[name]
        answered = client.get(address).json()[key]
        # Warnings are many and long, and a cursor is new with each release.
        told = {field: one for field, one in examples[name].items() if field != "warnings"}
        assert {field: answered[field] for field in told} == told, name


def test_the_problems_that_are_shown_are_the_answers(
    client: httpx.Client, description: Json
) -> None:
    problems = {
        name: content["application/problem+json"]["example"]
        for name, one in description["components"]["responses"].items()
        if "application/problem+json" in (content := one.get("content", {}))
    }
    assert problems.keys() - NOT_PROVOKED <= PROVOKED.keys()
    for name in problems.keys() - NOT_PROVOKED:
        address, headers = PROVOKED[name]
        answered = client.get(address, headers=headers).json()
        assert answered.keys() == problems[name].keys()
        for key in ("type", "title", "status", "code"):
            assert answered[key] == problems[name][key], name
