"""“Use this data”: the address of the same data, and how to read it from other tools. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.http.edge.canonical_url import QueryItems, query_text


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
    base: str, path: str, items: QueryItems, formats: Sequence[str], citation: str, permalink: str
) -> Usage:
    """How to use the data at an API path with the given parameters."""
    query = f"?{query_text(tuple(items))}" if items else ""
    address = f"{base}{path}{query}"
    files = [(suffix.upper(), f"{base}{path}.{suffix}{query}") for suffix in formats]
    csv = f"{base}{path}.csv{query}"
    if not formats:
        return Usage(address, (), _record(address), (), citation, permalink)
    code = (
        ("curl", f'curl -sO "{csv}"'),
        ("Python, pandas", f'import pandas as pd\ndf = pd.read_csv("{csv}")'),
        ("R", f'df <- read.csv("{csv}")'),
        (
            "JavaScript",
            (
                f'const answer = await fetch("{address}");\n'
                "const { items, page } = await answer.json();"
            ),
        ),
    )
    sheets = (("Google Sheets", f'=IMPORTDATA("{csv}")'), ("Excel: Data, From Web", csv))
    return Usage(address, files, code, sheets, citation, permalink)


def _record(address: str) -> Sequence[tuple[str, str]]:
    return (
        ("curl", f'curl -s "{address}"'),
        (
            "Python",
            f'import requests\nitem = requests.get("{address}", timeout=30).json()["item"]',
        ),
        (
            "R",
            f'item <- jsonlite::fromJSON("{address}")$item',
        ),
        (
            "JavaScript",
            f'const answer = await fetch("{address}");\nconst {{ item }} = await answer.json();',
        ),
    )
