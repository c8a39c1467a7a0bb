"""Each operation as OpenAPI describes it: id, tag, words, parameters, and every answer it can give.
Pure; routes carry the result.
"""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

from api.collections import BY_NAME
from api.collections.declare import Collection
from api.formats.registry import OWN_PARAMETERS, Format
from api.http.edge.problems import MEDIA_TYPE, PROBLEMS
from api.http.edge.routing import Operation
from api.http.openapi.parameters import (
    BOTH_CLOCKS,
    Json,
    parameter,
    parameters_of,
    pascal,
    path_id,
    schema_of,
)
from api.read.request.export_plan import MOST_FIELDS
from api.read.request.plan import OF_CLAIMS, ParameterSpec, list_spec, record_spec

# Component names of the problem answers by status; several problems can share one.
PROBLEM_RESPONSES = {
    404: "NotFoundProblem",
    406: "NotAcceptableProblem",
    410: "GoneProblem",
    412: "PreconditionProblem",
    414: "AddressTooLongProblem",
    416: "RangeProblem",
    422: "InvalidRequestProblem",
    500: "InternalProblem",
    503: "UnavailableProblem",
}


OF_A_RECORD = (404, 406, 410, 422)
# Tag of the operations that every collection has alike.
OF_RECORDS = "records"
EXAMPLE = BY_NAME["projects"]
COLLECTION = parameter(
    "collection",
    "Collection of the record.",
    {"$ref": "#/components/schemas/RecordCollection"},
    EXAMPLE.name,
    place="path",
)


def ref(kind: str, name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def problems(*statuses: int) -> Json:
    """The problem answers of an operation; 414, 500 and 503 can always happen."""
    return {
        str(status): ref("responses", PROBLEM_RESPONSES[status])
        for status in sorted({*statuses, 414, 500, 503})
    }


def data(schema: str, description: str) -> Json:
    """The good answer of an operation and the one that says nothing changed."""
    headers = {
        name: ref("headers", name) for name in ("ETag", "Last-Modified", "Link", "X-Data-Release")
    }
    content = {"application/json": {"schema": ref("schemas", schema)}}
    return {
        "200": {"description": description, "headers": headers, "content": content},
        "304": ref("responses", "NotModified"),
    }


def described(
    name: str, tag: str, summary: str, description: str, parameters: Sequence[Json], responses: Json
) -> Operation:
    """The description of an operation, as keyword arguments of `add_api_route`."""
    extra = {"parameters": list(parameters), "responses": responses, "security": []}
    return {
        "operation_id": name,
        "name": name,
        "tags": [tag],
        "summary": summary,
        "description": description,
        "openapi_extra": extra,
        "response_class": Response,
    }


def operation(
    name: str,
    tag: str,
    summary: str,
    description: str,
    schema: str,
    answer: str,
    statuses: Sequence[int],
    parameters: Sequence[Json],
) -> Operation:
    """An operation that answers JSON."""
    responses = data(schema, answer) | problems(*statuses)
    return described(name, tag, summary, description, parameters, responses)


def moved(one: Operation) -> Operation:
    """The operation, answering 301 for a previous id too."""
    one["openapi_extra"]["responses"]["301"] = ref("responses", "Moved")
    return one


def list_operation(resource: Collection) -> Operation:
    """GET /v1/{collection}"""
    return operation(
        f"list{pascal(resource.name)}",
        resource.name,
        f"List {resource.name}",
        f"{resource.description} Follow `links.next` for more.",
        f"{schema_of(resource)}Page",
        f"One page of {resource.name}.",
        (406, 410, 422),
        parameters_of(list_spec(resource)),
    )


def record_operation(resource: Collection) -> Operation:
    """GET /v1/{collection}/{id}"""
    spec = record_spec(resource)
    return moved(
        operation(
            f"get{pascal(resource.singular)}",
            resource.name,
            f"Get one {resource.singular}",
            # A docstring is wrapped for whoever reads the code.
            " ".join((resource.model.__doc__ or resource.description).split()),
            f"{schema_of(resource)}Envelope",
            f"One {resource.singular}.",
            OF_A_RECORD,
            [path_id(resource.singular, resource.example), *parameters_of(spec)],
        )
    )


def claims_operation() -> Operation:
    """GET /v1/{collection}/{id}/claims"""
    words = (
        "Every claim on a record: what each document says, where, and whether the value served "
        "rests on it, a rival lost, and why."
    )
    return of_any_record(
        "listClaimsOf", "List the claims on a record", words, "ClaimPage", parameters_of(OF_CLAIMS)
    )


def history_operation() -> Operation:
    """GET /v1/{collection}/{id}/history"""
    words = (
        "The versions of a record in knowledge time, oldest first: from when until when each held, "
        "and what changed when it began."
    )
    return of_any_record(
        "listHistoryOf", "List the versions of a record", words, "HistoryPage", BOTH_CLOCKS
    )


def of_any_record(
    name: str, summary: str, words: str, schema: str, parameters: Sequence[Json]
) -> Operation:
    """An operation on what belongs to a record, described once for all collections."""
    answer = f"{summary.partition(' ')[2]}.".capitalize()
    path = [COLLECTION, path_id("record", EXAMPLE.example)]
    return moved(
        operation(
            name, OF_RECORDS, summary, words, schema, answer, OF_A_RECORD, [*path, *parameters]
        )
    )


def problem_components() -> Json:
    """The shared problem answers, each listing the problems that share its status."""
    found: Json = {}
    for status, name in PROBLEM_RESPONSES.items():
        kinds = [problem for problem in PROBLEMS.values() if problem.status == status]
        example = {
            "type": f"/problems/{kinds[0].slug}",
            "title": kinds[0].title,
            "status": status,
            "detail": kinds[0].explanation,
            "instance": "urn:uuid:0f1e2d3c-4b5a-8978-8695-a4b3c2d1e0f0",
            "code": kinds[0].code,
            "errors": [],
        }
        described = "; ".join(f"`{problem.code}`: {problem.title.lower()}" for problem in kinds)
        found[name] = {
            "description": f"{HTTPStatus(status).phrase}. {described}.",
            "content": {MEDIA_TYPE: {"schema": ref("schemas", "Problem"), "example": example}},
        }
    return found


_FLAG: Json = {"type": "integer", "format": "int64", "enum": [0, 1], "default": 0}

FIELDS = parameter(
    "fields",
    "Columns to send, in this order; those of each collection stand at `/v1/fields`. Default: all.",
    {
        "type": "array",
        "items": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 100},
        "maxItems": MOST_FIELDS,
    },
    ["id"],
)
_OWN = {name: parameter(name, words, _FLAG, 1) for name, words in OWN_PARAMETERS.items()}


