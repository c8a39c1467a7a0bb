"""The command line: parses arguments and calls one function each. Exit status 0 done, 1 found
wanting, 2 wrong usage.
"""

import argparse
import gc
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import api
from api.base.errors import (
    BuildFaults,
    ForeignFile,
    MigrationMissing,
    ReleaseFault,
    SettingsFaults,
    UnknownDocument,
)
from api.base.machine import failure_of_the_machine
from api.formats.registry import BULK, BY_SUFFIX
from api.settings import read_settings, unknown_variables

_EXAMPLES = """examples:
  pledgebook seed                               build the dataset from the seed and publish it
  pledgebook check                              report every fault of the seed, publish nothing
  pledgebook verify --documents ../documents    prove every citation against the files
  pledgebook serve --port 8001                  answer at http://127.0.0.1:8001
"""


def _port(text: str) -> int:
    return _whole(text, 0, 65_535)


def _workers(text: str) -> int:
    return _whole(text, 1, 64)


def _whole(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from {least} to {most}")
    return int(text)


_FORM = {"dest": "form", "action": "store_const", "default": "text"}
_FLAG = {"action": "store_true"}
_SEED = {"type": Path, "help": "folder of the seed (default: the setting PLEDGEBOOK_SEED_DIR)"}
_DOCUMENTS = {"type": Path, "help": "folder of the source documents"}


@dataclass(frozen=True)
class _Command:
    """One command: the module of `api.commands` that has its function, its help, an example, and
    its arguments as argparse takes them.
    """

    module: Literal["publishing", "reading", "serving"]
    help: str
    example: str
    arguments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


_COMMANDS = {
    "serve": _Command(
        "serving",
        "Serve the published dataset over HTTP.",
        "pledgebook serve --port 8001",
        {
            "--host": {"help": "address to listen on (default: the setting PLEDGEBOOK_HOST)"},
            "--port": {
                "type": _port,
                "help": "port to listen on, 0 for any free one (default: the setting "
                "PLEDGEBOOK_PORT)",
            },
            "--uds": {"type": Path, "help": "path of a Unix socket to listen on instead"},
            "--workers": {
                "type": _workers,
                "default": 1,
                "help": "processes that answer (default: 1)",
            },
        },
    ),
    "migrate": _Command(
        "publishing", "Bring the database schema to the newest revision.", "pledgebook migrate"
    ),
    "doctor": _Command(
        "reading",
        "Look at settings, database, schema, release, role, clock, files and disk; say what to "
        "mend.",
        "pledgebook doctor",
    ),
    "grant": _Command(
        "publishing",
        "Let a PostgreSQL role read the dataset, and nothing else: the one that serving uses.",
        "pledgebook grant pledgebook_reader",
        {"role": {"help": "name of the role; it is created where it is missing"}},
    ),
    "seed": _Command(
        "publishing",
        "Build the dataset from the seed and publish it as one release.",
        "pledgebook seed --seed seed",
        {
            "--seed": _SEED,
            "--check": {**_FLAG, "help": "what `pledgebook check` does"},
            "--force": {**_FLAG, "help": "build the whole anew, whatever release stands already"},
        },
    ),
    "check": _Command(
        "publishing",
        "Report every fault of the seed, with file, line and mend; publish nothing.",
        "pledgebook check --documents ../documents",
        {
            "--seed": _SEED,
            "--documents": _DOCUMENTS,
            "--json": {**_FORM, "const": "json", "help": "write what is found as JSON"},
            "--github": {
                **_FORM,
                "const": "github",
                "help": "write what is found as GitHub shows it beside the lines",
            },
        },
    ),
    "diff": _Command(
        "publishing",
        "Show what readers would see change since a published release.",
        "pledgebook diff 2026-11-21 --as-of all --markdown",
        {
            "release": {"nargs": "?", "help": "id of the release (default: the last one)"},
            "--seed": _SEED,
            "--as-of": {
                "metavar": "DAY",
                "help": "what readers of that day would see, or `all` (default: the last day)",
            },
            "--json": {**_FORM, "const": "json", "help": "write it as JSON"},
            "--markdown": {**_FORM, "const": "markdown", "help": "write it as a Markdown list"},
            "--accept": {**_FLAG, "help": "end with 0 whatever changes"},
        },
    ),
    "release": _Command(
        "publishing",
        "Publish what stands in the seed as a release that never changes, or withdraw one.",
        'pledgebook release 2026-12-01 --notes "Adds the December fact sheet."',
        {
            "id": {"help": "id of the release, such as the day of publication"},
            "--seed": _SEED,
            "--notes": {"help": "what is new in it, for readers"},
            "--published-at": {
                "metavar": "TIME",
                "help": "when it is published, such as 2026-12-01T12:00:00Z (default: now)",
            },
            "--yes": {**_FLAG, "help": "do not ask"},
            "--accept": {**_FLAG, "help": "publish whatever changes"},
            "--withdraw": {
                **_FLAG,
                "help": "serve this release no more; the register keeps its hash and the reason",
            },
            "--reason": {"help": "with --withdraw: why, for readers"},
        },
    ),
    "verify": _Command(
        "publishing",
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
        "reading",
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
        "reading",
        "Print the OpenAPI description of the API.",
        "pledgebook openapi > openapi.json",
        {"--out": {"type": Path, "help": "file to write (default: standard output)"}},
    ),
    "locate": _Command(
        "publishing",
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
    whole.add_argument("--version", action="version", version=f"pledgebook {api.__version__}")
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


def _loaded(command: str) -> ModuleType:
    """The module of the command. What it loads stays as long as the process: looking there for
    garbage, now or later, finds none and takes a tenth of a start.
    """
    gc.disable()
    try:
        return import_module(f"api.commands.{_COMMANDS[command].module}")
    finally:
        gc.freeze()
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    options = parser().parse_args(arguments)
    for sentence in unknown_variables():
        print(sentence, file=sys.stderr)
    try:
        settings = read_settings()
    except SettingsFaults as faults:
        print(faults, file=sys.stderr)
        return 2
    try:
        status: int = getattr(_loaded(options.command), options.command)(options, settings)
        return status
    except BuildFaults as faults:
        print(faults, file=sys.stderr)
        count = len(faults.faults)
        print(f"{count} fault{'s' * (count > 1)}; nothing was published.", file=sys.stderr)
        return 1
    except (ForeignFile, MigrationMissing, ReleaseFault, UnknownDocument) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except Exception as error:
        machine_failure = failure_of_the_machine(error)
        if machine_failure is None:
            raise
        print(machine_failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
