"""`omissions/<document>.yaml`: what a document holds and no claim cites, and which of its lines are
page furniture. Never raises; yields faults.
"""

from collections.abc import Iterator
from typing import Any

from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.check.claims import LONGEST_QUOTE
from api.publish.check.mends import LOCATE
from api.publish.seed.index import Index
from api.publish.seed.read_seed import Located


def omission_faults(file: Located, document: str, index: Index) -> Iterator[Fault]:
    """Every fault of the file of one document that shows without the document."""
    yield from file.faults
    if document not in index.documents:
        message = f"no document has the id '{shown(document)}'{hint(document, index.documents)}"
        mend = "give the file the name of a document"
        yield file.fault_at((), "dangling_reference", message, mend)
    data = file.data or {}
    yield from _furniture(file, data.get("furniture") or ())
    yield from _omitted(file, data.get("omitted") or ())


def _furniture(file: Located, entries: Any) -> Iterator[Fault]:
    seen: set[int] = set()
    for number, entry in enumerate(entries):
        path = ("furniture", number)
        if entry["from"] > entry["to"]:
            message = f"lines {entry['from']} to {entry['to']} are none"
            mend = "write the first line as `from`, the last as `to`"
            yield file.fault_at(path, "bad_citation", message, mend)
            continue
        lines = _lines(entry)
        if not seen.isdisjoint(lines):
            message = f"lines {entry['from']} to {entry['to']} stand in another entry too"
            yield file.fault_at(path, "same_twice", message, "name each line once")
        seen |= set(lines)


def _lines(entry: Any) -> range:
    return range(entry["from"], min(entry["to"], entry["from"] + 100_000) + 1)


def _omitted(file: Located, entries: Any) -> Iterator[Fault]:
    seen: set[tuple[int, int, int]] = set()
    for number, entry in enumerate(entries):
        path, quote = ("omitted", number), entry["quote"]
        place = (entry["line"], entry["start"], entry["end"])
        if entry["end"] - entry["start"] != len(quote):
            spans = entry["end"] - entry["start"]
            message = f"the quote has {len(quote)} characters, but `start` to `end` spans {spans}"
            yield file.fault_at(path, "bad_citation", message, LOCATE)
        if len(quote.split()) > LONGEST_QUOTE:
            message = f"a quote has at most {LONGEST_QUOTE} words; this one has more"
            yield file.fault_at(path, "quote_too_long", message, "split it into several")
        if place in seen:
            message = "this passage stands here twice"
            yield file.fault_at(path, "same_twice", message, "keep one of them")
        seen.add(place)


def omission_citation_faults(
    file: Located, text: list[str], cited: dict[int, list[tuple[int, int]]]
) -> Iterator[Fault]:
    """The same file against its document and what claims cite of it, by line."""
    data = file.data or {}
    for number, entry in enumerate(data.get("furniture") or ()):
        path = ("furniture", number)
        if entry["to"] > len(text):
            message = f"the document has {len(text)} lines, none with the number {entry['to']}"
            yield file.fault_at(path, "bad_citation", message, "look the lines up again")
            continue
        for line in _lines(entry):
            if line in cited:
                message = f"line {line} is said to be furniture, and a claim cites it"
                yield file.fault_at(path, "cited_all_the_same", message, "take the line out")
    for number, entry in enumerate(data.get("omitted") or ()):
        path, start, end = ("omitted", number), entry["start"], entry["end"]
        if entry["line"] > len(text):
            message = f"the document has {len(text)} lines, none with the number {entry['line']}"
            yield file.fault_at(path, "bad_citation", message, LOCATE)
            continue
        found = text[entry["line"] - 1][start:end]
        if found != entry["quote"]:
            message = f"line {entry['line']} has '{shown(found)}' there, not the quote"
            yield file.fault_at(path, "bad_citation", message, LOCATE)
        if any(first <= start and end <= last for first, last in cited.get(entry["line"], ())):
            message = "a claim cites this passage, so it is not omitted"
            yield file.fault_at(path, "cited_all_the_same", message, "take it out")
