"""Every row of a list as a file: GET /v1/{collection}.csv, .jsonl, .xlsx, .parquet. Text is streamed, the others are spooled and then sent.

A failure before the first byte is a problem like any other; one after it breaks the connection, so that no part looks like the whole.
"""

import shutil
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import mkdtemp

from fastapi import APIRouter, Request, Response

from api.formats.about import About
from api.formats.json_ import citation
from api.http.addresses import Items, query_items
from api.http.describe_exports import export_operation
from api.http.sending import FileResponse, Sent, StreamedResponse, whole_response
from api.http.site import Handler, Site, add_route
from api.read.export import MEDIA, SPOOLED, spool, text_chunks
from api.read.export_plan import export_question
from api.read.shelf import Shelf
from api.read.stream import Export, open_export
from api.read.views import Views
from api.resources import ALL, DERIVED
from api.resources.declare import Resource

# Up to this many bytes an export is one piece: it has a length, is kept by the cache and sent compressed to whoever asks.
WHOLE_BYTES = 256_000
# From this many rows on, the whole of a collection as CSV is made once a release and then sent from a file.
KEPT_ROWS = 10_000


def router(site: Site, views: Views, shelf: Shelf) -> APIRouter:
    """Four routes a collection."""
    routes = APIRouter()
    for resource in (*ALL, *DERIVED):
        for form in MEDIA:
            add_route(routes, f"/v1/{resource.name}.{form}", export_handler(site, views, shelf, resource, form), export_operation(resource, form))
    return routes


def export_handler(site: Site, views: Views, shelf: Shelf, resource: Resource, form: str) -> Handler:
    """GET /v1/{collection}.{suffix}"""
    question = export_question(resource, form)

    async def handle(request: Request) -> Response:
        items = query_items(request.scope["query_string"])
        async with AsyncExitStack() as stack:
            export = await stack.enter_async_context(open_export(site.source, views, question, items, count=form == "xlsx"))
            address = site.link(request.scope["path"], items)
            kept = shelf.csv(export.release.hash, export.asked.plan.day, resource.name) if form == "csv" and is_whole(export) else None
            sent = Sent(export.release, {"cite-as": address}, MEDIA[form], file_name(export, form))
            if kept is not None and kept.is_file():
                return FileResponse(request, sent, kept, stack.pop_all())
            # A client of HTTP/1.0 tells a broken answer from a whole one only by its length.
            if form in SPOOLED or request.scope.get("http_version") == "1.0":
                path = await _spooled(stack, export, form, about(site, export, items, address))
                if path.stat().st_size <= WHOLE_BYTES:
                    return whole_response(request, sent, path.read_bytes())
                return FileResponse(request, sent, path, stack.pop_all())
            chunks = text_chunks(export, form) if kept is None else shelf.keeping(text_chunks(export, form), kept)
            first, ended = await _first(chunks)
            if ended:
                return whole_response(request, sent, first)
            return StreamedResponse(request, sent, first, chunks, stack.pop_all())

    return handle


def is_whole(export: Export) -> bool:
    """Whether it is all of a large collection, spelt as usual."""
    asked, plan = export.asked, export.asked.plan
    usual = asked.plain and not asked.bom and not asked.safe and plan.ordering.text == plan.resource.default_sort
    return usual and not plan.tests and (export.release.counts.get(plan.resource.name) or 0) >= KEPT_ROWS


def about(site: Site, export: Export, items: Items, address: str) -> About:
    """What a file says of itself."""
    plan, release = export.asked.plan, export.release
    name = plan.resource.name
    words = citation(name, release.id, plan.as_of, address)
    return About(name, release.id, release.published_at, plan.as_of or release.last_day, words, address, site.corrections)


def file_name(export: Export, form: str) -> str:
    """`pledgebook-projects-2026-11-21.csv`, with the knowledge day where one was asked for."""
    plan = export.asked.plan
    day = f"-as-of-{plan.as_of}" if plan.as_of else ""
    return f"pledgebook-{plan.resource.name}-{export.release.id}{day}.{form}"


async def _first(chunks: AsyncGenerator[bytes]) -> tuple[bytes, bool]:
    """The beginning of a file, and whether that is all of it."""
    held: list[bytes] = []
    size = 0
    async for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size > WHOLE_BYTES:
            return b"".join(held), False
    return b"".join(held), True


async def _spooled(stack: AsyncExitStack, export: Export, form: str, words: About) -> Path:
    """The file, in a folder of its own that goes when the answer is sent."""
    folder = Path(mkdtemp(prefix="pledgebook-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    path = folder / f"export.{form}"
    if form in SPOOLED:
        await spool(export, form, path, words)
    else:
        with path.open("wb") as file:
            async for chunk in text_chunks(export, form):
                file.write(chunk)
    return path
