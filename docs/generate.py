"""`python -m docs.generate` writes docs/reference/ from the declarations the product itself uses,
and the README's outputs from a running server; tests compare both with what is committed.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from api import cli
from api.app import create_app
from api.collections import ALL, DERIVED
from api.collections.codelists import CODELISTS
from api.http.edge.problems import PROBLEMS
from api.settings import Settings
from docs import fields as dictionary
from docs.collection_pages import collection_page
from docs.examples import renewed
from docs.markdown import page, table
from docs.methodology import filled
from tests.servers import serving

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
METHODOLOGY = ROOT / "docs" / "methodology.md"


def codelists_page() -> str:
    """Every code list."""
    parts = []
    for name, listed in sorted(CODELISTS.items()):
        rows = ((f"`{code.value}`", code.label, code.definition) for code in listed.codes)
        parts.append(
            f"## {name}\n\n{listed.description}\n\n{table(('Value', 'Label', 'Definition'), rows)}"
        )
    return page(
        "Code lists",
        "Every coded word; also at `/v1/codelists`. A response may show new values, a request may "
        "not.",
        *parts,
    )


def settings_page() -> str:
    """Every setting of an operator."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = (
            str(field.default).replace(str(ROOT), "…") if field.default not in (None, "") else ""
        )
        rows.append(
            (
                f"`PLEDGEBOOK_{name.upper()}`",
                f"`{default}`" if default else "empty",
                field.description or "",
            )
        )
    return page(
        "Settings",
        "Environment variables, read once at start. `…` is the folder of the checkout.",
        table(("Variable", "Default", "Meaning"), rows),
    )


def commands_page() -> str:
    """Every command of the command line with its options; not argparse's own help, whose layout
    depends on the Python that runs it.
    """
    subparsers = next(
        action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    parts = []
    for name, parser in subparsers.choices.items():
        options = [
            (f"`{' '.join(one.option_strings) or one.dest}`", one.help or "")
            for one in parser._actions
            if one.dest != "help"
        ]
        example = (parser.epilog or "").partition("\n")[2].strip()
        listed = table(("Option", "Meaning"), options) if options else "It takes no options.\n"
        parts.append(f"## {name}\n\n{parser.description}\n\n```text\n{example}\n```\n\n{listed}")
    return page(
        "Commands",
        "`pledgebook COMMAND`, in the environment that `make serve` makes: `.venv/bin/pledgebook`.",
        *parts,
    )


def problems_page() -> str:
    """Every kind of error."""
    parts = [
        f"## {one.code}\n\n**{one.status}** {one.title}. {one.explanation}\n\n{one.mend}\n"
        for one in PROBLEMS.values()
    ]
    return page(
        "Problems",
        "Every error is `application/problem+json`; its `code` is one of these, its `type` leads "
        "to `/problems/`.",
        *parts,
    )


def _descriptions() -> list[dict[str, Any]]:
    application = create_app(Settings())
    return [application.openapi(), application.openapi(files=True)]  # type: ignore[call-arg]


def endpoints_page(descriptions: list[dict[str, Any]]) -> str:
    """Every operation, and the parameters that no collection's page lists."""
    rows = []
    declared = {one.name for resource in (*ALL, *DERIVED) for one in resource.filters}
    shared: dict[str, str] = {}
    for description in descriptions:
        known = description["components"]["parameters"]
        for path, operations in description["paths"].items():
            for method, one in operations.items():
                request, name = f"`{method.upper()} {path}`", f"`{one['operationId']}`"
                rows.append((request, name, one["summary"]))
                for part in one["parameters"]:
                    parameter = known[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
                    if parameter["name"] not in declared:
                        shared.setdefault(parameter["name"], parameter["description"])
    parts = (
        table(("Request", "Operation", "Answer"), sorted(rows)),
        "## Parameters common to many\n\n"
        + table(
            ("Parameter", "Meaning"), ((f"`{name}`", text) for name, text in sorted(shared.items()))
        ),
    )
    return page(
        "Endpoints",
        "Every request the API answers; the same as a machine reads it is `/openapi.json`, and "
        "`/openapi-files.json` for files.",
        *parts,
    )


def contents(found: dict[str, str]) -> str:
    """The page that leads to all others."""
    collections = "\n".join(
        f"* [{resource.name}]({resource.name}.md): {resource.description}"
        for resource in (*ALL, *DERIVED)
    )
    others = "\n".join(
        f"* [{text.splitlines()[2].removeprefix('# ')}]({name})"
        for name, text in sorted(found.items())
    )
    return page(
        "Reference",
        "What the declarations say, page by page.",
        f"## Collections\n\n{collections}\n",
        f"## Across collections\n\n{others}\n",
    )


def pages() -> dict[str, str]:
    """File name in docs/reference → its whole text."""
    across = {
        "codelists.md": codelists_page(),
        "commands.md": commands_page(),
        "fields.md": page("Data dictionary", dictionary.OPENING, *dictionary.parts()),
        "endpoints.md": endpoints_page(_descriptions()),
        "problems.md": problems_page(),
        "settings.md": settings_page(),
    }
    return {
        "README.md": contents(across),
        **across,
        **{f"{resource.name}.md": collection_page(resource) for resource in (*ALL, *DERIVED)},
    }


def write() -> None:
    """Write every page, remove those that no longer are, and renew the README's outputs."""
    REFERENCE.mkdir(exist_ok=True)
    wanted = pages()
    for stale in {path.name for path in REFERENCE.glob("*.md")} - set(wanted):
        (REFERENCE / stale).unlink()
    for name, text in wanted.items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    METHODOLOGY.write_text(filled(METHODOLOGY.read_text(encoding="utf-8")), encoding="utf-8")
    readme = ROOT / "README.md"
    with serving(Settings().database_url) as server, tempfile.TemporaryDirectory() as folder:
        readme.write_text(
            renewed(readme.read_text(encoding="utf-8"), server, Path(folder)), encoding="utf-8"
        )
    print(
        f"Wrote {len(wanted)} pages to {REFERENCE.relative_to(ROOT)} and renewed the examples of "
        "README.md."
    )


if __name__ == "__main__":
    write()
