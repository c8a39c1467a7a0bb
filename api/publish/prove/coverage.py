"""Proof that everything is in: figures, dates and names found mechanically in the documents, less
what claims cite and editors omitted.

The detector knows no record: it takes every numeral, number word, month and run of capitalised
words of each line that is not marked as page furniture. What it finds must be touched by a claim's
citation, or stand in `seed/omissions/<document>.yaml` with a reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from api.base.text import fold
from api.publish.check.citations import Lines
from api.publish.seed.index import SEED_COLLECTIONS
from api.publish.seed.mentions import NUMBER_WORDS, TIME_WORDS, WORD, Found, detect, mentions
from api.publish.seed.read_seed import Seed


@dataclass
class Proof:
    """What holds and what does not, each in a sentence."""

    statements: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def all_claims(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim as written, with its file and line."""
    seed = Seed(folder)
    for collection in SEED_COLLECTIONS:
        for record in seed.records(collection):
            for number, claim in enumerate(record.data.get("claims") or ()):
                yield f"{record.file}:{record.claim_line(number)}", claim


TextSpan = tuple[int, int]


def _opens_sentence(line: str, start: int) -> bool:
    before = line[:start].rstrip("\u00a0\u202f \"“‘'(•-–—")
    return not before or before[-1] in '.!?:;”"’' or line[:start].rstrip().endswith(("–", "—", "”"))


def leftovers(folder: Path, lines: Lines) -> tuple[list[Found], dict[str, int], list[str]]:
    """What is not accounted for; counts of what was found and how it was; and faults of the
    omissions themselves.
    """
    cited, names_cited = _citations(folder)
    omitted, furniture, faults = _omissions(folder, lines)
    # Words that stand in lower case somewhere: opening a sentence, they are no names.
    words = (
        match.group() for text in lines.values() for line in text for match in WORD.finditer(line)
    )
    common = {word for word in words if word[0].islower()}
    counts = {"found": 0, "cited": 0, "omitted": 0}
    left = []
    for document, text in lines.items():
        for number, line in enumerate(text, 1):
            if number in furniture.get(document, ()):
                continue
            for found in dict.fromkeys(detect(document, number, line)):
                if (
                    found.text[0].isupper()
                    and found.text[0].isalpha()
                    and fold(found.text) in common
                    and _opens_sentence(line, found.start)
                ):
                    continue
                counts["found"] += 1
                if _touched(found, cited.get((document, number), ())) or (
                    found.text[0].isalpha() and _name_known(found, names_cited)
                ):
                    counts["cited"] += 1
                elif _touched(found, omitted.get((document, number), ())):
                    counts["omitted"] += 1
                else:
                    left.append(found)
    return left, counts, faults


def _touched(found: Found, spans: Any) -> bool:
    return any(start < found.end and found.start < end for start, end in spans)


def _name_known(found: Found, names: dict[str, set[str]]) -> bool:
    """Whether a claim on the same document quotes this very word: a name needs one citation a
    document, a figure one a place.
    """
    word = fold(found.text.rstrip(".'’").removesuffix("'s").removesuffix("’s"))
    if word in NUMBER_WORDS or word in TIME_WORDS:
        return False
    return word in names.get(found.document, ())


def _citations(folder: Path) -> tuple[dict[tuple[str, int], list[TextSpan]], dict[str, set[str]]]:
    spans: dict[tuple[str, int], list[TextSpan]] = {}
    names: dict[str, set[str]] = {}
    for _, claim in all_claims(folder):
        spans.setdefault((claim["document"], claim["line"]), []).append(
            (claim["start"], claim["end"])
        )
        known = names.setdefault(claim["document"], set())
        for match in WORD.finditer(claim["quote"]):
            known.add(fold(match.group().rstrip(".'’").removesuffix("'s").removesuffix("’s")))
    return spans, names


def _omissions(
    folder: Path, lines: Lines
) -> tuple[dict[tuple[str, int], list[TextSpan]], dict[str, set[int]], list[str]]:
    """Omitted spans, furniture lines, and faults: an omission without a reason, or whose quote does
    not stand there.
    """
    spans: dict[tuple[str, int], list[TextSpan]] = {}
    furniture: dict[str, set[int]] = {}
    faults = []
    for document, text in lines.items():
        name = f"omissions/{document}.yaml"
        entries = Seed(folder).mapping(name)
        for entry in entries.get("furniture") or ():
            if not entry.get("reason"):
                faults.append(
                    f"seed/{name}: lines {entry.get('from')}-{entry.get('to')} have no reason"
                )
            furniture.setdefault(document, set()).update(range(entry["from"], entry["to"] + 1))
            found = furniture_mentions(text[entry["from"] - 1 : entry["to"]])
            if list(entry.get("found") or ()) != found:
                faults.append(
                    f"seed/{name}: what lines {entry['from']}-{entry['to']} mention is not what "
                    "`found` names; run `make left-out`"
                )
        for entry in entries.get("omitted") or ():
            line = text[entry["line"] - 1] if entry["line"] <= len(text) else ""
            if (
                not entry.get("reason")
                or line[entry["start"] : entry["end"]] != entry["quote"]
                or len(entry["quote"].split()) > 8
            ):
                wanted = f"a reason and at most eight words that stand at line {entry['line']}"
                faults.append(f"seed/{name}: the omission of {entry['quote']!r} needs {wanted}")
            spans.setdefault((document, entry["line"]), []).append((entry["start"], entry["end"]))
    return spans, furniture, faults


def furniture_mentions(lines: Iterable[str]) -> list[str]:
    """What lines of page furniture mention, each once, shuffled: no sentence can be read
    off.
    """
    found = {one.text for line in lines for one in mentions(line)}
    return sorted(found, key=lambda text: (crc32(text.encode()), text))


def prove_coverage(folder: Path, lines: Lines, proof: Proof) -> None:
    """Add to the proof what is accounted for, and as a fault each thing that is not."""
    left, counts, faults = leftovers(folder, lines)
    proof.faults += faults
    proof.faults += [
        f"{found.document}:{found.line}:{found.start}: {found.text!r} is neither cited nor omitted"
        for found in left
    ]
    accounted = f"{counts['cited']} cited, {counts['omitted']} omitted with a reason"
    proof.statements.append(
        f"Coverage: {counts['found']} figures, dates and names; {accounted}, "
        f"{len(left) or 'nothing'} left over."
    )
