"""Last stage of the build: the dataset is proved. A rebuild must give the hash that stands, and every citation its quote in the file.

Prints what it proves and what fails; returns 0 when everything holds, 1 otherwise.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.base.database import Target
from api.build.index import COLLECTIONS
from api.build.publish import check_seed, rebuilt_hash, standing_release
from api.build.read_seed import Seed

# Typographic kin of plain characters, all of one code point, so that offsets stay true.
_KIN = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u201c\u201d\u00a0\u202f\u2009\u2082", "------''\"\"   2")


def verify(target: Target, folder: Path, documents: Path | None, *, coverage: bool = False) -> int:
    """Check the seed, compare a rebuild with the release that stands, and prove citations (and coverage) against the files."""
    check_seed(folder)
    failed = _compare(target, folder)
    if documents is not None:
        lines = read_documents(folder, documents)
        if lines is None:
            return 1
        failed += _citations(folder, lines)
        if coverage:
            from api.build.coverage import print_coverage

            failed += print_coverage(folder, lines)
    elif coverage:
        print("Coverage is proved against the files: name their folder with --documents.", file=sys.stderr)
        return 2
    return 1 if failed else 0


def _compare(target: Target, folder: Path) -> int:
    standing = standing_release(target)
    if standing is None:
        print("The database holds no release to compare with; run `pledgebook seed`.", file=sys.stderr)
        return 1
    found = rebuilt_hash(target, folder)
    if found != standing[1]:
        print(f"The seed gives the hash {found}, but release {standing[0]} stands with {standing[1]}.", file=sys.stderr)
        return 1
    print(f"Release {standing[0]}: a rebuild gives the same hash, {found}.")
    return 0


def read_documents(folder: Path, documents: Path) -> dict[str, list[str]] | None:
    """Document id → its lines, for files whose hash is the recorded one; None, with a word on each fault, otherwise."""
    found: dict[str, list[str]] = {}
    faults = []
    for record in Seed(folder).records("documents"):
        path = documents / str(record.data["file_name"])
        if not path.is_file():
            faults.append(f"{record.file}: there is no file {path}")
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != record.data["sha256"]:
            faults.append(f"{record.file}: the content of {path} has another sha256 than recorded")
        found[record.id] = content.decode("utf-8").split("\n")
    for fault in faults:
        print(fault, file=sys.stderr)
    return None if faults else found


def all_claims(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim as written, with its file and line."""
    seed = Seed(folder)
    for collection in COLLECTIONS:
        for record in seed.records(collection):
            for number, claim in enumerate(record.data.get("claims") or ()):
                yield f"{record.file}:{record.claim_lines[number]}", claim


def _citations(folder: Path, lines: dict[str, list[str]]) -> int:
    proved = failed = 0
    for where, claim in all_claims(folder):
        text = lines[claim["document"]]
        line = text[claim["line"] - 1] if claim["line"] <= len(text) else ""
        found = line[claim["start"] : claim["end"]]
        if found == claim["quote"]:
            proved += 1
        else:
            failed += 1
            print(f"{where}: {claim['document']} line {claim['line']} has {found!r} there, not {claim['quote']!r}", file=sys.stderr)
    print(f"{proved + failed} citations, {'all' if not failed else proved} resolved.")
    return failed


def locate(folder: Path, documents: Path, document: str, quote: str) -> int:
    """Print line, start and end of each place where the words stand in a document."""
    lines = read_documents(folder, documents)
    if lines is None:
        return 1
    if document not in lines:
        print(f"There is no document '{document}'; known are {', '.join(lines)}.", file=sys.stderr)
        return 2
    pattern = re.compile(re.escape(quote.translate(_KIN)))
    places = [(number, match) for number, line in enumerate(lines[document], 1) for match in pattern.finditer(line.translate(_KIN))]
    for number, match in places:
        exact = lines[document][number - 1][match.start() : match.end()]
        print(f'document: {document}, line: {number}, start: {match.start()}, end: {match.end()}, quote: "{exact}"')
    if not places:
        print("These words stand nowhere in the document.", file=sys.stderr)
    return 0 if places else 1
