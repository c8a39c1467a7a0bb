"""The command line: parses arguments and calls one function each. Exit status 0 done, 1 found
wanting, 2 wrong usage.

The only place that changes switches of the whole process. A command imports its own side inside its
function: serving loads nothing of publishing and the other way round, which would double the time
and memory of a start.
"""

import argparse
import asyncio
import gc
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
    UnknownDocument,
)
from api.formats.registry import BULK, BY_SUFFIX
from api.settings import Settings

_EXAMPLES = """examples:
  pledgebook seed                               build the dataset from the seed and publish it
  pledgebook check                              report every fault of the seed, publish nothing
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
        "--port", type=int, help="port to listen on (default: the setting PLEDGEBOOK_PORT)"
    )
    add("migrate", "Bring the database schema to the newest revision.", "pledgebook migrate")
    building = "Build the dataset from the seed and publish it as one release."
    seed = add("seed", building, "pledgebook seed --seed seed")
    seed.add_argument("--check", action="store_true", help="what `pledgebook check` does")
    seed.set_defaults(documents=None, form="text")
    seed.add_argument(
        "--force", action="store_true", help="build the whole anew, whatever release stands already"
    )
    checking = "Report every fault of the seed, with file, line and mend; publish nothing."
    check = add("check", checking, "pledgebook check --documents ../documents")
    check.add_argument("--documents", type=Path, help="folder of the source documents")
    check.set_defaults(form="text")
    for form in ("json", "github"):
        said = f"write what is found for {form}"
        check.add_argument(f"--{form}", help=said, dest="form", action="store_const", const=form)
    proof = "Rebuild the dataset and compare; with --documents prove every citation."
    verify = add("verify", proof, "pledgebook verify --documents ../documents --coverage")
    folder = "folder of the seed (default: the setting PLEDGEBOOK_SEED_DIR)"
    for command in (seed, check, verify):
        command.add_argument("--seed", type=Path, help=folder)
    verify.add_argument("--documents", type=Path, help="folder of the source documents")
    coverage = "list every figure and name of the documents that no claim cites"
    verify.add_argument("--coverage", action="store_true", help=coverage)
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
    export.add_argument("--collection", help="what to export; sqlite and datapackage hold all")
    out = "file to write; without it, sqlite and datapackage are made ready for the server"
    export.add_argument("--out", type=Path, help=out)
    export.add_argument(
        "parameters",
        nargs="*",
        metavar="name=value",
        help="parameters of the URL: filters, sort, include, fields, as_of",
    )
    described = "Print the OpenAPI description of the API."
    openapi = add("openapi", described, "pledgebook openapi > openapi.json")
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
    words = "the words to find; plain hyphens, quotes and spaces match their typographic variants"
    locate.add_argument("quote", help=words)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    options = _parser().parse_args(arguments)
    settings = Settings()
    try:
        return _run(options, settings)
    except BuildFaults as faults:
        print(faults, file=sys.stderr)
        print(f"{len(faults.faults)} faults; nothing was published.", file=sys.stderr)
        return 1
    except (ForeignFile, MigrationMissing, UnknownDocument) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def _run(options: argparse.Namespace, settings: Settings) -> int:
    commands = {
        "serve": _serve,
        "migrate": _migrate,
        "seed": _seed,
        "check": _check,
        "verify": _verify,
        "export": _export,
        "openapi": _openapi,
        "locate": _locate,
    }
    return commands[options.command](options, settings)


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
    # All of it stays as long as the process: nothing there for the collector to look at again and
    # again
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
    from api.publish.store.migrate import head, migrate  # the publishing side

    migrate(parse_target(settings.database_url))
    print(f"The schema is at revision {head()}.")
    return 0


def _seed(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.progress import progress_bar  # the publishing side
    from api.publish.publish import publish

    if options.check or not (options.seed or settings.seed_dir).is_dir():
        return _check(options, settings)
    folder, target = options.seed or settings.seed_dir, parse_target(settings.database_url)
    if target.is_sqlite:
        # Sorting a large build takes gigabytes. Where temporary files lie otherwise may be memory;
        # SQLite asks for no other setting.
        os.environ.setdefault("SQLITE_TMPDIR", str(target.file.parent.resolve()))
    with progress_bar() as progress:
        published = publish(target, folder, progress, force=options.force)
    said = f"release {published.release_id} ({published.hash[:12]})"
    if published.changed:
        counted = ", ".join(f"{number} {name}" for name, number in published.counts.items())
        print(f"Published {said}: {counted}.")
    else:
        print(f"R{said[1:]} already stands; nothing changed.")
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from api.publish.progress import progress_bar  # the publishing side
    from api.publish.report import report

    folder = options.seed or settings.seed_dir
    for name, path in (("seed", folder), ("documents", options.documents)):
        if path is not None and not path.is_dir():
            said = f"There is no {name} folder at {path}; name one with --{name}"
            print(f"{said}{' or PLEDGEBOOK_SEED_DIR' * (name == 'seed')}.", file=sys.stderr)
            return 2
    with progress_bar() as progress:
        text, status = report(folder, options.documents, options.form, progress)
    print(text)
    return status


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
