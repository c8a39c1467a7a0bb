"""The seed folder as raw records that remember their file and line.

Reads `<collection>/*.yaml` (one record a file) and `<collection>/*.jsonl` (one record a line, for
large datasets), one record at a time and as often as asked, so that memory does not grow with the
dataset. Raises BuildFaults for files that cannot be parsed.
"""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from api.base.errors import BuildFaults, Fault


@dataclass(frozen=True, slots=True)
class Source:
    """One record as it lies in its file, not read yet."""

    collection: str
    file: str
    line: int
    content: bytes
    start: int = 0  # of the content, in bytes from the beginning of the file


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as written: its keys, and the lines they stand on."""

    collection: str
    data: dict[str, Any]
    source: Source
    key_lines: dict[str, int]
    claim_lines: tuple[int, ...]  # or those of the codes of a code list

    @property
    def file(self) -> str:
        """The file it stands in, from the folder that holds the seed's."""
        return self.source.file

    @property
    def id(self) -> str:
        """The record's id, or an empty text where it has none."""
        return str(self.data.get("id", ""))

    def fault(
        self, code: str, message: str, *, key: str | None = None, claim: int | None = None
    ) -> Fault:
        """A fault of this record, at the line of a key or of a claim (counted from 0)."""
        line = self.key_lines.get(key or "", self.source.line)
        if claim is not None and claim < len(self.claim_lines):
            line = self.claim_lines[claim]
        return Fault(self.file, line, code, message)


class _Loader(yaml.CSafeLoader):
    """YAML without dates: `2025-09` and `2025-09-04` both stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class Seed:
    """A seed folder; iterating gives its records, collection by collection in the order asked,
    files in order of name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def records(self, collection: str) -> Iterator[RawRecord]:
        """Every record of one collection."""
        return map(record_of, self.sources(collection))

    def sources(self, collection: str) -> Iterator[Source]:
        """Every record of one collection, unread."""
        base = self.folder / collection
        for path in sorted(base.glob("*.yaml")):
            yield Source(collection, self._name(path), 1, path.read_bytes())
        for path in sorted(base.glob("*.jsonl")):
            name = self._name(path)
            start = 0
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    yield Source(collection, name, number, line, start)
                    start += len(line)

    def collections(self) -> set[str]:
        """Folders that hold records."""
        others = ("omissions", "releases", "codes")
        return {
            path.name for path in self.folder.iterdir() if path.is_dir() and path.name not in others
        }

    def listing(self, name: str) -> list[dict[str, Any]]:
        """A file that holds one list of mappings, such as `releases.yaml`; an absent file is an
        empty list.
        """
        path = self.folder / name
        if not path.exists():
            return []
        found = self._load(path)
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise BuildFaults(
                [Fault(self._name(path), 1, "not_a_list", "write a list of mappings")]
            )
        return found

    def mapping(self, name: str) -> dict[str, Any]:
        """A file that holds one mapping, such as `omissions/<document>.yaml`; an absent file is an
        empty one.
        """
        path = self.folder / name
        found = self._load(path) if path.exists() else {}
        if not isinstance(found, dict):
            raise BuildFaults([Fault(self._name(path), 1, "not_a_mapping", "write one mapping")])
        return found

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder.parent))

    def _load(self, path: Path) -> Any:
        try:
            return yaml.load(path.read_bytes(), Loader=_Loader)  # a subclass of the safe loader
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise BuildFaults([_parse_fault(self._name(path), error)]) from error


def record_of(source: Source) -> RawRecord:
    """The record that lies there. Raises BuildFaults where it cannot be parsed."""
    return _json_record(source) if source.file.endswith(".jsonl") else _yaml_record(source)


def _yaml_record(source: Source) -> RawRecord:
    try:
        loader = _Loader(source.content)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BuildFaults([_parse_fault(source.file, error)]) from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(data, dict):
        raise BuildFaults(
            [
                Fault(
                    source.file,
                    1,
                    "not_a_record",
                    "write one mapping with the keys id, names, claims",
                )
            ]
        )
    key_lines: dict[str, int] = {}
    claim_lines: tuple[int, ...] = ()
    for key, value in node.value:
        key_lines[str(key.value)] = key.start_mark.line + 1
        if key.value in ("claims", "codes") and isinstance(value, yaml.SequenceNode):
            claim_lines = tuple(item.start_mark.line + 1 for item in value.value)
    return RawRecord(source.collection, data, source, key_lines, claim_lines)


def _json_record(source: Source) -> RawRecord:
    try:
        data = orjson.loads(source.content)
    except orjson.JSONDecodeError as error:
        raise BuildFaults(
            [Fault(source.file, source.line, "not_json", f"this line is no JSON: {error}")]
        ) from error
    if not isinstance(data, dict):
        raise BuildFaults(
            [Fault(source.file, source.line, "not_a_record", "write one JSON object a line")]
        )
    return RawRecord(
        source.collection, data, source, {}, (source.line,) * len(data.get("claims") or ())
    )


def _parse_fault(name: str, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    return Fault(
        name,
        mark.line + 1 if mark else 1,
        "not_yaml",
        f"this is no YAML: {getattr(error, 'problem', None) or error}",
    )


class SeedOrder:
    """Takes records as they are read the first time, then gives them back in order of id. Forty
    bytes a record, however long it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids: list[str] = []
        self._files: dict[str, int] = {}  # name → number
        self._lies = array(
            "q"
        )  # of each record the number of its file, its line, first byte and length

    def note(self, record: RawRecord) -> None:
        """Take a record."""
        source = record.source
        self._ids.append(record.id)
        self._lies.extend(
            (
                self._files.setdefault(source.file, len(self._files)),
                source.line,
                source.start,
                len(source.content),
            )
        )

    def records(self, collection: str) -> Iterator[RawRecord]:
        """Every record taken, read again, by id; those with the same id as they came."""
        names, opened = list(self._files), -1
        with ExitStack() as stack:
            for at in array("q", sorted(range(len(self._ids)), key=self._ids.__getitem__)):
                number, line, start, length = self._lies[4 * at : 4 * at + 4]
                if number != opened:
                    stack.close()
                    file = stack.enter_context(
                        (self._folder.parent / names[number]).open("rb", buffering=0)
                    )
                    opened = number
                file.seek(start)
                yield record_of(Source(collection, names[number], line, file.read(length), start))
