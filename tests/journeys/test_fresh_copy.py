"""The README's first command on a fresh copy: from nothing to an answer, and at once the second
time.
"""

import json
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import clean_environment
from tests.house.tree import ROOT, project_files
from tests.servers import free_port, wait_until_ready

pytestmark = pytest.mark.slow
_FIRST_START_SECONDS = 600


@pytest.fixture
def fresh_copy(tmp_path: Path) -> Path:
    """The project as a clone has it: no environment, no database."""
    for path in project_files():
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


@contextmanager
def make_serve(folder: Path, log: Path) -> Iterator[str]:
    """`make serve` in a folder, ready to be asked; yields its address."""
    port = free_port()
    command = ["make", "serve", f"PORT={port}"]
    # The tests may themselves run under make, whose choices are not this one's.
    environment = {
        key: value
        for key, value in clean_environment().items()
        if not key.startswith(("MAKE", "MFLAGS"))
    }
    with (
        log.open("w+", encoding="utf-8") as output,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, process, output, seconds=_FIRST_START_SECONDS)
            yield address
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def test_a_fresh_copy_serves_the_dataset_with_one_command(fresh_copy: Path) -> None:
    first, second = fresh_copy / "first.log", fresh_copy / "second.log"
    with (
        make_serve(fresh_copy, first) as address,
        urllib.request.urlopen(f"{address}/v1/tranches") as answer,
    ):
        assert json.load(answer)["page"]["total"] >= 1
    assert "Installing" in first.read_text(encoding="utf-8")
    with make_serve(fresh_copy, second):
        pass
    printed = second.read_text(encoding="utf-8")
    assert "Installing" not in printed
    assert "Published" not in printed
