"""The application over the contract tests' dataset on both databases, asked in this process."""

from collections.abc import Iterator

import pytest

from tests.asking import Asking, asking


@pytest.fixture(scope="module")
def api(contract_sqlite_url: str) -> Iterator[Asking]:
    """The application on SQLite."""
    with asking(contract_sqlite_url) as asked:
        yield asked


@pytest.fixture(scope="module")
def postgres_api(contract_postgres_url: str) -> Iterator[Asking]:
    """The application on PostgreSQL."""
    with asking(contract_postgres_url) as asked:
        yield asked
