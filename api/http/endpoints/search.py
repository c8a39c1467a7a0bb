"""GET /v1/search and /v1/suggest: across collections, written by hand over the read side's
search.
"""

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.base.search_words import plain_words
from api.base.word_forms import stem, telling_words
from api.collections import SEARCHED
from api.formats import json_
from api.formats.highlight import has_every_word, marked
from api.http.edge.canonical_url import QueryItems, clocks_of
from api.http.edge.context import ApiContext, PagePlace, json_parameters
from api.http.openapi import operations
from api.http.openapi.parameters import (
    BOTH_CLOCKS,
    CURSOR,
    LIMIT,
    Json,
    parameter,
    words_parameter,
)
from api.http.openapi.schemas import choice, fields, nested, page_schema, text_field
from api.read.answers.warnings import shown_by
from api.read.request.plan import MOST_VALUES
from api.read.search.ranked import MOST_COUNTED
from api.read.search.search import (
    DEFAULT_SUGGESTIONS,
    MOST_SUGGESTIONS,
    SearchAnswer,
    SearchHit,
    read_search,
    read_suggestions,
)

TAG = "search"
_SEARCH_WORDS = (
    "Records of every collection that have all the words, in any form, or longer words that begin "
    "so; case, accents and hyphens make no difference, and words such as `how much did` do not "
    "count. Where no record has every word, those that have most answer, marked `partial`. First "
    "come "
    "records that are called so, then those with every word in name or alias, in name and summary, "
    "and anywhere (labels of codes, amounts, who "
    "takes part, products, places); among equals the more important. Hits are counted up to "
    f"{MOST_COUNTED}: where there are more, `page.total` is "
    "that number and `meta.warnings` has `total_capped`; the pages go on to the last hit. Claims, "
    "conflicts and changes have `q` on their own lists."
)
_SUGGEST_WORDS = (
    "Records whose names or aliases have the words as far as they are typed, best first. Where "
    "none has, a word of four letters or more may have a "
    "mistake in it, one of eight or more two."
)


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Both routes."""
    search = operations.operation(
        "search",
        TAG,
        "Search",
        _SEARCH_WORDS,
        "SearchPage",
        "One page of hits.",
        (406, 410, 422),
        _search_parameters(),
    )
    suggest = operations.operation(
        "suggest",
        TAG,
        "Suggest records by name",
        _SUGGEST_WORDS,
        "SuggestionPage",
        "The suggestions.",
        (406, 422),
        _suggest_parameters(),
    )
    router.add_api_route("/v1/search", partial(get_search, context), **search)
    router.add_api_route("/v1/suggest", partial(get_suggestions, context), **suggest)


def _search_parameters() -> list[Json]:
    named = {
        "type": "array",
        "items": operations.ref("schemas", "SearchCollection"),
        "maxItems": MOST_VALUES,
    }
    collection = parameter("collection", "Only records of these collections.", named, ["projects"])
    return [
        words_parameter("q", "Words to look for.", "korea zinc", required=True),
        collection,
        LIMIT,
        CURSOR,
        *BOTH_CLOCKS,
    ]


def _suggest_parameters() -> list[Json]:
    bounds = {
        "type": "integer",
        "format": "int64",
        "minimum": 1,
        "maximum": MOST_SUGGESTIONS,
        "default": DEFAULT_SUGGESTIONS,
    }
    limit = parameter("limit", "Most suggestions.", bounds, DEFAULT_SUGGESTIONS)
    return [
        words_parameter("q", "What has been typed so far.", "kore", required=True),
        limit,
        *BOTH_CLOCKS,
    ]


async def get_search(context: ApiContext, request: Request) -> Response:
    """GET /v1/search"""
    items = json_parameters(request)
    answer = await read_search(await context.source_of(items), items)
    return _response(
        context, request, answer, [_hit(context, hit, answer, items) for hit in answer.hits]
    )


async def get_suggestions(context: ApiContext, request: Request) -> Response:
    """GET /v1/suggest"""
    items = json_parameters(request)
    answer = await read_suggestions(await context.source_of(items), items)
    return _response(context, request, answer, [_suggestion(hit, answer) for hit in answer.hits])


def _response(
    context: ApiContext, request: Request, answer: SearchAnswer, bodies: list[dict[str, Any]]
) -> Response:
    place = PagePlace(answer.plan.limit, answer.total, answer.next_cursor)
    about = request.scope["path"].rpartition("/")[2]
    return context.page(
        request,
        map(json_.dump, bodies),
        shown_by(answer.plan, whole=True),
        answer.release,
        about,
        place=place,
        further=answer.warnings,
    )


def _hit(
    context: ApiContext, hit: SearchHit, answer: SearchAnswer, items: QueryItems
) -> dict[str, Any]:
    # Words in another form are marked too: most begin with their stem.
    telling = telling_words(plain_words(answer.plan.words))
    words = (*telling, *(stem(word) for word in telling if word.isalpha()))
    return {
        "collection": hit.collection,
        "id": hit.id,
        "name": hit.name,
        "summary": hit.summary,
        "url": context.link(f"/v1/{hit.collection}/{hit.id}", clocks_of(items)),
        "highlight": {"name": _marked(hit.name, words), "summary": _marked(hit.summary, words)},
        "matched_in": hit.matched_in,
        "partial": hit.partial,
        "note": hit.note,
    }


def _marked(words_of: str | None, words: tuple[str, ...]) -> str | None:
    return None if words_of is None else marked(words_of, words)


def _suggestion(hit: SearchHit, answer: SearchAnswer) -> dict[str, Any]:
    near = {word for several in answer.near.values() for word in several}
    names = [name for name in (hit.name, *orjson.loads(hit.aliases)) if name]
    matched = next(
        (name for name in names if has_every_word(name, answer.plan.words, near)), hit.id
    )
    return {"collection": hit.collection, "id": hit.id, "name": hit.name, "matched": matched}


_COLLECTION = text_field("Collection of the record.", "projects")
_ID = text_field("Id of the record.", "ohio-gas-power-plant")
_NAME = text_field(
    "Its name; null before the documents the name rests on are known.",
    "Ohio gas-fired power plant",
    nullable=True,
)
_MARKED = (
    "the words found within `<mark>…</mark>`. It is escaped for HTML and can be put into a page as "
    "it stands."
)


def _hit_schema() -> Json:
    summary = "A plant announced in the first tranche."
    return fields(
        "One record that was found.",
        collection=_COLLECTION,
        id=_ID,
        name=_NAME,
        summary=text_field("What it is, in our own words.", summary, nullable=True),
        url=text_field(
            "Address of the record, on the same day and in the same release.",
            "/v1/projects/ohio-gas-power-plant",
            form="uri-reference",
        ),
        highlight=nested("MarkedText", "Name and summary with the words found marked."),
        matched_in=text_field(
            "Where the words stand: all in `name` (or aliases or id), some in the `summary`, "
            "or some in any `other` place; `left_out`: a document mentions them and no claim "
            "cites them.",
            "name",
        ),
        partial={
            "type": "boolean",
            "description": "Whether some words are missing: no record has every one.",
            "examples": [False],
        },
        note=text_field(
            "What a document mentions and why it is no part of the deals, where a hit was "
            "found by that alone; else null.",
            None,
            nullable=True,
        ),
    )


def search_schemas() -> Json:
    """The schemas of the answers."""
    summary = "A plant announced in the first tranche."
    return {
        "SearchCollection": choice("A collection that is searched.", SEARCHED),
        "SearchHit": _hit_schema(),
        "MarkedText": fields(
            "What was found, marked.",
            name=text_field(
                f"The name, {_MARKED}", "<mark>Ohio</mark> gas-fired power plant", nullable=True
            ),
            summary=text_field(f"The summary, {_MARKED}", summary, nullable=True),
        ),
        "Suggestion": fields(
            "One record that may be meant.",
            collection=_COLLECTION,
            id=_ID,
            name=_NAME,
            matched=text_field(
                "The name, alias or id that has the words.", "Ohio gas-fired power plant"
            ),
        ),
        "SearchPage": page_schema("SearchHit", "One page of hits, best first."),
        "SuggestionPage": page_schema(
            "Suggestion", "Suggestions, best first; there is one page only."
        ),
    }
