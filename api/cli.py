"""The command line: parses arguments and calls one function each. Exit status 0 done, 1 found
wanting, 2 wrong usage. It alone changes switches of the whole process. A command imports inside its
function, so that serving loads nothing of publishing: that halves the time and memory of a start.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.base.database import parse_target
from api.base.errors import BuildFaults, ForeignFile, MigrationMissing, PledgebookError
from api.formats.registry import BULK, BY_SUFFIX
from api.settings import Settings

_EXAMPLES = """examples:
  pledgebook seed                               build the dataset from the seed and publish it
  pledgebook seed --check                       report every fault of the seed, publish nothing
  pledgebook verify --documents ../documents    prove every citation against the files
  pledgebook serve --port 8001                  answer at http://127.0.0.1:8001
"""


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    import uvicorn  # the serving side

    from api.app import create_app, with_cache

    host, port = options.host or settings.host, options.port or settings.port
    print(
        f"Pledgebook answers at http://{host}:{port}/v1 and explains itself at "
        f"http://{host}:{port}/docs",
        flush=True,
    )
    application = with_cache(create_app(settings), settings)
    # Exports flatten rows in threads. They must hand over quickly, or every short request waits the
    # interpreter's usual 5 ms for its turn.
    sys.setswitchinterval(0.0005)
    # What exists now lives as long as the process; the garbage collector need not look at it.
    gc.freeze()
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_level=settings.log_level.lower(),
        server_header=False,
        access_log=False,
        ws="none",
    )
    return 0


def _migrate(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.store.migrate import head_revision, migrate  # the publishing side

    migrate(parse_target(settings.database_url))
    print(f"The schema is at revision {head_revision()}.")
    return 0


def _seed(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.progress import progress_bar  # the publishing side
    from api.publish.publish import check_seed, publish

    folder, target = options.seed or settings.seed_dir, parse_target(settings.database_url)
    if not folder.is_dir():
        print(
            f"There is no seed folder at {folder}; name one with --seed or PLEDGEBOOK_SEED_DIR.",
            file=sys.stderr,
        )
        return 2
    if target.is_sqlite:
        # Sorting a large build takes gigabytes. Where temporary files lie otherwise may be memory;
        # SQLite asks for no other setting.
        os.environ.setdefault("SQLITE_TMPDIR", str(target.file.parent.resolve()))
    with progress_bar() as progress:
        if options.check:
            check_seed(folder, progress)
            print("The seed has no faults.")
            return 0
        published = publish(target, folder, progress, force=options.force)
    release = f"{published.release_id} ({published.hash[:12]})"
    if published.changed:
        counted = ", ".join(f"{number} {name}" for name, number in published.counts.items())
        print(f"Published release {release}: {counted}.")
    else:
        print(f"Release {release} already stands; nothing changed.")
    return 0


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.prove.verify import verify  # the publishing side

    target, seed = parse_target(settings.database_url), options.seed or settings.seed_dir
    proof = verify(target, seed, options.documents, coverage=options.coverage)
    for statement in proof.statements:
        print(statement)
    for fault in proof.faults:
        print(fault, file=sys.stderr)
    return 1 if proof.faults else 0


def _locate(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.prove.verify import locate  # the publishing side

    places = locate(settings.seed_dir, options.documents, options.document, options.quote)
    for place in places:
        print(place)
    if not places:
        print("These words stand nowhere in that document.", file=sys.stderr)
    return 0 if places else 1


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from api.http.endpoints.offline import Offline  # the serving side

    parted = (text.partition("=") for text in options.parameters)
    items = tuple((name, value) for name, _, value in parted)
    whole = options.format in BULK
    if not whole and not (options.collection and options.out):
        print("Name a collection with --collection and a file with --out.", file=sys.stderr)
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


def _openapi(options: argparse.Namespace, settings: Settings) -> int:
    from api.app import create_app  # the serving side

    text = json.dumps(create_app(settings).openapi(), indent=2, ensure_ascii=False) + "\n"
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


_FLAG = {"action": "store_true"}
_SEED = {"type": Path, "help": "folder of the seed (default: the setting PLEDGEBOOK_SEED_DIR)"}
_DOCUMENTS = {"type": Path, "help": "folder of the source documents"}


@dataclass(frozen=True)
class _Command:
    """One command: what runs it, its help, an example, and its arguments as argparse takes them."""

    run: Callable[[argparse.Namespace, Settings], int]
    help: str
    example: str
    arguments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


_COMMANDS = {
    "serve": _Command(
        _serve,
        "Serve the published dataset over HTTP.",
        "pledgebook serve --port 8001",
        {
            "--host": {"help": "address to listen on (default: the setting PLEDGEBOOK_HOST)"},
            "--port": {
                "type": int,
                "help": "port to listen on (default: the setting PLEDGEBOOK_PORT)",
            },
        },
    ),
    "migrate": _Command(
        _migrate, "Bring the database schema to the newest revision.", "pledgebook migrate"
    ),
    "seed": _Command(
        _seed,
        "Build the dataset from the seed and publish it as one release.",
        "pledgebook seed --seed seed",
        {
            "--seed": _SEED,
            "--check": {**_FLAG, "help": "report every fault of the seed and publish nothing"},
            "--force": {**_FLAG, "help": "build the whole anew, whatever release stands already"},
        },
    ),
    "verify": _Command(
        _verify,
        "Rebuild the dataset and compare; with --documents prove every citation.",
        "pledgebook verify --documents ../documents --coverage",
        {
            "--seed": _SEED,
            "--documents": _DOCUMENTS,
            "--coverage": {
                **_FLAG,
                "help": "list every figure and name of the documents that no claim cites",
            },
        },
    ),
    "export": _Command(
        _export,
        "Write what the export URLs answer to a file, without a server.",
        "pledgebook export --format csv --collection projects --out projects.csv sector=energy "
        "as_of=2025-12-24",
        {
            "--format": {
                "required": True,
                "choices": [*BY_SUFFIX, *BULK],
                "help": "format of the file",
            },
            "--collection": {
                "help": "collection to export; sqlite and datapackage always hold the whole release"
            },
            "--out": {
                "type": Path,
                "help": "file to write; without it, sqlite and datapackage are made ready for the "
                "server",
            },
            "parameters": {
                "nargs": "*",
                "metavar": "name=value",
                "help": "parameters of the URL: filters, sort, include, fields, as_of",
            },
        },
    ),
    "openapi": _Command(
        _openapi,
        "Print the OpenAPI description of the API.",
        "pledgebook openapi > openapi.json",
        {"--out": {"type": Path, "help": "file to write (default: standard output)"}},
    ),
    "locate": _Command(
        _locate,
        "Find a passage: its line, start and end for a claim.",
        'pledgebook locate --documents ../documents second-panel-meeting "$550 billion"',
        {
            "--documents": {**_DOCUMENTS, "required": True},
            "document": {"help": "id of the document"},
            "quote": {
                "help": "the words to find; plain hyphens, quotes and spaces match their "
                "typographic variants"
            },
        },
    ),
}


def parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    whole = argparse.ArgumentParser(
        prog="pledgebook",
        description="One canonical, source-cited dataset of international investment deals, served "
        "over HTTP.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in _COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.help,
            description=command.help,
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for argument, options in command.arguments.items():
            one.add_argument(argument, **options)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    options = parser().parse_args(arguments)
    settings = Settings()
    try:
        return _COMMANDS[options.command].run(options, settings)
    except BuildFaults as faults:
        print(faults, file=sys.stderr)
        print(f"{len(faults.faults)} faults; nothing was published.", file=sys.stderr)
        return 1
    except (ForeignFile, MigrationMissing) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
