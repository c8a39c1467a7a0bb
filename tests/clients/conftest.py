"""What every check of the specification starts from: the description as the running API gives it
out.
"""

import urllib.request
from pathlib import Path

import pytest


@pytest.fixture
def specification(live_server: str, tmp_path: Path) -> Path:
    """`openapi.json` of the running API, as a file."""
    file = tmp_path / "openapi.json"
    with urllib.request.urlopen(f"{live_server}/openapi.json") as answer:
        file.write_bytes(answer.read())
    return file
