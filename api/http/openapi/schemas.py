"""The schemas of the OpenAPI description: records from their declared models, and the envelopes
around them. Pure.
"""

from typing import Any

from pydantic.json_schema import models_json_schema

from api.collections import ALL, BY_NAME, DERIVED
from api.collections.codelists import CODELISTS
from api.http.openapi.operations import ref
from api.http.openapi.parameters import CODE_SCHEMAS, Json, schema_of

_NOISE = ("title", "x-kind")


def schemas() -> Json:
    """Every component schema by name."""
    found = _records()
    found |= {CODE_SCHEMAS[name]: _code(name) for name in CODELISTS}
    found |= {
        "Problem": _PROBLEM,
        "ProblemError": _PROBLEM_ERROR,
    }
    found |= {
        "PageInfo": _PAGE_INFO,
        "PageLinks": _PAGE_LINKS,
        "RecordLinks": _RECORD_LINKS,
        "VersionChange": _VERSION_CHANGE,
    }
    for resource in (*ALL, *DERIVED):
        name = schema_of(resource)
        found[f"{name}Page"] = page_schema(name, f"One page of {resource.name}.")
        if resource in ALL:
            found[f"{name}Envelope"] = _envelope(name, f"One {resource.singular}.")
        if resource.has_claims:
            found[f"{name}Version"] = _version(name, resource.singular)
            found[f"{name}HistoryPage"] = page_schema(
                f"{name}Version", f"The versions of one {resource.singular}, oldest first."
            )
    return dict(sorted(found.items()))


def fields(what: str, /, **properties: Json) -> Json:
    """An object whose keys are all always present."""
    return {
        "type": "object",
        "description": what,
        "required": list(properties),
        "properties": properties,
    }


def text_field(
    description: str, example: str | None, *, nullable: bool = False, form: str | None = None
) -> Json:
    """A text field."""
    kind = ["string", "null"] if nullable else "string"
    formatted = {"format": form} if form else {}
    return {"type": kind, **formatted, "description": description, "examples": [example]}


def whole_field(description: str, example: int, *, nullable: bool = False) -> Json:
    """A whole number that is never negative."""
    kind = ["integer", "null"] if nullable else "integer"
    return {
        "type": kind,
        "format": "int64",
        "minimum": 0,
        "description": description,
        "examples": [example],
    }


def listing(items: Json, description: str, example: list[Any] | None = None) -> Json:
    """A list field."""
    return {
        "type": "array",
        "items": items,
        "description": description,
        "examples": [example or []],
    }


def nested(name: str, description: str) -> Json:
    """A field that is another schema's object."""
    return {**ref("schemas", name), "description": description}


def page_schema(item: str, description: str) -> Json:
    """The list shape around one kind of item."""
    return fields(
        description,
        items=listing(ref("schemas", item), "The items of this page, in the order asked for."),
        page=nested("PageInfo", "Where this page stands."),
        links=nested(
            "PageLinks", "Addresses of this page, the next one, and the same rows as CSV."
        ),
        meta=nested("Meta", "What the answer says of itself."),
    )


def _envelope(item: str, description: str) -> Json:
    return fields(
        description,
        item=nested(item, "The record."),
        links=nested("RecordLinks", "Addresses of the record and of what belongs to it."),
        meta=nested("Meta", "What the answer says of itself."),
    )


def _version(item: str, singular: str) -> Json:
    properties: dict[str, Json] = {
        "from": text_field(
            "First knowledge day (ISO 8601) on which this version held.", "2025-12-24", form="date"
        ),
        "to": text_field(
            "First knowledge day on which it no longer held; null while it holds.",
            "2026-02-28",
            nullable=True,
            form="date",
        ),
        "changes": listing(ref("schemas", "VersionChange"), "What changed when it began."),
        "item": nested(item, f"The {singular} as it was."),
    }
    return fields(f"One version of one {singular} in knowledge time.", **properties)


def _records() -> Json:
    models = [(resource.model, "serialization") for resource in (*ALL, *DERIVED)]
    _, generated = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    found: Json = {name: clean(schema) for name, schema in generated["$defs"].items()}
    for resource in ALL:
        properties = found[schema_of(resource)]["properties"]
        for include in resource.includes:
            related = ref("schemas", schema_of(BY_NAME[include.collection]))
            name = include.name
            properties[name] = listing(
                related,
                f"Only with `include={name}`: the related records, at most 100, in order of id.",
            )
            properties[f"{name}_total"] = whole_field(
                f"Only with `include={name}`: how many related records there are.", 3
            )
    return found


