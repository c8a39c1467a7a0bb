"""Proof that everything is in: figures, dates and names found mechanically in the documents, less
what claims cite and editors omitted.

The detector knows no record: it takes every numeral, number word, month and run of capitalised
words of each line that is not marked as page furniture. What it finds must be touched by a claim's
citation, or stand in `seed/omissions/<document>.yaml` with a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.base.text import fold
from api.publish.seed.index import COLLECTIONS
from api.publish.seed.read_seed import Seed


@dataclass
class Proof:
    """What holds and what does not, each in a sentence."""

    statements: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def all_claims(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim as written, with its file and line."""
    seed = Seed(folder)
    for collection in COLLECTIONS:
        for record in seed.records(collection):
            for number, claim in enumerate(record.data.get("claims") or ()):
                yield f"{record.file}:{record.claim_line(number)}", claim


Lines = dict[str, list[str]]
TextSpan = tuple[int, int]

_NUMBER_WORDS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "half",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
)
_TIME_WORDS = (
    "today",
    "yesterday",
    "tomorrow",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_RELATIVE = re.compile(
    r"\b(?:last|next|this|coming) (?:week|month|year)\b|\bearlier this year\b|\bas soon as "
    r"possible\b",
    re.IGNORECASE,
)
# A figure with whatever sign, separator or unit is joined to it.
_FIGURE = re.compile(r"[$€¥≈]?\d[\d.,:/]*(?:[-\u2010-\u2015]\d[\d.,]*)?%?")
_WORD = re.compile(r"[^\W\d_][\w.'’&]*(?:[-\u2010-\u2011][\w'’]+)*")


@dataclass(frozen=True)
class Found:
    """Something in a document that must be accounted for."""

    document: str
    line: int
    start: int
    end: int
    text: str


def detect(document: str, number: int, line: str) -> Iterator[Found]:
    """Figures, number and time words, and names of one line (from 1)."""
    for pattern in (_FIGURE, _RELATIVE):
        for match in pattern.finditer(line):
            text = match.group().rstrip(".,:/")
            yield Found(document, number, match.start(), match.start() + len(text), text)
    for match in _WORD.finditer(line):
        word = match.group()
        plain = fold(word.rstrip(".'’"))
        if (plain in _NUMBER_WORDS or plain in _TIME_WORDS) and (
            plain not in ("may", "march", "second", "one") or word[0].isupper()
        ):
            yield Found(document, number, match.start(), match.end(), word)
    yield from _names(document, number, line)


def _names(document: str, number: int, line: str) -> Iterator[Found]:
    """Capitalised words; of those that open a sentence, those that also stand in lower case
    somewhere are left out later.
    """
    for match in _WORD.finditer(line):
        word = match.group()
        if word[0].isupper() and fold(word) not in _TIME_WORDS:
            yield Found(document, number, match.start(), match.end(), word)


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
        match.group() for text in lines.values() for line in text for match in _WORD.finditer(line)
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
    if word in _NUMBER_WORDS or word in _TIME_WORDS:
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
        for match in _WORD.finditer(claim["quote"]):
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
