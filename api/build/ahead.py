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

_MESSAGES = 8  # made ahead; one is a few megabytes at most
_LOOK_SECONDS = 1.0  # between two looks whether the other process lives
_END = b""

Send = Callable[[Any], None]


def ahead(work: Callable[..., None], *arguments: Any) -> Iterator[Any]:
    """What `work(send, *arguments)` sends from another process. It is a function of a module; its arguments can be pickled."""
    context = get_context("spawn")
    messages: Queue[bytes] = context.Queue(_MESSAGES)
    worker = context.Process(target=_run, args=(messages, work, arguments), daemon=True)
    worker.start()
    try:
        while (message := _next(messages, worker.is_alive)) != _END:
            yield marshal.loads(message)
    finally:
        worker.terminate()
        worker.join()


def _next(messages: "Queue[bytes]", alive: Callable[[], bool]) -> bytes:
    while True:
        lives = alive()
        try:
            return messages.get(timeout=_LOOK_SECONDS)
        except Empty:
            if not lives:
                raise RuntimeError("The process that makes the rows ended before its time; see its own message above.") from None


def _run(messages: "Queue[bytes]", work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt reaches both; the one that waits ends this one
    work(lambda message: messages.put(marshal.dumps(message)), *arguments)
    messages.put(_END)
