"""The seed folder as raw records that remember their file and line.

Reads `<collection>/*.yaml` (one record a file) and `<collection>/*.jsonl` (one record a line, for
large datasets), one record at a time and as often as asked, so that memory does not grow with the
dataset. Never raises for what a file holds: a record carries the faults of its reading, and of its
content only what has the type it must have.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import orjson
from pydantic import TypeAdapter

from api.base.errors import Fault
from api.publish.seed.strict_json import parse_line
from api.publish.seed.strict_yaml import LineAndColumn, Parsed, Path, parse
from api.publish.seed.typed import (
    CODES_ADAPTER,
    CORRECTIONS_ADAPTER,
    DOCUMENT_ADAPTER,
    OMISSIONS_ADAPTER,
    RECORD_ADAPTER,
    RELEASES_ADAPTER,
    typed,
)

# Folders of the seed that hold no records.
SIDE_FOLDERS = ("omissions", "codes", "releases")
_SIDE_FILES: dict[str, TypeAdapter[Any]] = {
    "releases.yaml": RELEASES_ADAPTER,
    "corrections.yaml": CORRECTIONS_ADAPTER,
}
_OF = {"documents": DOCUMENT_ADAPTER, "codes": CODES_ADAPTER}
_DATA_SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
_MOST_KEPT = 4096  # files of YAML that are not parsed anew when they are read again
RawClaims = list[dict[str, Any]]  # the claims of a record as they are written


@dataclass(frozen=True, slots=True)
class RecordSource:
    """One record as it lies in its file, not read yet."""

    collection: str
    file: str
    line: int
    content: bytes
    start: int = 0  # of the content, in bytes from the beginning of the file
    # Whether it was read before and found without a fault, so that it is not tested again.
    is_sound: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Located:
    """Something that was read: its content, where each part of it stands, and what is wrong with
    the way it is written. `whole` is false where nothing but its name is known.
    """

    data: Any
    file: str
    line: int
    places: dict[Path, LineAndColumn] = field(default_factory=dict)
    kept: dict[str, list[int]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    whole: bool = True

    def place(self, path: Path) -> LineAndColumn:
        """Line and column of a part, or of the nearest thing around it that has a place."""
        path = self._as_written(path)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (self.line, 1))

    def fault_at(self, path: Path, code: str, message: str, mend: str = "") -> Fault:
        """A fault of a part of it."""
        line, column = self.place(path)
        return Fault(self.file, line, code, message, mend, column)

    def _as_written(self, path: Path) -> Path:
        """The path with its places counted before anything was left out."""
        key, at = ("", 0) if path and isinstance(path[0], int) else (str((*path, "")[0]), 1)
        kept = self.kept.get(key)
        if kept is None or len(path) <= at:
            return path
        number = int(path[at])
        return (*path[:at], kept[number] if number < len(kept) else number, *path[at + 1 :])


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as written."""

    collection: str
    data: dict[str, Any]
    source: RecordSource
    located: Located = field(default_factory=lambda: Located(None, "", 1))

    @property
    def file(self) -> str:
        """The file it stands in, from the folder that holds the seed's."""
        return self.source.file

    @property
    def id(self) -> str:
        """The record's id, or an empty text where it has none."""
        return str(self.data.get("id", ""))

    def claim_line(self, number: int) -> int:
        """The line of a claim, counted from 0."""
        return self.located.place(("claims", number))[0]

    def fault(
        self,
        code: str,
        message: str,
        *,
        key: str | None = None,
        claim: int | None = None,
        at: Path = (),
        mend: str = "",
    ) -> Fault:
        """A fault of this record, at the place of a key, of a claim (from 0) or of any part."""
        entries = "codes" if self.collection == "codes" else "claims"
        path = (entries, claim, *at) if claim is not None else (key, *at) if key else at
        return self.located.fault_at(path, code, message, mend)

    def warning(
        self, code: str, message: str, *, claim: int | None = None, at: Path = (), mend: str = ""
    ) -> Fault:
        """The same of what is likely a mistake."""
        return replace(self.fault(code, message, claim=claim, at=at, mend=mend), warning=True)


