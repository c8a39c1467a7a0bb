"""The OpenAPI 3.1 description: what the routes carry, put together with the shared components.
Served at /openapi.json.
"""

from collections.abc import Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

import api
from api.collections import ALL, DERIVED
from api.formats.json_ import LICENCE
from api.http.openapi.declared import schemas
from api.http.openapi.operations import problem_components
from api.http.openapi.parameters import Json
from api.http.openapi.shared import of_operations

API_DESCRIPTION = (
    "One canonical, source-cited dataset of international investment deals: one value per field, "
    "the passage it rests on, the values that lost "
    "and why, and what was known on any day. Read-only, no key needed. Lists take typed filters, "
    "`sort`, `limit`, `cursor` and `include`; a filter of several values is repeated, or has them "
    "separated by commas (one with a comma in double quotes). "
    "Every answer can be asked `as_of` a day and of a `release`. "
    "The data is licensed CC BY 4.0, the code MIT."
)
_SERVICE_TAGS = {
    "records": "What belongs to a record of any collection.",
    "index": "Where to start.",
    "search": "Records of every collection by their words.",
    "totals": "Sums of one basis at a time.",
    "codelists": "Coded words with label and definition.",
    "bulk": "The whole release as files.",
    "dataset": "What the dataset consists of.",
    "service": "State of the service itself.",
}


def describe_api(
    routes: Sequence[BaseRoute],
    base: str,
    corrections_url: str,
    own_schemas: Json,
    *,
    files: bool = False,
) -> dict[str, Any]:
    """The description of the operations that answer JSON, or of those that send files. `base` is
    the public address, empty where none is set, errors are reported at `corrections_url`, and
    `own_schemas` are those of addresses that are no collection.
    """
    tags = [
        {"name": resource.name, "description": resource.description}
        for resource in (*ALL, *DERIVED)
    ]
    tags += [
        {"name": name, "description": description} for name, description in _SERVICE_TAGS.items()
    ]
    document = get_openapi(
        title="Pledgebook files" if files else "Pledgebook",
        version=api.__version__,
        summary="International investment deals, every figure cited",
        description=API_DESCRIPTION,
        routes=routes,
        tags=tags,
        servers=[{"url": base or "/", "description": "Local or production", "x-internal": False}],
        contact={"name": "Pledgebook", **({"url": corrections_url} if corrections_url else {})},
        license_info={"name": LICENCE["name"], "url": LICENCE["url"]},
    )
    document["components"] = {
        "schemas": {**schemas(), **own_schemas},
        "responses": _responses(),
        "headers": _HEADERS,
    }
    document["security"] = []
    return of_operations(document, files=files)


def _responses() -> Json:
    location = {
        "description": "Address of the record that lives, with suffix and query kept.",
        "schema": {"type": "string", "format": "uri-reference"},
    }
    return {
        **problem_components(),
        "NotModified": {"description": "Not Modified. What the client holds is still served."},
        "Moved": {
            "description": "Moved Permanently. The id is a previous one.",
            "headers": {"Location": location},
        },
    }


def _header(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_HEADERS: Json = {
    "Content-Disposition": _header(
        "Name to keep the file under.", 'attachment; filename="pledgebook-projects-2026-11-21.csv"'
    ),
    "ETag": _header(
        "Strong validator of this representation.", '"5f2b7e0c9a1d4e8f5f2b7e0c9a1d4e8f"'
    ),
    "Last-Modified": _header(
        "The later of release and build of the code.", "Sat, 21 Nov 2026 12:00:00 GMT"
    ),
    "Link": _header(
        "Next page (rel=next), what to cite (rel=cite-as), licence (rel=license).",
        '</v1/projects?as_of=2026-02-28&release=2026-11-21>; rel="cite-as"',
    ),
    "X-Data-Release": _header("Release of the dataset.", "2026-11-21"),
    "X-Data-Warnings": _header(
        "What to beware of, where the body has no place for it: JSON, as `meta.warnings` has it; "
        "left out where there is nothing.",
        '[{"code": "draft", "message": "This release is not published."}]',
    ),
    "X-Request-ID": _header("Id of this request.", "0f1e2d3c-4b5a-8978-8695-a4b3c2d1e0f0"),
}
