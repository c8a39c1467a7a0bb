"""Writes what a new collection needs: its file, its place in COLLECTIONS, its folder in the seed.

`python -m docs.new_collection places place` (`make new-collection NAME=places SINGULAR=place`).
Nothing that is there is written over; what cannot be done is said, and nothing is written.
"""

import keyword
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECLARED = ROOT / "api/collections/__init__.py"
TAKEN = {"bulk", "codelists", "fields", "search", "suggest", "totals"}  # other addresses under /v1
TEMPLATE = '''"""{Names}: say in a few words what they are."""

from api.collections import declare as d
from api.collections.fields import Model, code
from api.collections.mixins import Identity, Provenance, RecordLists


class {Name}Own(Model):
    """What only {names} have."""

    country: str | None = code("countries", "Country it is in, ISO 3166-1 alpha-2.", "JP")


class {Name}Columns(Provenance, {Name}Own, Identity):
    """Every stored column of a {name}, in public order."""


class {Name}(RecordLists, {Name}Columns):
    """Say what one is."""


class {Name}Row({Name}Columns, table=True):
    """The canonical table of {names}, as the latest documents have them."""

    __tablename__ = "{names}"


{NAMES} = d.Collection(
    name="{names}",
    singular="{name}",
    kind="record",
    model={Name},
    table={Name}Row,
    description="Say in one sentence what is in it.",
    filters=(*d.codes("country", "countries", "country", "JP"), *d.COMMON_FILTERS),
    sorts=d.COMMON_SORTS,
    includes=(d.CLAIMS_INCLUDE,),
)
'''


def new_collection(names: str, name: str) -> Path:
    """The file written. Raises ValueError for words that are no names, FileExistsError where the
    collection is there.
    """
    words = [
        word
        for word in (names, name)
        if re.fullmatch("[a-z]+", word) and not keyword.iskeyword(word) and word not in TAKEN
    ]
    if len(set(words)) < 2:
        raise ValueError(
            "Give two different lower-case words that no address has, the plural and the singular: "
            "NAME=places SINGULAR=place"
        )
    file = ROOT / "api/collections" / f"{names}.py"
    if file.exists():
        raise FileExistsError(f"{file.relative_to(ROOT)} is there already; nothing was written.")
    declared = DECLARED.read_text(encoding="utf-8")
    before, *rest = re.split(r"(?m)^(?=from api\.collections\.)", declared)
    last, _, after = rest[-1].partition("\n")
    imports = sorted(
        [*rest[:-1], f"{last}\n", f"from api.collections.{names} import {names.upper()}\n"]
    )
    declared = before + "".join(imports) + after
    declared = declared.replace("    DOCUMENTS,\n", f"    {names.upper()},\n    DOCUMENTS,\n")
    filled = {
        "names": names,
        "name": name,
        "Names": names.capitalize(),
        "Name": name.capitalize(),
        "NAMES": names.upper(),
    }
    file.write_text(TEMPLATE.format(**filled), encoding="utf-8")
    DECLARED.write_text(declared, encoding="utf-8")
    (ROOT / "seed" / names).mkdir(exist_ok=True)
    (ROOT / "seed" / names / ".gitkeep").touch()
    return file


if __name__ == "__main__":
    try:
        print(new_collection(*[*sys.argv[1:], "", ""][:2]).relative_to(ROOT))
    except (ValueError, FileExistsError) as error:
        sys.exit(str(error))
