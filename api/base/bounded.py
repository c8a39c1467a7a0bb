"""A bounded dictionary that forgets the least recently used entries first (LRU). Never raises."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Lru(Generic[Key, Value]):
    """Entries up to a total size; without `size` each counts as one."""

    def __init__(self, most: int, size: Callable[[Value], int] | None = None) -> None:
        self._most, self._size = most, size
        self._entries: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._total = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        """The value, which counts as used now; None where there is none."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: Key, value: Value) -> None:
        """Keep a value; one larger than the whole bound is not kept."""
        self.pop(key)
        size = self._size(value) if self._size else 1
        if size > self._most:
            return
        self._entries[key] = value, size
        self._total += size
        while self._total > self._most:
            self.pop(next(iter(self._entries)))

    def pop(self, key: Key) -> None:
        """Forget a key, if it is there."""
        found = self._entries.pop(key, None)
        if found is not None:
            self._total -= found[1]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._total = 0
