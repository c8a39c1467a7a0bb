"""The specification as TypeScript types: generated, compiled under --strict, and used to call the
live API; needs node.
"""

import shutil
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).with_name("typescript")
FILES = ("package.json", "package-lock.json", "tsconfig.json", "journey.ts")


@pytest.mark.skipif(
    shutil.which("npm") is None,
    reason="there is no node on this machine, so the TypeScript client was not checked",
)
def test_generated_typescript_types_compile_and_work(
    specification: Path, live_server: str, tmp_path: Path
) -> None:
    for name in FILES:
        shutil.copy(PROJECT / name, tmp_path / name)
    run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], tmp_path)
    run(
        ["npx", "--no-install", "openapi-typescript", specification, "--output", "api.d.ts"],
        tmp_path,
    )
    run(["npx", "--no-install", "tsc"], tmp_path)
    assert run(["node", "built/journey.js", live_server], tmp_path).startswith("1 tranche: ")
