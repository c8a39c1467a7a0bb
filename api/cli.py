"""The command line: parses arguments and calls one function each. Exit status 0 done, 1 found
wanting, 2 wrong usage.

It and `serving.py` alone change switches of the whole process. A command imports its own side inside
its function: serving loads nothing of publishing and the other way round, which would double the time
and memory of a start.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from api.base.database import parse_target
from api.base.errors import (
    BuildFaults,
    ForeignFile,
    MigrationMissing,
    PledgebookError,
    SettingsFaults,
)
from api.formats.registry import BULK, BY_SUFFIX
from api.settings import Settings, read_settings, unknown_variables

_EXAMPLES = """examples:
  pledgebook seed                               build the dataset from the seed and publish it
  pledgebook seed --check                       report every fault of the seed, publish nothing
  pledgebook verify --documents ../documents    prove every citation against the files
  pledgebook serve --port 8001                  answer at http://127.0.0.1:8001
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pledgebook",
        description=(
            "One canonical, source-cited dataset of international investment deals, served over "
            "HTTP."
        ),
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    def add(name: str, help_text: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=help_text,
            description=help_text,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    serve = add("serve", "Serve the published dataset over HTTP.", "pledgebook serve --port 8001")
    serve.add_argument("--host", help="address to listen on (default: the setting PLEDGEBOOK_HOST)")
    serve.add_argument(
        "--port",
        type=_port,
        help="port to listen on, 0 for any free one (default: the setting PLEDGEBOOK_PORT)",
    )
    serve.add_argument("--uds", type=Path, help="path of a Unix socket to listen on instead")
    serve.add_argument(
        "--workers", type=_workers, default=1, help="processes that answer (default: 1)"
    )
    add("migrate", "Bring the database schema to the newest revision.", "pledgebook migrate")
    seed = add(
        "seed",
        "Build the dataset from the seed and publish it as one release.",
        "pledgebook seed --seed seed",
    )
    seed.add_argument(
        "--seed", type=Path, help="folder of the seed (default: the setting PLEDGEBOOK_SEED_DIR)"
    )
    seed.add_argument(
        "--check", action="store_true", help="report every fault of the seed and publish nothing"
    )
    seed.add_argument(
        "--force", action="store_true", help="build the whole anew, whatever release stands already"
    )
    proof = "Rebuild the dataset and compare; with --documents prove every citation."
    verify = add("verify", proof, "pledgebook verify --documents ../documents --coverage")
    verify.add_argument(
        "--seed", type=Path, help="folder of the seed (default: the setting PLEDGEBOOK_SEED_DIR)"
    )
    verify.add_argument("--documents", type=Path, help="folder of the source documents")
    verify.add_argument(
        "--coverage",
        action="store_true",
        help="list every figure and name of the documents that no claim cites",
    )
    files = "Write what the export URLs answer to a file, without a server."
    export = add(
        "export",
        files,
        (
            "pledgebook export --format csv --collection projects --out projects.csv sector=energy "
            "as_of=2025-12-24"
        ),
    )
    export.add_argument(
        "--format", required=True, choices=[*BY_SUFFIX, *BULK], help="format of the file"
    )
    export.add_argument(
        "--collection",
        help="collection to export; sqlite and datapackage always hold the whole release",
    )
    export.add_argument(
        "--out",
        type=Path,
        help="file to write; without it, sqlite and datapackage are made ready for the server",
    )
    export.add_argument(
        "parameters",
        nargs="*",
        metavar="name=value",
        help="parameters of the URL: filters, sort, include, fields, as_of",
    )
    openapi = add(
        "openapi", "Print the OpenAPI description of the API.", "pledgebook openapi > openapi.json"
    )
    openapi.add_argument("--out", type=Path, help="file to write (default: standard output)")
    place = "Find a passage: its line, start and end for a claim."
    locate = add(
        "locate",
        place,
        'pledgebook locate --documents ../documents second-panel-meeting "$550 billion"',
    )
    locate.add_argument(
        "--documents", type=Path, required=True, help="folder of the source documents"
    )
    locate.add_argument("document", help="id of the document")
    locate.add_argument(
        "quote",
        help="the words to find; plain hyphens, quotes and spaces match their typographic variants",
    )
    return parser


def _port(text: str) -> int:
    return _whole(text, 0, 65_535)


def _workers(text: str) -> int:
    return _whole(text, 1, 64)


def _whole(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from {least} to {most}")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    options = _parser().parse_args(arguments)
    for sentence in unknown_variables():
        print(sentence, file=sys.stderr)
    try:
        settings = read_settings()
    except SettingsFaults as faults:
        print(faults, file=sys.stderr)
        return 2
    try:
        return _run(options, settings)
    except BuildFaults as faults:
        print(faults, file=sys.stderr)
        print(f"{len(faults.faults)} faults; nothing was published.", file=sys.stderr)
        return 1
    except (ForeignFile, MigrationMissing) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def _run(options: argparse.Namespace, settings: Settings) -> int:
    commands = {
        "serve": _serve,
        "migrate": _migrate,
        "seed": _seed,
        "verify": _verify,
        "export": _export,
        "openapi": _openapi,
        "locate": _locate,
    }
    return commands[options.command](options, settings)


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from api.serving import serve  # the serving side

    port = settings.port if options.port is None else options.port
    try:
        serve(settings, options.host or settings.host, port, options.uds, options.workers)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _migrate(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.store.migrate import head, migrate  # the publishing side

    migrate(parse_target(settings.database_url))
    print(f"The schema is at revision {head()}.")
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
    if published.changed:
        counted = ", ".join(f"{number} {name}" for name, number in published.counts.items())
        print(f"Published release {published.release_id} ({published.hash[:12]}): {counted}.")
    else:
        print(
            f"Release {published.release_id} ({published.hash[:12]}) already stands; nothing "
            "changed."
        )
    return 0


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.prove.verify import verify  # the publishing side

    proof = verify(
        parse_target(settings.database_url),
        options.seed or settings.seed_dir,
        options.documents,
        coverage=options.coverage,
    )
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

    items = tuple(
        (name, value) for name, _, value in (text.partition("=") for text in options.parameters)
    )
    whole = options.format in BULK
    if not whole and not (options.collection and options.out):
        print("Name a collection with --collection and a file with --out.", file=sys.stderr)
        return 2

    async def run() -> str:
        async with Offline(settings) as offline:
            if whole:
                return (
                    f"{await offline.bulk(options.format, items, options.out)} holds the whole "
                    "release."
                )
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


if __name__ == "__main__":
    sys.exit(main())
