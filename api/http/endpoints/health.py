"""Whether the process runs, whether it can serve, and what it serves: /healthz, /readyz, /version.
Readiness tries each time what requests need: every table of a release, and room for files.
"""

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

import api
from api.base.errors import Unavailable
from api.http.edge.context import ApiContext
from api.http.edge.problems import RETRY_SECONDS, problem_response
from api.http.edge.respond import JSON, request_id_of
from api.http.edge.routing import Operation
from api.http.edge.version import running_code
from api.http.openapi import operations
from api.http.openapi.schemas import fields, text_field

_NO_STORE = {"cache-control": "no-store"}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The three routes."""
    readiness = _operation(
        "getReadiness", "Tell whether data can be served", "Readiness", unready=True
    )
    router.add_api_route(
        "/healthz", alive, **_operation("getHealth", "Tell whether the process lives", "Health")
    )
    router.add_api_route("/readyz", partial(ready, context), **readiness)
    router.add_api_route(
        "/version",
        partial(get_version, context),
        **_operation("getVersion", "Tell which code and release answer", "ServerVersion"),
    )


def _operation(name: str, summary: str, schema: str, *, unready: bool = False) -> Operation:
    content = {"application/json": {"schema": operations.ref("schemas", schema)}}
    responses = {
        "200": {"description": f"{summary}.", "content": content},
        **operations.problems(500),
    }
    if not unready:
        del responses["503"]
    return operations.described(name, "service", summary, f"{summary}.", [], responses)


async def alive(request: Request) -> Response:
    """GET /healthz"""
    return Response(b'{"status":"alive"}', 200, _NO_STORE, JSON)


async def ready(context: ApiContext, request: Request) -> Response:
    """GET /readyz"""
    missing = await _missing(context)
    if missing is None:
        return Response(
            b'{"status":"ready","database":"ok","schema":"ok","release":"ok","files":"ok"}',
            200,
            _NO_STORE,
            JSON,
        )
    headers = {"retry-after": str(RETRY_SECONDS)}
    return problem_response(
        "unavailable", missing, request_id_of(request), base=context.base, headers=headers
    )


async def _missing(context: ApiContext) -> str | None:
    """What a request for data would fail for."""
    try:
        await context.source.require_ready()
        await context.files.require_room()
    except Unavailable as error:
        return str(error)
    return None


async def get_version(context: ApiContext, request: Request) -> Response:
    """GET /version"""
    code = running_code()
    try:
        release = (await context.source.current()).release
        served: dict[str, str | None] = {
            "release": release.id,
            "hash": release.printed_hash,
            "published_at": release.published_at,
        }
    except Unavailable:
        served = {"release": None, "hash": None, "published_at": None}
    content = {
        "version": code.version,
        "code": code.digest,
        "built_at": code.built_at.isoformat(),
        **served,
    }
    return Response(orjson.dumps(content), 200, _NO_STORE, JSON)


def health_schemas() -> dict[str, Any]:
    """The schemas of these answers."""
    return {
        "Health": fields("The process lives.", status=text_field("Always `alive`.", "alive")),
        "Readiness": fields(
            "Data can be served.",
            status=text_field("Always `ready`.", "ready"),
            database=text_field("The database can be reached.", "ok"),
            schema=text_field("It has every table and column that is read.", "ok"),
            release=text_field("It holds a release.", "ok"),
            files=text_field("There is room for the files of a release.", "ok"),
        ),
        "ServerVersion": fields(
            "What answers.",
            version=text_field("Version of the code.", api.__version__),
            code=text_field("Digest of the code's files.", "0f1e2d3c4b5a6978"),
            built_at=text_field(
                "When the newest of them was written.",
                "2026-11-21T12:00:00+00:00",
                form="date-time",
            ),
            release=text_field(
                "Release being served; null where there is none.", "2026-11-21", nullable=True
            ),
            hash=text_field("Content hash of the release, sha256.", "5f" * 32, nullable=True),
            published_at=text_field(
                "When it was published.", "2026-11-21T12:00:00Z", nullable=True, form="date-time"
            ),
        ),
    }
