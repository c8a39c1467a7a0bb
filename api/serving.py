"""Running the server: the socket it listens on, its worker processes, how long it waits for what
a client sends, and how it stops.

Raises OSError with a sentence where the address cannot be listened on.
"""

import asyncio
import gc
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.supervisors import Multiprocess

from api.app import create_app, watched, with_cache
from api.http.edge.logs import log_config
from api.http.edge.observed import Observed
from api.settings import Settings

_BACKLOG = 2048  # connections that wait to be accepted
# After how many seconds without a sign a worker process is replaced. uvicorn's own five are fewer
# than one takes to start on a busy machine: each was killed before it answered.
_SILENT_SECONDS = 60


class JoinedWrites:
    """Holds the head of a good answer back until its body comes, and writes both at once. uvicorn
    writes each by itself, which wakes the reader twice.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self.head = b""

    def write(self, data: bytes) -> None:
        """Send these bytes, a head with the next ones."""
        head = self.head
        if head and data:
            self.head = b""
            self._transport.writelines((head, data))
        elif data.startswith(b"HTTP/1.1 200"):
            self.head = data
        elif data:
            self._transport.write(data)

    def flush(self) -> None:
        """Send a head that no body came after."""
        if self.head:
            self._transport.write(self.head)
            self.head = b""

    def close(self) -> None:
        """Send what is left, and close."""
        self.flush()
        self._transport.close()

    def is_closing(self) -> bool:
        """Whether it is closed, or about to be."""
        return self._transport.is_closing()


class BoundedConnection(HttpToolsProtocol):
    """A connection that is closed where its client stalls. uvicorn bounds the time between two
    requests alone: who sends nothing at first, or its headers a letter a minute, is waited for
    without end.
    """

    def __init__(self, *given: Any, stalled_seconds: float, **named: Any) -> None:
        super().__init__(*given, **named)
        self._stalled_seconds = stalled_seconds
        self._unfinished: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection that is not used is closed like one that is used no more."""
        super().connection_made(transport)
        self._writes = self.transport = JoinedWrites(transport)  # type: ignore[assignment]
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def data_received(self, data: bytes) -> None:
        """What has begun must be a request in time."""
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle
        if (cycle is None or cycle.response_complete) and self._unfinished is None:
            self._unfinished = self.loop.call_later(
                self._stalled_seconds, self.timeout_keep_alive_handler
            )

    def on_headers_complete(self) -> None:
        """It is one."""
        if self._unfinished is not None:
            self._wait_no_more()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """The answer has ended, with or without a body."""
        if self._writes.head:
            self._writes.flush()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for."""
        self._wait_no_more()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def _wait_no_more(self) -> None:
        if self._unfinished is not None:
            self._unfinished.cancel()
            self._unfinished = None


def application() -> Observed:
    """The application of one process, as the environment configures it."""
    settings = Settings()
    plain = create_app(settings)
    app = watched(with_cache(plain, settings), plain, settings)
    # Exports flatten rows in threads. They must hand over quickly, or every short request waits the
    # interpreter's usual 5 ms for its turn.
    sys.setswitchinterval(0.0002)
    # What a start makes stays as long as the process: the collector need not look at it again.
    gc.freeze()
    return app


def serve(settings: Settings, host: str, port: int, uds: Path | None, workers: int) -> None:
    """Answer requests until a signal ends it; `port` 0 takes any free one, `uds` is the path of a
    Unix socket to listen on instead.
    """
    with _listening(host, port, uds) as listening:
        if not uds and hasattr(socket, "TCP_USER_TIMEOUT"):  # each connection inherits it
            milliseconds = settings.stalled_seconds * 1000
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        print(_greeting(host, listening, uds), _links(settings), sep="\n", flush=True)
        connection = partial(BoundedConnection, stalled_seconds=settings.stalled_seconds)
        config = uvicorn.Config(
            "api.serving:application" if workers > 1 else application(),
            factory=workers > 1,
            workers=workers,
            log_config=log_config(settings),
            log_level=settings.log_level.lower(),
            server_header=False,
            access_log=False,
            http=connection,  # type: ignore[arg-type]  # it is called as a class would be
            ws="none",
            timeout_keep_alive=settings.keep_alive_seconds,
            timeout_graceful_shutdown=settings.shutdown_seconds,
            timeout_worker_healthcheck=_SILENT_SECONDS,
        )
        try:
            if workers > 1:
                Multiprocess(config, sockets=[listening]).run()
            else:
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            if uds:
                uds.unlink(missing_ok=True)


def _listening(host: str, port: int, uds: Path | None) -> socket.socket:
    """A bound socket. It is bound before anything is printed, so that what is printed is true."""
    family = socket.AF_UNIX if uds else socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        if uds:
            listening.bind(str(uds))
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
    except OSError as error:
        listening.close()
        place = uds or f"{host}:{port}"
        raise OSError(
            f"Nothing can listen on {place} ({error.strerror or error}); name another with "
            "--port, --host or --uds."
        ) from error
    listening.listen(_BACKLOG)  # who connects from now on waits for the first process to be ready
    listening.set_inheritable(True)
    return listening


def _links(settings: Settings) -> str:
    if settings.public_url:
        return f"Links in answers begin with {settings.public_url}"
    return (
        "Links in answers are relative; with PLEDGEBOOK_PUBLIC_URL, the address that readers use, "
        "they are whole, also in feeds and citations"
    )


def _greeting(host: str, listening: socket.socket, uds: Path | None) -> str:
    if uds:
        return f"Pledgebook answers on the Unix socket {uds}"
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}"
    return f"Pledgebook answers at {address}/v1 and explains itself at {address}/docs"
