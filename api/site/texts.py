"""Pages of text, written in Markdown in `docs/`, and the files that pages load. Raises
RecordNotFound.
"""

import html
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request, Response

from api.base.errors import RecordNotFound
from api.collections.documents import DOCUMENTS
from api.http.edge.canonical_url import clocks_query
from api.http.edge.context import ApiContext
from api.http.edge.fixed_files import fixed_response
from api.site.frame import answer, clocks_asked, use_of
from api.site.lists import list_columns, row_of
from api.site.reader import Reader, read_page

_ASSETS = {
    "site.css": "text/css; charset=utf-8",
    "tokens.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}
_DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXTS = {
    "methodology": "How a value is chosen",
    "invariants": "What holds in every release",
    "known-gaps": "About the data",
}


async def show_text(name: str, context: ApiContext, request: Request) -> Response:
    """GET /methodology, /invariants, /known-gaps"""

    async def build(reader: Reader) -> Any:
        return await reader.all("documents")

    documents, reader = await read_page(
        await context.source_of(clocks_asked(request)), clocks_asked(request), build
    )
    use = use_of(context, request, reader, "/v1/documents", ())
    query, columns = clocks_query(clocks_asked(request)), list_columns(DOCUMENTS, ())
    about = name == "known-gaps"
    # The other texts are of the code, not of a release: there is none to choose.
    values: dict[str, Any] = {} if about else {"release_links": ()}
    return answer(
        context,
        request,
        reader,
        "text.html",
        title=TEXTS[name],
        body=_text(name, query),
        columns=columns,
        rows=[row_of(DOCUMENTS, columns, one, query) for one in documents],
        query=query,
        about=about,
        use=use,
        **values,
    )


async def show_asset(request: Request) -> Response:
    """GET /assets/{name}"""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise RecordNotFound("assets", name[:60])
    return await fixed_response(request, _asset(name), _ASSETS[name], 3600)


@cache
def _asset(name: str) -> bytes:
    return (resources.files("api.site") / "assets" / name).read_bytes()


def _text(name: str, query: str) -> str:
    """A page of text; links to other texts keep the query of the day and the release."""
    return re.sub(r'href="([a-z-]+)\.md"', rf'href="/\1{html.escape(query)}"', _rendered(name))


@cache
def _rendered(name: str) -> str:
    """A page of text out of Markdown, with ids at its headings."""
    from markdown_it import MarkdownIt  # here: three pages need it, once each

    source = (_DOCS / f"{name}.md").read_text(encoding="utf-8")
    page = str(MarkdownIt("commonmark").enable("table").render(source.partition("\n")[2]))
    return re.sub(r"<h([23])>(.*?)</h\1>", _heading, page)


def _heading(found: re.Match[str]) -> str:
    level, words_of = found.groups()
    anchor = re.sub(r"[^a-z0-9]+", "-", words_of.lower()).strip("-")
    return f'<h{level} id="{anchor}">{words_of}</h{level}>'
