"""The specification as a promise: whatever it allows, and much that it forbids, is asked; nothing
ends in 5xx or in an undeclared shape.
"""

import sys
from pathlib import Path

import pytest

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
EXPORTS = r"\.(csv|jsonl|xlsx|parquet)$"
EVERYTHING = ("--phases", "examples,coverage,fuzzing", "--max-examples", "10")
# An export takes what its list takes, so the walk over every parameter's limits is not walked again
# for each format.
LESS = ("--phases", "examples,fuzzing", "--max-examples", "5")
# One answer's ids, cursors and links are what the next request asks for.
STATEFUL = ("--phases", "stateful", "--max-examples", "10")


@pytest.mark.parametrize(
    ("operations", "budget"),
    [
        (("--exclude-path-regex", EXPORTS), EVERYTHING),
        (("--include-path-regex", EXPORTS), LESS),
        (("--exclude-path-regex", EXPORTS), STATEFUL),
    ],
    ids=["answers", "exports", "stateful"],
)
def test_nothing_asked_of_the_api_breaks_its_specification(
    operations: tuple[str, ...],
    budget: tuple[str, ...],
    specification: Path,
    live_server: str,
    tmp_path: Path,
) -> None:
    tool = Path(sys.executable).with_name("schemathesis")
    command: list[str | Path] = [
        tool,
        "--config-file",
        CONFIG,
        "run",
        specification,
        "--url",
        live_server,
    ]
    repeatable = ("--seed", "1", "--generation-deterministic", "--workers", "2")
    run(
        [
            *command,
            "--checks",
            ",".join(CHECKS),
            "--continue-on-failure",
            *operations,
            *budget,
            *repeatable,
        ],
        tmp_path,
    )
