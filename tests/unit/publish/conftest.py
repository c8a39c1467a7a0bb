"""A seed folder to write into."""

from pathlib import Path

import pytest

from tests.unit.publish.seeds import SeedFolder


@pytest.fixture
def seed(tmp_path: Path) -> SeedFolder:
    return SeedFolder(tmp_path / "seed")
