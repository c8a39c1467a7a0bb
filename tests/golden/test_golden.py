"""The real dataset comes to what is committed, on both databases. `make golden` renews it; the diff
is what a reviewer reads.
"""

import difflib

import pytest

from tests.asking import asking
from tests.golden.record import FOLDER, golden

SHOWN = 20  # lines of a difference


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_the_dataset_is_the_committed_one(engine: str, request: pytest.FixtureRequest) -> None:
    with asking(request.getfixturevalue(f"seeded_{engine}_url")) as api:
        files = golden(api)
    assert sorted(files) == sorted(path.name for path in FOLDER.glob("*.jsonl"))
    difference: list[str] = []
    for name, text in files.items():
        committed = (FOLDER / name).read_text(encoding="utf-8")
        difference += difflib.unified_diff(
            committed.splitlines(), text.splitlines(), name, name, lineterm="", n=0
        )
    assert not difference, "`make golden` renews it:\n" + "\n".join(
        line[:300] for line in difference[:SHOWN]
    )
