"""“Use this data”: the address of the same data, and how to read it from other tools. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.http.edge.canonical_url import QueryItems, query_text

# What an address answers: one record, the rows of a list, sums, or what a search found.
AnswerShape = Literal["record", "rows", "sums", "found"]


@dataclass(frozen=True, slots=True)
class Usage:
    """The API address of what a page shows, its files, and snippets by the name of the tool."""

    address: str
    files: Sequence[tuple[str, str]]
    code: Sequence[tuple[str, str]]
    sheets: Sequence[tuple[str, str]]
    citation: str
    permalink: str


def usage(
    base: str,
    path: str,
    items: QueryItems,
    shape: AnswerShape,
    formats: Sequence[str],
    citation: str,
    permalink: str,
) -> Usage:
    """How to use the data at an API path with the given parameters; `formats` are its files."""
    query = f"?{query_text(tuple(items))}" if items else ""
    address = f"{base}{path}{query}"
    files = [(suffix.upper(), f"{base}{path}.{suffix}{query}") for suffix in formats]
    csv = dict(files).get("CSV", "")
    if shape == "record":
        csv = _claims_of(base, path, items)
    sheets = (("Google Sheets", f'=IMPORTDATA("{csv}")'), ("Excel: Data, From Web", csv))
    code = _rows(csv, address, dict(files)) if files else _json(address, shape)
    return Usage(address, files, code, sheets if csv else (), citation, permalink)


def _claims_of(base: str, path: str, items: QueryItems) -> str:
    """A spreadsheet has rows: those of a record are the claims that it rests on."""
    collection, record_id = path.split("/")[-2:]
    about: QueryItems = (("subject_type", collection), ("subject_id", record_id))
    if collection == "documents":
        about = (("document_id", record_id),)
    return f"{base}/v1/claims.csv?{query_text((*about, *items))}"


def _rows(csv: str, address: str, files: dict[str, str]) -> Sequence[tuple[str, str]]:
    """Every row, not the first page alone: a file has them all."""
    script = (
        f'const answer = await fetch("{files["JSON"]}");\nconst items = await answer.json();'
        if "JSON" in files
        else f'const answer = await fetch("{address}");\nconst {{ items }} = await answer.json();'
    )
    return (
        ("curl", f'curl -sO "{csv}"'),
        ("Python, pandas", f'import pandas as pd\ndf = pd.read_csv("{csv}")'),
        ("R", f'df <- read.csv("{csv}")'),
        ("JavaScript", script),
    )


def _json(address: str, shape: AnswerShape) -> Sequence[tuple[str, str]]:
    key = "item" if shape == "record" else "items"
    frame = "pd.Series" if shape == "record" else "pd.DataFrame"
    return (
        ("curl", f'curl -s "{address}"'),
        (
            "Python, pandas",
            (
                "import json, urllib.request\nimport pandas as pd\n"
                f'{key} = json.load(urllib.request.urlopen("{address}"))["{key}"]\n'
                f"df = {frame}({key})"
            ),
        ),
        ("R", f'{key} <- jsonlite::fromJSON("{address}")${key}'),
        (
            "JavaScript",
            f'const answer = await fetch("{address}");\nconst {{ {key} }} = await answer.json();',
        ),
    )
