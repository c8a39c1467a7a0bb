"""The commands that read: each answers its exit status."""

import argparse
import asyncio
import json
import sys

from api import doctor as looks
from api.app import create_app
from api.base.errors import PledgebookError
from api.formats.registry import BULK
from api.http.endpoints.offline import Offline
from api.settings import Settings


def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """Look at everything a server needs; 1 where something must be mended."""
    found = asyncio.run(looks.examine(settings))
    for finding in found:
        print(finding)
    return 1 if any(finding.state == looks.FAULT for finding in found) else 0


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write a file without a server."""
    parted = (text.partition("=") for text in options.parameters)
    items = tuple((name, value) for name, _, value in parted)
    whole = options.format in BULK
    lacking = [
        f"{what} with --{option}"
        for option, what in (("collection", "a collection"), ("out", "a file"))
        if not whole and not getattr(options, option)
    ]
    if lacking:
        print(f"Name {' and '.join(lacking)}.", file=sys.stderr)
        return 2
    if options.out and (options.out.is_dir() or not options.out.parent.is_dir()):
        print(f"{options.out} is no file that can be written: see its folder.", file=sys.stderr)
        return 2

    async def run() -> str:
        async with Offline(settings) as offline:
            if whole:
                file = await offline.bulk(options.format, items, options.out)
                return f"{file} holds the whole release."
            number = await offline.export(options.collection, options.format, items, options.out)
            return f"Wrote {number:,} rows to {options.out}."

    try:
        print(asyncio.run(run()))
    except PledgebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def openapi(options: argparse.Namespace, settings: Settings) -> int:
    """Print the description of the API, or write it to a file."""
    text = json.dumps(create_app(settings).openapi(), indent=2, ensure_ascii=False) + "\n"
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0
