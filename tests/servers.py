"""The product as its users meet it: the command line and a server in processes of their own."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tests.databases import clean_environment

ROOT = Path(__file__).resolve().parent.parent


def pledgebook(*commands: str, database_url: str, **environment: str) -> None:
    """Run commands of the command line in turn on a database, with further variables;
    AssertionError with their output if one fails.
    """
    for command in commands:
        run = subprocess.run(
            [sys.executable, "-m", "api.cli", *command.split()],
            cwd=ROOT,
            env={**clean_environment(), "PLEDGEBOOK_DATABASE_URL": database_url, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, (
            f"pledgebook {command} ended with {run.returncode}:\n{run.stdout}{run.stderr}"
        )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(database_url: str, **settings: str) -> Iterator[str]:
    """A running server over a database, with settings by their variable names; yields its address
    without a trailing slash.
    """
    port = free_port()
    environment = {
        **clean_environment(),
        "PLEDGEBOOK_DATABASE_URL": database_url,
        "PLEDGEBOOK_PORT": str(port),
        **settings,
    }
    command = [sys.executable, "-m", "api.cli", "serve"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, process, log)
            yield address
        finally:
            process.terminate()


def wait_until_ready(
    address: str, process: subprocess.Popen[bytes], log: TextIO, seconds: float = 60
) -> None:
    """Return once `/readyz` answers 200; AssertionError with the log if the process ends or the
    time, in seconds, is over.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        time.sleep(0.05)
    log.seek(0)
    raise AssertionError(
        f"the server was not ready (exit status {process.poll()}, at most {seconds} "
        f"s):\n{log.read()}"
    )
