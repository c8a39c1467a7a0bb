"""Exceptions become problems: what the product raises and what the framework raises. The edge
answers for everything else.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.base.errors import ParameterError, PledgebookError, RecordMoved
from api.base.suggest import nearest
from api.collections import BY_NAME
from api.formats.registry import SUFFIXES
from api.http.edge.canonical_url import query_items, without
from api.http.edge.context import ApiContext, NotAcceptable
from api.http.edge.problems import error_response, problem_response
from api.http.edge.respond import redirect, request_id_of

_LONGEST_SHOWN = 200  # characters of an address in a message

ExceptionHandler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def exception_handlers(context: ApiContext) -> dict[int | type[Exception], ExceptionHandler]:
    """The handlers by exception, as FastAPI takes them; that of the nearest class is called."""
    handlers: dict[type[Exception], Any] = {
        RecordMoved: _moved,
        PledgebookError: _product_error,
        NotAcceptable: _not_acceptable,
        HTTPException: _from_framework,
    }
    return {kind: partial(handler, context) for kind, handler in handlers.items()}


async def _moved(context: ApiContext, request: Request, error: RecordMoved) -> Response:
    """To the address asked for with the living id in place of the former; what follows it and the
    query stay.
    """
    prefix = f"/v1/{error.collection}/"
    rest = request.scope["path"].removeprefix(prefix).removeprefix(error.record_id)
    return redirect(
        context.link(f"{prefix}{error.new_id}{rest}", query_items(request.scope["query_string"]))
    )


async def _product_error(context: ApiContext, request: Request, error: PledgebookError) -> Response:
    try:
        items = without(query_items(request.scope["query_string"]), "cursor")
    except PledgebookError:
        items = ()
    return error_response(
        error, request_id_of(request), context.base, context.link(request.scope["path"], items)
    )


async def _from_framework(context: ApiContext, request: Request, error: HTTPException) -> Response:
    if error.status_code == 405:
        detail = f"{request.method} is not answered here; the API is read-only."
        headers = {"allow": "GET, HEAD, OPTIONS"}
        return problem_response(
            "method_not_allowed", detail, request_id_of(request), base=context.base, headers=headers
        )
    if error.status_code == 413:
        return problem_response(
            "body_too_large",
            "Requests to this API carry no body.",
            request_id_of(request),
            base=context.base,
        )
    detail, errors = _nothing_here(request.scope["path"], request.scope["query_string"])
    return problem_response(
        "no_such_page", detail, request_id_of(request), base=context.base, errors=errors
    )


async def _not_acceptable(context: ApiContext, request: Request, error: NotAcceptable) -> Response:
    others = f"Other formats go by suffix: {', '.join(SUFFIXES)}."
    detail = f"This address answers application/json, which the Accept header excludes. {others}"
    one = ParameterError(
        "Accept",
        "not_acceptable",
        detail,
        tuple(request.scope["path"] + suffix for suffix in SUFFIXES),
    )
    return problem_response(
        "not_acceptable", detail, request_id_of(request), base=context.base, errors=(one,)
    )


def _nothing_here(path: str, query: bytes) -> tuple[str, tuple[ParameterError, ...]]:
    """What to say of a path that leads nowhere: the nearest collection, or the formats where the
    suffix is the mistake.
    """
    head, _, last = path.strip("/").partition("/")
    name, _, suffix = last.partition("/")[0].partition(".")
    if head == "v1" and f".{suffix.rstrip('/')}" in SUFFIXES and name in BY_NAME:
        whole = f"/v1/{name}.{suffix}"
        detail = f"There is nothing at this address; all rows of {name} are at {whole}."
        return detail, (ParameterError("path", "unknown_path", detail, (whole,)),)
    if head == "v1" and suffix and name in BY_NAME:
        detail = (
            f"There is no format '.{suffix[:40]}' of {name}; known are "
            f"{', '.join(('JSON without suffix', *SUFFIXES))}."
        )
        return detail, (ParameterError("suffix", "unknown_format", detail, SUFFIXES),)
    if path != "/" and path.endswith("/"):
        asked = f"?{query.decode('ascii', 'replace')}" if query else ""
        right = f"{path.rstrip('/')}{asked}"[:_LONGEST_SHOWN]
        detail = f"There is nothing at this address; leave out the slash at the end: {right}"
        return detail, (ParameterError("path", "unknown_path", detail, (right,)),)
    near = tuple(f"/v1/{word}" for word in nearest(name[:60], BY_NAME)) if name else ()
    meant = f"did you mean {near[0]}?" if near else "the collections stand at /v1."
    detail = f"There is nothing at {path[:200]}; {meant}"
    return detail, (ParameterError("path", "unknown_path", detail, near or ("/v1",)),)
