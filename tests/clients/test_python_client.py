"""The specification as a Python client: generated without a warning, strictly typed, and able to call the live API."""

import sys
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

JOURNEY = Path(__file__).with_name("python_journey.txt")


def test_a_generated_python_client_is_strictly_typed_and_works(specification: Path, live_server: str, tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    config = tmp_path / "config.yml"
    config.write_text("post_hooks: []\nproject_name_override: pledgebook-client\npackage_name_override: pledgebook_client\n", encoding="utf-8")
    generate: list[str | Path] = [tools / "openapi-python-client", "generate", "--path", specification, "--config", config, "--meta", "none"]
    warnings = run([*generate, "--output-path", tmp_path / "pledgebook_client", "--fail-on-warning"], tmp_path)
    assert "warning" not in warnings.lower(), warnings
    journey = tmp_path / "journey.py"
    journey.write_text(JOURNEY.read_text(encoding="utf-8"), encoding="utf-8")
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\nstrict = True\n", encoding="utf-8")
    run([tools / "mypy", "--config-file", settings, "pledgebook_client", "journey.py"], tmp_path)
    assert run([sys.executable, journey, live_server], tmp_path).startswith("1 tranche: ")
