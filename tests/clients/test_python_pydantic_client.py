"""The description for OpenAPI 3.0 as the Python client of OpenAPI Generator: what is made compiles,
a strictly typed program uses it against the live API, and it stays small. Needs Java.
"""

import shutil
import sys
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

JOURNEY = Path(__file__).with_name("python_pydantic_journey.txt")
GENERATOR = Path(sys.executable).with_name("openapi-generator-cli")
# Notes of the generator on itself: its search for parents of a schema passes by those without a
# name, and the word it imports from pydantic is one it never calls a model.
OWN_NOTES = ("Failed to get the schema name: null", "Field (reserved word) cannot be used")
MOST_BYTES = 5_000_000


@pytest.mark.skipif(
    shutil.which("java") is None or not GENERATOR.exists(),
    reason="there is no Java, or no OpenAPI Generator, so its Python client was not checked",
)
def test_the_python_client_of_openapi_generator_works(
    specification_3_0: Path, live_server: str, tmp_path: Path
) -> None:
    generate: list[str | Path] = [GENERATOR, "generate", "-i", specification_3_0, "-g", "python"]
    said = run([*generate, "-o", "client", "--package-name", "pledgebook_client"], tmp_path)
    warnings = [line for line in said.splitlines() if " WARN " in line or " ERROR " in line]
    assert [line for line in warnings if not any(note in line for note in OWN_NOTES)] == []

    folder = tmp_path / "client"
    made = sum(file.stat().st_size for file in (folder / "pledgebook_client").rglob("*.py"))
    assert made < MOST_BYTES
    (folder / "journey.py").write_text(JOURNEY.read_text(encoding="utf-8"), encoding="utf-8")
    # The client itself is made to the generator's own rules, which are not the strictest.
    (folder / "mypy.ini").write_text(
        "[mypy]\nstrict = True\n[mypy-pledgebook_client.*]\nfollow_imports = silent\n",
        encoding="utf-8",
    )
    mypy = Path(sys.executable).with_name("mypy")
    run([mypy, "--config-file", "mypy.ini", "journey.py"], folder)
    assert run([sys.executable, "journey.py", live_server], folder).startswith("1 tranche: ")
