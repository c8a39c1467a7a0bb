"""Every row of a list as a file: GET /v1/{collection}.csv and other suffixes. Text is
streamed, the others are written to a file first. A failure before the first byte is a problem; one
after it breaks the connection.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.collections import ALL, DERIVED
from api.collections.data_warnings import DataWarning
from api.formats.registry import FORMATS, Format
from api.http.edge.canonical_url import QueryItems, query_items
from api.http.edge.conditions import needs_a_file
from api.http.edge.context import ApiContext
from api.http.edge.sending import (
    FileResponse,
    Sent,
    StreamedResponse,
    etag_of,
    file_response,
    unchanged,
    whole_response,
)
from api.http.openapi.operations import export_operation
from api.read.answers.unmatched import value_warnings
from api.read.answers.warnings import shown_by
from api.read.database.base import ReleaseSwitched, Snapshot, in_one_release
from api.read.export.stream import Counter, Export, export_to_path, open_export, text_chunks
from api.read.release import Release
from api.read.request.export_plan import ExportPlan, export_spec, make_export_plan
from api.read.request.plan import ParameterSpec

# Up to this many bytes an export is one piece: it has a length, is kept by the cache and sent
# compressed to whoever asks.
WHOLE_BYTES = 256_000
# From this many rows on, the whole of a collection as CSV is made once a release and then sent from
# a file.
KEPT_ROWS = 10_000


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """A route for each format of each collection."""
    for resource in (*ALL, *DERIVED):
        for format_ in FORMATS:
            spec = export_spec(resource, format_)
            get = get_streamed if format_.text else get_file
            router.add_api_route(
                f"/v1/{resource.name}.{format_.suffix}",
                partial(get, context, spec, format_),
                **export_operation(spec, format_),
            )


async def get_streamed(
    context: ApiContext, spec: ParameterSpec, format_: Format, request: Request
) -> Response:
    """GET /v1/{collection}.csv, .json and .jsonl"""
    items, cache = query_items(request.scope["query_string"]), context.files
    # A client of HTTP/1.0 recognises a broken answer only by its length.
    if request.scope.get("http_version") == "1.0" or needs_a_file(request.scope):
        return await get_file(context, spec, format_, request)
    async with AsyncExitStack() as stack:
        source = await context.source_of(items)
        export = await stack.enter_async_context(open_export(source, spec, items))
        asked, release = export.asked, export.snapshot.release
        sent = sent_as(context, request, asked, release, format_, items, export.warnings)
        kept = (
            cache.path(release.hash, f"{asked.plan.day}.{spec.resource.name}.csv")
            if format_.stored_lines
            else None
        )
        if kept is None or not is_whole(asked, release):
            chunks = text_chunks(export, format_)
        elif kept.is_file():
            kept.touch()  # used today, for whoever sweeps
            return FileResponse(request, sent, kept, stack.pop_all())
        else:
            chunks = cache.keeping(text_chunks(export, format_), kept)
        first, ended = await _first(chunks)
        if ended:
            return whole_response(request, sent, first)
        return StreamedResponse(request, sent, first, chunks, stack.pop_all())


async def get_file(
    context: ApiContext, spec: ParameterSpec, format_: Format, request: Request
) -> Response:
    """GET /v1/{collection}.xlsx and .parquet: made for this request or a recent one, whole or in
    parts.
    """
    items = query_items(request.scope["query_string"])
    source = await context.source_of(items)

    async def work(snapshot: Snapshot) -> Response:
        etag = etag_of(request, snapshot.release, text=format_.text is not None)
        asked = make_export_plan(spec, items, snapshot.release)
        async with snapshot.reading(several=True) as reading:
            warnings = await value_warnings(snapshot, reading, asked.plan, None)
        sent = sent_as(context, request, asked, snapshot.release, format_, items, warnings)
        known = unchanged(request, etag, sent, context.base)
        if known is not None:
            return known

        async def make(path: Path) -> None:
            async with open_export(source, spec, items, count=format_.counted) as export:
                if export.snapshot.release.hash != snapshot.release.hash:
                    raise ReleaseSwitched
                await write_file(context, export, format_, items, path)

        digest = etag.strip('"')
        path = await context.files.get(
            context.files.path(snapshot.release.hash, f"{digest}.{format_.suffix}"), make
        )
        try:
            if format_.file or needs_a_file(request.scope):
                return file_response(request, sent, path, etag, context.base)
            return FileResponse(request, sent, path, AsyncExitStack())
        except (
            FileNotFoundError
        ) as error:  # another process, with the same folder, had no more room for it: made anew
            raise ReleaseSwitched from error

    return await in_one_release(source, work)


async def write_file(
    context: ApiContext,
    export: Export,
    format_: Format,
    items: QueryItems,
    path: Path,
    counter: Counter = lambda number: None,
) -> None:
    """The bytes of an export, in any format, to a path."""
    if format_.file:
        collection = export.asked.plan.resource.name
        address = context.link(f"/v1/{collection}.{format_.suffix}", items)
        what = shown_by(export.asked.plan, collection, listed=True, warnings=export.warnings)
        about = context.about(collection, collection, what, export.snapshot.release, address)
        await export_to_path(export, format_, path, about, counter)
        return
    with path.open("wb") as file:
        async for chunk in text_chunks(export, format_, counter):
            file.write(chunk)


def sent_as(
    context: ApiContext,
    request: Request,
    asked: ExportPlan,
    release: Release,
    format_: Format,
    items: QueryItems,
    warnings: Sequence[DataWarning],
) -> Sent:
    """What is sent with the bytes: `pledgebook-projects-2026-11-21.csv`, with the knowledge day
    where one was asked for; `warnings` are those about the values of filters.
    """
    day = f"-as-of-{asked.plan.as_of}" if asked.plan.as_of else ""
    name = f"pledgebook-{asked.plan.resource.name}-{release.id}{day}.{format_.suffix}"
    what = shown_by(asked.plan, asked.plan.resource.name, listed=True, warnings=warnings)
    own = context.link(request.scope["path"], items)
    cited = context.permalink(own, asked.plan, release) or own
    links = {"cite-as": cited, **context.latest(request, what)}
    return Sent(release, links, format_.media, name, context.header_warnings(release, what))


def is_whole(asked: ExportPlan, release: Release) -> bool:
    """Whether it is all of a large collection, spelt as usual."""
    plan = asked.plan
    usual = asked.plain and not asked.flags and plan.ordering.text == plan.resource.default_sort
    return usual and not plan.tests and (release.counts.get(plan.resource.name) or 0) >= KEPT_ROWS


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
