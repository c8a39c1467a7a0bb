"""Exports under measurement: rows a second, the first byte, what memory grows by meanwhile, and
what small requests feel of it.

`python -m bench.exports PORT ADDRESS` downloads an address over and over until it is ended: the
load beside which small requests are measured.
"""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

from bench.load import Load, Request, run_load
from bench.servers import ROOT, Running

_READ = 1 << 20
_HOSTILE = 50
_LOOK_SECONDS = 0.02  # between two looks at the server's memory


@dataclass(frozen=True)
class Download:
    """One download: what came, how fast, and what it cost the server."""

    rows: int
    size: int  # bytes
    seconds: float
    first_byte: float  # seconds until the first byte of the body
    growth: int  # bytes its memory grew by at most
    processor_seconds: float

    @property
    def rows_a_second(self) -> float:
        """Rows that came each second."""
        return self.rows / self.seconds


def download(server: Running, address: str) -> Download:
    """Read the whole answer and count its lines. Raises RuntimeError for another status than
    200.
    """
    before, most = server.resident_bytes(), [0]
    used = server.processor_seconds()
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(server.resident_bytes, done, most))
    watch.start()
    started = time.perf_counter()
    first, rows, size = 0.0, 0, 0
    for part in parts(server.port, address):
        first = first or time.perf_counter() - started
        rows += part.count(b"\n")
        size += len(part)
    seconds = time.perf_counter() - started
    done.set()
    watch.join()
    return Download(
        rows, size, seconds, first, max(0, most[0] - before), server.processor_seconds() - used
    )


def _watch(resident: Callable[[], int], done: threading.Event, most: list[int]) -> None:
    while not done.wait(_LOOK_SECONDS):
        most[0] = max(most[0], resident())


def parts(port: int, address: str) -> Iterator[bytes]:
    """The body of an answer as it comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {answer.read(500)!r}")
        while part := answer.read1(_READ):
            yield part
    finally:
        connection.close()


@contextmanager
def beside(server: Running, address: str) -> Iterator[None]:
    """While the context lasts, another process downloads the address over and over."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.exports", str(server.port), address], cwd=ROOT
    ) as process:
        try:
            time.sleep(0.5)  # until it has begun
            yield
        finally:
            process.terminate()


@contextmanager
def readers_of_nothing(server: Running, address: str) -> Iterator[None]:
    """While the context lasts, fifty clients have asked for the address and read nothing."""
    asked = Request(address).encoded("127.0.0.1")
    with ExitStack() as stack:
        for _ in range(_HOSTILE):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            client.sendall(asked)
        time.sleep(0.5)  # until all have begun
        yield


def quiet_and_beside(
    server: Running,
    requests: Sequence[Request],
    other: AbstractContextManager[None],
    seconds: float,
) -> tuple[Load, Load]:
    """Small requests, one at a time: first alone, then while something else goes on."""
    quiet = run_load(server.port, requests, seconds, 1)
    with other:
        return quiet, run_load(server.port, requests, seconds, 1)


if __name__ == "__main__":
    while True:
        for _ in parts(int(sys.argv[1]), sys.argv[2]):
            pass
