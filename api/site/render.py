"""Jinja2, set up once: templates are escaped, and know how to write dates, links and marks; and
pictures as PNG.
"""

import asyncio
import re
from functools import cache
from typing import Any

import resvg_py
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.formats import words
from api.site.facts import MARKS

_SLOTS = asyncio.Semaphore(2)  # pictures drawn as PNG at once: each takes a processor
_ADDRESS = re.compile(r'\b(href|src|action)="/')


@cache
def _environment() -> Environment:
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


async def as_png(picture: bytes, zoom: int) -> bytes:
    """An SVG picture as PNG, drawn outside the event loop, a few at once."""
    async with _SLOTS:
        return await asyncio.to_thread(_png, picture.decode(), zoom)


def _png(picture: str, zoom: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=zoom))
