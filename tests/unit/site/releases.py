"""A small release for tests of pages: three days, two entries of the register."""

from api.collections.codelists import CODELISTS
from api.read.release import Correction, Release

DAYS = ("2026-01-01", "2026-01-03", "2026-02-02")
DAY = DAYS[1]
FIRST, SECOND = "2026-01-31", "2026-02-02"


def a_release(*corrections: Correction, upto: str = SECOND) -> Release:
    """The release `upto` of the register."""
    register = {
        name: {"id": name, "published_at": f"{name}T12:00:00Z", "withdrawn_reason": None}
        for name in (FIRST, SECOND)
        if name <= upto
    }
    published_at = f"{upto}T12:00:00Z"
    return Release(upto, "", "", published_at, DAYS, {}, {}, CODELISTS, register, corrections, "")