def clean(schema: Any) -> Any:
    """Without generated titles, line breaks in descriptions, and unions with null, which becomes a
    second type instead.
    """
    if isinstance(schema, list):
        return [clean(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: {name: clean(part) for name, part in value.items()}
        if key == "properties"
        else value
        if key == "examples"
        else " ".join(value.split())
        if key == "description"
        else clean(value)
        for key, value in schema.items()
        if key not in _NOISE
    }
    union = found.get("anyOf")
    if isinstance(union, list) and {"type": "null"} in union and len(union) == 2:
        kind = next(part for part in union if part != {"type": "null"})
        if "type" in kind:
            del found["anyOf"]
            found = {**kind, **found, "type": [kind["type"], "null"]}
    return found


def _code(name: str) -> Json:
    known = CODELISTS[name]
    description = (
        f"{known.description} Values a request may name; answers may carry values added later. See "
        f"`/v1/codelists/{name}`."
    )
    return {
        "type": "string",
        "enum": list(known.values),
        "description": description,
        "examples": [known.values[0]],
    }


_PROBLEM_ERROR = fields(
    "One thing that is wrong.",
    parameter=text_field("The parameter, or the part of the address, it is about.", "stauts"),
    code=text_field("What sort of mistake it is.", "unknown_parameter"),
    message=text_field(
        "A sentence that says how to mend it.",
        "There is no parameter 'stauts' here; did you mean 'status'?",
    ),
    suggestions=listing({"type": "string"}, "Nearest valid words, best first.", ["status"]),
)
_PROBLEM = fields(
    "An error, in the form of RFC 9457.",
    type=text_field(
        "Address of the page that explains this type of problem.",
        "/problems/invalid-request",
        form="uri-reference",
    ),
    title=text_field(
        "Name of the type of problem.", "The request has parameters that cannot be used"
    ),
    status=whole_field("HTTP status code.", 422),
    detail=text_field(
        "What is wrong with this request.",
        "There is no parameter 'stauts' here; did you mean 'status'?",
    ),
    instance=text_field(
        "Id of this request, to be named when it is reported.",
        "urn:uuid:0f1e2d3c-4b5a-8978-8695-a4b3c2d1e0f0",
        form="uri",
    ),
    code=text_field("Type of problem as a word for programs.", "invalid_request"),
    errors=listing(ref("schemas", "ProblemError"), "Everything that is wrong, one entry each."),
)
_PAGE_INFO = fields(
    "Where a page stands in its list.",
    limit=whole_field("Most items a page has.", 50),
    total=whole_field(
        "Exact number of items in all; of a search where `meta.warnings` has `total_capped` fewer.",
        131,
    ),
    next_cursor=text_field("Cursor of the next page; null on the last.", None, nullable=True),
)
_PAGE_LINKS = fields(
    "Addresses; absolute where the operator set a public address.",
    self=text_field("This page.", "/v1/projects?sector=energy", form="uri-reference"),
    next=text_field("The next page; null on the last.", None, nullable=True, form="uri-reference"),
    csv=text_field(
        "Every row of this list as CSV; null where there is none.",
        "/v1/projects.csv?sector=energy",
        nullable=True,
        form="uri-reference",
    ),
)
_RECORD_LINKS = fields(
    "Addresses; absolute where the operator set a public address.",
    self=text_field("This record.", "/v1/projects/ohio-gas-power-plant", form="uri-reference"),
    collection=text_field("The collection it is in.", "/v1/projects", form="uri-reference"),
    claims=text_field(
        "Every claim on it; null where it rests on none.",
        "/v1/projects/ohio-gas-power-plant/claims",
        nullable=True,
        form="uri-reference",
    ),
    history=text_field(
        "Its versions; null where it has none.",
        "/v1/projects/ohio-gas-power-plant/history",
        nullable=True,
        form="uri-reference",
    ),
    page=text_field(
        "Its page for people; null where it has none.",
        "/projects/ohio-gas-power-plant",
        nullable=True,
        form="uri-reference",
    ),
)
_VERSION_CHANGE = fields(
    "One value that changed.",
    field=text_field("The field; null where the record itself appeared.", "status", nullable=True),
    before=text_field(
        "The value before, as JSON text; null where there was none.", '"signed"', nullable=True
    ),
    after=text_field(
        "The value after, as JSON text; null where it was taken back.",
        '"in_implementation"',
        nullable=True,
    ),
    document_id=text_field(
        "The document that brought it; null for a correction of ours.",
        "korea-mission-digest",
        nullable=True,
    ),
)
