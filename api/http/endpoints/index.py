"""The index of /v1 and the code lists: small answers written by hand over the declarations."""

from functools import partial

from fastapi import APIRouter, Request, Response

from api.base.errors import RecordNotFound
from api.base.suggest import nearest
from api.collections import ALL, DERIVED
from api.formats import json_
from api.formats.registry import MEDIA_TYPES
from api.http.edge.canonical_url import clocks_of
from api.http.edge.context import ApiContext, json_parameters
from api.http.openapi import operations
from api.http.openapi.parameters import BOTH_CLOCKS, Json, parameter
from api.http.openapi.schemas import fields, listing, nested, page_schema, text_field, whole_field
from api.read.answers.codelists import read_codes
from api.read.answers.warnings import shown_by
from api.read.request.plan import DAY_ONLY

# Where else to go from the index.
_ELSEWHERE = {
    "fields": "/v1/fields",
    "bulk": "/v1/bulk",
    "dataset": "/v1/dataset.jsonld",
    "docs": "/docs",
    "openapi": "/openapi.json",
}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The index, the list of code lists, and each of them."""
    words = "Every collection with its size, the formats, the release being served."
    index = operations.operation(
        "getIndex",
        "index",
        "Get the index",
        words,
        "ApiIndex",
        "The index.",
        (406, 422),
        BOTH_CLOCKS,
    )
    router.add_api_route("/v1", partial(get_index, context), **index)
    words = "Every list of coded words the API answers with."
    lists = operations.operation(
        "listCodeLists",
        "codelists",
        "List the code lists",
        words,
        "CodeListPage",
        "All code lists.",
        (406, 422),
        BOTH_CLOCKS,
    )
    router.add_api_route("/v1/codelists", partial(get_codelists, context), **lists)
    words = "Its values with label, definition and the number of records that carry each."
    schema = {"type": "string", "pattern": "^[a-z][a-z_]*$", "minLength": 1, "maxLength": 100}
    name = parameter("name", "Name of the code list.", schema, "sectors", place="path")
    codes = operations.operation(
        "listCodes",
        "codelists",
        "List the values of a code list",
        words,
        "CodePage",
        "All values.",
        (404, 406, 422),
        [name, *BOTH_CLOCKS],
    )
    router.add_api_route("/v1/codelists/{name}", partial(get_codes, context), **codes)


async def get_index(context: ApiContext, request: Request) -> Response:
    """GET /v1"""
    items = json_parameters(request)
    clocks = clocks_of(items)
    answer = await read_codes(await context.source_of(items), DAY_ONLY, None, items)
    counts = answer.release.counts
    item = {
        "collections": [
            {
                "name": one.name,
                "description": one.description,
                "records": counts.get(one.name),
                "url": context.link(f"/v1/{one.name}", clocks),
            }
            for one in (*ALL, *DERIVED)
        ],
        "formats": [
            {"suffix": suffix, "media_type": media} for suffix, media in MEDIA_TYPES.items()
        ],
        "release": answer.release.id,
        "hash": answer.release.printed_hash,
        "published_at": answer.release.published_at,
        "days": answer.release.days,
    }
    own = context.own(request)
    links = {
        "self": own,
        "codelists": context.link("/v1/codelists", clocks),
        **{
            name: context.link(path, clocks if path.startswith("/v1") else ())
            for name, path in _ELSEWHERE.items()
        },
    }
    what = shown_by(answer.plan)
    content = json_.envelope(
        json_.dump(item), links, context.meta(what, answer.release, "index", own)
    )
    return context.sent(request, content, answer.release, what)


async def get_codelists(context: ApiContext, request: Request) -> Response:
    """GET /v1/codelists"""
    items = json_parameters(request)
    answer = await read_codes(await context.source_of(items), DAY_ONLY, None, items)
    entries = [
        {
            "name": one.name,
            "description": one.description,
            "codes": len(one.codes),
            "url": context.link(f"/v1/codelists/{one.name}", clocks_of(items)),
        }
        for one in answer.release.codelists.values()
    ]
    return context.page(
        request, map(json_.dump, entries), shown_by(answer.plan), answer.release, "code lists"
    )


async def get_codes(context: ApiContext, request: Request) -> Response:
    """GET /v1/codelists/{name}"""
    name, items = request.path_params["name"], json_parameters(request)
    answer = await read_codes(await context.source_of(items), DAY_ONLY, name, items)
    codelists = answer.release.codelists
    known = codelists.get(name)
    if known is None:
        raise RecordNotFound("codelists", name[:100], nearest(name, codelists))
    entries = [
        {
            "value": code.value,
            "label": code.label,
            "definition": code.definition,
            "broader": code.broader,
            "after": code.after,
            "records": None if answer.records is None else answer.records.get(code.value, 0),
        }
        for code in known.codes
    ]
    return context.page(
        request,
        map(json_.dump, entries),
        shown_by(answer.plan),
        answer.release,
        f"code list {name}",
    )


def index_schemas() -> Json:
    """The schemas of these answers."""
    addresses = {"self": "/v1", "codelists": "/v1/codelists", **_ELSEWHERE}
    links = {
        name: text_field(f"Address of the {name}.", address, form="uri-reference")
        for name, address in addresses.items()
    }
    index = fields(
        "The index.",
        item=nested("IndexEntry", "What there is."),
        links=nested("IndexLinks", "Where to go on."),
        meta=nested("Meta", "What the answer says of itself."),
    )
    return {
        "ApiIndex": index,
        "IndexEntry": _ENTRY,
        "IndexLinks": fields("Where to go on.", **links),
        "IndexCollection": _COLLECTION,
        "IndexFormat": fields(
            "A format.",
            suffix=text_field("Suffix of the address.", "csv"),
            media_type=text_field("What it sends.", "text/csv"),
        ),
        "Code": _CODE,
        "CodePage": page_schema("Code", "The values of one code list."),
        "CodeList": _CODE_LIST,
        "CodeListPage": page_schema("CodeList", "All code lists."),
    }


_COLLECTION = fields(
    "A collection.",
    name=text_field("Its name in addresses.", "projects"),
    description=text_field("What a record of it is.", "Identifiable undertakings."),
    records=whole_field(
        "Number of its records today; null where it is not counted.", 35, nullable=True
    ),
    url=text_field("Its list.", "/v1/projects", form="uri-reference"),
)
_ENTRY = fields(
    "What there is.",
    collections=listing(
        {"$ref": "#/components/schemas/IndexCollection"}, "Every collection and derived list."
    ),
    formats=listing({"$ref": "#/components/schemas/IndexFormat"}, "Formats of lists."),
    release=text_field("Release being served.", "2026-11-21"),
    hash=text_field("Content hash of the release, sha256.", "5f" * 32),
    published_at=text_field("When it was published.", "2026-11-21T12:00:00Z", form="date-time"),
    days=listing(
        {"type": "string", "format": "date"},
        "Knowledge days: on these, documents became known.",
        ["2025-10-26"],
    ),
)
_CODE = fields(
    "One value of a code list.",
    value=text_field("The coded word.", "energy"),
    label=text_field("What readers see.", "Energy"),
    definition=text_field("What it means.", "Power plants and grids."),
    broader=text_field(
        "The code it is a part of, such as the country of a state.", None, nullable=True
    ),
    after=listing(
        {"type": "string"},
        "Of a lifecycle: the states that come directly before it.",
        [],
    ),
    records=whole_field(
        "How many records carry it on the day; null where no filter uses the list.",
        12,
        nullable=True,
    ),
)
_CODE_LIST = fields(
    "A code list.",
    name=text_field("Its name in addresses.", "sectors"),
    description=text_field(
        "What it codes.", "Sectors, beginning with those the deals' own target list names."
    ),
    codes=whole_field("Number of its values.", 20),
    url=text_field("Its values.", "/v1/codelists/sectors", form="uri-reference"),
)
