"""The application over the contract tests' dataset on both databases, asked in this process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from tests.asking import Asking, asking
from tests.contract.totals_asked import Ask, Money
from tests.databases import sqlite_url


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


@pytest.fixture
def money(tmp_path: Path) -> Money:
    """A seed of one agreement, to which a test adds what carries money."""
    seed = Money(tmp_path / "seed")
    seed.agreement()
    return seed


@pytest.fixture
def published(money: Money, tmp_path: Path) -> Iterator[Ask]:
    """Publishes what the test wrote on SQLite, and asks the API over it."""
    opened: list[Any] = []

    def ask() -> Asking:
        url = sqlite_url(tmp_path / "totals.sqlite")
        publish(parse_target(url), money.folder)
        opened.append(asking(url))
        api: Asking = opened[-1].__enter__()
        return api

    yield ask
    for one in opened:
        one.__exit__(None, None, None)
