"""Records read again from wherever they lie, without keeping them: all by id, or one of them."""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from io import FileIO
from pathlib import Path

from api.publish.seed.read_seed import RawRecord, RecordSource, record_of


class SeedOrder:
    """Takes records as they are read the first time, then gives them back in order of id. Forty
    bytes a record, however long it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids: list[str] = []
        self._files: dict[str, int] = {}  # name → number
        self._names: list[str] = []  # by number
        self._lies = array(
            "q"
        )  # of each record the number of its file, its line, first byte and length
        self._sound = bytearray()  # of each record whether it was read without a fault

    def note(self, record: RawRecord) -> None:
        """Take a record."""
        source = record.source
        self._ids.append(record.id)
        self._sound.append(not record.located.faults)
        if source.file not in self._files:
            self._files[source.file] = len(self._names)
            self._names.append(source.file)
        self._lies.extend(
            (
                self._files[source.file],
                source.line,
                source.start,
                len(source.content),
            )
        )

    def records(self, collection: str) -> Iterator[RawRecord]:
        """Every record taken, read again, by id; those with the same id as they came."""
        opened = -1
        with ExitStack() as stack:
            for at in array("q", sorted(range(len(self._ids)), key=self._ids.__getitem__)):
                number = self._lies[4 * at]
                if number != opened:
                    stack.close()
                    file, opened = stack.enter_context(self._open(at)), number
                yield self._read(collection, at, file)

    def record(self, collection: str, at: int) -> RawRecord:
        """The record that was taken at this place, from 0, read again."""
        with self._open(at) as file:
            return self._read(collection, at, file)

    def __len__(self) -> int:
        return len(self._ids)

    def _name(self, at: int) -> str:
        return self._names[self._lies[4 * at]]

    def _open(self, at: int) -> FileIO:
        return FileIO(self._folder.parent / self._name(at))

    def _read(self, collection: str, at: int, file: FileIO) -> RawRecord:
        _, line, start, length = self._lies[4 * at : 4 * at + 4]
        file.seek(start)
        content, is_sound = file.read(length), bool(self._sound[at])
        return record_of(RecordSource(collection, self._name(at), line, content, start, is_sound))
