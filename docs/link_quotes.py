"""Writes into each claim of the seed the words around its quote with which browsers find it in its
page: `python -m docs.link_quotes DOCUMENTS`, a folder. Raises SystemExit for a claim that does not
stand on one line.
"""

import json
import re
import sys
from pathlib import Path

from api.base.text_fragment import context_of
from api.publish.prove.coverage import Proof
from api.publish.prove.verify import read_documents
from api.publish.seed.read_seed import Seed, record_of

SEED = Path("seed")
_TEXT = r'"(?:[^"\\]|\\.)*"'
_WRITTEN = re.compile(rf", (?:prefix|suffix): {_TEXT}|, source_url_unique: false")


def linked(line: str, prefix: str | None, suffix: str | None, unique: bool) -> str:
    """The line of a claim with its words around the quote instead of those it had."""
    end = line[len(line.rstrip()) :]  # also the first half of a line end of Windows
    bare = _WRITTEN.sub("", line.rstrip())
    if not bare.endswith("}"):
        raise SystemExit(f"write the claim on one line, between braces: {line}")
    added = "".join(
        f", {key}: {json.dumps(text, ensure_ascii=False)}"
        for key, text in (("prefix", prefix), ("suffix", suffix))
        if text
    )
    return bare[:-1] + added + ("" if unique else ", source_url_unique: false") + "}" + end


def link(folder: Path, documents: Path) -> int:
    """Write the words of every claim; the number of claims that changed."""
    lines = read_documents(folder, documents, Proof())
    seed, changed = Seed(folder), 0
    for collection in sorted(seed.collections()):
        for source in seed.sources(collection):
            record, path = record_of(source), folder.parent / source.file
            written = path.read_bytes().decode("utf-8").split("\n")
            before = list(written)
            for position, claim in enumerate(record.data.get("claims") or ()):
                number = record.claim_line(position)
                place = int(claim["line"]) - 1, int(claim["start"])
                context = context_of(lines[claim["document"]], place, str(claim["quote"]))
                written[number - 1] = linked(written[number - 1], *context)
            changed += sum(old != new for old, new in zip(before, written, strict=True))
            if before != written:
                path.write_bytes("\n".join(written).encode("utf-8"))
    return changed


if __name__ == "__main__":
    print(f"{link(SEED, Path(sys.argv[1]))} claims were written anew.")
