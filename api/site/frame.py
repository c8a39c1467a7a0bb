"""What every page has: its address, its day, the days to choose from, how its data is used; and
pages about what went wrong. Raises nothing of its own.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
from fastapi import Request, Response

from api.base.errors import PledgebookError, RecordMoved
from api.collections import BY_NAME
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
from api.http.edge.problems import FAULT_OF_OURS, error_response, problem_response
from api.http.edge.respond import redirect, request_id_of
from api.read.answers.warnings import Shown, shown_by
from api.read.request.given import CLOCKS
from api.site.clocks import release_links, stops_of
from api.site.notices import failure_of, notices_of
from api.site.reader import Reader
from api.site.render import render
from api.site.usage import AnswerShape, Usage, usage

logger = logging.getLogger("pledgebook.http")

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
        start = context.link(request.scope["path"], ())
        found = error_response(error, request_id_of(request), context.base, start)
    except Exception:
        logger.exception("request %s failed", request_id_of(request))
        found = problem_response(
            "internal_error", FAULT_OF_OURS, request_id_of(request), base=context.base
        )
    return _failure(context, request, found)


async def page_or_problem(
    problem: Callable[[Request, Exception], Awaitable[Response]],
    context: ApiContext,
    request: Request,
    error: Exception,
) -> Response:
    """What no route answers: a page for a browser that asks for no part of the API."""
    found = await problem(request, error)
    path, accepted = request.scope["path"], request.headers.get("accept", "")
    if "text/html" not in accepted or path == "/v1" or path.startswith("/v1/"):
        return found
    return _failure(context, request, found)


def _failure(context: ApiContext, request: Request, found: Response) -> Response:
    """The page that says what a problem says, and where the data are."""
    problem = orjson.loads(bytes(found.body))
    section = request.scope["path"].split("/")[1]
    up = section if section in BY_NAME and BY_NAME[section].has_claims else ""
    formats = [suffix.removeprefix(".") for suffix in SUFFIXES]
    use = usage(context.base, f"/v1/{up or 'claims'}", (), "rows", formats, "", "")
    frame = _frame(context, request, None) | _clocks_that_hold(request, problem)
    failure = failure_of(problem, request.scope["path"], frame["items"])
    body = render("error.html", problem=problem, failure=failure, up=up, use=use, **frame)
    headers = {
        "cache-control": "no-store",
        "content-security-policy": POLICY.decode(),
        "referrer-policy": REFERRER_POLICY.decode(),
    }
    if allow := found.headers.get("allow"):
        headers["allow"] = allow
    return Response(body, found.status_code, headers, PAGE_TYPE)


def _clocks_that_hold(request: Request, problem: Mapping[str, Any]) -> dict[str, Any]:
    """The day and the release that links of a page about a failure keep: not what was wrong."""
    try:
        items = items_of(request)
    except PledgebookError:
        items = ()
    wrong = {one["parameter"] for one in problem.get("errors") or ()}
    if problem["code"] == "withdrawn":
        wrong.add("release")  # it may be what was withdrawn
    kept = without(clocks_of(items), *wrong)
    as_of, release = (dict(kept).get(name, "") for name in CLOCKS)
    return {
        "items": items,
        "query": clocks_query(kept),
        "as_of": as_of,
        "release": release,
        "names_release": "release" in dict(items),
    }


def _frame(
    context: ApiContext, request: Request, reader: Reader | None, since: str = ""
) -> dict[str, Any]:
    """What every page has: its address, its day, the knowledge days and releases to choose from.
    Before the day `since` there was no such page, so that no link leads there.
    """
    path, items = request.scope["path"], items_of(request)
    as_of, release = (dict(items).get(name, "") for name in CLOCKS)
    return {
        "base": context.base,
        "path": path,
        "section": path.split("/")[1],
        "as_of": as_of,
        "stops": stops_of(path, items, reader, since) if reader else [],
        "release_links": release_links(path, items, reader, since) if reader else [],
        "reader": reader,
        "newest_release": address(path, without(items, "release", "cursor")),
        "warnings": notices_of(reader.release, _what(path, reader), clocks_of(items))
        if reader
        else (),
        "canonical": context.own(request),
        "release": release,
        "query": clocks_query(items),
        "linked_data": "",
        "picture": f"/charts/money.png{clocks_query(items)}",
        "report": context.corrections(_what(path, reader), reader.release) if reader else "",
    }


def _what(path: str, reader: Reader) -> Shown:
    """What a page shows: a record, a list, or something of every collection."""
    _, name, *rest = path.split("/")
    if len(rest) == 1 and name in BY_NAME:
        return shown_by(reader, name, record_id=rest[0])
    if not rest and name in BY_NAME:
        return shown_by(reader, name, listed=True)
    return shown_by(reader, whole=True)


def items_of(request: Request) -> QueryItems:
    """The parameters of a page, as written."""
    return query_items(request.scope["query_string"])


def answer(
    context: ApiContext,
    request: Request,
    reader: Reader,
    template: str,
    *,
    since: str = "",
    **values: Any,
) -> Response:
    """The page of a template, finished, cached like data; `since` is the first day it was there."""
    body = render(template, **{**_frame(context, request, reader, since), **values})
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
    shape: AnswerShape = "rows",
    sources: tuple[CitedDocument, ...] = (),
) -> Usage:
    """How to use what a page shows: the API path and parameters that answer the same."""
    formats = [suffix.removeprefix(".") for suffix in SUFFIXES] if shape == "rows" else []
    if shape == "sums":
        formats = ["csv"]
    page = context.link(request.scope["path"], without(items_of(request), "cursor"))
    permalink = context.permalink(page, reader, reader.release) or page
    what = path.removeprefix("/v1/")
    words_of = context.citation(what, reader, reader.release, permalink, sources)
    items = (*without(items, *CLOCKS), *reader.clocks)
    return usage(context.base, path, items, shape, formats, words_of, permalink)


def clocks_asked(request: Request) -> QueryItems:
    """The day and the release asked for; what is empty was not."""
    return tuple(item for item in clocks_of(items_of(request)) if item[1])
