"""Exports as OpenAPI describes them: one operation and one media type for each format of each collection. Pure."""

from api.collections.declare import Collection
from api.formats.registry import OWN_PARAMETERS, Format
from api.http.edge.routing import Operation
from api.http.openapi.names import pascal
from api.http.openapi.operations import described, problems, ref
from api.http.openapi.parameters import Json, parameter, parameters_of
from api.read.request.export_plan import MOST_FIELDS, export_spec

_FLAG: Json = {"type": "integer", "format": "int64", "enum": [0, 1], "default": 0}

FIELDS = parameter(
    "fields",
    "Columns to send, in this order; those of each collection stand at `/v1/fields`. Default: all.",
    {"type": "array", "items": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 100}, "minItems": 1, "maxItems": MOST_FIELDS},
    ["id"],
    listed=True,
)
_OWN = {name: parameter(name, words, _FLAG, 1) for name, words in OWN_PARAMETERS.items()}


def file_answer(media: str, description: str) -> Json:
    """The good answer of an operation that sends a file, and the one that says nothing changed."""
    names = ("Content-Disposition", "ETag", "Last-Modified", "Link", "X-Data-Release", "X-Request-ID")
    headers = {name: ref("headers", name) for name in names}
    plain = media.partition(";")[0]
    schema = {"type": "object"} if plain.endswith(("/json", "+json")) else {"type": "string", "format": "binary"}
    content = {plain: {"schema": schema}}
    return {"200": {"description": description, "headers": headers, "content": content}, "304": ref("responses", "NotModified")}


def export_operation(resource: Collection, format_: Format) -> Operation:
    """GET /v1/{collection}.{suffix}"""
    what = format_.words
    words = (
        f"Every row that matches, as {what}, from one state of the dataset: the same filters, sort and day as the list, flat columns named as "
        "its keys. Lists are joined with `;` beside their length; what is included is flattened."
    )
    parameters = [*parameters_of(export_spec(resource, format_)), FIELDS, *(_OWN[name] for name in format_.own_parameters)]
    responses = file_answer(format_.media, f"Every matching row of {resource.name}.") | problems(422)
    name = f"export{pascal(resource.name)}{format_.suffix.capitalize()}"
    return described(name, resource.name, f"Export {resource.name} as {what}", words, parameters, responses)
