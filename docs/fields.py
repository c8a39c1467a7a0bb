"""The data dictionary as a page: every key of every collection in JSON and every column of its
files, as `/v1/fields` lists them.
"""

from collections.abc import Iterator

from api.collections import ALL, DERIVED
from api.formats.fields import TYPES, Entry, field_entries

OPENING = (
    "What `/v1/fields` answers, as a page. A key with a dot in the column *files* is a column of "
    "CSV, JSONL, XLSX and Parquet too; one in italics is "
    "a column of files only, made of the key it is described by. The columns of a file stand in "
    "this order, and new ones are only ever appended. "
    "How files are spelt is told in [Files](../files.md)."
)


def parts() -> Iterator[str]:
    """The page below its opening, section by section."""
    yield (
        "## Types\n\n"
        + "\n".join(f"* `{name}`: {meaning}" for name, meaning in TYPES.items())
        + "\n"
    )
    for resource in (*ALL, *DERIVED):
        heads = "| field | type | files | null | meaning | refers to |\n|---|---|---|---|---|---|\n"
        yield f"## {resource.name}\n\n{resource.description}\n\n{heads}" + "".join(
            map(_row, field_entries(resource.name))
        )


def _row(entry: Entry) -> str:
    name = f"`{entry['field']}`" if entry["in_json"] else f"*`{entry['field']}`*"
    target = f"[{entry['codelist']}](codelists.md#{entry['codelist']})" if entry["codelist"] else ""
    target = f"[{entry['references']}]({entry['references']}.md)" if entry["references"] else target
    cells = (
        name,
        entry["type"],
        "•" if entry["in_files"] else "",
        "yes" if entry["nullable"] else "",
        entry["description"],
        target,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
