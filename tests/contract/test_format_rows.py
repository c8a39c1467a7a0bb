"""A format is one row: an alias added to a copy of the product is served, described and
documented.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.databases import clean_environment
from tests.servers import ROOT

_PROGRAM = """
import asyncio, json
from api import cli
from api.app import create_app
from api.settings import Settings
from docs.generate import endpoints_page
import httpx

application = create_app(Settings())

async def ask(*addresses):
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://asked.test") as client:
        return [await client.get(address) for address in addresses]

addresses = ("/v1/projects.ndjson", "/v1/projects.jsonl", "/v1", "/v1/projects.nothing")
commands = cli.parser()._subparsers._group_actions[0].choices
alias, own, index, wrong = asyncio.run(ask(*addresses))
print(json.dumps({
    "status": alias.status_code,
    "equal": alias.content == own.content,
    "media": alias.headers["content-type"],
    "name": alias.headers["content-disposition"],
    "index": index.json()["item"]["formats"],
    "suggested": wrong.json()["errors"][0]["suggestions"],
    "described": application.openapi(files=True)["paths"]["/v1/projects.ndjson"]["get"]["summary"],
    "documented": "/v1/projects.ndjson" in endpoints_page([application.openapi(files=True)]),
    "command": "ndjson" in commands["export"].format_help(),
}))
"""


def test_a_row_is_all_that_a_format_needs(contract_sqlite_url: str, tmp_path: Path) -> None:
    for folder in ("api", "docs", "tests"):
        shutil.copytree(
            ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "node_modules"),
        )
    registry = tmp_path / "api" / "formats" / "registry.py"
    row = '    Format("ndjson", "application/x-ndjson", "newline-delimited JSON", text=_jsonl),\n'
    registry.write_text(registry.read_text().replace("    PARQUET,\n)", f"    PARQUET,\n{row})"))
    environment = {
        **clean_environment(),
        "PLEDGEBOOK_DATABASE_URL": contract_sqlite_url,
        "PYTHONPATH": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["status"], found["equal"], found["media"]) == (200, True, "application/x-ndjson")
    assert found["name"].endswith('.ndjson"')
    assert {"suffix": "ndjson", "media_type": "application/x-ndjson"} in found["index"]
    assert ".ndjson" in found["suggested"]
    assert found["described"] == "Export projects as newline-delimited JSON"
    assert found["documented"]
    assert found["command"]
