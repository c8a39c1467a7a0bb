"""The days that a seed may name: none that is still to come anywhere on earth."""

from datetime import UTC, datetime, timedelta

FIRST_DAY = "1900-01-01"  # before any document


def last_day() -> str:
    """The latest day that has begun somewhere on earth."""
    return (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
