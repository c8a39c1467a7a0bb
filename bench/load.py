"""Load from one process: connections kept alive over raw sockets, one request at a time on each, so
that the client costs little.

Answers are read whole and not parsed beyond their length. Raises RuntimeError for an answer with
another status than expected.
"""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\n[Cc]ontent-[Ll]ength: *(\d+)\r\n")
_CHUNKED = re.compile(rb"\r\n[Tt]ransfer-[Ee]ncoding: *chunked\r\n")
_READ = 1 << 18


@dataclass(frozen=True)
class Request:
    """One request as bytes, and the status its answer must have."""

    address: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    def encoded(self, host: str) -> bytes:
        """The bytes to send."""
        lines = [
            f"GET {self.address} HTTP/1.1",
            f"Host: {host}",
            *(f"{name}: {value}" for name, value in self.headers),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass(frozen=True)
class Load:
    """What a round came to: its length, the requests answered, and the seconds within which half
    and 99 % of them were.
    """

    seconds: float
    requests: int
    half: float
    most: float

    @classmethod
    def of(cls, seconds: float, latencies: list[float]) -> "Load":
        """From the seconds that each answer took."""
        ordered = sorted(latencies)
        half, most = (
            ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.5, 0.99)
        )
        return cls(seconds, len(ordered), half, most)


class _Connection:
    def __init__(self, port: int, requests: Sequence[tuple[bytes, bytes]], first: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests, self._next = requests, first
        self._expected = b""
        self._held = bytearray()
        self._wanted = 0  # bytes of the whole answer; 0 while unknown, -1 where chunks tell the end
        self.started = 0.0

    def send(self, step: int) -> None:
        request, self._expected = self._requests[self._next % len(self._requests)]
        self._next += step
        self._held.clear()
        self._wanted = 0
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is whole."""
        part = self.socket.recv(_READ)
        if not part:
            raise RuntimeError("the server closed the connection")
        held = self._held
        held += part
        if not self._wanted:
            head = held.find(b"\r\n\r\n")
            if head < 0:
                return False
            self._look(bytes(held[: head + 2]), head + 4)
        return held.endswith(b"\r\n0\r\n\r\n") if self._wanted < 0 else len(held) >= self._wanted

    def _look(self, head: bytes, end: int) -> None:
        if not head.startswith(self._expected):
            raise RuntimeError(f"expected {self._expected.decode()}, got {head.decode('latin-1')}")
        length = _LENGTH.search(head)
        chunked = length is None and _CHUNKED.search(head) is not None
        self._wanted = -1 if chunked else end + (int(length[1]) if length else 0)


def run_load(port: int, requests: Sequence[Request], seconds: float, connections: int) -> Load:
    """Send the requests in turn, over and over, for that long; the connections start at different
    places.
    """
    encoded = [
        (request.encoded(f"127.0.0.1:{port}"), b"HTTP/1.1 %d" % request.status)
        for request in requests
    ]
    latencies: list[float] = []
    waiting = selectors.DefaultSelector()
    opened = [_Connection(port, encoded, number) for number in range(connections)]
    begun = time.perf_counter()
    end = begun + seconds
    for connection in opened:
        waiting.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(connections)
    busy = len(opened)
    while busy:
        for key, _ in waiting.select(60):
            connection = key.data
            if not connection.receive():
                continue
            now = time.perf_counter()
            latencies.append(now - connection.started)
            if now < end:
                connection.send(connections)
            else:
                busy -= 1
                waiting.unregister(connection.socket)
                connection.socket.close()
    return Load.of(time.perf_counter() - begun, latencies)


def fetch(
    port: int, address: str, headers: tuple[tuple[str, str], ...] = ()
) -> tuple[int, list[tuple[str, str]], bytes]:
    """One answer: status, headers and body, as sent."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", address, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()
