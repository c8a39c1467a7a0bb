"""Every value of a former day that was published and is mended has a reason, and every reason has a
value that it is about.
"""

from pathlib import Path

import pytest

from api.publish.compare.differences import Report
from api.publish.release import compared_release, report_of

SEED = Path(__file__).parents[2] / "seed"


@pytest.fixture(scope="module")
def since_the_first() -> Report:
    """What differs from the first release, on any day."""
    prepared = compared_release(SEED, "2026-11-21")
    assert prepared.before is not None
    found, _ = report_of(SEED, prepared.before, prepared.lines, "all")
    return found


def test_what_is_mended_has_a_reason(since_the_first: Report) -> None:
    assert since_the_first.values
    assert since_the_first.alarms == []


def test_no_reason_is_about_nothing(since_the_first: Report) -> None:
    assert list(since_the_first.unneeded) == []
