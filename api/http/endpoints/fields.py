"""What the dataset consists of, generated from the declarations: /v1/fields, the dictionary;
/v1/dataset.jsonld and /v1/datapackage.json.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import unknown_word
from api.collections import ALL, BY_NAME, DERIVED
from api.formats import json_
from api.formats.bulk import tables
from api.formats.datapackage import DATASET_MEDIA, dataset, package
from api.formats.fields import TYPES, dictionary
from api.formats.flatten import flat
from api.formats.registry import FORMATS
from api.http.edge.canonical_url import clocks_of, clocks_query, query_items, without
from api.http.edge.context import ApiContext, json_parameters
from api.http.openapi import operations
from api.http.openapi.operations import file_answer
from api.http.openapi.parameters import BOTH_CLOCKS, Json, parameter
from api.http.openapi.schemas import choice, fields, page_schema, text_field
from api.read.answers.warnings import shown_by
from api.read.database.base import Snapshot, in_one_release, require_release
from api.read.export.bulk import FILES
from api.read.export.stream import documents_with_release_statement
from api.read.request.as_of import on
from api.read.request.plan import DAY_ONLY, MOST_VALUES, Plan, make_plan, split_values

TAG = "dataset"
PACKAGE_MEDIA = "application/vnd.datapackage+json"


# File name, operation id, media type, summary and description.
_DESCRIPTIONS = (
    (
        "dataset.jsonld",
        "getDatasetDescription",
        DATASET_MEDIA,
        "Describe the dataset for catalogues",
        "The dataset in schema.org's words, as JSON-LD.",
    ),
    (
        "datapackage.json",
        "getDataPackage",
        PACKAGE_MEDIA,
        "Describe the dataset as a Data Package",
        (
            "Its tables are the collections as CSV; the whole package with all tables is "
            "`/v1/bulk/pledgebook.zip`."
        ),
    ),
)


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The dictionary and both descriptions."""
    schema: Json = {
        "type": "array",
        "items": operations.ref("schemas", "DescribedCollection"),
        "maxItems": MOST_VALUES,
    }
    collection = parameter("collection", "Only fields of these collections.", schema, ["projects"])
    words = (
        "The data dictionary: every key of every record and every column of the files, with type, "
        "meaning, code list and example."
    )
    listing = operations.operation(
        "listFields",
        TAG,
        "List the fields",
        words,
        "FieldDescriptionPage",
        "All fields.",
        (406, 422),
        [collection, *BOTH_CLOCKS],
    )
    router.add_api_route("/v1/fields", partial(get_fields, context), **listing)
    for name, operation_id, media, summary, about in _DESCRIPTIONS:
        responses = file_answer(media, summary) | operations.problems(422)
        operation = operations.described(operation_id, TAG, summary, about, BOTH_CLOCKS, responses)
        router.add_api_route(
            f"/v1/{name}", partial(get_description, context, name, media), **operation
        )


async def get_fields(context: ApiContext, request: Request) -> Response:
    """GET /v1/fields"""
    items = json_parameters(request)
    errors: list[ParameterError] = []
    named = [value for key, value in items if key == "collection"]
    chosen = split_values("collection", named, errors)
    plan, snapshot, _ = await known_documents(context, without(items, "collection"))
    takes = f"it takes {', '.join(BY_NAME)}."
    errors += [
        unknown_word(
            "collection",
            "unknown_value",
            f"'{name[:60]}' is no collection",
            name,
            BY_NAME,
            takes,
        )
        for name in chosen
        if name not in BY_NAME
    ]
    if errors:
        raise InvalidRequest(*errors)
    entries = [entry for entry in dictionary() if not chosen or entry["collection"] in chosen]
    return context.page(
        request, map(json_.dump, entries), shown_by(plan), snapshot.release, "fields"
    )


async def known_documents(
    context: ApiContext, items: Any
) -> tuple[Plan, Snapshot, Sequence[dict[str, Any]]]:
    """The plan, what is served, and the documents known on the day."""

    source = await context.source_of(items)

    async def work(snapshot: Snapshot) -> tuple[Plan, Snapshot, Sequence[dict[str, Any]]]:
        plan = make_plan(DAY_ONLY, items, snapshot.release)
        async with snapshot.reading() as reading:
            rows = await reading.fetch(
                snapshot.statements.get(documents_with_release_statement), on(plan.day)
            )
        require_release(rows, snapshot.release)
        return plan, snapshot, [orjson.loads(row[1]) for row in rows if row[1] is not None]

    return await in_one_release(source, work)


async def get_description(context: ApiContext, name: str, media: str, request: Request) -> Response:
    """GET /v1/dataset.jsonld and /v1/datapackage.json"""
    items = query_items(request.scope["query_string"])
    plan, snapshot, documents = await known_documents(context, items)
    release, address = snapshot.release, context.link("/v1", items)
    address = context.permalink(address, plan, release) or address
    what = shown_by(plan, whole=True)
    about = context.about("dataset", "whole dataset", what, release, address)
    if name == "datapackage.json":
        served = [table for table in tables() if table.name in BY_NAME]
        content = package(about, served, documents, query=clocks_query(items))
    else:
        link = partial(context.link, items=clocks_of(items))
        content = dataset(about, link, downloads(), documents, flat("projects").columns)
    links = {"cite-as": address}
    return context.sent(request, orjson.dumps(content), release, what, links=links, media=media)


def downloads() -> list[tuple[str, str, str]]:
    """Name, media type and path of everything that can be downloaded whole."""
    found = [(file, media, f"/v1/bulk/{file}") for file, (media, _) in FILES.items()]
    for resource in (*ALL, *DERIVED):
        files = (
            (f"{resource.name}.{format_.suffix}", format_.media.partition(";")[0])
            for format_ in FORMATS
        )
        found += [(file, media, f"/v1/{file}") for file, media in files]
    return found


def field_schemas() -> Json:
    """The schemas of the dictionary."""
    meanings = "; ".join(f"`{name}`: {meaning}" for name, meaning in TYPES.items())
    flag: Json = {"type": "boolean", "examples": [True]}
    field = fields(
        "One key of a record, or one column of its files.",
        collection=text_field("Collection it is of.", "projects"),
        field=text_field("Its name; inside a list of objects `parties[].role`.", "amount_usd"),
        type=text_field(f"Its type. {meanings}.", "whole"),
        nullable={**flag, "description": "Whether it can be null."},
        description=text_field("What it means.", "Amount in whole U.S. dollars."),
        example=text_field(
            "An example, as text; null where there is none.", "36000000000", nullable=True
        ),
        codelist=text_field(
            "Code list its values come from; null where there is none.", None, nullable=True
        ),
        references=text_field(
            "Collection its ids are of; null where it holds none.", None, nullable=True
        ),
        in_json={**flag, "description": "Whether records in JSON have it."},
        in_files={
            **flag,
            "description": "Whether CSV, JSONL, XLSX and Parquet have it as a column.",
        },
    )
    names = [resource.name for resource in (*ALL, *DERIVED)]
    return {
        "DescribedCollection": choice("A collection whose fields are described.", names),
        "FieldDescription": field,
        "FieldDescriptionPage": page_schema("FieldDescription", "All fields."),
    }
