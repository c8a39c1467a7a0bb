"""The whole release as files: GET /v1/bulk, the manifest, and the two files it names, in byte
ranges where asked. They are made on the first request for a release and day, and kept.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.formats import json_
from api.formats.about import About
from api.http.edge.canonical_url import QueryItems, query_items
from api.http.edge.context import ApiContext, json_parameters
from api.http.edge.sending import Sent, file_response, unchanged
from api.http.openapi import operations
from api.http.openapi.operations import file_answer
from api.http.openapi.parameters import BOTH_CLOCKS, Json
from api.http.openapi.schemas import fields, page_schema, text_field, whole_field
from api.read.answers.warnings import Shown, shown_by
from api.read.database.base import Snapshot, in_one_release
from api.read.export.bulk import FILES, MANIFEST_NAME, PACKAGE_NAME, SQLITE_NAME, build
from api.read.request.plan import DAY_ONLY, Plan, make_plan

TAG = "bulk"
_OPERATIONS = {
    SQLITE_NAME: ("downloadSqlite", "Download the release as one SQLite file"),
    PACKAGE_NAME: ("downloadPackage", "Download the release as a Data Package"),
}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The manifest and its files."""
    words = (
        "The files of the whole release, with size and sha256. Made once a release: the first "
        "request may wait, or be told to come again."
    )
    manifest = operations.operation(
        "listBulkFiles",
        TAG,
        "List the files of the release",
        words,
        "BulkFilePage",
        "The files.",
        (406, 422),
        BOTH_CLOCKS,
    )
    router.add_api_route("/v1/bulk", partial(get_manifest, context), **manifest)
    for name, (media, description) in FILES.items():
        operation_id, summary = _OPERATIONS[name]
        answer = file_answer(media, "The file.")
        answer = operations.in_parts(answer) | operations.problems(412, 416, 422)
        operation = operations.described(
            operation_id, TAG, summary, f"{description} Takes `Range`.", BOTH_CLOCKS, answer
        )
        router.add_api_route(f"/v1/bulk/{name}", partial(get_bulk_file, context, name), **operation)


async def made(
    context: ApiContext, items: QueryItems, *, patient: bool = False
) -> tuple[Plan, Snapshot, Path]:
    """The plan, what it was read from, and the folder of the files; `patient` waits for them
    however long they take.
    """

    source = await context.source_of(items)

    async def work(snapshot: Snapshot) -> tuple[Plan, Snapshot, Path]:
        plan = make_plan(DAY_ONLY, items, snapshot.release)
        release = snapshot.release
        # Days between two documents support the same and share their files, so what these say must
        # not depend on the day asked for.
        day = plan.day if plan.day != release.last_day else None
        address = context.link("/v1/bulk", (("as_of", plan.day),))
        address = context.permalink(address, replace(plan, as_of=plan.day), release) or address
        words = json_.citation("whole dataset", release.id, plan.day, address)
        about = About(
            "dataset",
            release.id,
            release.published_at,
            plan.day,
            words,
            address,
            context.corrections(Shown(plan.day, plan.day), release),
            context.warnings(release, Shown(day, plan.day, whole=True)),
        )
        names = (MANIFEST_NAME, *FILES)
        place = context.files.path(release.hash, plan.day)
        build_into = partial(build, source, snapshot, plan.day, about)
        return plan, snapshot, await context.files.get(place, build_into, names, patient=patient)

    return await in_one_release(source, work)


async def get_manifest(context: ApiContext, request: Request) -> Response:
    """GET /v1/bulk"""
    items = json_parameters(request)
    plan, snapshot, folder = await made(context, items)
    release = snapshot.release
    found: list[dict[str, Any]] = orjson.loads((folder / MANIFEST_NAME).read_bytes())
    entries = [
        {
            **entry,
            "url": context.link(f"/v1/bulk/{entry['file']}", items),
            "release": release.id,
            "hash": release.printed_hash,
        }
        for entry in found
    ]
    own = context.own(request)
    relations = {"cite-as": context.permalink(own, plan, release) or own}
    return context.page(
        request,
        map(json_.dump, entries),
        shown_by(plan, whole=True),
        release,
        "whole dataset",
        relations=relations,
    )


async def get_bulk_file(context: ApiContext, name: str, request: Request) -> Response:
    """GET /v1/bulk/{file}"""
    items = query_items(request.scope["query_string"])
    plan, snapshot, folder = await made(context, items)
    facts = next(
        entry
        for entry in orjson.loads((folder / MANIFEST_NAME).read_bytes())
        if entry["file"] == name
    )
    etag = f'"{facts["sha256"]}"'
    day = f"-as-of-{plan.as_of}" if plan.as_of else ""
    stem, _, suffix = name.rpartition(".")
    own = context.link("/v1/bulk", items)
    release, what = snapshot.release, shown_by(plan, whole=True)
    cited = context.permalink(own, plan, release) or own
    sent = Sent(
        release,
        {"cite-as": cited, **context.latest(request, what)},
        FILES[name][0],
        f"{stem}-{release.id}{day}.{suffix}",
        context.header_warnings(release, what),
    )
    known = unchanged(request, etag, sent, context.base)
    return known or file_response(request, sent, folder / name, etag, context.base)


def bulk_schemas() -> Json:
    """The schemas of the manifest."""
    entry = fields(
        "One file of the whole release.",
        file=text_field("Its name.", SQLITE_NAME),
        media_type=text_field("What it is.", "application/vnd.sqlite3"),
        description=text_field("What is in it.", "Every table with its keys, in one SQLite file."),
        rows=whole_field("Number of rows in all its tables.", 3120),
        bytes=whole_field("Its size.", 3_211_264),
        sha256=text_field("Its content hash; 64 hex digits.", "5f" * 32),
        url=text_field("Where it is.", f"/v1/bulk/{SQLITE_NAME}", form="uri-reference"),
        release=text_field("Release it holds.", "2026-11-21"),
        hash=text_field("Content hash of that release.", "5f" * 32),
    )
    return {
        "BulkFile": entry,
        "BulkFilePage": page_schema("BulkFile", "The files of the whole release."),
    }
