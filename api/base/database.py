"""Where the dataset is stored: a database URL as the SQLite and PostgreSQL drivers want it. Raises
ValueError with a sentence for any other kind of URL.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.engine import Dialect

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")

_DRIVERS = {"sqlite": "sqlite+pysqlite://", "postgresql": "postgresql+psycopg://"}


def dialect_of(kind: str, **options: Any) -> Dialect:
    """How SQLAlchemy writes SQL for a kind of database. It loads what that kind needs, and nothing
    of the other.
    """
    return make_url(_DRIVERS[kind]).get_dialect()(**options)


@dataclass(frozen=True)
class Target:
    """A database: `file` for SQLite, `dsn` (libpq form, several hosts allowed) for PostgreSQL."""

    kind: str
    file: Path = Path()
    dsn: str = ""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self.kind == "sqlite"

    @property
    def sqlalchemy_url(self) -> URL:
        """The URL as SQLAlchemy takes it; a path may hold `?`, `#` and `%`."""
        if self.is_sqlite:
            return URL.create("sqlite", database=str(self.file))
        return make_url(_DRIVERS["postgresql"] + self.dsn.partition("://")[2])


def parse_target(url: str) -> Target:
    """The target of `sqlite:///path` or `postgresql://…`; a relative SQLite path is taken from the
    current folder.
    """
    scheme, _, rest = url.partition("://")
    base = scheme.partition("+")[0]
    if base == "sqlite":
        path = rest.removeprefix("/")
        if not path or path == ":memory:":
            raise ValueError("name a file: sqlite:///relative/path or sqlite:////absolute/path")
        return Target("sqlite", file=Path(path))
    if base in ("postgresql", "postgres"):
        if _BAD_ESCAPE.search(rest):  # the driver's own message would show the password
            raise ValueError("write a `%` in a user name or password as `%25`")
        return Target("postgresql", dsn=f"postgresql://{rest}")
    raise ValueError(
        f"'{scheme[:20] if rest else ''}' is no database this product knows; use "
        "sqlite:///path or postgresql://user@host/name"
    )
