"""Writes into the omissions of each document what its lines of page furniture mention: names, dates
and figures: `python -m docs.left_out DOCUMENTS`, a folder.
"""

import json
import re
import sys
from pathlib import Path

from api.publish.prove.coverage import Proof, furniture_mentions
from api.publish.prove.verify import read_documents

SEED = Path("seed")
_FURNITURE = re.compile(r"  - \{from: (\d+), to: (\d+), reason: (\"[^\"]*\")(?:, found: \[.*\])?\}")


def with_found(line: str, text: list[str]) -> str:
    """A line of an omissions file; one of furniture with what those lines mention."""
    entry = _FURNITURE.fullmatch(line)
    if entry is None:
        return line
    first, last, reason = entry.groups()
    found = furniture_mentions(text[int(first) - 1 : int(last)])
    written = f", found: {json.dumps(found, ensure_ascii=False)}" if found else ""
    return f"  - {{from: {first}, to: {last}, reason: {reason}{written}}}"


def main(documents: Path) -> None:
    """Renew every file of omissions."""
    for document, text in read_documents(SEED, documents, Proof()).items():
        path = SEED / "omissions" / f"{document}.yaml"
        if path.exists():
            lines = path.read_text(encoding="utf-8").split("\n")
            path.write_text("\n".join(with_found(line, text) for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
