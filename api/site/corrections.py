"""The page where an error in the data is reported: `meta.corrections` leads here, filled in with
the record, the field, the day and the release that a reader saw; and the register of corrections.
 Raises what the read side raises.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import Request, Response

from api.base.errors import InvalidRequest, RecordMoved
from api.base.suggest import unknown_word
from api.collections import BY_NAME
from api.formats import words
from api.http.edge.canonical_url import QueryItems, clocks_of, without
from api.http.edge.context import ApiContext
from api.http.edge.respond import redirect
from api.read.request.given import CLOCKS
from api.site.change_words import RecordChanges, by_record
from api.site.frame import answer, clocks_asked, items_of, use_of
from api.site.reader import RECORD_SPECS, LoadedItem, Reader, read_page

_PARAMETERS = ("about", "field", *CLOCKS)
_PATH = "/corrections"
_MADE = ("change", "correction")  # the filter that finds corrections among changes


async def show_corrections(context: ApiContext, request: Request) -> Response:
    """GET /corrections"""
    items = tuple(pair for pair in items_of(request) if pair[1])
    collection, record_id, field = _asked(items)

    async def build(reader: Reader) -> tuple[LoadedItem | None, list[RecordChanges]]:
        item = await reader.record(collection, record_id) if record_id else None
        about = [("subject_type", collection)] if collection in RECORD_SPECS else []
        about += [("subject_id", record_id)] if record_id else []
        made = await reader.all("changes", _MADE, *about)
        return item, by_record([one for one in made if one["field"]])

    source, clocks = await context.source_of(clocks_asked(request)), clocks_asked(request)
    try:
        (item, made), reader = await read_page(source, clocks, build)
    except RecordMoved as error:
        moved = (*without(items, "about"), ("about", f"{error.collection}/{error.new_id}"))
        return redirect(context.link(_PATH, moved))
    about = "/".join(one for one in (collection, record_id) if one)
    address = context.link(f"/v1/{about}".rstrip("/"), clocks_of(items))
    address = context.permalink(address, reader, reader.release) or address
    what = about or "the whole dataset"
    text = report_text(what, item, field, address, reader)
    path, shown = f"/v1/{about}", clocks_asked(request)
    if not record_id:
        path = f"/v1/{about or 'changes'}"
        shown = shown if about else (_MADE, *shown)
    return answer(
        context,
        request,
        reader,
        "corrections.html",
        since=item["known_from"] if item else "",
        use=use_of(context, request, reader, path, shown, shape="record" if item else "rows"),
        item=item,
        made=made,
        about=about,
        field=field,
        fields=_fields(collection) if item else (),
        text=text,
        target=target(context.corrections_url, f"Error in {what}", text),
    )


def report_text(
    what: str, item: LoadedItem | None, field: str, address: str, reader: Reader
) -> str:
    """What a report says, with lines left to fill in."""
    name = (item or {}).get("name") or (item or {}).get("title")
    lines = [f"About: {what}" + (f" ({name})" if name else "")]
    if field and item is not None:
        lines += [f"Field: {field}", f"Value: {orjson.dumps(item[field]).decode()}"]
    lines += [
        f"Release: {reader.release.id}, as of {reader.as_of or reader.day}",
        f"Address: {address}",
        "What is wrong:",
        "Document that says otherwise (address, and the words):",
    ]
    return "\n".join(lines) + "\n"


def target(url: str, title: str, body: str) -> str:
    """Where the operator takes reports, with the report in it where the address has room."""
    return url.replace("{title}", quote(title, "")).replace("{body}", quote(body, ""))


def _asked(items: QueryItems) -> tuple[str, str, str]:
    """The collection, the id and the field asked about, each empty where none is."""
    asked: Mapping[str, Any] = dict(items)
    for name in asked:
        if name not in _PARAMETERS:
            _refuse("about", "unknown_parameter", f"There is no parameter '{name[:60]}'", name)
    collection, _, record_id = str(asked.get("about", "")).partition("/")
    if collection and collection not in BY_NAME:
        _refuse("about", "unknown_value", f"'{collection[:60]}' is no collection", collection)
    if record_id and collection not in RECORD_SPECS:
        _refuse("about", "unknown_value", f"{collection} have no records of their own", collection)
    field = str(asked.get("field", ""))
    if field and (not record_id or field not in _fields(collection)):
        _refuse("field", "unknown_value", f"'{field[:60]}' is no field of it", field, collection)
    return collection, record_id, field


def _refuse(parameter: str, code: str, sentence: str, wanted: str, collection: str = "") -> None:
    if code == "unknown_parameter":
        known: tuple[str, ...] = _PARAMETERS
    else:
        known = tuple(_fields(collection) if parameter == "field" and collection else BY_NAME)
    raise InvalidRequest(
        unknown_word(parameter, code, sentence, wanted, known, f"it takes {', '.join(known)}.")
    )


def _fields(collection: str) -> dict[str, str]:
    """The fields that a report can name, with their labels."""
    return {name: words.field_label(name) for name in BY_NAME[collection].model.model_fields}