class Seed:
    """A seed folder; iterating gives its records, collection by collection in the order asked,
    files in order of name.
    """

    def __init__(self, folder: FilePath) -> None:
        self.folder = folder

    def records(self, collection: str) -> Iterator[RawRecord]:
        """Every record of one collection."""
        return map(record_of, self.sources(collection))

    def sources(self, collection: str) -> Iterator[RecordSource]:
        """Every record of one collection, unread."""
        base = self.folder / collection
        for path in sorted(base.glob("*.yaml")):
            if _is_ours(path):
                yield RecordSource(collection, self.name_of(path), 1, path.read_bytes())
        for path in sorted(base.glob("*.jsonl")):
            if not _is_ours(path):
                continue
            name, start = self.name_of(path), 0
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield RecordSource(collection, name, number, line, start)
                    start += len(line)

    def collections(self) -> set[str]:
        """Folders that hold records."""
        return {
            path.name
            for path in self.folder.iterdir()
            if path.is_dir() and path.name not in SIDE_FOLDERS and not path.name.startswith(".")
        }

    def listing(self, name: str) -> list[dict[str, Any]]:
        """The entries of `releases.yaml` or `corrections.yaml`; an absent file has none."""
        return self.side_file(name).data or []

    def mapping(self, name: str) -> dict[str, Any]:
        """A file that holds one mapping, such as `omissions/<document>.yaml`; an absent file is an
        empty one.
        """
        return self.side_file(name).data or {}

    def side_file(self, name: str, like: str = "") -> Located:
        """A file beside the records, with its faults; read `like` another where one is named."""
        path = self.folder / name
        shown = self.name_of(path)
        if not path.is_file():
            return Located(None, shown, 1, whole=False)
        return _located(
            shown,
            1,
            parse(path.read_bytes(), shown),
            _SIDE_FILES.get(like or name, OMISSIONS_ADAPTER),
        )

    def unread(self) -> Iterator[Fault]:
        """A fault or a warning for each file that nothing reads."""
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith("."):
                continue
            if path.is_dir():
                yield from self._unread_in(path)
            elif _looks_like_data(path) and path.name not in _SIDE_FILES:
                message = f"nothing reads {path.name} in this folder"
                mend = f"put records into the folder of a collection; known is {_NAMES}"
                yield Fault(self.name_of(path), 1, "unread_file", message, mend)

    def _unread_in(self, folder: FilePath) -> Iterator[Fault]:
        suffixes = (".yaml",) if folder.name in SIDE_FOLDERS else (".yaml", ".jsonl")
        suffixes = (".gz",) if folder.name == "releases" else suffixes
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or (path.is_file() and path.suffix in suffixes):
                continue
            name = self.name_of(path)
            if path.is_dir():
                message, mend = "a folder within a collection is not read", "move its files up"
                yield Fault(name, 1, "unread_file", message, mend)
            else:
                message, mend = "this file is not read", f"give its name the end {suffixes[0]}"
                unlikely = not _looks_like_data(path)
                yield Fault(name, 1, "unread_file", message, mend, warning=unlikely)

    def name_of(self, path: FilePath) -> str:
        """A file as faults name it: from the folder that holds the seed's."""
        return str(path.relative_to(self.folder.parent))


_NAMES = " and ".join(_SIDE_FILES)


def _is_ours(path: FilePath) -> bool:
    return not path.name.startswith(".") and path.is_file()


def _looks_like_data(path: FilePath) -> bool:
    return path.suffix.lower() in _DATA_SUFFIXES or not path.exists()


def record_of(source: RecordSource) -> RawRecord:
    """The record that lies there."""
    return _json_record(source) if source.file.endswith(".jsonl") else _yaml_record(source)


@lru_cache(maxsize=_MOST_KEPT)
def _yaml_record(source: RecordSource) -> RawRecord:
    return _record(source, parse(source.content, source.file))


def _json_record(source: RecordSource) -> RawRecord:
    if source.is_sound:
        data, places = orjson.loads(source.content), dict[Path, LineAndColumn]()
        places[()] = (source.line, 1)
        located = Located(data, source.file, source.line, places)
        return RawRecord(source.collection, data, source, located)
    return _record(source, parse_line(source.content, source.file, source.line))


def _record(source: RecordSource, parsed: Parsed) -> RawRecord:
    adapter = _OF.get(source.collection, RECORD_ADAPTER)
    located = _located(source.file, source.line, parsed, adapter)
    data = located.data
    if not isinstance(data, dict):
        # Others may refer to it: that it exists is known by the name of its file.
        data = {"id": FilePath(source.file).stem} if source.file.endswith(".yaml") else {}
    return RawRecord(source.collection, data, source, located)


def _located(file: str, line: int, parsed: Parsed, adapter: TypeAdapter[Any]) -> Located:
    if parsed.data is None:
        faults = parsed.faults or [Fault(file, line, "empty_file", "nothing stands here", _EMPTY)]
        return Located(None, file, line, faults=tuple(faults), whole=False)
    data, kept, problems = typed(adapter, parsed.data)
    as_written = Located(parsed.data, file, line, parsed.places)
    faults = [*parsed.faults, *(as_written.fault_at(*problem) for problem in problems)]
    return Located(data, file, line, parsed.places, kept, tuple(faults), whole=data is not None)


_EMPTY = "write the keys of a record (see seed/README.md), or remove the file"
