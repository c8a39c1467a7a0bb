"""Work in a process of its own, a few messages ahead of the one that uses its results: two cores then share a large build.

Messages are plain tuples, lists, texts and numbers. Raises RuntimeError when the other process dies before its end.
"""

import marshal
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.queues import Queue
from queue import Empty
from typing import Any

_PARCELS = 8  # made ahead
_FULL = 1_000_000  # bytes of a parcel of messages: one at a time would wake either process too often
_LOOK_SECONDS = 1.0  # between two looks whether the other process lives
_END: list[bytes] = []

Send = Callable[[Any], None]


def ahead(work: Callable[..., None], *arguments: Any) -> Iterator[Any]:
    """What `work(send, *arguments)` sends from another process. It is a function of a module; its arguments can be pickled."""
    context = get_context("spawn")
    parcels: Queue[list[bytes]] = context.Queue(_PARCELS)
    worker = context.Process(target=_run, args=(parcels, work, arguments), daemon=True)
    worker.start()
    try:
        while (parcel := _next(parcels, worker.is_alive)) != _END:
            yield from map(marshal.loads, parcel)
    finally:
        worker.terminate()
        worker.join()


def _next(parcels: "Queue[list[bytes]]", alive: Callable[[], bool]) -> list[bytes]:
    while True:
        lives = alive()
        try:
            return parcels.get(timeout=_LOOK_SECONDS)
        except Empty:
            if not lives:
                raise RuntimeError("The process that makes the rows ended before its time; see its own message above.") from None


def _run(parcels: "Queue[list[bytes]]", work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt reaches both; the one that waits ends this one
    parcel = _Parcel(parcels)
    try:
        work(parcel.add, *arguments)
    finally:
        parcel.send()
    parcels.put(_END)


class _Parcel:
    """Messages that are handed over together; each is written at once, while the processor still has it at hand."""

    def __init__(self, parcels: "Queue[list[bytes]]") -> None:
        self._parcels = parcels
        self._held: list[bytes] = []
        self._size = 0

    def add(self, message: Any) -> None:
        """Take a message, and hand over what is full."""
        self._held.append(marshal.dumps(message))
        self._size += len(self._held[-1])
        if self._size >= _FULL:
            self.send()

    def send(self) -> None:
        """Hand over whatever is held."""
        if self._held:
            self._parcels.put(self._held)
            self._held, self._size = [], 0
