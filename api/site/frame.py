"""What every page has: its address, its day, the days to choose from, how its data is used; and
pages about what went wrong. Raises nothing of its own.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from fastapi import Request, Response

from api.base.errors import PledgebookError, RecordMoved
from api.collections import BY_NAME
from api.collections.data_warnings import WARNING_CODES
from api.formats.citations import CitedDocument
from api.formats.registry import SUFFIXES
from api.http.edge.canonical_url import (
    QueryItems,
    address,
    clocks_of,
    clocks_query,
    query_items,
    without,
)
from api.http.edge.context import ApiContext
from api.http.edge.middleware import REFERRER_POLICY
from api.http.edge.problems import error_response
from api.http.edge.respond import redirect, request_id_of
from api.read.answers.warnings import Shown, shown_by, warnings_of
from api.read.request.given import CLOCKS
from api.site.reader import Reader
from api.site.render import render
from api.site.usage import Usage, usage

PAGE_TYPE = "text/html; charset=utf-8"
# Everything a page loads comes from its own host, and nothing in it is a script or a style.
POLICY = (
    b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Handler = Callable[[ApiContext, Request], Awaitable[Response]]


async def page_or_failure(handler: Handler, context: ApiContext, request: Request) -> Response:
    """Answer a page, or a page about what went wrong."""
    try:
        return await handler(context, request)
    except RecordMoved as error:
        items = query_items(request.scope["query_string"])
        return redirect(context.link(f"/{error.collection}/{error.new_id}", items))
    except PledgebookError as error:
        return _failure(context, request, error)


def _failure(context: ApiContext, request: Request, error: PledgebookError) -> Response:
    start = context.link(request.scope["path"], ())
    answer = error_response(error, request_id_of(request), context.base, start)
    problem = orjson.loads(bytes(answer.body))
    body = render("error.html", problem=problem, **_frame(context, request, None))
    headers = {
        "cache-control": "no-store",
        "content-security-policy": POLICY.decode(),
        "referrer-policy": REFERRER_POLICY.decode(),
    }
    return Response(body, answer.status_code, headers, PAGE_TYPE)


def _frame(context: ApiContext, request: Request, reader: Reader | None) -> dict[str, Any]:
    """What every page has: its address, its day, the knowledge days to choose from."""
    path, items = request.scope["path"], items_of(request)
    as_of, release = (dict(items).get(name, "") for name in CLOCKS)
    stops = []
    if reader is not None:
        rest = without(items, "as_of", "cursor")
        for day in reader.release.days:
            latest = day == reader.release.last_day
            kept = rest if latest else (*rest, ("as_of", day))
            stops.append((day, address(path, kept), day == reader.day, latest))
    return {
        "base": context.base,
        "path": path,
        "section": path.split("/")[1],
        "as_of": as_of,
        "stops": stops,
        "reader": reader,
        "warnings": _notices(path, reader) if reader is not None else (),
        "canonical": context.own(request),
        "release": release,
        "query": clocks_query(items),
        "report": context.corrections(_what(path, reader), reader.release) if reader else "",
    }


def _notices(path: str, reader: Reader) -> list[tuple[str, str, str]]:
    """The warnings that any page has; templates tell of a single source in words of their own."""
    found = warnings_of(reader.release, _what(path, reader))
    return [(one.code, WARNING_CODES[one.code][0], one.message) for one in found]


def _what(path: str, reader: Reader) -> Shown:
    """What a page shows: a record, or something of every collection."""
    _, name, *rest = path.split("/")
    if len(rest) == 1 and name in BY_NAME:
        return shown_by(reader, name, record_id=rest[0])
    return shown_by(reader, whole=True)


def items_of(request: Request) -> QueryItems:
    """The parameters of a page, as written."""
    return query_items(request.scope["query_string"])


def answer(
    context: ApiContext, request: Request, reader: Reader, template: str, **values: Any
) -> Response:
    """The page of a template, finished, cached like data."""
    body = render(template, **{**_frame(context, request, reader), **values})
    what = _what(request.scope["path"], reader)
    response = context.sent(request, body, reader.release, what, media=PAGE_TYPE)
    response.raw_headers += [
        (b"content-security-policy", POLICY),
        (b"referrer-policy", REFERRER_POLICY),
    ]
    return response


def use_of(
    context: ApiContext,
    request: Request,
    reader: Reader,
    path: str,
    items: QueryItems,
    *,
    files: bool,
    sources: Sequence[CitedDocument] = (),
) -> Usage:
    """How to use what a page shows: the API path and parameters that answer the same."""
    formats = [suffix.removeprefix(".") for suffix in SUFFIXES] if files else []
    page = context.link(request.scope["path"], without(items_of(request), "cursor"))
    permalink = context.permalink(page, reader, reader.release) or page
    what = path.removeprefix("/v1/")
    words_of = context.citation(what, reader, reader.release, permalink, sources)
    items = (*without(items, *CLOCKS), *reader.clocks)
    return usage(context.base, path, items, formats, words_of, permalink)


def clocks_asked(request: Request) -> QueryItems:
    """The day and the release asked for; what is empty was not."""
    return tuple(item for item in clocks_of(items_of(request)) if item[1])
