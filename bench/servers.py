"""Servers under measurement, one worker each: how they are started, when they answer, what they
cost so far, how they end.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import processes
from bench.load import fetch

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 120.0  # seconds until a server must answer


@dataclass(frozen=True)
class Server:
    """A command with its environment; `{port}` in it becomes a free port. `ready` answers 200 once
    it serves.
    """

    name: str
    command: tuple[str, ...]
    ready: str
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = 0  # one that its own configuration names; 0 for any


@dataclass
class Running:
    """A server that answers."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    cold_start: float  # seconds from its start to the first 200

    def processor_seconds(self) -> float:
        """Processor time of its process tree so far."""
        return processes.processor_seconds(processes.descendants(self.process.pid))

    def resident_bytes(self) -> int:
        """Memory of its process tree now."""
        return processes.resident_bytes(processes.descendants(self.process.pid))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def clean_environment() -> dict[str, str]:
    """The environment without the product's own settings, and free to keep compiled code: a start
    that compiles first measures the compiler.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PLEDGEBOOK_") and name != "PYTHONDONTWRITEBYTECODE"
    }


@contextlib.contextmanager
def running(server: Server, log: Path) -> Iterator[Running]:
    """The server for as long as the context lasts; raises RuntimeError with its log when it does
    not come to answer.
    """
    port = server.port or free_port()
    environment = clean_environment() | {
        name: value.replace("{port}", str(port)) for name, value in server.environment.items()
    }
    command = [part.replace("{port}", str(port)) for part in server.command]
    with log.open("ab") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait(server, port, process, log)
            yield Running(server.name, port, process, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(server: Server, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            # A look at the socket first: a refused connection costs next to nothing, so that
            # waiting does not slow the start.
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            if fetch(port, server.ready)[0] == 200:
                return
        time.sleep(0.002)
    raise RuntimeError(
        f"{server.name} does not answer; the end of its log:\n"
        + log.read_text(errors="replace")[-2000:]
    )


def ours(
    name: str, database_url: str, ready: str, module: str = "api.cli", **settings: str
) -> Server:
    """The product over a database; `module` is what is run, where it is to differ in something."""
    glibc = {
        "MALLOC_TRIM_THRESHOLD_": "8388608",
        "MALLOC_MMAP_THRESHOLD_": "8388608",
    }  # as in the Dockerfile
    environment = {
        **glibc,
        "PLEDGEBOOK_DATABASE_URL": database_url,
        "PLEDGEBOOK_PORT": "{port}",
        "PLEDGEBOOK_LOG_LEVEL": "WARNING",
        **settings,
    }
    return Server(name, (sys.executable, "-m", module, "serve"), ready, environment)


def uvicorn(name: str, application: str, ready: str, **environment: str) -> Server:
    """An ASGI application of ours under the server the product runs on."""
    quiet = ("--no-access-log", "--no-server-header", "--log-level", "warning")
    return Server(
        name,
        (sys.executable, "-m", "uvicorn", application, "--port", "{port}", *quiet),
        ready,
        environment,
    )


def datasette(python: Path, database: Path, ready: str) -> Server:
    """Datasette over its file, opened immutable, without what the measured pages do not show."""
    options = [
        part for name in ("suggest_facets", "allow_facet") for part in ("--setting", name, "off")
    ]
    options += [
        "--setting",
        "max_csv_mb",
        "0",
        "--setting",
        "sql_time_limit_ms",
        "600000",
        "--setting",
        "max_returned_rows",
        "1000",
    ]
    command = (
        str(python),
        "-m",
        "datasette",
        "serve",
        "-i",
        str(database),
        "--port",
        "{port}",
        *options,
    )
    return Server("Datasette", command, ready)
