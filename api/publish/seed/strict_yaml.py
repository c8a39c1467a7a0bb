"""The strict reader of YAML: the core schema of YAML 1.2, without what is read in two ways.

libyaml parses; what its scalars mean is decided here, and each value keeps its place in the file.
Refused: duplicate keys, anchors, aliases, tags, directives, further documents, tabs, control
characters and figures that are not plain. Never raises; returns faults.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from api.base.errors import Fault
from api.base.suggest import shown

Path = tuple[str | int, ...]
LineAndColumn = tuple[int, int]  # line and column, from 1

DEEPEST = 12  # levels; a record has four
_LONGEST_FIGURE = 24  # characters: beyond, no reader keeps a figure exact
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_FLAGS = {"true": True, "True": True, "TRUE": True} | {
    "false": False,
    "False": False,
    "FALSE": False,
}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
# What YAML 1.2 takes for a figure, and what YAML 1.1 took for one beside it.
_FIGURE = re.compile(
    r"[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|0b[01]+)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_MAY_BE_FIGURE = re.compile(r"[-+.0-9]")
_GROUP = re.compile(r"[0-9]{3}")
# Words that YAML 1.1 takes for true or false. `NO` is Norway, and text in YAML 1.2.
_TWO_MEANINGS = re.compile(r"(?i:yes|no|on|off)")
_CURLY = re.compile(r"“[^“”]*”|‘[^‘’]*’")
# Control characters but line feed and carriage return, blanks without width, line separators,
# non-characters, and marks that turn the direction of writing.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_WORDS_OF_LIBYAML = {
    "did not find expected ',' or '}'": "a comma or a closing } is missing",
    "did not find expected ',' or ']'": "a comma or a closing ] is missing",
    "did not find expected key": "a key was expected; the line may be indented wrongly",
    "did not find expected '-' indicator": "a `-` was expected; the line may be indented wrongly",
    "did not find expected node content": "a value was expected",
    "mapping values are not allowed in this context": (
        "a colon followed by a blank stands in a text without quotes, or the line is indented "
        "wrongly"
    ),
    "could not find expected ':'": "a key has no colon",
    "found unexpected end of stream": "a quote is opened and never closed",
}
_QUOTE_IT = "put a text into quotes; write a figure in plain digits, such as 45 or 9.2"


@dataclass(slots=True)
class Parsed:
    """What a file holds, where each part of it stands, and what is wrong with it; `data` is None
    where the file cannot be read.
    """

    data: Any = None
    places: dict[Path, LineAndColumn] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class _Stop(Exception):
    """Nothing after this can be understood."""


@dataclass(slots=True)
class _Frame:
    """A mapping or a list that is not closed yet; `key` is what waits for its value."""

    held: Any
    path: Path
    key: str | None = None
    broken: bool = False  # a thousands separator was told already


def parse(content: bytes, file: str) -> Parsed:
    """The one document of a file, or the faults that it has."""
    parsed = Parsed()
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        mend = "save the file as UTF-8"
        parsed.faults.append(Fault(file, line, "not_utf8", "this is no UTF-8", mend))
        return parsed
    parsed.faults += unprintable(text, file)
    if any(fault.code == "bad_character" for fault in parsed.faults):
        return parsed
    builder = _Builder(file, parsed)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
        parsed.data = builder.root
    except _Stop:
        pass
    except yaml.YAMLError as error:
        parsed.faults.append(_syntax_fault(file, error))
    return parsed


def unprintable(text: str, file: str, line: int = 1) -> Iterator[Fault]:
    """A fault for each character that no editor shows."""
    if not _UNPRINTABLE.search(text):
        return
    for number, row in enumerate(text.split("\n"), line):
        for match in _UNPRINTABLE.finditer(row):
            if match[0] != "\t":
                what, mend = f"the character U+{ord(match[0]):04X}", "remove it"
            elif row.lstrip().startswith("#"):
                continue
            else:
                what, mend = "a tab", "write spaces instead"
            message = f"{what} stands here, which no editor shows"
            yield Fault(file, number, "bad_character", message, mend, match.start() + 1)


class _Builder:
    """Makes values of events, one at a time, without recursion."""

    def __init__(self, file: str, parsed: Parsed) -> None:
        self.root: Any = None
        self._file, self._parsed = file, parsed
        self._open: list[_Frame] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._plain_node(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._plain_node(event)
            self._start(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._tell(event, "alias", f"*{event.anchor} repeats an anchor", "write the value out")
            raise _Stop
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._tell(event, "second_document", "a second document begins", "use a file for each")
            raise _Stop
        if event.version or event.tags:
            self._tell(event, "directive", "a line that begins with % stands here", "remove it")

    def _plain_node(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"&{event.anchor} is an anchor"
            self._tell(event, "anchor", message, "write each value out where it belongs")
        if event.tag is not None:
            mend = "remove it; quotes alone make a text"
            self._tell(event, "tag", "a word that begins with ! is a tag", mend)

    def _start(self, event: Any, held: Any) -> None:
        path = self._put(event, held)
        if len(self._open) >= DEEPEST:
            message = f"lists and mappings lie deeper in each other than {DEEPEST} levels"
            self._tell(event, "too_deep", message, "close the brackets that were opened")
            raise _Stop
        self._open.append(_Frame(held, path))

    def _scalar(self, event: Any) -> None:
        frame = self._open[-1] if self._open else None
        if frame is not None and isinstance(frame.held, dict) and frame.key is None:
            self._key(event, frame)
            return
        value = event.value if event.style else self._meaning(event, frame)
        self._put(event, value)

    def _key(self, event: Any, frame: _Frame) -> None:
        key, mark = event.value, event.start_mark
        if key in frame.held:
            before = self._parsed.places[(*frame.path, key)][0]
            message = f"the key '{shown(key)}' stands here twice, first on line {before}"
            self._tell(event, "duplicate_key", message, "keep one of them")
        frame.key = key
        self._parsed.places.setdefault((*frame.path, key), (mark.line + 1, mark.column + 1))

    def _put(self, event: Any, value: Any) -> Path:
        """Put a value where it belongs; returns its path."""
        if not self._open:
            self.root = value
            self._parsed.places[()] = (event.start_mark.line + 1, event.start_mark.column + 1)
            return ()
        frame, mark = self._open[-1], event.start_mark
        if isinstance(frame.held, list):
            path = (*frame.path, len(frame.held))
            frame.held.append(value)
            self._parsed.places[path] = (mark.line + 1, mark.column + 1)
            return path
        if frame.key is None:
            message = "a list or a mapping stands where a key belongs"
            self._tell(event, "bad_key", message, "write a word, a colon and a blank")
            raise _Stop
        path = (*frame.path, frame.key)
        if not (value is None and frame.broken):
            frame.held.setdefault(frame.key, value)
        frame.key = None
        return path

    def _meaning(self, event: Any, frame: _Frame | None) -> Any:
        """What a scalar without quotes means."""
        text = event.value
        if text in _NULL:
            if frame is not None and frame.key is not None and _GROUP.fullmatch(frame.key):
                self._separator(event, frame)
            return None
        if text in _FLAGS:
            return _FLAGS[text]
        if _MAY_BE_FIGURE.match(text):
            return self._figure(event, text)
        if _CURLY.fullmatch(text) and (frame is None or frame.key != "quote"):
            message = f"{shown(text)} stands in curly quotes, which are part of the text in YAML"
            mend = "write straight quotes, or put the whole into straight ones"
            self._tell(event, "curly_quotes", message, mend, warning=True)
        if _TWO_MEANINGS.fullmatch(text) and text != "NO":
            message = f"'{text}' without quotes is read as a text here, elsewhere as true or false"
            mend = "write true or false where that is meant, else put it into quotes"
            self._tell(event, "two_meanings", message, mend, warning=True)
        return text

    def _figure(self, event: Any, text: str) -> Any:
        if len(text) <= _LONGEST_FIGURE:
            if _WHOLE.fullmatch(text):
                return int(text)
            if _FRACTION.fullmatch(text):
                return float(text)
        if _FIGURE.fullmatch(text):
            message = f"'{shown(text)}' is no plain figure"
            self._tell(event, "bad_number", message, _QUOTE_IT)
        return text

    def _separator(self, event: Any, frame: _Frame) -> None:
        if not frame.broken:
            message = f"',{frame.key}' looks like the rest of a figure with thousands separators"
            self._tell(event, "thousands_separator", message, "write 33000000000, without commas")
        frame.broken = True

    def _tell(
        self, event: Any, code: str, message: str, mend: str, *, warning: bool = False
    ) -> None:
        mark = event.start_mark
        self._parsed.faults.append(
            Fault(self._file, mark.line + 1, code, message, mend, mark.column + 1, warning)
        )


def _syntax_fault(file: str, error: yaml.YAMLError) -> Fault:
    mark, problem = getattr(error, "problem_mark", None), str(getattr(error, "problem", "") or "")
    words = _WORDS_OF_LIBYAML.get(problem, problem or "it cannot be read")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    mend = "look at this line and the one before; put a text with : # [ ] { } into quotes"
    return Fault(file, line, "not_yaml", f"this is no YAML: {words}", mend, column)
