"""The description as a Python client: generated without a warning, strictly typed, and able to call
the live API.
"""

import json
import sys
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

JOURNEY = Path(__file__).with_name("python_journey.txt")
CONFIG = {
    "project_name_override": "pledgebook-client",
    "package_name_override": "pledgebook_client",
    "post_hooks": [],  # a formatter, which changes nothing of what is proved
}


def test_a_generated_python_client_is_strictly_typed_and_works(
    specification: Path, live_server: str, tmp_path: Path
) -> None:
    tools = Path(sys.executable).parent
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    generate: list[str | Path] = [
        tools / "openapi-python-client",
        "generate",
        "--path",
        specification,
        "--config",
        "config.json",
        "--meta",
        "none",
    ]
    run([*generate, "--output-path", tmp_path / "pledgebook_client", "--fail-on-warning"], tmp_path)
    (tmp_path / "journey.py").write_text(JOURNEY.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = True\n", encoding="utf-8")
    run([tools / "mypy", "--config-file", "mypy.ini", "pledgebook_client", "journey.py"], tmp_path)
    assert run([sys.executable, "journey.py", live_server], tmp_path).startswith("1 tranche: ")
