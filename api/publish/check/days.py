"""The days that a seed may name: none that is still to come anywhere on earth."""

from api.base.dates import latest_day

FIRST_DAY = "1900-01-01"  # before any document


def last_day() -> str:
    """The latest day that has begun somewhere on earth."""
    return latest_day().isoformat()
