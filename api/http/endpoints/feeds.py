"""GET /v1/changes.atom and /v1/changes.feed.json: the newest changes for feed readers, with the
parameters of the list.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import orjson
from fastapi import APIRouter, Request, Response

from api.collections.changes import CHANGES
from api.formats.feeds import ChangeItem, FeedHead, atom, json_feed
from api.formats.json_ import LICENCE
from api.http.edge.canonical_url import clocks_query, query_items, without
from api.http.edge.context import ApiContext
from api.http.openapi import operations
from api.http.openapi.parameters import Json, parameters_of
from api.read.answers.lists import read_list
from api.read.answers.warnings import shown_by
from api.read.request.plan import ParameterSpec, list_spec

Write = Callable[[Iterable[ChangeItem], FeedHead, str], bytes]

ATOM_TYPE = "application/atom+xml"
FEED_TYPE = "application/feed+json"
_WORDS = (
    "The newest changes first; takes the parameters of the list of changes. Its link `next` leads "
    "to older ones."
)


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Both feeds."""
    spec = replace(list_spec(CHANGES), ranked=False)  # the newest first, searched or not
    for suffix, media, write, name in (
        ("atom", ATOM_TYPE, atom, "getChangesAtom"),
        ("feed.json", FEED_TYPE, json_feed, "getChangesFeed"),
    ):
        summary, parameters = f"Get the changes as {suffix}", parameters_of(spec)
        operation = operations.described(
            name, CHANGES.name, summary, _WORDS, parameters, _responses(media)
        )
        router.add_api_route(
            f"/v1/changes.{suffix}", partial(get_feed, context, spec, media, write), **operation
        )


def _responses(media: str) -> Json:
    schema: Json = (
        {"type": "object", "description": "A JSON Feed."}
        if media == FEED_TYPE
        else {"type": "string", "format": "binary"}
    )
    answer = {"description": "The feed.", "content": {media: {"schema": schema}}}
    return {
        "200": answer,
        "304": operations.ref("responses", "NotModified"),
        **operations.problems(422),
    }


async def get_feed(
    context: ApiContext, spec: ParameterSpec, media: str, write: Write, request: Request
) -> Response:
    """GET /v1/changes.atom and /v1/changes.feed.json"""
    items = query_items(request.scope["query_string"])
    answer = await read_list(await context.source_of(items), spec, items)
    path, rest = request.scope["path"], without(items, "cursor")
    following = None
    if answer.next_cursor:
        following = context.link(path, (*rest, ("cursor", answer.next_cursor)))
    head = FeedHead(
        context.own(request),
        context.link(path, rest),
        following,
        context.link("/v1/changes", items),
        answer.release.published_at,
        LICENCE["url"],
        clocks_query(items),
    )
    content = write([orjson.loads(body) for body in answer.bodies], head, context.base)
    what = shown_by(answer.plan, CHANGES.name)
    return context.sent(request, content, answer.release, what, media=media)
