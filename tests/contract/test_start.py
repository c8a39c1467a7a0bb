"""A start: everything that answers is loaded once, but neither what publishes nor the libraries of
formats nobody asked for.

What a process has loaded is seen only from inside a fresh one.
"""

import asyncio
import subprocess
import sys

from api.app import create_app
from api.settings import Settings
from tests.asking import asking
from tests.databases import clean_environment
from tests.servers import ROOT

RECORD = "/v1/projects/ohio-gas-power-plant"
FILES = {"pyarrow", "xlsxwriter"}
NEVER = {
    "alembic",
    "yaml",
    "api.publish",
    "sqlalchemy.dialects.postgresql",
    "psycopg",
    "markdown_it",
}
# Asks without a client, since a client loads modules too.
_PROGRAM = """
import asyncio
import sys
from api.app import create_app
from api.settings import Settings

application = create_app(Settings())

async def status_of(address):
    path, _, query = address.partition("?")
    statuses = []
    async def send(message):
        statuses.append(message.get("status"))
    async def receive():
        return {"type": "http.request"}
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    scope["query_string"] = query.encode()
    await application(scope, receive, send)
    return statuses[0]

async def main():
    for address in sys.argv[1:]:
        assert await status_of(address) in (200, 404), address

asyncio.run(main())
print("\\n".join(sys.modules))
"""
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
    """Modules of a fresh process that has answered these addresses."""
    environment = {**clean_environment(), "PLEDGEBOOK_DATABASE_URL": url}
    command = [sys.executable, "-c", _PROGRAM, *addresses]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.splitlines())


def test_serving_loads_nothing_of_publishing_and_no_format_that_was_not_asked_for(
    contract_sqlite_url: str,
) -> None:
    loaded = loaded_after(contract_sqlite_url, *ADDRESSES)
    assert sorted(loaded & (FILES | NEVER)) == []


def test_a_fresh_process_answers_whatever_is_asked_at_once_as_a_settled_one_does(
    contract_sqlite_url: str,
) -> None:
    with asking(contract_sqlite_url) as settled:
        expected = [settled.get(address) for address in ADDRESSES]
    with asking(contract_sqlite_url) as fresh:
        found = fresh.together(*ADDRESSES, *ADDRESSES)
    assert [answer.status_code for answer in found] == [
        answer.status_code for answer in expected
    ] * 2
    assert [
        _said(answer.json() if "json" in answer.headers["content-type"] else answer.text)
        for answer in found
    ] == [
        _said(answer.json() if "json" in answer.headers["content-type"] else answer.text)
        for answer in expected
    ] * 2


def _said(body: object) -> object:
    """A body without the number of the request, which every error has."""
    return (
        {name: value for name, value in body.items() if name != "instance"}
        if isinstance(body, dict)
        else body
    )


def test_other_methods_are_refused_or_answered(contract_sqlite_url: str) -> None:
    with asking(contract_sqlite_url) as fresh:
        assert fresh.ask("POST", "/v1/projects").status_code == 405
        assert fresh.ask("DELETE", RECORD).status_code == 405
        assert fresh.ask("HEAD", "/v1/totals").status_code == 200


def test_a_process_that_ends_closes_what_it_opened(contract_sqlite_url: str) -> None:
    application = create_app(Settings(database_url=contract_sqlite_url))

    async def serve() -> None:
        async with application.router.lifespan_context(application):
            pass

    asyncio.run(serve())
