"""A start: what answers the first record loads nothing that other questions need, and whoever asks for more at once is answered as ever.

What a process has loaded is seen only from inside a fresh one.
"""

import asyncio
import subprocess
import sys

import pytest

from api import app
from api.app import create_app
from api.settings import Settings
from tests.asking import Asking, asking
from tests.databases import clean_environment
from tests.servers import ROOT

RECORD = "/v1/projects/ohio-gas-power-plant"
# The first takes most of a start to load; the others would each take as long as all of our own modules.
SQL = {"sqlalchemy"}
SCHEMA = {"sqlmodel", "sqlalchemy.orm", "api.collections"}
FILES = {"pyarrow", "xlsxwriter"}
NEVER = {"alembic", "psycopg", "rich", "yaml", "api.publish", "api.schema.rows"}
# Asks without a client, since a client loads modules too.
_PROGRAM = """
import asyncio
import sys
import threading
from api.app import create_app
from api.settings import Settings

class OnTheLoop:
    # A finder that finds nothing, and notes what the thread of the event loop looks for.
    asked = set()
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            self.asked.add(name)

application = create_app(Settings())
sys.meta_path.insert(0, OnTheLoop())

async def status_of(address):
    path, _, query = address.partition("?")
    statuses = []
    async def send(message):
        statuses.append(message.get("status"))
    async def receive():
        return {"type": "http.request"}
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    await application(scope, receive, send)
    return statuses[0]

async def main():
    for address in sys.argv[1:]:
        assert await status_of(address) in (200, 404), address

asyncio.run(main())
print("\\n".join([*sys.modules, *(f"{name} on the loop" for name in OnTheLoop.asked)]))
"""
# One of every stage and part, those that need the most first.
ADDRESSES = (
    "/openapi.json",
    "/v1/projects.csv",
    "/v1/totals",
    "/v1/search?q=ohio",
    "/v1/projects?include=companies",
    "/v1",
    "/problems.json",
    RECORD,
    f"{RECORD}?include=claims",
    f"{RECORD}/claims",
    f"{RECORD}/cite",
    "/v1/fields",
    "/v1/projects/no-such-project",
    "/v1/no-such-collection",
)


def loaded_after(url: str, *addresses: str) -> set[str]:
    """Modules of a fresh process that has answered these addresses; of each that its event loop had to wait for, a line that says so as well."""
    environment = {**clean_environment(), "PLEDGEBOOK_DATABASE_URL": url}
    run = subprocess.run([sys.executable, "-c", _PROGRAM, *addresses], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.splitlines())


def test_a_record_is_answered_before_anything_else_is_loaded(seeded_sqlite_url: str) -> None:
    loaded = loaded_after(seeded_sqlite_url, RECORD)
    assert "api.read.answers.record" in loaded
    assert sorted(loaded & (SQL | SCHEMA | FILES | NEVER)) == []


@pytest.mark.parametrize("address", [f"{RECORD}?include=claims", "/v1/projects/no-such-project"])
def test_what_a_record_alone_does_not_need_is_loaded_beside_the_event_loop(seeded_sqlite_url: str, address: str) -> None:
    loaded = loaded_after(seeded_sqlite_url, address)
    assert loaded >= SQL
    assert not {f"{name} on the loop" for name in SQL} & loaded


def test_lists_are_answered_without_the_schema(seeded_sqlite_url: str) -> None:
    loaded = loaded_after(
        seeded_sqlite_url, "/v1/projects?sector=energy", f"{RECORD}/claims", f"{RECORD}/history", f"{RECORD}?include=claims", "/healthz"
    )
    assert loaded >= SQL
    assert sorted(loaded & (SCHEMA | FILES | NEVER)) == []


def test_exports_load_the_schema_but_no_format_that_was_not_asked_for(seeded_sqlite_url: str) -> None:
    loaded = loaded_after(seeded_sqlite_url, "/v1/projects.csv", "/openapi.json")
    assert loaded >= SCHEMA
    assert sorted(loaded & (FILES | NEVER)) == []


def test_a_fresh_process_answers_whatever_is_asked_at_once_as_a_settled_one_does(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as settled:
        settled.application.indexed.complete()
        expected = [settled.get(address) for address in ADDRESSES]
    with asking(seeded_sqlite_url) as fresh:
        found = fresh.together(*ADDRESSES, *ADDRESSES)
    assert [answer.status_code for answer in found] == [answer.status_code for answer in expected] * 2
    assert [_said(answer.json() if "json" in answer.headers["content-type"] else answer.text) for answer in found] == [
        _said(answer.json() if "json" in answer.headers["content-type"] else answer.text) for answer in expected
    ] * 2


def _said(body: object) -> object:
    """A body without the number of the request, which every error has."""
    return {name: value for name, value in body.items() if name != "instance"} if isinstance(body, dict) else body


@pytest.mark.parametrize(("method", "address", "status"), [("POST", "/v1/projects", 405), ("DELETE", RECORD, 405), ("HEAD", "/v1/totals", 200)])
def test_a_fresh_process_knows_what_other_methods_may_do(seeded_sqlite_url: str, method: str, address: str, status: int) -> None:
    with asking(seeded_sqlite_url) as fresh:
        assert fresh.ask(method, address).status_code == status


def test_a_served_process_loads_the_rest_by_itself(seeded_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "PAUSE_SECONDS", 0.0)
    application = create_app(Settings(database_url=seeded_sqlite_url))
    assert application.indexed.find("/v1/totals") is None

    async def serve() -> None:
        async with application.router.lifespan_context(application):
            while application.indexed.find("/v1/totals") is None:
                await asyncio.sleep(0.001)

    with Asking(application):
        asyncio.run(asyncio.wait_for(serve(), 60))
    assert application.indexed.find("/openapi.json") is not None


def test_a_process_that_ends_before_it_has_loaded_the_rest_ends_well(seeded_sqlite_url: str) -> None:
    application = create_app(Settings(database_url=seeded_sqlite_url))

    async def serve() -> None:
        async with application.router.lifespan_context(application):
            pass

    asyncio.run(serve())
    assert application.indexed.find("/v1/totals") is None
