"""What every check of the descriptions starts from: each as the running API gives it out."""

import urllib.request
from pathlib import Path

import pytest


def fetched(address: str, folder: Path) -> Path:
    """A description, as a file."""
    file = folder / address.rpartition("/")[2]
    with urllib.request.urlopen(address) as answer:
        file.write_bytes(answer.read())
    return file


@pytest.fixture
def specification(live_server: str, tmp_path: Path) -> Path:
    """`openapi.json` of the running API."""
    return fetched(f"{live_server}/openapi.json", tmp_path)


@pytest.fixture
def specification_3_0(live_server: str, tmp_path: Path) -> Path:
    """The same for tools that read OpenAPI 3.0 alone."""
    return fetched(f"{live_server}/openapi-3.0.json", tmp_path)
