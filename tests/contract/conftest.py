"""The application over the real dataset on both databases, asked in this process."""

from collections.abc import Iterator

import pytest

from tests.asking import Asking, asking


@pytest.fixture(scope="module")
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    """The application on SQLite."""
    with asking(seeded_sqlite_url) as asked:
        yield asked


@pytest.fixture(scope="module")
def postgres_api(seeded_postgres_url: str) -> Iterator[Asking]:
    """The application on PostgreSQL."""
    with asking(seeded_postgres_url) as asked:
        yield asked
