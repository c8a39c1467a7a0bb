"""The dataset is proved. A rebuild must give the hash that stands, and every citation its quote in
the file.

Returns a Proof, statements and faults in words; raises BuildFaults when the seed itself has faults.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

from api.base.database import Target
from api.base.errors import UnknownDocument
from api.base.suggest import hint, shown
from api.base.text_fragment import occurrences
from api.publish.prove.coverage import Proof, all_claims, prove_coverage
from api.publish.publish import check_seed, rebuilt_hash, standing_release, stored_hash
from api.publish.resolve.to_claims import to_claims
from api.publish.seed.index import SEED_COLLECTIONS
from api.publish.seed.read_seed import Seed
from api.publish.store.writer import stored_rows

# Typographic variants of plain characters, all of one code point, so that offsets stay true.
_VARIANTS = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u201c\u201d\u00a0\u202f\u2009\u2082",
    "------''\"\"   2",
)


def verify(
    target: Target, folder: Path, documents: Path | None, *, coverage: bool = False
) -> Proof:
    """Check the seed, compare a rebuild with the release that stands, and prove citations (and
    coverage) against the files.
    """
    check_seed(folder)
    proof = Proof()
    _compare(target, folder, proof)
    if documents is None:
        if coverage:
            proof.faults.append(
                "Coverage is proved against the files: name their folder with --documents."
            )
        return proof
    lines = read_documents(folder, documents, proof)
    if len(proof.faults) == 0 or lines:
        _citations(folder, lines, proof)
        if coverage:
            prove_coverage(folder, lines, proof)
    return proof


def _compare(target: Target, folder: Path, proof: Proof) -> None:
    standing = standing_release(target)
    if standing is None:
        proof.faults.append("The database holds no release to compare with; run `pledgebook seed`.")
        return
    rebuilt, stored = rebuilt_hash(folder), stored_hash(target)
    if stored != standing.rows_hash:
        proof.faults.append(
            f"Release {standing.release_id} says the hash {standing.rows_hash}, but its rows have "
            f"{stored}: the database was changed."
        )
    elif rebuilt != stored:
        proof.faults.append(
            f"The seed gives the hash {rebuilt}, but release {standing.release_id} stands with "
            f"{stored}."
        )
        proof.faults += _claims_apart(target, folder)
    else:
        proof.statements.append(
            f"Release {standing.release_id}: a rebuild gives the same rows, of hash {rebuilt}."
        )


def _claims_apart(target: Target, folder: Path) -> list[str]:
    """Each claim that stands in only one of seed and release; where none does, what else it can
    be.
    """
    seed = Seed(folder)
    days = {record.id: str(record.data["known_from"]) for record in seed.records("documents")}
    written = {
        claim.id: (record.file, claim.field)
        for name in SEED_COLLECTIONS
        for record in seed.records(name)
        for claim in to_claims(record, days)
    }
    columns = ("id", "subject_type", "subject_id", "field", "document_id", "line", "quote")
    stored = {row[0]: row for row in stored_rows(target, "claims", columns, ("id",))}
    gone = [
        f"Claim {row[0]} on `{row[3]}` of {row[1]}/{row[2]} ({row[4]} line {row[5]}: {row[6]!r}) "
        "is in the release but not in the seed."
        for row in stored.values()
        if row[0] not in written
    ]
    new = [
        f"Claim {claim_id} on `{field}` in {file} is in the seed but not in the release."
        for claim_id, (file, field) in written.items()
        if claim_id not in stored
    ]
    return [*gone, *new] or [
        "No claim was added or taken away: names, summaries, judgements or documents differ."
    ]


def read_documents(folder: Path, documents: Path, proof: Proof) -> dict[str, list[str]]:
    """Document id → its lines, of every file whose hash is the recorded one; the others are
    faults.
    """
    found: dict[str, list[str]] = {}
    for record in Seed(folder).records("documents"):
        path = documents / str(record.data.get("file_name", record.id))
        if not path.is_file():
            proof.faults.append(f"{record.file}: there is no file {path}")
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != record.data.get("sha256"):
            proof.faults.append(
                f"{record.file}: the content of {path} has another sha256 than recorded"
            )
            continue
        found[record.id] = content.decode("utf-8").split("\n")
    return found


def _citations(folder: Path, lines: dict[str, list[str]], proof: Proof) -> None:
    proved = failed = unlinked = 0
    for where, claim in all_claims(folder):
        text = lines.get(claim["document"])
        line = text[claim["line"] - 1] if text is not None and claim["line"] <= len(text) else ""
        found = line[claim["start"] : claim["end"]]
        if found == claim["quote"]:
            proved += 1
            if fault := _link_fault(text or [], claim):
                unlinked += 1
                proof.faults.append(f"{where}: {fault}; run `make links`")
        else:
            failed += 1
            proof.faults.append(
                f"{where}: {claim['document']} line {claim['line']} has {found!r} there, not "
                f"{claim['quote']!r}"
            )
    proof.statements.append(
        f"{proved + failed} citations, {'all' if not failed else proved} resolved; browsers "
        f"find {'all' if not unlinked else proved - unlinked} of them by their links."
    )


def _link_fault(lines: list[str], claim: dict[str, Any]) -> str | None:
    """What is wrong with where browsers land that open the link to the quote."""
    place = claim["line"] - 1, claim["start"]
    words = claim["quote"], claim.get("prefix"), claim.get("suffix")
    found = list(occurrences(lines, *words))
    if not found:
        return f"browsers do not find the quote {claim['quote']!r} with the words around it"
    if claim.get("source_url_unique", True) and found != [place]:
        return f"the quote {claim['quote']!r} is not where browsers find it, or not there alone"
    return None


def locate(folder: Path, documents: Path, document: str, quote: str) -> list[str]:
    """Each place where the words stand in a document, as the citation keys of a claim; plain
    characters match their typographic variants. Raises UnknownDocument.
    """
    known = read_documents(folder, documents, Proof())
    if document not in known:
        meant = hint(document, known, f"known are {', '.join(sorted(known))}")
        raise UnknownDocument(f"No document has the id '{shown(document)}'{meant}")
    lines = known[document]
    pattern = re.compile(re.escape(quote.translate(_VARIANTS)))
    places = []
    for number, line in enumerate(lines, 1):
        for match in pattern.finditer(line.translate(_VARIANTS)):
            exact = line[match.start() : match.end()]
            places.append(
                f"document: {document}, line: {number}, start: {match.start()}, end: "
                f'{match.end()}, quote: "{exact}"'
            )
    return places
