"""The routes of the site. Each handler reads what its page shows, renders its template and answers
finished bytes, cached like data.

Failures become pages too, with the status that the API gives them.
"""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.base.errors import RecordNotFound
from api.collections import BY_NAME
from api.formats import words
from api.http.edge.canonical_url import address, clocks_query, without
from api.http.edge.context import ApiContext
from api.read.request.given import CLOCKS
from api.read.search.search import read_search
from api.site.cards import card_address, show_card
from api.site.change_words import days_of
from api.site.charts import charts_of, show_chart
from api.site.corrections import show_corrections
from api.site.crawlers import PAGED, show_llms, show_robots, show_security, show_sitemap
from api.site.disputes import groups_of, open_since, sided
from api.site.frame import Handler, answer, clocks_asked, items_of, page_or_failure, use_of
from api.site.home import home_page
from api.site.linked_data import json_ld_text, linked_dataset, linked_record
from api.site.lists import list_columns, others_of, page_order, row_of, selects_of
from api.site.reader import Reader, read_page
from api.site.records import document_page, record_page
from api.site.texts import TEXTS, show_asset, show_text


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """Every page; they are no operations of the API."""

    def add(path: str, handler: Handler) -> None:
        endpoint = partial(page_or_failure, handler, context)
        router.add_api_route(path, endpoint, include_in_schema=False)

    add("/", show_home)
    for name in PAGED:
        add(f"/{name}", partial(show_list, name))
        add(f"/{name}/{{id}}", partial(show_record, name))
    add("/search", show_search)
    add("/disputes", show_disputes)
    add("/disputes/{collection}/{id}/{field}", show_dispute)
    add("/changes", show_changes)
    add("/corrections", show_corrections)
    add("/charts/{name}", show_chart)
    add("/cards/{collection}/{file}", show_card)
    add("/robots.txt", show_robots)
    add("/sitemap.xml", show_sitemap)
    add("/llms.txt", show_llms)
    add("/.well-known/security.txt", show_security)
    for name in TEXTS:
        add(f"/{name}", partial(show_text, name))
    router.add_api_route("/assets/{name}", show_asset, include_in_schema=False)


async def show_home(context: ApiContext, request: Request) -> Response:
    """GET /"""
    values, reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), home_page
    )
    use = use_of(
        context,
        request,
        reader,
        "/v1/totals",
        (("group_by", "agreement"),),
        shape="sums",
    )
    newest = reader.release
    linked = linked_dataset(context.base, context.own(request), newest.id, newest.last_day)
    return answer(
        context, request, reader, "home.html", use=use, linked_data=json_ld_text(linked), **values
    )


async def show_list(name: str, context: ApiContext, request: Request) -> Response:
    """GET /{collection}"""
    collection, items = BY_NAME[name], items_of(request)
    given = tuple((key, value) for key, value in items if value)
    ordered = given if "sort" in dict(given) else (*given, ("sort", page_order(collection)))
    asked = without(ordered, *CLOCKS)

    async def build(reader: Reader) -> Any:
        return await reader.page(name, *asked)

    page, reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    columns = list_columns(collection, given)
    query = clocks_query(given)
    following = (*without(given, "cursor"), ("cursor", page.next_cursor or ""))
    selects = selects_of(collection, given)
    return answer(
        context,
        request,
        reader,
        "list.html",
        title=words.title_of(name),
        lede=words.opening_of(name),
        page=page,
        columns=columns,
        rows=[row_of(collection, columns, item, query) for item in page.items],
        selects=selects,
        others=others_of(selects, given),
        charts=charts_of(name, without(given, "cursor", "limit", "sort")),
        q=dict(given).get("q", ""),
        next=address(request.scope["path"], following) if page.next_cursor else "",
        use=use_of(context, request, reader, f"/v1/{name}", without(ordered, "cursor", "limit")),
    )


