"""Pages for people: the interactive reference at /docs with its assets, and an explanation of every
problem type. No page asks another host for anything.
"""

import html
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.base.errors import RecordNotFound
from api.base.suggest import nearest
from api.http.edge.context import ApiContext
from api.http.edge.fixed_files import fixed_response
from api.http.edge.middleware import REFERRER_POLICY
from api.http.edge.problems import PROBLEMS, Problem
from api.http.edge.respond import JSON
from api.http.openapi.openapi_3_0 import openapi_3_0

HTML = "text/html; charset=utf-8"
_HOUR = 3600  # how long clients keep what is asked for here
# Swagger UI writes styles into its elements, and draws with images in addresses.
_PAGE = {
    "referrer-policy": REFERRER_POLICY.decode(),
    "content-security-policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
}
_BY_SLUG = {problem.slug: problem for problem in PROBLEMS.values()}
# The package that ships a current Swagger UI; only its files are used.
_PACKAGE = "fastapi_swagger.resources"
_ASSETS = {
    "swagger-ui.css": (_PACKAGE, "text/css; charset=utf-8"),
    "swagger-ui-bundle.js": (_PACKAGE, "text/javascript; charset=utf-8"),
    "favicon-32x32.png": (_PACKAGE, "image/png"),
    "reference.css": ("api.http.assets", "text/css; charset=utf-8"),
    "reference.js": ("api.http.assets", "text/javascript; charset=utf-8"),
}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The pages; they are no operations of the API."""

    async def docs(request: Request) -> Response:
        return await fixed_response(
            request, _asset("reference.html", "api.http.assets"), HTML, _HOUR, _PAGE
        )

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            raise RecordNotFound("docs/assets", name[:60])
        package, media = _ASSETS[name]
        return await fixed_response(request, _asset(name, package), media, _HOUR)

    async def problems(request: Request) -> Response:
        return await fixed_response(request, _list_page(context), HTML, _HOUR, _PAGE)

    async def problems_json(request: Request) -> Response:
        items = [_as_json(context, problem) for problem in _BY_SLUG.values()]
        return await fixed_response(request, orjson.dumps({"items": items}), JSON, _HOUR)

    async def problem(request: Request) -> Response:
        slug, _, suffix = request.path_params["slug"].partition(".")
        found = _BY_SLUG.get(slug)
        if found is None or suffix not in ("", "json"):
            raise RecordNotFound("problems", slug[:60], nearest(slug[:60], _BY_SLUG))
        if suffix:
            return await fixed_response(
                request, orjson.dumps(_as_json(context, found)), JSON, _HOUR
            )
        return await fixed_response(request, _problem_page(found), HTML, _HOUR, _PAGE)

    handlers = {
        "/docs": docs,
        "/docs/assets/{name}": asset,
        "/problems": problems,
        "/problems.json": problems_json,
        "/problems/{slug}": problem,
    }
    for path, handler in handlers.items():
        router.add_api_route(path, handler, include_in_schema=False)


def add_descriptions(router: APIRouter, describe: Callable[..., dict[str, Any]]) -> None:
    """The descriptions of the API, for programs."""
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "/openapi.json": describe,
        "/openapi-files.json": partial(describe, files=True),
        "/openapi-3.0.json": lambda: openapi_3_0(describe()),
    }
    for path, make in made.items():
        once = cache(lambda make=make: orjson.dumps(make()))
        router.add_api_route(path, partial(_get_description, once), include_in_schema=False)


async def _get_description(make: Callable[[], bytes], request: Request) -> Response:
    return await fixed_response(request, make(), JSON, 60)


@cache
def _asset(name: str, package: str) -> bytes:
    return resources.files(package).joinpath(name).read_bytes()


def _as_json(context: ApiContext, problem: Problem) -> dict[str, object]:
    return {
        "type": f"{context.base}/problems/{problem.slug}",
        "code": problem.code,
        "status": problem.status,
        "title": problem.title,
        "explanation": problem.explanation,
        "mend": problem.mend,
    }


def _list_page(context: ApiContext) -> bytes:
    entries = "".join(
        f'<li><a href="{context.base}/problems/{problem.slug}">{problem.status} '
        f"{html.escape(problem.title)}</a></li>"
        for problem in _BY_SLUG.values()
    )
    body = f"<p>Every error of this API is one of these.</p><ul>{entries}</ul>"
    return _page("Problem types", body)


def _problem_page(problem: Problem) -> bytes:
    body = (
        f"<p>Status {problem.status}, code <code>{problem.code}</code></p>"
        f"<h2>What it means</h2><p>{_marked(problem.explanation)}</p>"
        f"<h2>How to mend it</h2><p>{_marked(problem.mend)}</p>"
    )
    return _page(problem.title, body)


def _marked(text: str) -> str:
    """Text with its `words of code` marked as such."""
    parts = html.escape(text).split("`")
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )


def _page(title: str, body: str) -> bytes:
    return (
        _asset("page.html", "api.http.assets")
        .decode()
        .replace("{{title}}", html.escape(title))
        .replace("{{body}}", body)
        .encode()
    )