def file_answer(media: str, description: str) -> Json:
    """The good answer of an operation that sends a file, and the one that says nothing changed."""
    names = (
        "Content-Disposition",
        "ETag",
        "Last-Modified",
        "Link",
        "X-Data-Release",
        "X-Data-Warnings",
        "X-Request-ID",
    )
    headers = {name: ref("headers", name) for name in names}
    plain = media.partition(";")[0]
    schema: Json = {"type": "string", "format": "binary"}
    if plain == "application/json":
        schema = {"type": "array", "items": {"type": "object"}}
    elif plain.endswith("+json"):
        schema = {"type": "object"}
    content = {plain: {"schema": schema}}
    return {
        "200": {"description": description, "headers": headers, "content": content},
        "304": ref("responses", "NotModified"),
    }


def in_parts(answer: Json) -> Json:
    """The answers of an operation whose file is sent in parts where asked."""
    part = {**answer["200"], "description": "The part of the file that was asked for."}
    return answer | {"206": part}


def export_operation(spec: ParameterSpec, format_: Format) -> Operation:
    """GET /v1/{collection}.{suffix}, with what `export_spec` says it takes."""
    resource, what = spec.resource, format_.words
    words = (
        f"Every row that matches, as {what}, from one state of the dataset: the same filters, sort "
        "and day as the list, flat columns named as "
        "its keys. Lists are joined with `;` beside their length; what is included is flattened."
    )
    parameters = [
        *parameters_of(spec),
        FIELDS,
        *(_OWN[name] for name in format_.own_parameters),
    ]
    answer = file_answer(format_.media, f"Every matching row of {resource.name}.")
    responses = in_parts(answer) | problems(412, 416, 422)
    name = f"export{pascal(resource.name)}{format_.suffix.capitalize()}"
    return described(
        name, resource.name, f"Export {resource.name} as {what}", words, parameters, responses
    )
