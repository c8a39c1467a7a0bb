"""The seed compared with the files of its documents: each is the file that was read, each quote
stands where it is cited, and no text of ours copies a sentence. Never raises; returns faults.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.base.errors import Fault
from api.base.text_fragment import occurrences
from api.publish.check.claims import LONGEST_QUOTE
from api.publish.check.omissions import omission_citation_faults
from api.publish.seed.index import SEED_COLLECTIONS
from api.publish.seed.read_seed import RawRecord, Seed

Lines = dict[str, list[str]]  # document → its lines
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2019": "'"})
_WORD = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*")
_LOCATE = "`pledgebook locate` prints line, start and end"


def citation_faults(seed: Seed, folder: Path) -> Iterator[Fault]:
    """Every fault that shows when the documents are at hand."""
    lines: Lines = {}
    for record in seed.records("documents"):
        yield from _read(record, folder, lines)
    passages = _passages(lines)
    cited: dict[str, dict[int, list[tuple[int, int]]]] = {name: {} for name in lines}
    for collection in SEED_COLLECTIONS:
        for record in seed.records(collection):
            for number, claim in enumerate(record.data.get("claims") or ()):
                yield from _cited(record, number, claim, lines)
                passage = (claim["start"], claim["end"])
                cited.setdefault(claim["document"], {}).setdefault(claim["line"], []).append(
                    passage
                )
            yield from _copied(record, passages)
    for document, text in lines.items():
        file = seed.side_file(f"omissions/{document}.yaml")
        yield from omission_citation_faults(file, text, cited[document])


def _read(record: RawRecord, folder: Path, lines: Lines) -> Iterator[Fault]:
    name = record.data.get("file_name", "")
    path = folder / name
    if not name or Path(name).name != name or not path.is_file():
        message = f"there is no file '{name}' in {folder}"
        mend = "write the name of the file as it lies in that folder"
        yield record.fault("missing_document", message, key="file_name", mend=mend)
        return
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != record.data.get("sha256"):
        message = f"{name} has another sha256 than is written here"
        mend = f"if the file is the right one, write {found}"
        yield record.fault("bad_hash", message, key="sha256", mend=mend)
    lines[record.id] = content.decode("utf-8", errors="replace").split("\n")


def _cited(record: RawRecord, number: int, claim: dict[str, Any], lines: Lines) -> Iterator[Fault]:
    text = lines.get(claim["document"])
    if text is None:
        return
    if claim["line"] > len(text):
        message = f"{claim['document']} has {len(text)} lines, none with the number {claim['line']}"
        yield record.fault("bad_citation", message, claim=number, mend=_LOCATE)
        return
    found = text[claim["line"] - 1][claim["start"] : claim["end"]]
    if found != claim["quote"]:
        message = (
            f"{claim['document']} line {claim['line']} has '{found[:80]}' there, not the quote"
        )
        yield record.fault("bad_citation", message, claim=number, mend=_LOCATE)
    elif "prefix" in claim or "suffix" in claim:
        yield from _beside(record, number, claim, text)


def _beside(
    record: RawRecord, number: int, claim: dict[str, Any], text: list[str]
) -> Iterator[Fault]:
    """Whether the words before and after the quote stand there."""
    place, quote = (claim["line"] - 1, claim["start"]), str(claim["quote"])
    row = [text[place[0]]]
    found = occurrences(row, quote, claim.get("prefix"), claim.get("suffix"))
    if (0, place[1]) not in found:
        message = "`prefix` and `suffix` are not the words before and after this quote"
        mend = "`make links DOCUMENTS=folder` writes them"
        yield record.fault("bad_context", message, claim=number, mend=mend)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_ALIKE).lower())


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    words, length = _words(text), LONGEST_QUOTE + 1
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _passages(lines: Lines) -> dict[tuple[str, ...], str]:
    return {
        row: f"{document} line {number}"
        for document, text in lines.items()
        for number, line in enumerate(text, 1)
        for row in _rows(line)
    }


def _copied(record: RawRecord, passages: dict[tuple[str, ...], str]) -> Iterator[Fault]:
    for path, text in _own_texts(record.data, ()):
        found = next((passages[row] for row in _rows(text) if row in passages), None)
        if found is not None:
            message = f"this copies more than {LONGEST_QUOTE} words in a row of {found}"
            yield record.fault("copied", message, at=path, mend="say it in words of your own")


def _own_texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    """Every text that is ours: all but quotes, which are bounded, and titles."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _own_texts(item, (*path, number))
    elif isinstance(value, dict):
        theirs = {"quote", "title"} | ({"value"} if value.get("field") == "title" else set())
        for key, item in value.items():
            if key not in theirs:
                yield from _own_texts(item, (*path, key))
