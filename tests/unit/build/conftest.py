"""A seed folder to write into, and what a build of the whole makes of one."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from api.base.database import Target
from api.build.publish import publish
from tests.unit.build.alike import contents
from tests.unit.build.seeds import SeedFolder

_numbers = count()


@pytest.fixture
def whole(tmp_path: Path) -> Callable[[Path], dict[str, Any]]:
    """What a build of the whole gives, in a database of its own."""

    def build(folder: Path) -> dict[str, Any]:
        target = Target("sqlite", path=tmp_path / f"whole-{next(_numbers)}.sqlite")
        assert publish(target, folder).built is None
        return contents(target)

    return build


@pytest.fixture
def seed(tmp_path: Path) -> SeedFolder:
    return SeedFolder(tmp_path / "seed")
