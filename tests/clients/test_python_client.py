"""The specification as a Python client: generated without a warning, strictly typed, and able to
call the live API.
"""

import json
import sys
from pathlib import Path

import pytest

from tests.clients.tools import run

pytestmark = pytest.mark.slow

JOURNEY = Path(__file__).with_name("python_journey.txt")


def file_formats(specification: Path) -> set[str]:
    """Media types of the answers that are files: the generator knows few formats by name, and needs
    telling that these are bytes.
    """
    paths = json.loads(specification.read_text(encoding="utf-8"))["paths"]
    return {
        media
        for operations in paths.values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for media, content in answer.get("content", {}).items()
        if content["schema"].get("format") == "binary"
    }


def test_a_generated_python_client_is_strictly_typed_and_works(
    specification: Path, live_server: str, tmp_path: Path
) -> None:
    tools = Path(sys.executable).parent
    config = {
        "project_name_override": "pledgebook-client",
        "package_name_override": "pledgebook_client",
        "post_hooks": [],
        "content_type_overrides": dict.fromkeys(
            file_formats(specification), "application/octet-stream"
        ),
    }
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
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