async def show_record(name: str, context: ApiContext, request: Request) -> Response:
    """GET /{collection}/{id}"""
    record_id = request.path_params["id"]
    if name == "documents":
        values, reader = await read_page(
            await context.source_of(clocks_asked(request)),
            clocks_asked(request),
            partial(document_page, record_id=record_id),
        )
        template = "document.html"
    else:
        build = partial(record_page, collection=BY_NAME[name], record_id=record_id)
        values, reader = await read_page(
            await context.source_of(clocks_asked(request)), clocks_asked(request), build
        )
        template = "record.html"
    path = f"/v1/{name}/{record_id}"
    use = use_of(
        context, request, reader, path, reader.clocks, shape="record", sources=values["cited"]
    )
    item = values["item"]
    linked = json_ld_text(linked_record(name, item, context.own(request)))
    return answer(
        context,
        request,
        reader,
        template,
        since=item["known_from"],
        picture=card_address(name, record_id, reader.clocks),
        use=use,
        linked_data=linked,
        **values,
    )


async def show_search(context: ApiContext, request: Request) -> Response:
    """GET /search"""
    items = tuple((key, value) for key, value in items_of(request) if value)
    q = dict(items).get("q", "")
    found = await read_search(await context.source_of(items), items) if q else None

    async def build(reader: Reader) -> Any:
        return await reader.page("documents", ("limit", "1"))

    _, reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    use = use_of(context, request, reader, "/v1/search", items, shape="found")
    return answer(context, request, reader, "search.html", q=q, found=found, use=use)


async def show_disputes(context: ApiContext, request: Request) -> Response:
    """GET /disputes"""
    items = without(tuple(pair for pair in items_of(request) if pair[1]), *CLOCKS)

    async def build(reader: Reader) -> Any:
        return await reader.all("conflicts", *items)

    found, reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    groups = groups_of([sided(one) for one in found])
    use = use_of(context, request, reader, "/v1/conflicts", items)
    return answer(context, request, reader, "disputes.html", groups=groups, items=items, use=use)


async def show_dispute(context: ApiContext, request: Request) -> Response:
    """GET /disputes/{collection}/{id}/{field}"""
    name, record_id, field = (request.path_params[key] for key in ("collection", "id", "field"))

    async def build(reader: Reader) -> Any:
        found = await reader.all("conflicts", ("subject_type", name), ("subject_id", record_id))
        documents = {one["id"]: one for one in await reader.all("documents")}
        found = [one for one in found if one["field"] == field]
        others = {(s["subject_type"], s["subject_id"]) for one in found for s in one["sides"]}
        names = {other[1]: (await reader.record(*other))["name"] for other in others if other[1]}
        return found, documents, names

    if name not in BY_NAME:
        raise RecordNotFound("collections", name[:60])
    (conflicts, documents, names), reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    if not conflicts:
        raise RecordNotFound("disputes", f"{record_id[:60]}/{field[:60]}")
    conflict = sided(conflicts[0])
    asked = (("subject_type", name), ("subject_id", record_id))
    use = use_of(context, request, reader, "/v1/conflicts", asked)
    return answer(
        context,
        request,
        reader,
        "dispute.html",
        since=open_since(conflict, documents),
        conflict=conflict,
        documents=documents,
        names=names,
        use=use,
    )


async def show_changes(context: ApiContext, request: Request) -> Response:
    """GET /changes"""
    items = without(tuple(pair for pair in items_of(request) if pair[1]), *CLOCKS)

    async def build(reader: Reader) -> Any:
        page = await reader.page("changes", *items)
        documents = {one["id"]: one for one in await reader.all("documents")}
        return page, documents, await reader.all("releases")

    (page, documents, releases), reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    following = (*without(items_of(request), "cursor"), ("cursor", page.next_cursor or ""))
    use = use_of(context, request, reader, "/v1/changes", without(items, "cursor"))
    return answer(
        context,
        request,
        reader,
        "changes.html",
        page=page,
        days=days_of(page.items),
        releases=[one["id"] for one in releases],
        items=items,
        chosen=dict(items).get("in_release", ""),
        documents=documents,
        next=address("/changes", following) if page.next_cursor else "",
        use=use,
    )
