"""Jinja2, set up once: templates are escaped, and know how to write dates, links and marks; and
pictures as PNG.
"""

import asyncio
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import resvg_py

from api.formats import words
from api.site.facts import MARKS, meaning_text

if TYPE_CHECKING:
    from jinja2 import Environment

_SLOTS = asyncio.Semaphore(2)  # pictures drawn at once: each takes a processor
_ADDRESS = re.compile(r'\b(href|src|action)="/')


@cache
def _environment() -> "Environment":
    # Here: answers to programs need no templates, and a server starts sooner without.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("api.site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters["date"] = words.date
    environment.filters["with_dates"] = words.with_dates
    environment.filters["code_label"] = words.code_label
    environment.filters["meaning"] = meaning_text
    environment.globals["MARKS"] = MARKS
    environment.globals["title_of"] = words.title_of
    environment.globals["field_label"] = words.field_label
    environment.globals["untitled"] = words.untitled
    environment.globals["label"] = words.code_label
    return environment


def render(template: str, **values: Any) -> bytes:
    """The page as bytes; raises jinja2's errors for a value that the template lacks.

    Templates write addresses as they are on this server; `base` is put before each, so that they
    hold behind a proxy with a prefix too. Values are escaped, so no value looks like an attribute.
    """
    page = _environment().get_template(template).render(**values)
    return _ADDRESS.sub(rf'\1="{values["base"]}/', page).encode()


async def drawn(draw: Callable[[], bytes], zoom: int | None = None) -> bytes:
    """A picture, drawn outside the event loop, a few at once: as SVG, or with a zoom as PNG."""
    async with _SLOTS:
        return await asyncio.to_thread(_drawn, draw, zoom)


def _drawn(draw: Callable[[], bytes], zoom: int | None) -> bytes:
    picture = draw()
    if zoom is None:
        return picture
    return bytes(resvg_py.svg_to_bytes(svg_string=picture.decode(), zoom=zoom))
