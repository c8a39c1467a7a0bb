"""Every schema of the description: of records, from their declared models; of code lists; of the
choices that parameters take. Pure.
"""

from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema
from sqlmodel import SQLModel

from api.collections import ALL, BY_NAME, DERIVED
from api.collections.claims import CLAIMS
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection
from api.collections.field_examples import give_examples
from api.formats.columns import is_day_field
from api.formats.selectors import SELECTORS_KEY as SELECTORS
from api.http.openapi.operations import ref
from api.http.openapi.parameters import CODE_SCHEMAS, Json, choice_schemas, schema_of
from api.http.openapi.schemas import (
    FIXED,
    choice,
    envelope_schema,
    listing,
    page_schema,
    whole_field,
)
from api.read.request.plan import list_spec

_NOISE = ("title", "x-kind", "x-collection", "default")


def schemas() -> Json:
    """Every component schema by name."""
    found = _records()
    found |= {CODE_SCHEMAS[name]: _code(name) for name in CODELISTS}
    found |= FIXED
    found["HistoryPage"] = page_schema("RecordVersion", "The versions of a record, oldest first.")
    for resource in (*ALL, *DERIVED):
        name = schema_of(resource)
        found |= choice_schemas(list_spec(resource))
        sent = name
        if resource.includes:
            sent = f"{name}WithRelated"
            found[sent] = _with_related(resource)
        found[f"{name}Page"] = page_schema(sent, f"One page of {resource.name}.")
        if resource in ALL:
            found[f"{name}Envelope"] = envelope_schema(sent, f"One {resource.singular}.")
    return dict(sorted(found.items()))


def _records() -> Json:
    """The schema of each collection's records, and of what stands in them. Examples are values of
    the dataset. Codes are open: a list may grow, so the known ones are examples.
    """
    models: list[tuple[type[SQLModel], JsonSchemaMode]] = [
        (resource.model, "serialization") for resource in (*ALL, *DERIVED)
    ]
    _, generated = models_json_schema(models, ref_template="#/components/schemas/{model}")
    found: Json = {name: clean(schema) for name, schema in generated["$defs"].items()}
    for resource in (*ALL, *DERIVED):
        give_examples(resource.name, found[schema_of(resource)]["properties"])
    for schema in found.values():
        schema["required"] = list(schema["properties"])  # every key is always there
        for name, field in schema.get("properties", {}).items():
            if is_day_field(name):
                field["format"] = "date"
            elif name.endswith("_at"):
                field["format"] = "date-time"
            known = CODELISTS.get(field.pop("x-codelist", ""))  # its description names it
            if known and field["type"] != "object":
                codes = list(known.values)
                field["examples"] = [codes] if field["type"] == "array" else codes
    return found


def _with_related(resource: Collection) -> Json:
    """A record with what `include` adds to it. The related records have none of their own, so that
    no schema leads back to itself.
    """
    added: Json = {}
    for include in resource.includes:
        related = ref("schemas", schema_of(BY_NAME[include.collection]))
        name = include.name
        added[name] = listing(
            related,
            "At most 100.",
        )
        added[f"{name}_total"] = ref("schemas", "RelatedTotal")
    if resource is CLAIMS:
        added[SELECTORS] = listing(
            ref("schemas", "Selector"),
            f"Only with `include={SELECTORS}`: by their words, and by their place.",
        )
        added[f"{SELECTORS}_total"] = whole_field(f"Only with `include={SELECTORS}`: 2.", 2)
    return {
        "description": f"One {resource.singular}, with what `include` adds under its name.",
        "allOf": [
            ref("schemas", schema_of(resource)),
            {"type": "object", "properties": added},
        ],
    }


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
    return choice(description, known.values)
