"""The descriptions as a promise: whatever they allow, and much that they forbid, is asked; nothing
ends in 5xx or in an undeclared shape.
"""

import sys
from pathlib import Path

import pytest

from tests.clients.conftest import fetched
from tests.clients.tools import run

pytestmark = pytest.mark.slow

CONFIG = Path(__file__).with_name("schemathesis.toml")
# A well-formed id of no record is rightly refused, so acceptance of every well-formed value is not
# asked for.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "allow_header_conformance",
)
EVERYTHING = ("--phases", "examples,coverage,fuzzing", "--max-examples", "10")
# A file takes what its list takes, so the walk over every parameter's limits is not walked again
# for each format.
LESS = ("--phases", "examples,fuzzing", "--max-examples", "5")
# One answer's ids, cursors and links are what the next request asks for.
STATEFUL = ("--phases", "stateful", "--max-examples", "10")


@pytest.mark.parametrize(
    ("description", "budget"),
    [
        ("openapi.json", EVERYTHING),
        ("openapi-files.json", LESS),
        ("openapi.json", STATEFUL),
    ],
    ids=["answers", "files", "stateful"],
)
def test_nothing_asked_of_the_api_breaks_its_description(
    description: str, budget: tuple[str, ...], live_server: str, tmp_path: Path
) -> None:
    command: list[str | Path] = [
        Path(sys.executable).with_name("schemathesis"),
        "--config-file",
        CONFIG,
        "run",
        fetched(f"{live_server}/{description}", tmp_path),
        "--url",
        live_server,
        "--checks",
        ",".join(CHECKS),
        "--continue-on-failure",
        *budget,
        *("--seed", "1", "--generation-deterministic", "--workers", "2"),
    ]
    run(command, tmp_path)
