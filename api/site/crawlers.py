"""Files for those who read pages by program: /robots.txt, /sitemap.xml, /llms.txt and
/.well-known/security.txt. Raises what the read side raises.
"""

from datetime import UTC, datetime, timedelta
from html import escape

from fastapi import Request, Response

from api.base.errors import RecordNotFound
from api.collections import BY_NAME, RECORDS
from api.formats import words
from api.http.edge.context import ApiContext
from api.read.answers.warnings import shown_by
from api.site.reader import Reader, read_page
from api.site.texts import TEXTS

PAGED = tuple(one.name for one in (*RECORDS, BY_NAME["documents"]))
_TEXT = "text/plain; charset=utf-8"
_WHAT = (
    "International investment deals: one value per field, with the document, the line and the "
    "words it rests on, and the values that lost. Every answer names its release and day."
)
_BEWARE = (
    "Amounts of different bases (pledged, packaged, announced) overlap and are never added. "
    "`field_status` says why a value is null. Cite `meta.citation`."
)
_SECURITY_DAYS = 365  # for which the contact holds, from the day it is asked for


def _text(lines: list[str]) -> Response:
    headers = {"cache-control": "public, max-age=3600"}
    return Response("\n".join(lines) + "\n", 200, headers, _TEXT)


async def show_robots(context: ApiContext, request: Request) -> Response:
    """GET /robots.txt: pages are welcome to be found, searches and earlier days are not pages."""
    lines = ["User-agent: *", "Disallow: /search", "Disallow: /corrections", "Disallow: /*?*as_of="]
    if context.base:  # a sitemap is named by its whole address
        lines += ["", f"Sitemap: {context.link('/sitemap.xml')}"]
    return _text(lines)


async def show_sitemap(context: ApiContext, request: Request) -> Response:
    """GET /sitemap.xml: every page of the newest release, with the day its record changed."""

    async def build(reader: Reader) -> list[tuple[str, str]]:
        found = [(f"/{name}", "") for name in ("", *PAGED, "disputes", "changes", *TEXTS)]
        for name in PAGED:
            items = await reader.all(name)
            found += [(f"/{name}/{one['id']}", one.get("changed_on") or "") for one in items]
        return found

    found, reader = await read_page(await context.source_of(()), (), build)
    lines = [
        f"<url><loc>{escape(context.link(path))}</loc>"
        + (f"<lastmod>{day}</lastmod>" if day else "")
        + "</url>"
        for path, day in found
    ]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )
    what = shown_by(reader, whole=True)
    return context.sent(request, body.encode(), reader.release, what, media="application/xml")


async def show_llms(context: ApiContext, request: Request) -> Response:
    """GET /llms.txt: what this is and where to read on, for a language model."""
    link = context.link
    lines = [
        "# Pledgebook",
        "",
        f"> {_WHAT}",
        "",
        _BEWARE,
        "",
        "## API",
        "",
        f"- [Index]({link('/v1')}): collections, formats, knowledge days",
        f"- [OpenAPI description]({link('/openapi.json')})",
        f"- [Fields]({link('/v1/fields')}): every field with its meaning",
        f"- [Search]({link('/v1/search')}?q=ohio): records by words",
        f"- [Totals]({link('/v1/totals')}): amounts by basis, with what is counted",
        f"- [Whole dataset]({link('/v1/bulk')}): every file of a release",
        "",
        "## Records",
        "",
    ]
    for name in PAGED:
        address = link(f"/v1/{name}")
        lines.append(f"- [{words.title_of(name)}]({address}): {words.opening_of(name)}")
    lines += ["", "## About", ""]
    lines += [f"- [{title}]({link(f'/{name}')})" for name, title in TEXTS.items()]
    return _text(lines)


async def show_security(context: ApiContext, request: Request) -> Response:
    """GET /.well-known/security.txt; nothing where the operator named no contact."""
    if not context.security_contact:
        raise RecordNotFound("pages", "security.txt")
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        days=_SECURITY_DAYS
    )
    lines = [
        f"Contact: {context.security_contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    ]
    if context.base:
        lines.append(f"Canonical: {context.link('/.well-known/security.txt')}")
    return _text(lines)
