"""The product as its users meet it: the command line and a server in processes of their own."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.databases import clean_environment

ROOT = Path(__file__).resolve().parent.parent


def pledgebook(*commands: str, database_url: str) -> None:
    """Run commands of the command line in turn on a database; AssertionError with their output if one fails."""
    for command in commands:
        run = subprocess.run(
            [sys.executable, "-m", "api.cli", *command.split()],
            cwd=ROOT,
            env={**clean_environment(), "PLEDGEBOOK_DATABASE_URL": database_url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"pledgebook {command} ended with {run.returncode}:\n{run.stdout}{run.stderr}"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(database_url: str, **settings: str) -> Iterator[str]:
    """A running server over a database, with settings by their variable names; yields its address without a trailing slash."""
    port = free_port()
    environment = {**clean_environment(), "PLEDGEBOOK_DATABASE_URL": database_url, "PLEDGEBOOK_PORT": str(port), **settings}
    command = [sys.executable, "-m", "api.cli", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()


def wait_until_ready(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Return once `/readyz` answers 200; AssertionError if the process ends or the time, in seconds, is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode} before it was ready"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        time.sleep(0.05)
    raise AssertionError(f"the server was not ready within {seconds} seconds")
